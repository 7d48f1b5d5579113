// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/normal.hpp>

#include "distribution/normal_reference.hpp"
#include "random/statistics.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace ab = alphabar;

namespace
{
    using law_of_arrays = decltype(ab::make_normal(xt::xtensor<float, 2>(), xt::xtensor<float, 1>()));
    static_assert(ab::probability_distribution<law_of_arrays> && ab::has_moments<law_of_arrays>);
    static_assert(ab::has_entropy<law_of_arrays> && ab::has_entropy<decltype(ab::make_normal(0, 1))>);

    using alphabar::test::refusal;
    using distribution_reference::normal_value;

    /// The distance of a value from the exact one, of which a double is known and, maybe, the rest, in units of T there.
    template <class T>
    double ulps(T got, double exact, double rest = 0)
    {
        const T nearest = static_cast<T>(exact);
        if (!std::isfinite(nearest) || !std::isfinite(got))
        {
            return got == nearest ? 0 : std::numeric_limits<double>::infinity();
        }
        const int exponent = std::max(exact == 0 ? -2000 : std::ilogb(exact) + 1, std::numeric_limits<T>::min_exponent);
        return std::abs(
            std::ldexp((static_cast<double>(got) - exact) - rest, std::numeric_limits<T>::digits - exponent));
    }

    /// What is too small to be told from 0 without subnormal numbers is nobody's promise.
    template <class T>
    bool is_normal(double value)
    {
        return std::abs(value) >= static_cast<double>(std::numeric_limits<T>::min());
    }

    struct worst
    {
        double log_p = 0, log_p_near_zero = 0, p = 0, cdf = 0, survival = 0, score = 0, entropy = 0;
    };

    /// Checks all that a law says against the table, with parameters and points in arrays and as numbers.
    template <class T>
    worst check_values(const std::vector<normal_value>& values)
    {
        namespace promise = ab::distribution;
        const auto count = values.size();
        auto x = xt::xtensor<T, 1>::from_shape({count});
        auto mean = x;
        auto stddev = x;
        for (std::size_t i = 0; i < count; ++i)
        {
            x(i) = static_cast<T>(values[i].x);
            mean(i) = static_cast<T>(values[i].mean);
            stddev(i) = static_cast<T>(values[i].stddev);
        }
        const auto law = ab::make_normal(mean, stddev);
        const xt::xtensor<T, 1> log_p = law.log_prob(x);
        const xt::xtensor<T, 1> p = law.pdf(x);
        const xt::xtensor<T, 1> cdf = law.cdf(x);
        const xt::xtensor<T, 1> survival = law.survival(x);
        const xt::xtensor<T, 1> score = law.score(x);
        const xt::xtensor<T, 1> entropy = law.entropy();
        worst found;
        const auto check = [](double& so_far, double error, double bound)
        {
            so_far = std::max(so_far, error);
            CHECK(error <= bound);
        };
        // an error in units, but near zeros, where units are small, in those of the absolute bound
        const auto check_logarithm =
            [&](double& so_far, T got, double exact, double rest, double units, double largest_term)
        {
            const double error = std::abs((static_cast<double>(got) - exact) - rest) / largest_term;
            if (error > promise::normal_log_prob_error<T>)
            {
                check(so_far, ulps(got, exact, rest), units);
            }
            else if (std::abs(exact) < 0.01)
            {
                found.log_p_near_zero = std::max(found.log_p_near_zero, error / promise::normal_log_prob_error<T>);
            }
        };
        for (std::size_t i = 0; i < count; ++i)
        {
            const auto& known = values[i];
            INFO("x = " << known.x << ", mean = " << known.mean << ", stddev = " << known.stddev);
            const double z = (known.x - known.mean) / known.stddev;
            const double log_stddev = std::max(1., std::abs(std::log(known.stddev)));
            check_logarithm(found.log_p, log_p(i), known.log_p, known.log_p_rest, promise::normal_log_prob_max_ulp,
                            std::max(log_stddev, z * z / 2));
            check_logarithm(found.entropy, entropy(i), known.entropy, 0, promise::normal_entropy_max_ulp + 0.5,
                            log_stddev);
            if (is_normal<T>(known.p))
            {
                check(found.p, ulps(p(i), known.p), promise::normal_pdf_max_ulp);
            }
            if (is_normal<T>(known.cdf))
            {
                check(found.cdf, ulps(cdf(i), known.cdf), promise::normal_cdf_max_ulp);
            }
            if (is_normal<T>(known.survival))
            {
                check(found.survival, ulps(survival(i), known.survival), promise::normal_cdf_max_ulp);
            }
            if (is_normal<T>(known.score) && std::abs(known.score) < static_cast<double>(std::numeric_limits<T>::max()))
            {
                check(found.score, std::abs(static_cast<double>(score(i)) - known.score) / std::abs(known.score),
                      promise::normal_score_max_error<T>);
            }

            const auto alone = ab::make_normal(mean(i), stddev(i));
            CHECK(alone.log_prob(x(i))() == log_p(i));
            CHECK(alone.pdf(x(i))() == p(i));
            CHECK(alone.cdf(x(i))() == cdf(i));
            CHECK(alone.survival(x(i))() == survival(i));
            CHECK(alone.entropy()() == entropy(i));
        }
        return found;
    }

