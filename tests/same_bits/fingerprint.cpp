// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Prints a hash of everything that is promised to be the same bits everywhere. The build compiles this file for several
// instruction sets, optimisation levels and compilers; every program must print the same text.

#include <alphabar/alphabar.hpp>
#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/pushforward.hpp>
#include <alphabar/distribution/convolution.hpp>
#include <alphabar/distribution/multivariate_normal.hpp>
#include <alphabar/distribution/sample_moments.hpp>
#include <alphabar/information/multivariate_divergence.hpp>
#include <alphabar/distribution/bernoulli.hpp>
#include <alphabar/distribution/binomial.hpp>
#include <alphabar/distribution/categorical.hpp>
#include <alphabar/distribution/discrete_uniform.hpp>
#include <alphabar/information/discrete_divergence.hpp>
#include <alphabar/information/wasserstein.hpp>
#include <alphabar/math/erf.hpp>
#include <alphabar/math/erfc.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/expm1.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/sincos.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/math/tanh.hpp>
#include <alphabar/random/normal_law.hpp>
#include <alphabar/random/uniform_law.hpp>

#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <limits>
#include <vector>

namespace
{
    namespace math = alphabar::math;

    // FNV-1a over representations; every NaN counts as the same.
    class hash
    {
    public:
        template <class T>
        void add(T x)
        {
            add_bits(x == x ? math::bits(x) : ~math::uint_t<T>(0), sizeof(T));
        }

        std::uint64_t value() const { return m_value; }

    private:
        void add_bits(std::uint64_t bits, std::size_t bytes)
        {
            for (std::size_t i = 0; i != bytes; ++i)
            {
                m_value = (m_value ^ ((bits >> (8 * i)) & 0xff)) * 0x100000001b3u;
            }
        }

        std::uint64_t m_value = 0xcbf29ce484222325u;
    };

    template <class T>
    constexpr const char* type_name = sizeof(T) == 4 ? "float" : "double";

    template <class T>
    void print(const char* what, const std::vector<T>& values)
    {
        hash h;
        for (const T x : values)
        {
            h.add(x);
        }
        std::printf("%-26s %-6s %8zu values  %016" PRIx64 "\n", what, type_name<T>, values.size(), h.value());
    }

    // ---- noise ------------------------------------------------------------------------------------------------------

    template <class Law>
    void print_law(const char* what, const char* what_by_element)
    {
        using T = typename Law::value_type;
        std::vector<T> filled;
        std::vector<T> by_element;
        const alphabar::key run{42};
        for (const alphabar::key k : {run, run.fold_in(7), run.split()[1], alphabar::key{~std::uint64_t{0}}})
        {
            const Law law(k);
            // Long, short, not aligned to a block, across the 2^32nd counter, at the end of the index range.
            struct piece
            {
                std::uint64_t first;
                std::size_t count;
            };
            for (const piece p :
                 {piece{0, 300000}, piece{5, 3}, piece{1000003, 1001},
                  piece{(std::uint64_t{1} << 32) * Law::slots - 777, 2000}, piece{~std::uint64_t{0} - 99, 100}})
            {
                std::vector<T> part(p.count);
                law.fill(p.first, part.data(), part.size());
                filled.insert(filled.end(), part.begin(), part.end());
                for (std::size_t i = 0; i < p.count; i += 1 + p.count / 1000)
                {
                    by_element.push_back(law.at(p.first + i));
                }
            }
        }
        print(what, filled);
        print(what_by_element, by_element);

        static constexpr Law law(alphabar::key{42});
        static constexpr T at_compile_time[] = {law.at(0), law.at(1), law.at(63), law.at(64), law.at(123456789012345)};
        print("  in constant expressions", std::vector<T>(std::begin(at_compile_time), std::end(at_compile_time)));
    }

    // ---- functions --------------------------------------------------------------------------------------------------

    // Every kind of argument: numbers with random bits, ordinary numbers, and the special ones.
    template <class T>
    std::vector<T> arguments()
    {
        using bits = math::uint_t<T>;
        std::vector<T> x;
        for (std::uint64_t i = 0; i != 100000; ++i)
        {
            const auto w = alphabar::random::draw(1, alphabar::random::domain::words, i);
            x.push_back(math::from_bits(static_cast<bits>((std::uint64_t{w[1]} << 32) | w[0])));
            x.push_back((static_cast<T>(w[2]) - T(0x1p31)) * T(0x1p-25));  // [-64, 64)
            x.push_back(static_cast<T>(w[3]) * T(0x1p-32));                // [0, 1]
        }
        for (const bits b : {bits(0), bits(1), math::bits(std::numeric_limits<T>::min()) - 1,
                             math::bits(std::numeric_limits<T>::min()), math::bits(std::numeric_limits<T>::max()),
                             math::bits(std::numeric_limits<T>::infinity()),
                             math::bits(std::numeric_limits<T>::quiet_NaN()), math::bits(T(1)), math::bits(T(0.5))})
        {
            x.push_back(math::from_bits(b));
            x.push_back(math::from_bits(b | math::bits(T(-0.0))));
        }
        return x;
    }

