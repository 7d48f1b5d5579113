// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/alphabar.hpp>

#include "distribution/long_double_density.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"

#include <functional>

namespace ab = alphabar;

namespace
{
    template <class T>
    struct scene
    {
        xt::xtensor<T, 1> means;
        xt::xtensor<double, 1> weights;
        double variance;
        std::vector<double> points;
        bool boxes = false;  // whether there are any
    };

    template <class T>
    std::vector<T> normal(std::uint64_t seed, std::size_t count, double scale)
    {
        std::vector<T> out(count);
        ab::normal_law<T>(ab::key{seed}).fill(0, out.data(), count);
        for (T& x : out)
        {
            x *= static_cast<T>(scale);
        }
        return out;
    }

    /// Means as a function of n, weights likewise.
    template <class T>
    scene<T> make_scene(std::size_t count, const std::function<double(double, double)>& mean,
                        const std::function<double(double)>& weight, double variance, std::vector<double> points,
                        bool boxes)
    {
        scene<T> s{xt::xtensor<T, 1>::from_shape({count}), xt::xtensor<double, 1>::from_shape({count}), variance,
                   std::move(points), boxes};
        const std::vector<double> z = normal<double>(count, count, 1);
        for (std::size_t n = 0; n < count; ++n)
        {
            s.means(n) = static_cast<T>(mean(static_cast<double>(n), z[n]));
            s.weights(n) = weight(static_cast<double>(n));
        }
        return s;
    }

    template <class T>
    std::vector<scene<T>> scenes()
    {
        const auto spread = [](double, double z) { return 8 * z; };
        const auto equal = [](double) { return 1.0; };
        const auto modulo = [](double n, double m) { return n - m * std::floor(n / m); };
        const auto uneven = [=](double n) { return modulo(n, 5) == 0 ? 0 : std::pow(10.0, -modulo(n, 13)); };
        const auto crowd = [=](double n, double z) { return n == 0 ? 1e6 : modulo(n, 3) + 1e-3 * z; };
        const auto quantised = [](double, double z) { return 1000 + std::nearbyint(40 * z) / 64; };
        const std::vector<double> usual{0, 0.1, -3.7, 7.77, 20, -31, 55};
        const double unit = sizeof(T) == 4 ? 1e-30 : 1e-150;
        return {
            make_scene<T>(700, spread, equal, 1e-4, {0, 0.1, -3.71, 7.77, 20, 23.5, -25.1}, false),
            make_scene<T>(700, spread, equal, 1e-12, {0, 0.001, -3.71},
                          false),  // between components there is next to nothing
            make_scene<T>(2000, spread, equal, 0.25, usual, true),
            make_scene<T>(1500, spread, equal, 30, usual, true),
            make_scene<T>(1500, spread, equal, 1e9, {0, 100, -1e5, 4e5}, true),
            make_scene<T>(1500, spread, uneven, 3, usual, true),
            make_scene<T>(700, spread, uneven, 1e-3, usual, false),
            make_scene<T>(2000, crowd, equal, 1e-4, {0, 0.01, 1.02, 2, 1.5, 1.93, 3, 1e6, 5e5}, true),
            make_scene<T>(1500, quantised, uneven, 1e-2, {1000, 1000.3, 999, 1002.5}, true),
            make_scene<T>(
                600, [](double, double) { return -2; }, equal, 0.5, {-2, -1, 5, 9}, true),  // all the same
            make_scene<T>(
                1500, [=](double, double z) { return unit * z; }, equal, unit * unit / 10,
                {0, unit, -2.2 * unit, 6 * unit}, true),
            make_scene<T>(
                1500, [=](double, double z) { return z / unit; }, equal, 1 / (unit * unit),
                {0, 1 / unit, -3 / unit, 1e-3}, true),
        };
    }

    /// How far a density is from the full sum, in parts of what is allowed, at worst.
    template <class T>
    double worst_of(const scene<T>& s, const std::function<T(T)>& pdf, const std::function<T(T)>& log_prob)
    {
        const auto law = ab::mixture(ab::unnormalised(s.weights), s.means, s.variance);
        const double sums = ab::expression::sum_error<T>(s.means.size());
        double worst = 0;
        for (const double point : s.points)
        {
            const T x = static_cast<T>(point);
            const auto exact = ab::test::density_of(law, std::array{x});
            const long double p = std::exp(exact.log_p);
            const double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
            const double of_log = ab::distribution::mixture_max_epsilons * (1 + exact.q + exact.f) + sums;
            const double of_p = ab::distribution::mixture_max_epsilons * (1 + exact.q) + sums;
            const double log_error = static_cast<double>(std::abs(static_cast<long double>(log_prob(x)) - exact.log_p));
            worst = std::max(worst, log_error / (of_log * epsilon));
            if (p > static_cast<long double>(std::numeric_limits<T>::min()) &&
                p < static_cast<long double>(std::numeric_limits<T>::max()))
            {
                const double error = static_cast<double>(std::abs(static_cast<long double>(pdf(x)) - p) / p);
                worst = std::max(worst, error / (of_p * epsilon));
                worst = std::max(worst, error / (sizeof(T) == 4 ? 1e-6 : 1e-13));
            }
            else
            {
                worst = std::max(worst, p < 1 && pdf(x) > std::numeric_limits<T>::min() ? 10. : 0.);
            }
        }
        return worst;
    }