    template <class T>
    void check_table(const std::vector<normal_value>& values)
    {
        const worst found = check_values<T>(values);
        UNSCOPED_INFO("log p " << found.log_p << ", near zero " << found.log_p_near_zero << " of the bound, p "
                               << found.p << ", cdf " << found.cdf << ", survival " << found.survival << ", score "
                               << found.score << ", entropy " << found.entropy);
        CHECK(found.log_p > 0);  // else nothing was looked at
        CHECK(found.log_p_near_zero > 0);
    }

    TEST_CASE(
        "What a normal law says is what multiprecision says, far tails, tiny deviations and zeros of log p included")
    {
        check_table<float>(distribution_reference::normal_values);
        check_table<double>(distribution_reference::normal_values);
        check_table<double>(distribution_reference::normal_values_of_doubles);
    }

    TEST_CASE("A density without compensation does not keep the promise, nor does a distribution function")
    {
        double log_p = 0, cdf = 0;
        for (const auto& known : distribution_reference::normal_values_of_doubles)
        {
            const double z = (known.x - known.mean) / known.stddev;
            log_p = std::max(log_p, ulps(-0.5 * z * z - std::log(known.stddev) - ab::distribution::half_log_two_pi,
                                         known.log_p, known.log_p_rest));
            cdf =
                is_normal<double>(known.cdf) ? std::max(cdf, ulps(std::erfc(-z * std::sqrt(0.5)) / 2, known.cdf)) : cdf;
        }
        CHECK(log_p > 100);
        CHECK(cdf > 100);
    }