    template <class T, class Function>
    void print_function(const char* what, Function f)
    {
        using V = typename alphabar::random::detail::machine_lanes<T>::type;
        const std::vector<T> x = arguments<T>();
        std::vector<T> y(x.size());
        std::size_t i = 0;
        if constexpr (math::lane_count < V >> 1)
        {
            for (; i + math::lane_count<V> <= x.size(); i += math::lane_count<V>)
            {
                f(V::load_unaligned(x.data() + i)).store_unaligned(y.data() + i);
            }
        }
        for (; i != x.size(); ++i)
        {
            y[i] = f(x[i]);
        }
        print(what, y);
        for (i = 0; i != x.size(); ++i)
        {
            y[i] = f(x[i]);
        }
        print("  of scalars", y);
    }

    template <class T>
    void print_functions()
    {
        print_function<T>("exp", [](auto x) { return math::exp(x); });
        print_function<T>("expm1", [](auto x) { return math::expm1(x); });
        print_function<T>("log", [](auto x) { return math::log(x); });
        print_function<T>("log1p", [](auto x) { return math::log1p(x); });
        print_function<T>("sqrt", [](auto x) { return math::sqrt(x); });
        print_function<T>("tanh", [](auto x) { return math::tanh(x); });
        print_function<T>("erf", [](auto x) { return math::erf(x); });
        print_function<T>("erfc", [](auto x) { return math::erfc(x); });
        print_function<T>("sin", [](auto x) { return math::sin(x); });
        print_function<T>("cos", [](auto x) { return math::cos(x); });
        print_function<T>("sincos, sine", [](auto x) { return math::sincos(x).sin; });
        print_function<T>("sincos, cosine", [](auto x) { return math::sincos(x).cos; });
        print_function<T>("sincos_2pi, sine", [](auto x) { return math::sincos_2pi(x).sin; });
        print_function<T>("sincos_2pi, cosine", [](auto x) { return math::sincos_2pi(x).cos; });
    }

    // ---- expressions ------------------------------------------------------------------------------------------------

    template <class E>
    void print_expression(const char* what, const E& expression)
    {
        using T = typename E::value_type;
        const xt::xarray<T> values = expression;
        print(what, std::vector<T>(values.begin(), values.end()));
    }

    // Tails on every width, broadcasting, noise, functions and reductions in one loop.
    template <class T>
    void print_expressions()
    {
        namespace ab = alphabar;
        const xt::xtensor<T, 3> x = ab::normal<T>(ab::key{1}, {7, 5, 333});
        const xt::xtensor<T, 3> scale = ab::uniform<T>(ab::key{2}, {7, 1, 1});
        const auto e = scale * x + T(2) * ab::normal<T>(ab::key{3}, {7, 5, 333});
        print_expression("broadcast and noise", e);
        print_expression("functions", ab::exp(T(-0.5) * e * e) * ab::cos(e) + ab::log1p(ab::sqrt(x * x)));
        const auto noise = ab::normal<T>(ab::key{3}, {7, 5, 333});
        print_expression("view of noise", xt::view(noise, xt::all(), 3, xt::range(1, 300, 7)));
        print_expression("sum, last axis", ab::sum(e, {2}));
        print_expression("sum, first axis", ab::sum(e, {0}));
        print_expression("log of sum of exp", ab::log_sum_exp(e, {1, 2}));

        const auto schedule = ab::cosine_schedule(1000);
        const auto kernel = ab::gaussian_kernel(schedule);
        const xt::xtensor<int, 1> t{0, 1, 10, 100, 500, 999, 1000};
        print_expression("marginal, sampled", kernel.marginal(x, t).sample(ab::key{4}));

        const xt::xtensor<T, 1> weights = T(0.5) + ab::uniform<T>(ab::key{5}, {37});
        const xt::xtensor<T, 1> means = T(4) * ab::normal<T>(ab::key{6}, {37});
        const xt::xtensor<T, 1> variances = T(0.01) + ab::uniform<T>(ab::key{7}, {37});
        const auto mixture = ab::mixture(ab::unnormalised(weights), means, variances);
        const xt::xtensor<T, 1> points = T(6) * ab::normal<T>(ab::key{8}, {1001});
        print_expression("mixture, density", mixture.pdf(points));
        print_expression("mixture, log density", mixture.log_prob(points));
        print_expression("mixture, score", mixture.score(points));
        print_expression("mixture, posterior mean", mixture.posterior_mean(points));
        print_expression("mixture, responsibilities", mixture.responsibilities(points));
        print_expression("mixture, draws", mixture.sample(ab::key{12}, {9, 111}));
        print_expression("mixture through maps",
                         ab::pushforward(mixture, ab::sigmoid_map | ab::affine_map(T(2), T(-1)) | ab::softplus_map)
                             .log_prob(ab::uniform<T>(ab::key{13}, {1001})));
        print_expression("mixture through a kernel", mixture.through(kernel, ab::step{300}).log_prob(points));
        const xt::xtensor<T, 1> many = T(8) * ab::normal<T>(ab::key{11}, {1500});
        for (const double variance : {1e-3, 4.0})  // sums over components, and over boxes of them
        {
            const auto shared = ab::mixture(1, many, variance);
            print_expression("mixture, one variance", shared.pdf(points));
            print_expression("mixture, one variance, log", shared.log_prob(points));
        }
        for (const std::size_t count : {7u, 70u})
        {
            const xt::xtensor<T, 2> centres = ab::normal<T>(ab::key{9}, {count, 150});
            const auto in_space = ab::mixture(1, centres, 1);
            const xt::xtensor<T, 2> near = T(0.5) * ab::normal<T>(ab::key{10}, {101, 150});
            print_expression("mixture in space", in_space.pdf(near));
            print_expression("mixture in space, log", in_space.log_prob(near));
            print_expression("mixture in space, score", in_space.score(near));
            print_expression("  posterior mean", in_space.posterior_mean(near));
            print_expression("  responsibilities", in_space.responsibilities(near));
            print_expression("  draws", in_space.sample(ab::key{14}, {11, 150}));
        }
    }

