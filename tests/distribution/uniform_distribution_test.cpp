// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/uniform_distribution.hpp>

#include "random/statistics.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    using built = decltype(ab::make_uniform(xt::xtensor<float, 1>(), 3));
    static_assert(ab::probability_distribution<built> && ab::has_moments<built> && ab::has_entropy<built>);
    static_assert(std::same_as<built::value_type, float>);
    static_assert(std::same_as<decltype(ab::make_uniform(0, 1))::value_type, double>);

    constexpr double infinity = std::numeric_limits<double>::infinity();

    TEST_CASE("The density is 1/(high − low) from end to end and 0 beyond")
    {
        const auto law = ab::make_uniform(-1.0, 3.0);
        for (const double x : {-1., 0., 3.})
        {
            CHECK((law.log_prob(x)() == -std::log(4.) && law.pdf(x)() == 0.25 && law.prob(x)() == 0.25));
        }
        for (const double x : {-1.1, 3.1, infinity, -infinity})
        {
            CHECK((law.log_prob(x)() == -infinity && law.pdf(x)() == 0));
        }
        CHECK(std::isnan(law.log_prob(std::nan(""))()));
        CHECK((law.mean()() == 1 && std::abs(law.variance()() - 4 / 3.) < 1e-15 && law.entropy()() == std::log(4.)));
        CHECK(ab::make_uniform(1e308, 1.5e308).mean()() == 1.25e308);
    }

    TEST_CASE("Draws fit, stay inside, and a law that is slightly off is caught")
    {
        const xt::xtensor<double, 1> x = ab::make_uniform(2.0, 5.0).sample(ab::key{4}, {200'000});
        const auto fit = [&](double low, double high)
        {
            std::vector<double> u(x.size());
            for (std::size_t i = 0; i < x.size(); ++i)
            {
                u[i] = std::clamp((x(i) - low) / (high - low), 0.0, 1.0);
            }
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(2, 5) > statistics::pass);
        CHECK(fit(2, 5.05) < statistics::caught);
        const float low = 1, high = std::nextafter(1.f, 2.f);
        const xt::xtensor<float, 1> narrow = ab::make_uniform(low, high).sample(ab::key{4}, {1000});
        for (const float k : narrow)
        {
            CHECK((k == low || k == high));
        }
    }

    TEST_CASE("Ends broadcast against each other and points; draws are low + (high − low) u")
    {
        const xt::xtensor<double, 2> low = {{0}, {-1}};
        const xt::xtensor<double, 1> high = {1, 2, 3};
        const auto law = ab::make_uniform(low, high);
        CHECK(law.shape() == std::array<std::size_t, 2>{2, 3});
        const xt::xtensor<double, 2> x = law.sample(ab::key{1});
        const xt::xtensor<double, 2> u = ab::uniform<double>(ab::key{1}, {2, 3});
        const xt::xtensor<double, 2> y = law.log_prob(1.5);
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                CHECK(x(i, j) == low(i, 0) + (high(j) - low(i, 0)) * u(i, j));
                CHECK((high(j) >= 1.5 ? std::abs(y(i, j) + std::log(high(j) - low(i, 0))) < 3e-16
                                      : y(i, j) == -infinity));
            }
        }
        CHECK_THROWS_AS(law.sample(ab::key{1}, {3}), xt::broadcast_error);
    }

    TEST_CASE("Ends that are none are refused: uniform distribution")
    {
        CHECK(refusal([] { return ab::make_uniform(1.0, 1.0); }) == "high - low = 0: must be finite and positive");
        CHECK(refusal([] { return ab::make_uniform(2, 1); }) == "high - low = -1: must be finite and positive");
        CHECK(refusal([] { return ab::make_uniform(0.0, infinity); }) == "high = inf: must be finite");
        CHECK(refusal([] { return ab::make_uniform(std::nan(""), 1.0); }) == "low = nan: must be finite");
        CHECK(refusal([] { return ab::make_uniform(-1.5e308, 1.5e308); }) ==
              "high - low = inf: must be finite and positive");
        const xt::xtensor<float, 1> high = {1, -1};
        CHECK(refusal([&] { return ab::make_uniform(0.f, high); }) ==
              "high - low[1] = -1: must be finite and positive");
        CHECK(refusal([&] { return ab::make_uniform(0.f, high, ab::unchecked); }) == "accepted");
    }
}
