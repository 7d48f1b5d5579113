// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/random/normal.hpp>

#include "random/statistics.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <vector>

namespace ab = alphabar;

namespace
{
    const xt::xtensor<double, 1> four{-15, -5, 1, 10};

    static_assert(ab::probability_distribution<ab::mixture_distribution<float, 1>>);
    static_assert(ab::probability_distribution<ab::mixture_distribution<double, 2>>);
    static_assert(ab::has_moments<ab::mixture_distribution<double, 1>>);
    static_assert(ab::has_moments<ab::mixture_distribution<float, 2>>);

    double distribution_function(const ab::mixture_distribution<double, 1>& law, double x)
    {
        double sum = 0;
        for (std::size_t n = 0; n < law.components(); ++n)
        {
            sum += law.weights()(n) * statistics::normal_cdf((x - law.means()(0, n)) / std::sqrt(law.variances()(n)));
        }
        return sum;
    }

    TEST_CASE("Draws fit the mixture, and a mixture with a weight that is off by a hundredth is caught")
    {
        constexpr std::size_t count = 400'000;
        const auto law = ab::mixture(std::vector{0.4, 0.3, 0.2, 0.1}, four, std::vector{1., 4., 0.25, 9.});
        const auto off = ab::mixture(std::vector{0.39, 0.3, 0.2, 0.11}, four, std::vector{1., 4., 0.25, 9.});
        const auto wide = ab::mixture(std::vector{0.4, 0.3, 0.2, 0.1}, four, std::vector{1.3, 4., 0.25, 9.});
        const xt::xtensor<double, 1> x = law.sample(ab::key{2026}, {count});
        const auto fit = [&](const auto& of)
        {
            std::vector<double> u(count);
            std::transform(x.begin(), x.end(), u.begin(), [&](double at) { return distribution_function(of, at); });
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(law) > statistics::pass);
        CHECK(fit(off) < statistics::caught);
        CHECK(fit(wide) < statistics::caught);
    }

    TEST_CASE("A draw is the mean of a component and its deviation times the noise of the element")
    {
        const auto law = ab::mixture(std::vector{0.5f, 0.25f, 0.25f}, xt::xtensor<float, 1>{0, 100, 200},
                                     std::vector{1.f, 4.f, 0.f});
        const ab::key k{7};
        const auto lazy = law.sample(k, {50, 33});
        const xt::xtensor<float, 2> x = lazy;
        const xt::xtensor<float, 2> noise = ab::normal<float>(k.split()[1], {50, 33});
        const xt::xtensor<std::size_t, 2> component = ab::distribution::choose_components(
            ab::distribution::weighted_choice(law.weights()), k.split()[0], std::array<std::size_t, 2>{50, 33});
        for (std::size_t i = 0; i < 50; ++i)
        {
            const std::size_t c = component(i, 32);
            CHECK(x(i, 32) == law.means()(0, c) + std::sqrt(static_cast<float>(law.variances()(c))) * noise(i, 32));
            CHECK(lazy(i, 32) == x(i, 32));
        }
        const xt::xtensor<float, 1> column = xt::view(lazy, xt::all(), 32);
        CHECK(column(49) == x(49, 32));
        CHECK(law.sample(k)() == law.sample(k, {1})(0));
        CHECK((xt::xtensor<float, 2>(law.sample(ab::key{8}, {50, 33})) != x));
    }

    TEST_CASE("In space a draw has one component for all its coordinates")
    {
        const xt::xtensor<float, 2> means{{0, 1000, 2000}, {10000, 11000, 12000}};
        const auto law = ab::mixture(std::vector{0.75, 0.25}, means, 1);
        const auto lazy = law.sample(ab::key{1}, {2000, 3});
        const xt::xtensor<float, 2> x = lazy;
        std::size_t second = 0;
        bool together = true;
        for (std::size_t i = 0; i < 2000; ++i)
        {
            const std::size_t c = x(i, 0) > 5000;
            second += c;
            for (std::size_t k = 0; k < 3; ++k)
            {
                together &= std::abs(x(i, k) - means(c, k)) < 7 && lazy(i, k) == x(i, k);
            }
        }
        CHECK(together);
        CHECK(std::abs(static_cast<double>(second) - 500) <= 4 * std::sqrt(2000 * 0.25 * 0.75));
        const xt::xtensor<float, 1> one = law.sample(ab::key{1});
        CHECK((one == xt::xtensor<float, 1>(xt::view(x, 0, xt::all()))));
        CHECK_THROWS_AS(law.sample(ab::key{1}, {3, 1}), xt::broadcast_error);
        CHECK_THROWS_AS(law.sample(ab::key{1}, {2}), xt::broadcast_error);
        CHECK_THROWS_AS(law.sample(ab::key{1}, std::array<int, 0>{}), xt::broadcast_error);
    }

    TEST_CASE("An empirical law draws its data, with a width about them")
    {
        const xt::xtensor<double, 1> x = ab::empirical(four).sample(ab::key{3}, {1000});
        std::size_t seen[4] = {};
        for (const double at : x)
        {
            const auto it = std::find(four.begin(), four.end(), at);
            REQUIRE(it != four.end());
            ++seen[it - four.begin()];
        }
        for (const std::size_t count : seen)
        {
            CHECK(std::abs(static_cast<double>(count) - 250) <= 4 * std::sqrt(1000 * 0.25 * 0.75));
        }
        const auto smooth = ab::empirical(std::vector{1, 2, 3}, 0.5);
        CHECK((smooth.variances() == xt::xtensor<double, 1>{0.25, 0.25, 0.25}));
        CHECK((ab::empirical(four, std::vector{1, 2, 3, 4}).variances() == xt::xtensor<double, 1>{1, 4, 9, 16}));
        CHECK_THROWS_AS(ab::empirical(four, -0.5), ab::argument_error);
    }

    // What follows reads freed memory, under the address sanitizer, if draws borrow what they should own.

    auto draws_of_locals() { return ab::mixture(1, xt::xtensor<double, 1>{1, 2, 3}, 0.5).sample(ab::key{4}, {9}); }

    TEST_CASE("Draws own an rvalue mixture, borrow an lvalue, and allocate nothing")
    {
        const auto law = ab::mixture(1, xt::xtensor<double, 1>{1, 2, 3}, 0.5);
        const xt::xtensor<double, 1> owned = draws_of_locals();
        auto x = xt::xtensor<double, 1>::from_shape({9});
        CHECK(ab::test::allocations_of([&] { xt::noalias(x) = law.sample(ab::key{4}, {9}); }) == 0);
        CHECK((x == owned));
    }
}