    template <class T>
    ab::distribution::gauss_sum<T> sum_of(const scene<T>& s, double left_out = ab::distribution::gauss_sum<T>::dropped)
    {
        const auto law = ab::mixture(ab::unnormalised(s.weights), s.means, s.variance);
        ab::distribution::gauss_sum<T> sum;
        sum.tabulate(s.means.data(), law.weights(), law.variances(), left_out);
        return sum;
    }

    template <class T>
    void check_scenes()
    {
        std::size_t number = 0;
        for (const scene<T>& s : scenes<T>())
        {
            CAPTURE(number++, sizeof(T));
            const auto sum = sum_of(s);
            REQUIRE(sum.ready());
            CHECK((sum.boxes() != 0) == s.boxes);
            CHECK(worst_of<T>(s, [&](T x) { return sum.pdf(x); }, [&](T x) { return sum.log_prob(x); }) <= 1);
            const auto law = ab::mixture(ab::unnormalised(s.weights), s.means, s.variance);
            CHECK(law.pdf(s.means(0)) == sum.pdf(s.means(0)));
            CHECK(law.log_prob(s.means(1)) == sum.log_prob(s.means(1)));
        }
    }

    TEST_CASE("Sums over a window are the full sums: narrow and wide, clusters and outliers, uneven weights, far tails")
    {
        check_scenes<float>();
        check_scenes<double>();
    }

    TEST_CASE("Boxes are few beside the components that they stand for")
    {
        for (const std::size_t number : {3u, 4u, 9u})
        {
            const scene<double> s = scenes<double>()[number];
            CHECK(4 * sum_of(s).boxes() + 96 < s.means.size());
        }
    }

    TEST_CASE("A window that is too small is found out")
    {
        for (const std::size_t number : {2u, 3u})
        {
            const scene<double> s = scenes<double>()[number];
            const auto sum = sum_of(s, 1e-4);
            CHECK(worst_of<double>(
                      s, [&](double x) { return sum.pdf(x); }, [&](double x) { return sum.log_prob(x); }) > 1);
        }
    }

    TEST_CASE("There is no window for few components, several variances, or weights too far apart")
    {
        const auto ready = [](std::size_t count, double second_variance, double second_weight)
        {
            xt::xtensor<double, 1> means = ab::normal<double>(ab::key{1}, {count});
            xt::xtensor<double, 1> variances({count}, 1.0), weights({count}, 1.0);
            variances(1) = second_variance;
            weights(1) = second_weight;
            ab::distribution::gauss_sum<double> sum;
            sum.tabulate(means.data(), weights, variances);
            return sum.ready();
        };
        constexpr std::size_t fewest = ab::distribution::gauss_sum<double>::fewest;
        CHECK(ready(fewest, 1, 1));
        CHECK(ready(fewest, 1, 0));
        CHECK_FALSE(ready(fewest - 1, 1, 1));
        CHECK_FALSE(ready(fewest, 1.001, 1));
        CHECK_FALSE(ready(fewest, 1, 1e-19));
    }