    // Factors from Eigen, whose own loops differ between machines; products with many rows and columns, and few.
    template <class T>
    void print_linear_algebra()
    {
        namespace ab = alphabar;
        for (const std::size_t d : {1u, 2u, 3u, 7u, 66u, 150u, 300u})
        {
            const xt::xtensor<T, 2> batch = ab::normal<T>(ab::key{12}, {2 * d + 1, d});
            const xt::xtensor<double, 2> covariance = ab::covariance(batch);
            print_expression("sample covariance", ab::fuse(T(1) * xt::xtensor<T, 2>(covariance)));
            xt::xtensor<T, 2> mended = covariance;
            for (std::size_t k = 0; k < d; ++k)
            {
                mended(k, k) += T(0.25);
            }
            const xt::xtensor<T, 1> mean = ab::normal<T>(ab::key{13}, {d});
            const auto law = ab::multivariate_normal(mean, mended);
            const xt::xtensor<T, 2> x = law.sample(ab::key{14}, {45});
            print_expression("multivariate normal, sampled", law.sample(ab::key{14}, {45}));
            print_expression("multivariate normal, log density", law.log_prob(x));
            print_expression("multivariate normal, score", law.score(x));
            if (d > 2)
            {
                const auto rest = law.conditional({1, 2}, {0.5, -0.5});
                print_expression("multivariate normal, conditional", rest.sample(ab::key{15}, {3}));
            }
            print_expression("multivariate normal, divergence",
                             ab::fuse(ab::kl_divergence(law, ab::convolve(law, law)) * mean));
        }
    }

    // Draws of integers, by every method, their probabilities, and information between tables.
    void print_laws_of_integers()
    {
        namespace ab = alphabar;
        const ab::key k{12};
        const auto counts = [&](const char* what, const auto& law)
        { print_expression(what, 1.0 * law.sample(k, {30'011})); };
        counts("bernoulli", ab::make_bernoulli(0.3));
        counts("discrete uniform", ab::make_discrete_uniform(-7, 1'000'000'000));
        counts("binomial, inverted", ab::make_binomial(10, 0.3));
        counts("binomial, rejected", ab::make_binomial(100, 0.7));
        counts("binomial, many trials", ab::make_binomial(2'147'483'647, 0.5));

        const xt::xtensor<double, 1> p = ab::uniform<double>(k, {1001});
        const auto each = ab::make_binomial(50, p);
        print_expression("binomial, of arrays", 1.0 * each.sample(k));
        print_expression("binomial, log probability", each.log_prob(20));
        print_expression("binomial, entropy", each.entropy());
        print_expression("binomial, divergence", ab::kl_divergence(each, ab::make_binomial(50, 0.4)));

        const xt::xtensor<double, 2> logits = 3 * ab::normal<double>(k, {17, 100});
        const auto classes = ab::make_categorical_of_logits(logits);
        print_expression("categorical", 1.0 * classes.sample(k, {1000, 17}));
        const xt::xtensor<double, 2> rows = classes.probabilities();
        const xt::xtensor<double, 1> row = xt::view(rows, 3, xt::all());
        print_expression("tables, divergence", ab::kl_divergence(rows, row));
        print_expression("tables, Jensen-Shannon", ab::jensen_shannon(rows, row));
        print_expression("tables, Wasserstein", ab::wasserstein(rows, row));
    }
}

int main()
{
    std::printf("stream version %d\n", alphabar::random::stream_version);
    print_law<alphabar::uniform_law<float>>("uniform, filled", "uniform, by element");
    print_law<alphabar::uniform_law<double>>("uniform, filled", "uniform, by element");
    print_law<alphabar::normal_law<float>>("normal, filled", "normal, by element");
    print_law<alphabar::normal_law<double>>("normal, filled", "normal, by element");
    print_functions<float>();
    print_functions<double>();
    print_expressions<float>();
    print_expressions<double>();
    print_linear_algebra<float>();
    print_linear_algebra<double>();
    print_laws_of_integers();
}