    TEST_CASE("A normal density integrates to 1, and its mean and variance are the law's")
    {
        const auto law = ab::make_normal(1.5, 0.75);
        const xt::xtensor<double, 1> x = xt::linspace<double>(1.5 - 9, 1.5 + 9, 4097);
        const xt::xtensor<double, 1> p = law.pdf(x);
        double mass = 0, first = 0, second = 0;  // trapezoids: exponentially accurate for what vanishes at both ends
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            const double weight = p(i) * 18 / 4096;
            mass += weight;
            first += weight * x(i);
            second += weight * (x(i) - 1.5) * (x(i) - 1.5);
        }
        CHECK(std::abs(mass - 1) < 1e-14);
        CHECK(std::abs(first - 1.5) < 1e-13);
        CHECK(std::abs(second - law.variance()()) < 1e-13);
        CHECK(law.variance()() == 0.5625);
    }

    TEST_CASE("A normal law's type is what C++ makes of its parameters, double for integers")
    {
        const xt::xtensor<float, 1> f{1, 2};
        const xt::xtensor<double, 1> d{1, 2};
        const xt::xtensor<std::uint8_t, 1> u{1, 2};
        static_assert(std::same_as<decltype(ab::make_normal(f, 1.f))::value_type, float>);
        static_assert(std::same_as<decltype(ab::make_normal(f, 1))::value_type, float>);
        static_assert(std::same_as<decltype(ab::make_normal(f, 1.0))::value_type, double>);
        static_assert(std::same_as<decltype(ab::make_normal(f, d))::value_type, double>);
        static_assert(std::same_as<decltype(ab::make_normal(u, f))::value_type, float>);
        static_assert(std::same_as<decltype(ab::make_normal(0, 1))::value_type, double>);
        static_assert(std::same_as<decltype(ab::make_normal(u, 1).log_prob(u))::value_type, double>);
        static_assert(std::same_as<decltype(ab::make_normal(f, f).log_prob(f))::value_type, float>);
        static_assert(std::same_as<decltype(ab::make_normal(f, f).pdf(d))::value_type, double>);

        const xt::xtensor<double, 1> of_integers = ab::make_normal(u, 1).log_prob(u);
        CHECK(of_integers(0) == -ab::distribution::half_log_two_pi);
        CHECK(of_integers(1) == -ab::distribution::half_log_two_pi);
    }

    TEST_CASE("Mean, deviation and points broadcast against each other")
    {
        const xt::xtensor<double, 2> mean{{0}, {10}, {20}};
        const xt::xtensor<double, 1> stddev{1, 2};
        const auto law = ab::make_normal(mean, stddev);
        CHECK(law.shape() == std::array<std::size_t, 2>{3, 2});
        const xt::xtensor<double, 2> at_five = law.log_prob(5.0);
        const xt::xtensor<double, 3> at_many = law.log_prob(xt::xtensor<double, 3>{{{5, 5}}, {{6, 7}}});
        const xt::xarray<double> dynamic_mean = mean;
        const xt::xarray<double> dynamic = ab::make_normal(dynamic_mean, stddev).log_prob(5.0);
        REQUIRE(at_five.shape() == law.shape());
        REQUIRE(at_many.shape() == std::array<std::size_t, 3>{2, 3, 2});
        REQUIRE(dynamic.dimension() == 2);
        for (std::size_t i = 0; i < 3; ++i)
        {
            for (std::size_t j = 0; j < 2; ++j)
            {
                const auto alone = ab::make_normal(mean(i, 0), stddev(j));
                CHECK(at_five(i, j) == alone.log_prob(5.0)());
                CHECK(dynamic(i, j) == at_five(i, j));
                CHECK(at_many(0, i, j) == at_five(i, j));
                CHECK(at_many(1, i, j) == alone.log_prob(j == 0 ? 6.0 : 7.0)());
            }
        }
        CHECK_THROWS_AS((xt::xarray<double>(law.log_prob(xt::xtensor<double, 1>{1, 2, 3}))), xt::broadcast_error);
    }

    TEST_CASE("A sample is mean + deviation · noise of the law's whole shape")
    {
        const ab::key k{7};
        const xt::xtensor<float, 2> mean{{0}, {10}, {20}};
        const xt::xtensor<float, 1> stddev{1, 2};
        const auto law = ab::make_normal(mean, stddev);
        const xt::xtensor<float, 2> drawn = law.sample(k);
        const xt::xtensor<float, 2> noise = ab::normal<float>(k, law.shape());
        for (std::size_t i = 0; i < 3; ++i)
        {
            for (std::size_t j = 0; j < 2; ++j)
            {
                CHECK(drawn(i, j) == mean(i, 0) + stddev(j) * noise(i, j));
                CHECK(law.sample(k)(i, j) == drawn(i, j));
            }
        }
        const xt::xtensor<float, 2> other = law.sample(ab::key{8});
        CHECK(other(0, 0) != drawn(0, 0));
    }

    TEST_CASE("Many draws of a law have a shape to which the law's broadcasts, and noise of their own each")
    {
        const ab::key k{7};
        const xt::xtensor<double, 1> of_numbers = ab::make_normal(3.0, 2.0).sample(k, {5});
        const xt::xtensor<double, 1> noise = ab::normal<double>(k, {5});
        const xt::xtensor<double, 1> mean{0, 100, 200};
        const xt::xtensor<double, 2> rows = ab::make_normal(mean, 2).sample(k, std::vector<std::size_t>{4, 3});
        const xt::xtensor<double, 2> noise_of_rows = ab::normal<double>(k, {4, 3});
        for (std::size_t i = 0; i < 4; ++i)
        {
            CHECK(of_numbers(i) == 3 + 2 * noise(i));
            for (std::size_t j = 0; j < 3; ++j)
            {
                CHECK(rows(i, j) == mean(j) + 2 * noise_of_rows(i, j));
            }
        }
        CHECK(ab::make_normal(0, 1).sample(k).dimension() == 0);
        CHECK_THROWS_AS(ab::make_normal(mean, 1).sample(k, {2}), xt::broadcast_error);
        CHECK_THROWS_AS(ab::make_normal(mean, 1).sample(k, std::array<int, 0>{}), xt::broadcast_error);
    }

    TEST_CASE("Samples fit the law, and a law that is off by a hundredth of its deviation is caught")
    {
        constexpr std::size_t count = 400'000;
        const xt::xtensor<double, 1> x = ab::make_normal(-2.0, 0.5).sample(ab::key{2026}, {count});
        const auto fit = [&](double mean, double stddev)
        {
            std::vector<double> u(count);
            for (std::size_t i = 0; i < count; ++i)
            {
                u[i] = statistics::normal_cdf((x(i) - mean) / stddev);
            }
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(-2.0, 0.5) > statistics::pass);
        CHECK(fit(-1.99, 0.5) < statistics::caught);
        CHECK(fit(-2.0, 0.51) < statistics::caught);
    }

    TEST_CASE("A point mass samples its mean; as a number it has no density, in an array that is infinite")
    {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const xt::xtensor<double, 1> mean{1, 2};
        const auto law = ab::make_normal(mean, 0.0);
        const xt::xtensor<double, 1> drawn = law.sample(ab::key{1});
        CHECK(drawn == mean);
        CHECK(refusal([&] { return law.log_prob(mean); }) == "stddev 0: a point mass has no density");
        CHECK(refusal([&] { return law.pdf(1.0); }) == "stddev 0: a point mass has no density");
        CHECK(refusal([&] { return law.score(1.0); }) == "stddev 0: a point mass has no density");

        const xt::xtensor<double, 1> x{-1, 0, 3, std::nan("")};
        const auto of_array = ab::make_normal(0.0, xt::xtensor<double, 1>{0, 0, 0, 0});
        const xt::xtensor<double, 1> log_p = of_array.log_prob(x), p = of_array.pdf(x), score = of_array.score(x);
        const xt::xtensor<double, 1> cdf = of_array.cdf(x), survival = of_array.survival(x);
        CHECK((log_p(0) == -infinity && log_p(1) == infinity && log_p(2) == -infinity && std::isnan(log_p(3))));
        CHECK((p(0) == 0 && p(1) == infinity && p(2) == 0 && std::isnan(p(3))));
        CHECK((score(0) == infinity && score(1) == 0 && score(2) == -infinity && std::isnan(score(3))));
        CHECK((cdf(0) == 0 && cdf(1) == 1 && cdf(2) == 1 && std::isnan(cdf(3))));
        CHECK((survival(0) == 1 && survival(1) == 0 && survival(2) == 0 && std::isnan(survival(3))));
        CHECK(of_array.entropy()(1) == -infinity);
        CHECK(of_array.quantile(xt::xtensor<double, 1>{0, 0.5, 1, 0.25})(0) == 0);
    }

    TEST_CASE("A deviation that is no deviation is refused with its index and its value, or taken as it is")
    {
        const auto nan = std::numeric_limits<double>::quiet_NaN();
        const auto infinity = std::numeric_limits<double>::infinity();
        CHECK(refusal([] { return ab::make_normal(0.0, -0.5); }) == "stddev = -0.5: must be finite and not negative");
        CHECK(refusal([=] { return ab::make_normal(0.0, nan); }) == "stddev = nan: must be finite and not negative");
        CHECK(refusal([=] { return ab::make_normal(0.0, infinity); }) ==
              "stddev = inf: must be finite and not negative");
        CHECK(refusal([] { return ab::make_normal(0, -1); }) == "stddev = -1: must be finite and not negative");
        CHECK(refusal([] { return ab::make_normal(0.f, std::numeric_limits<float>::max()); }) == "accepted");

        const xt::xtensor<double, 2> stddev{{1, 2}, {3, -4}};
        CHECK(refusal([&] { return ab::make_normal(0.0, stddev); }) ==
              "stddev[1, 1] = -4: must be finite and not negative");
        CHECK(refusal([&] { return ab::make_normal(0.0, -1. * stddev); }) ==
              "stddev[0, 0] = -1: must be finite and not negative");
        CHECK(refusal([&] { return ab::make_normal(0.0, stddev, ab::unchecked); }) == "accepted");
        const auto law = ab::make_normal(0.0, stddev, ab::unchecked);
        CHECK((std::isfinite(law.log_prob(1.0)(1, 0)) && std::isnan(law.log_prob(1.0)(1, 1))));
        CHECK((std::isnan(law.cdf(1.0)(1, 1)) && std::isnan(law.pdf(1.0)(1, 1)) && std::isnan(law.entropy()(1, 1))));
    }

    /// quantile(cdf(x)) for x of a standard law: a relative error of p moves x by it, times p/φ(x).
    template <class T>
    double worst_return(double nearest, double farthest)
    {
        double worst = 0;
        for (int i = 0; i < 2'000; ++i)
        {
            const auto x = static_cast<T>(-nearest - (farthest - nearest) * i / 2'000);
            const auto law = ab::make_normal(T(0), T(1));
            const auto there = static_cast<T>(law.quantile(law.cdf(x))());
            worst = std::max(worst, ulps(there, static_cast<double>(x)));
            CHECK(law.upper_quantile(law.survival(-x))() == -there);
        }
        return worst;
    }

    TEST_CASE("A quantile of the distribution function is the point again where that can be")
    {
        CHECK(worst_return<float>(1, 13) <= ab::distribution::normal_return_max_ulp);
        CHECK(worst_return<double>(1, 37) <= ab::distribution::normal_return_max_ulp);
        CHECK(worst_return<double>(0.01, 0.02) > 4);  // p/(x φ(x)) is 125 and 60
    }

    TEST_CASE("Quantiles are the mean and as many deviations as the standard law says")
    {
        const xt::xtensor<double, 1> p{0, 1e-300, 0.25, 0.5, 0.975, 1, 1.5};
        const auto law = ab::make_normal(10.0, 2.0);
        const xt::xtensor<double, 1> x = law.quantile(p);
        const xt::xtensor<double, 1> upper = law.upper_quantile(p);
        CHECK((x(0) == -std::numeric_limits<double>::infinity() && x(5) == std::numeric_limits<double>::infinity()));
        CHECK((x(3) == 10 && std::isnan(x(6)) && std::isnan(upper(6))));
        CHECK(ulps(x(1), 10 - 2 * 37.0470962993611992) <= ab::distribution::normal_quantile_max_ulp);  // of mpmath
        CHECK(ulps(x(2), 10 - 2 * 0.674489750196081743) <= ab::distribution::normal_quantile_max_ulp);
        CHECK(ulps(x(4), 10 + 2 * 1.95996398454005424) <= ab::distribution::normal_quantile_max_ulp);
        CHECK(upper(1) == 20 - x(1));
    }

    TEST_CASE("NaN and infinity stay in their element")
    {
        const auto nan = std::numeric_limits<float>::quiet_NaN();
        const auto infinity = std::numeric_limits<float>::infinity();
        const xt::xtensor<float, 1> mean{0, nan, 0, infinity};
        const xt::xtensor<float, 1> x{0, 0, infinity, 0};
        const auto law = ab::make_normal(mean, 1.f);
        const xt::xtensor<float, 1> log_p = law.log_prob(x);
        const xt::xtensor<float, 1> p = law.pdf(x);
        const xt::xtensor<float, 1> drawn = law.sample(ab::key{1});
        CHECK((std::isfinite(log_p(0)) && std::isfinite(drawn(0))));
        CHECK((std::isnan(log_p(1)) && std::isnan(p(1)) && std::isnan(drawn(1))));
        CHECK((log_p(2) == -infinity && p(2) == 0));
        CHECK((log_p(3) == -infinity && p(3) == 0 && drawn(3) == infinity));
    }

    // What follows reads freed memory, under the address sanitizer, if a law borrows what it should own.

    auto law_of_locals()
    {
        double stddev = 2;
        const double shift = 10;
        return ab::make_normal(xt::xtensor<double, 1>{1, 2, 3} + shift, stddev);
    }

    auto draws_of_locals(double scale)
    {
        return ab::make_normal(scale * xt::xtensor<double, 1>{1, 2, 3}, xt::xtensor<double, 1>{1, 1, 2})
            .sample(ab::key{3});
    }

    auto density_of_locals(double x) { return ab::make_normal(xt::xtensor<double, 1>{1, 2, 3}, 2.0).log_prob(x); }

    TEST_CASE("A law owns its rvalues and numbers, and so do the expressions made of it: normal")
    {
        const auto law = law_of_locals();
        const xt::xtensor<double, 1> mean = law.mean();
        CHECK(mean == xt::xtensor<double, 1>{11, 12, 13});
        const auto draws = draws_of_locals(2);
        const auto density = density_of_locals(2);
        const xt::xtensor<double, 1> x = draws;
        const xt::xtensor<double, 1> log_p = density;
        const xt::xtensor<double, 1> noise = ab::normal<double>(ab::key{3}, {3});
        CHECK(x(2) == 6 + 2 * noise(2));
        CHECK(log_p(0) == log_p(2));
        CHECK(log_p(1) == ab::make_normal(2.0, 2.0).log_prob(2.0)());

        auto expression = [&]
        {
            std::optional holder(ab::make_normal(mean, 1.0));
            auto out = holder->sample(ab::key{4});
            holder.reset();
            return out;
        }();
        CHECK((xt::xtensor<double, 1>(expression))(0) ==
              11 + (xt::xtensor<double, 1>(ab::normal<double>(ab::key{4}, {3})))(0));
    }

    TEST_CASE("A law sees later changes of the containers that it borrows")
    {
        xt::xtensor<double, 1> mean{1, 2};
        const auto law = ab::make_normal(mean, 1.0);
        const auto density = law.log_prob(mean);
        mean(0) = 100;
        const xt::xtensor<double, 1> now = law.mean();
        CHECK(now(0) == 100);
        CHECK(density(0) == -ab::distribution::half_log_two_pi);
    }
}