    TEST_CASE(
        "Densities over a window are the same for any chunk, layout and view, follow a kernel, and allocate nothing")
    {
        const scene<float> s = scenes<float>()[2];
        const auto law = ab::mixture(ab::unnormalised(s.weights), s.means, s.variance);
        const xt::xtensor<float, 2> x = 8.f * ab::normal<float>(ab::key{3}, {7, 41});
        auto p = xt::xtensor<float, 2>::from_shape({7, 41});
        CHECK(ab::test::allocations_of([&] { xt::noalias(p) = law.pdf(x); }) == 0);
        const xt::xtensor<float, 2, xt::layout_type::column_major> column_major = x;
        const xt::xtensor<float, 2> again = law.pdf(1.f * column_major);
        CHECK((p == again));
        const xt::xtensor<float, 2> part = law.pdf(xt::view(x, xt::range(1, 7, 2), xt::range(40, 3, -3)));
        const auto lazy = law.pdf(x);
        const xt::xtensor<float, 2> of_view = xt::view(lazy, xt::range(1, 7, 2), xt::range(40, 3, -3));
        CHECK((part == of_view));
        CHECK(part(2, 1) == p(5, 37));
        CHECK(lazy(5, 37) == p(5, 37));

        const auto schedule = ab::linear_schedule(10, 0.01, 0.2);
        const auto kernel = ab::gaussian_kernel(schedule);
        const auto data = ab::empirical(s.means);
        const auto noised = data.through(kernel, ab::step{4});
        const auto made =
            ab::mixture(1, xt::xtensor<float, 1>(xt::view(noised.means(), 0, xt::all())), noised.variances());
        CHECK((xt::xtensor<float, 2>(noised.pdf(x)) == xt::xtensor<float, 2>(made.pdf(x))));
        CHECK(worst_of<float>(
                  {xt::view(noised.means(), 0, xt::all()),
                   xt::xtensor<double, 1>({2000}, 1.0),
                   noised.variances()(0),
                   {0, 1.5, -20}},
                  [&](float at) { return noised.pdf(at); }, [&](float at) { return noised.log_prob(at); }) <= 1);
    }

    TEST_CASE("Infinity is nowhere, NaN is NaN, and double points of a mixture of floats are held to float")
    {
        const scene<float> s = scenes<float>()[2];
        const auto law = ab::mixture(ab::unnormalised(s.weights), s.means, s.variance);
        const float infinity = std::numeric_limits<float>::infinity();
        CHECK((law.pdf(infinity) == 0 && law.pdf(-infinity) == 0 && law.log_prob(infinity) == -infinity));
        CHECK((std::isnan(law.pdf(std::nanf(""))) && std::isnan(law.log_prob(std::nanf("")))));
        CHECK((law.pdf(3e38f) == 0 && law.log_prob(-3e38f) == -infinity));
        CHECK(law.log_prob(1e18f) < -1e36f);
        CHECK(std::abs(law.pdf(1.25) / static_cast<double>(law.pdf(1.25f)) - 1) < 1e-6);
    }

    TEMPLATE_TEST_CASE("One far outlier, on either side, leaves the others' density alone", "", float, double)
    {
        for (const std::size_t count : {256u, 2000u})
        {
            for (const double outlier : {-1e14, -1e17, -1e20, -1e38, 1e20})
            {
                xt::xtensor<TestType, 1> means = xt::xtensor<TestType, 1>::from_shape({count});
                for (std::size_t n = 0; n < count; ++n)
                {
                    means(n) =
                        static_cast<TestType>(-10 + 20.0 * static_cast<double>(n) / static_cast<double>(count - 1));
                }
                const xt::xtensor<TestType, 1> others = xt::view(means, xt::range(1, count));
                means(0) = static_cast<TestType>(outlier);
                const auto all = ab::mixture(1., means, 1.);
                const auto without = ab::mixture(1., others, 1.);
                const double share = static_cast<double>(count - 1) / static_cast<double>(count);
                for (const double x : {-9.0, 0.3, 9.8, 12.5})
                {
                    const double expected = share * static_cast<double>(without.pdf(static_cast<TestType>(x)));
                    INFO("outlier " << outlier << " of " << count << ", x = " << x);
                    CHECK(std::abs(static_cast<double>(all.pdf(static_cast<TestType>(x))) / expected - 1) <
                          100 * static_cast<double>(std::numeric_limits<TestType>::epsilon()));
                }
            }
        }
    }

    TEST_CASE("Means and points at the ends of the type's range make neither a NaN nor a zero of somebody else")
    {
        xt::xtensor<double, 1> means = xt::xtensor<double, 1>::from_shape({600});
        for (std::size_t n = 0; n < 600; ++n)
        {
            means(n) = n % 3 == 0 ? -1.7e308 : n % 3 == 1 ? 1e308 : 1.1e308;
        }
        const auto far = ab::mixture(1., means, 1.);
        CHECK(std::abs(far.pdf(1e308) * 3 * std::sqrt(2 * 3.14159265358979323846) - 1) < 1e-12);

        const xt::xtensor<float, 1> low({256}, -2e38f);
        const auto wide = ab::mixture(1., low, 3e75);
        CHECK(wide.pdf(2e38f) == 0);  // the distance is infinite in float
        CHECK(wide.log_prob(2e38f) == -std::numeric_limits<float>::infinity());
    }
}
