// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>

#include "distribution/reference.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using distribution_reference::mixture_case;

    /// Numbers in row-major order as an array of rank 1, or of rows of d.
    template <class T, std::size_t Rank>
    auto shaped(const std::vector<double>& values, std::size_t d)
    {
        std::array<std::size_t, Rank> shape{};
        shape.back() = d;
        shape.front() = values.size() / d;
        auto out = xt::xtensor<T, Rank>::from_shape(shape);
        std::transform(values.begin(), values.end(), out.data(), [](double x) { return static_cast<T>(x); });
        return out;
    }

    template <class T, std::size_t Rank>
    void check_against_multiprecision(const mixture_case& known)
    {
        const auto law =
            ab::mixture(ab::unnormalised(known.weights), shaped<T, Rank>(known.means, known.d), known.variances);
        std::vector<double> points;
        for (const auto& point : known.points)
        {
            points.insert(points.end(), point.x.begin(), point.x.end());
        }
        const auto x = shaped<T, Rank>(points, known.d);
        const xt::xtensor<T, 1> log_p = law.log_prob(x);
        const xt::xtensor<T, 1> p = law.pdf(x);
        const double epsilons =
            ab::distribution::mixture_max_epsilons * static_cast<double>(std::numeric_limits<T>::epsilon());
        for (std::size_t i = 0; i < known.points.size(); ++i)
        {
            const auto& point = known.points[i];
            INFO(known.name << ", point " << i << ", first coordinate " << point.x[0] << ", " << 8 * sizeof(T)
                            << " bits");
            CHECK(std::abs(static_cast<double>(log_p(i)) - point.log_p) <= epsilons * (1 + point.q + point.f));
            const bool is_normal = point.p >= static_cast<double>(std::numeric_limits<T>::min());
            const double terms = known.d == 1 ? 1 + point.q : 1 + point.q + point.f;
            if (is_normal)
            {
                CHECK(std::abs(static_cast<double>(p(i)) - point.p) <= epsilons * terms * point.p);
            }
            else
            {
                CHECK((p(i) >= 0 && static_cast<double>(p(i)) <= 2 * point.p + double{std::numeric_limits<T>::min()}));
            }
        }
    }

    TEST_CASE("A mixture's density is that of multiprecision: far tails, tiny variances, weights of 0, many components")
    {
        for (const auto& known : distribution_reference::mixture_cases)
        {
            if (known.d == 1)
            {
                check_against_multiprecision<float, 1>(known);
                check_against_multiprecision<double, 1>(known);
            }
            else
            {
                check_against_multiprecision<float, 2>(known);
                check_against_multiprecision<double, 2>(known);
            }
        }
    }

    /// N(x; 0, v) by long double.
    long double normal_density(long double x, long double v)
    {
        return std::exp(-x * x / (2 * v)) / std::sqrt(2 * std::acos(-1.0L) * v);
    }

    template <class T>
    void check_narrow(T x, double v)
    {
        const auto exact =
            static_cast<double>(normal_density(static_cast<long double>(x), static_cast<long double>(v)));
        const double q = static_cast<double>(x) * static_cast<double>(x) / (2 * v);
        const double bound =
            ab::distribution::mixture_max_epsilons * (1 + q) * double{std::numeric_limits<T>::epsilon()};
        CAPTURE(x, v, exact);
        CHECK(std::abs(static_cast<double>(ab::mixture(1., std::vector<T>{0}, v).pdf(x)) - exact) <= bound * exact);
    }

    TEST_CASE("A narrow component counts wherever its density is a normal number, though e^-q is not")
    {
        check_narrow(0.1327f, 1e-4);     // 2.3e-37
        check_narrow(1.33e-36f, 1e-74);  // 0.0155
        check_narrow(std::sqrt(1418.0) * 1e-4, 1e-8);
        check_narrow(std::sqrt(2000.0) * 1e-140, 1e-280);
        // A factor that is itself the least of normal numbers: w/sqrt(2 pi) = 1.5 2^-126.
        const double share = 1.5 * 0x1p-126 * std::sqrt(2 * std::acos(-1.0));
        const float least =
            ab::mixture(std::vector<double>{1 - share, share}, std::vector<float>{0.f, 1000.f}, 1.).pdf(1000.f);
        CHECK(std::abs(double{least} / (1.5 * 0x1p-126) - 1) < 1e-6);
        const auto law = ab::mixture(1., std::vector<float>{0.f}, 1e-4);
        for (float x = 0.13f; x < 0.14f; x += 3e-6f)
        {
            const float p = law.pdf(x);
            REQUIRE((p == 0 || p >= std::numeric_limits<float>::min()));
        }
    }

    TEST_CASE("A component whose density is near the greatest number takes nothing from the others")
    {
        const double wide = 7.9 * 0x1p-126 * std::sqrt(2 * std::acos(-1.0));
        for (const std::size_t count : {2u, 20u, 1000u})
        {
            for (const double narrow : {6.4e-78, 1e-70, 1e-60, 1e-52, 1e-48})
            {
                std::vector<double> weights(count, 1e-300), variances(count, 1);
                std::vector<float> means(count, 10);
                weights[0] = 1;
                weights[1] = wide * static_cast<double>(count);
                variances[0] = narrow;
                means[0] = 0;
                const auto law = ab::mixture(ab::unnormalised(weights), means, variances);
                const double total = 1 + weights[1] + static_cast<double>(count - 2) * 1e-300;
                const double exact = weights[1] / total / std::sqrt(2 * std::acos(-1.0));
                const double bound = ab::distribution::mixture_max_epsilons * (1 + 90) *
                                     double{std::numeric_limits<float>::epsilon()};
                CAPTURE(count, narrow, exact);
                CHECK(std::abs(double{law.pdf(10.f)} - exact) <= bound * exact);
            }
        }
    }

    TEST_CASE("The narrowest component that is allowed has its density at its centre")
    {
        for (const double v : {6.3e-78, 6.5e-78, 8e-78, 2e-77})
        {
            const double exact = 1 / std::sqrt(2 * std::acos(-1.0) * v);
            const auto p = double{ab::mixture(1., std::vector<float>{0.f}, v).pdf(0.f)};
            CAPTURE(v);
            CHECK(std::abs(p / exact - 1) <= 4 * (1 + 89) * double{std::numeric_limits<float>::epsilon()});
        }
        const auto too_narrow = ab::mixture(1., std::vector<float>{0.f}, 4.5e-78);
        CHECK(refusal([&] { return too_narrow.pdf(0.f); }) ==
              "variances[0] = 4.5e-78: beyond what a density in this type can hold");
    }

    TEST_CASE("A hundred thousand components err as little as is said")
    {
        // Equal ones: every rounding goes the same way. The law is that of one of them.
        constexpr std::size_t count = 100'000;
        const xt::xtensor<float, 1> means({count}, 0.f);
        const auto law = ab::mixture(1., means, 1.);
        const xt::xtensor<float, 1> x({64}, 0.7f);
        const double exact = std::exp(-0.5 * double{0.7f} * double{0.7f}) / std::sqrt(2 * std::acos(-1.0));
        const double bound = (ab::distribution::mixture_max_epsilons * 2 + ab::expression::sum_error<float>(count)) *
                             double{std::numeric_limits<float>::epsilon()};
        const xt::xtensor<float, 1> p = law.pdf(x);
        const xt::xtensor<float, 1> log_p = law.log_prob(x);
        CHECK(std::abs(double{p(63)} - exact) <= bound * exact);
        CHECK(std::abs(double{log_p(63)} - std::log(exact)) <= bound);
        CHECK(std::abs(double{p(63)} - exact) <= 2e-6 * exact);
        CHECK(std::abs(double{log_p(63)} - std::log(exact)) <=
              4e-6);  // the exponents, near log 1e-5, are rounded first
    }

    const xt::xtensor<double, 1> four{-15, -5, 1, 10};

    TEST_CASE("A mixture's density integrates to 1, and its mean and variance are those of its parameters")
    {
        const xt::xtensor<double, 1> weights{3, 1, 2, 0};
        const xt::xtensor<double, 1> variances{0.5, 1, 2, 1};
        const auto law = ab::mixture(ab::unnormalised(weights), four, variances);
        constexpr std::size_t count = 8193;
        const xt::xtensor<double, 1> x = xt::linspace<double>(-32, 32, count);
        const xt::xtensor<double, 1> p = law.pdf(x);
        double mass = 0, mean = 0, square = 0;  // trapezoids: exponentially accurate for what vanishes at both ends
        for (std::size_t i = 0; i < count; ++i)
        {
            mass += p(i) / 128;
            mean += p(i) * x(i) / 128;
            square += p(i) * x(i) * x(i) / 128;
        }
        const double exact_mean = (3 * -15 - 5 + 2) / 6.0;
        const double exact_square = (3 * (225 + 0.5) + (25 + 1) + 2 * (1 + 2)) / 6.0;
        CHECK(std::abs(mass - 1) < 1e-14);
        CHECK(std::abs(mean - exact_mean) < 1e-12);
        CHECK(std::abs(square - exact_square) < 1e-10);
    }

    TEST_CASE("A density in a plane integrates to 1")
    {
        const auto law =
            ab::mixture(ab::unnormalised(std::vector{1, 2}), xt::xtensor<double, 2>{{-1, 0}, {1, 2}}, 0.25);
        constexpr std::size_t count = 129;
        auto points = xt::xtensor<double, 3>::from_shape({count, count, 2});
        for (std::size_t i = 0; i < count; ++i)
        {
            for (std::size_t j = 0; j < count; ++j)
            {
                points(i, j, 0) = static_cast<double>(i) / 8 - 8;
                points(i, j, 1) = static_cast<double>(j) / 8 - 8;
            }
        }
        const xt::xtensor<double, 2> p = law.pdf(points);
        REQUIRE(p.shape() == std::array<std::size_t, 2>{count, count});
        double mass = 0;
        for (const double density : p)
        {
            mass += density / 64;
        }
        CHECK(std::abs(mass - 1) < 1e-13);
    }

    TEST_CASE("Weights and variances may be expressions, lists, or one number for all, of any type")
    {
        using ab::unnormalised;
        const auto known =
            ab::mixture(unnormalised(xt::xtensor<double, 1>{1, 2, 3, 2}), four, xt::xtensor<double, 1>{1, 2, 1, 4});
        CHECK(known.weights() == xt::xtensor<double, 1>{0.125, 0.25, 0.375, 0.25});
        const auto same = [&](const auto& law)
        {
            return law.weights() == known.weights() && law.variances() == known.variances() &&
                   law.means() == known.means();
        };
        CHECK(same(ab::mixture(unnormalised(std::vector<int>{1, 2, 3, 2}), four, std::array<float, 4>{1, 2, 1, 4})));
        CHECK(same(ab::mixture(unnormalised(xt::xtensor<std::uint8_t, 1>{1, 2, 3, 2}), four,
                               xt::xtensor<std::int64_t, 1>{1, 2, 1, 4})));
        CHECK(same(ab::mixture(unnormalised(xt::xarray<float>{1, 2, 3, 2}), std::vector<double>{-15, -5, 1, 10},
                               xt::xarray<short>{1, 2, 1, 4})));
        CHECK(same(ab::mixture(unnormalised(10 * xt::xtensor<int, 1>{1, 2, 3, 2}), 1 * four,
                               std::vector<long double>{1, 2, 1, 4})));
        CHECK(same(ab::mixture(known.weights(), xt::xtensor<int, 1>{-15, -5, 1, 10}, known.variances())));

        CHECK(same(ab::mixture(known.weights(), xt::xtensor_fixed<double, xt::xshape<4>>(four), known.variances())));

        const auto shared = ab::mixture(7, four, 4);
        CHECK(shared.weights() == xt::xtensor<double, 1>{0.25, 0.25, 0.25, 0.25});
        CHECK(shared.variances() == xt::xtensor<double, 1>{4, 4, 4, 4});
        CHECK((shared.components() == 4 && shared.dimension() == 1));

        const auto in_space = ab::empirical(xt::xtensor<std::uint8_t, 2>{{1, 2, 3}, {4, 5, 255}});
        static_assert(std::same_as<decltype(in_space)::value_type, double>);
        CHECK((in_space.components() == 2 && in_space.dimension() == 3));
        CHECK(in_space.means() == xt::xtensor<double, 2>{{1, 4}, {2, 5}, {3, 255}});
        CHECK(in_space.variances() == xt::xtensor<double, 1>{0, 0});
        const xt::xtensor<float, 2, xt::layout_type::column_major> column_major{{1, 2, 3}, {4, 5, 255}};
        CHECK(ab::empirical(column_major).means() == in_space.means());
    }

    /// A chain whose coefficients are given.
    struct known_chain
    {
        static double signal(ab::step t) { return std::pow(0.5, static_cast<double>(t.value())); }
        static double noise(ab::step t) { return std::sqrt(1 - std::pow(0.25, static_cast<double>(t.value()))); }
    };

    TEST_CASE("Through a kernel, means shrink by the signal and variances become a² v + s²")
    {
        const known_chain kernel;
        const xt::xtensor<double, 1> weights{1, 2, 3, 4};
        const xt::xtensor<double, 1> variances{0, 1, 2, 0.25};
        const auto law = ab::mixture(ab::unnormalised(weights), four, variances);
        for (std::int64_t t = 0; t <= 12; ++t)
        {
            const auto noised = law.through(kernel, ab::step{t});
            const double a = std::pow(0.5, static_cast<double>(t));
            CHECK(noised.weights() == law.weights());
            for (std::size_t n = 0; n < 4; ++n)
            {
                CHECK(noised.means()(0, n) == a * four(n));
                CHECK(std::abs(noised.variances()(n) - (a * a * variances(n) + 1 - a * a)) < 1e-15);
            }
        }
        CHECK(law.means()(0, 0) == -15);  // the law itself stays
        CHECK(law.through(kernel, ab::step{0}).variances() == law.variances());
    }

    TEST_CASE("Points without variance have no density until they are noised")
    {
        const auto data = ab::empirical(std::vector<double>{-15, -5, 1, 10});
        const std::string refused = "variances[0] = 0: a point mass has no density; noise it first";
        CHECK(refusal([&] { return data.pdf(four); }) == refused);
        CHECK(refusal([&] { return data.log_prob(1.0); }) == refused);
        CHECK(refusal([&] { return data.through(known_chain(), ab::step{0}).pdf(four); }) == refused);
        CHECK(refusal([&] { return data.through(known_chain(), ab::step{1}).pdf(four); }) == "accepted");
        const xt::xtensor<double, 1> one_of_them{1, 1, 0, 1};
        CHECK(refusal([&] { return ab::mixture(1, four, one_of_them).pdf(four); }) ==
              "variances[2] = 0: a point mass has no density; noise it first");
    }

    TEST_CASE("A variance whose root float cannot hold is refused for a density in float, and accepted in double")
    {
        const xt::xtensor<float, 1> mean{0};
        const std::string rule = ": beyond what a density in this type can hold";
        CHECK(refusal([&] { return ab::mixture(1, mean, 1e-80).pdf(mean); }) == "variances[0] = 1e-80" + rule);
        CHECK(refusal([&] { return ab::mixture(1, mean, 1e80).pdf(mean); }) == "variances[0] = 1e+80" + rule);
        CHECK(ab::mixture(1, mean, 1e-77).pdf(0.f) > 1e37f);
        CHECK(ab::mixture(1, xt::xtensor<double, 1>{0}, 1e-80).log_prob(0.0) > 91);
        CHECK(ab::mixture(1, xt::xtensor<double, 1>{0}, 5e-324).log_prob(0.0) > 371);
        CHECK(ab::mixture(1, xt::xtensor<double, 1>{0}, 1e300).log_prob(0.0) < -346);
    }

    TEST_CASE("Parameters that break a rule are refused with index and value")
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinity = std::numeric_limits<double>::infinity();
        const auto with_weights = [&](auto w) { return refusal([&] { return ab::mixture(w, four, 1.0); }); };
        const auto with_variances = [&](auto v) { return refusal([&] { return ab::mixture(1, four, v); }); };
        using list = std::vector<double>;
        CHECK(with_weights(list{1, 2, -0.5, 1}) == "weights[2] = -0.5: must be finite and not negative");
        CHECK(with_weights(list{1, nan, 1, 1}) == "weights[1] = nan: must be finite and not negative");
        CHECK(with_weights(list{infinity, 1, 1, 1}) == "weights[0] = inf: must be finite and not negative");
        CHECK(with_weights(ab::unnormalised(list{0, 0, 0, 0})) ==
              "weights: they sum to 0, must be positive and finite");
        const auto huge = ab::mixture(ab::unnormalised(list{1e308, 1e308, 0, 0}), four,
                                      1.);  // their sum is infinite, their shares are not
        CHECK((huge.weights() == xt::xtensor<double, 1>{0.5, 0.5, 0, 0}));
        CHECK(with_weights(0) == "weights: they sum to 0, must be positive and finite");
        CHECK(with_weights(-1) == "weights[0] = -1: must be finite and not negative");
        CHECK(with_weights(list{1, 2}) == "weights: 2 of them for 4 means");
        CHECK(with_weights(xt::xtensor<double, 1>{1, 2, 3, 4, 5}) == "weights: 5 of them for 4 means");
        CHECK(with_weights(xt::xtensor<double, 2>{{1, 2, 3, 4}}) ==
              "weights: of rank 2, must be one number a component");
        CHECK(with_weights(xt::xarray<double>(1.0)) == "weights: of rank 0, must be one number a component");
        CHECK(with_variances(list{1, 1, 1, -1e-9}) == "variances[3] = -1e-09: must be finite and not negative");
        CHECK(with_variances(xt::xtensor<float, 1>{1, 1}) == "variances: 2 of them for 4 means");
        CHECK(with_variances(infinity) == "variances[0] = inf: must be finite and not negative");
        CHECK(with_variances(nan) == "variances[0] = nan: must be finite and not negative");

        CHECK(refusal([&] { return ab::empirical(list{1, nan}); }) == "means[1] = nan: must be finite");
        CHECK(refusal([&] { return ab::empirical(list{}); }) == "means: no components");
        CHECK(refusal([&] { return ab::empirical(xt::xtensor<float, 2>{{1, 2}, {3, -HUGE_VALF}}); }) ==
              "means[1, 1] = -inf: must be finite");
        CHECK(refusal([&] { return ab::empirical(xt::xtensor<float, 2>::from_shape({0, 3})); }) ==
              "means: no components");
        CHECK(refusal([&] { return ab::empirical(xt::xtensor<float, 2>::from_shape({3, 0})); }) ==
              "means: points in 0 dimensions");
    }

    TEST_CASE("Points of the wrong dimension are refused with both numbers")
    {
        const auto law = ab::mixture(1, xt::xtensor<double, 2>{{1, 2, 3}}, 1);
        const std::string rule = ", must have 3, one for each dimension of the means";
        CHECK(refusal([&] { return law.pdf(xt::xtensor<double, 2>{{1, 2}}); }) ==
              "points: the last axis has extent 2" + rule);
        CHECK(refusal([&] { return law.log_prob(xt::xarray<double>{1, 2, 3, 4}); }) ==
              "points: the last axis has extent 4" + rule);
        CHECK(refusal([&] { return law.pdf(xt::xarray<double>(1.0)); }) ==
              "points: of rank 0, must have shape (..., 3)");
    }

    TEST_CASE("Infinity is nowhere, and NaN spoils its own element only")
    {
        const xt::xtensor<float, 1> x{0, std::numeric_limits<float>::quiet_NaN(),
                                      std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                                      1};
        const auto law = ab::mixture(std::vector{1, 0}, xt::xtensor<float, 1>{0, 1}, 1);
        const xt::xtensor<float, 1> p = law.pdf(x);
        const xt::xtensor<float, 1> log_p = law.log_prob(x);
        CHECK((p(0) > 0.398f && p(4) > 0.241f && std::isfinite(log_p(0)) && std::isfinite(log_p(4))));
        CHECK((std::isnan(p(1)) && std::isnan(log_p(1))));
        CHECK((p(2) == 0 && p(3) == 0 && log_p(2) == -HUGE_VALF && log_p(3) == -HUGE_VALF));
    }
}
