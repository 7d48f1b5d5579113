// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/binomial.hpp>

#include "distribution/binomial_reference.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    using of_numbers = decltype(ab::make_binomial(10, 0.5));
    using of_arrays = decltype(ab::make_binomial(xt::xtensor<int, 1>(), xt::xtensor<float, 2>()));
    static_assert(ab::probability_distribution<of_numbers> && ab::has_moments<of_numbers> &&
                  ab::has_entropy<of_numbers>);
    static_assert(ab::probability_distribution<of_arrays> && ab::has_moments<of_arrays>);
    static_assert(std::same_as<of_numbers::value_type, std::int32_t>);
    static_assert(std::same_as<decltype(ab::make_binomial(10, 0.5f).log_prob(3))::value_type, double>);

    TEST_CASE("Moments are np and np(1−p), of float and integer arrays in double")
    {
        const xt::xtensor<std::int32_t, 1> n = {10, 2'147'483'647};
        const auto law = ab::make_binomial(n, 0.25f);
        const xt::xtensor<double, 1> mean = law.mean(), variance = law.variance(), deviation = law.stddev();
        CHECK((mean(0) == 2.5 && mean(1) == 2'147'483'647 * 0.25));
        CHECK((variance(0) == 1.875 && variance(1) == 2'147'483'647 * 0.25 * 0.75));
        CHECK(deviation(0) == std::sqrt(1.875));
    }

    TEST_CASE("Entropies are those of multiprecision, and tend to the normal law's")
    {
        for (const auto& known : binomial_reference::entropies)
        {
            CHECK(std::abs(ab::make_binomial(known.n, known.p).entropy()() - known.nats) <= 1e-14 * known.nats);
        }
        const double n = 1e8, p = 0.3;
        const double normal = 0.5 * std::log(2 * 3.14159265358979323846 * std::exp(1.) * n * p * (1 - p));
        CHECK(std::abs(ab::make_binomial(n, p).entropy()() - normal) < 1e-8);
        CHECK(ab::make_binomial(10, 0.0).entropy()() == 0);
    }

    TEST_CASE("Trials, probabilities and points broadcast against each other")
    {
        const xt::xtensor<int, 2> n = {{5}, {20}, {1000}};
        const xt::xtensor<double, 1> p = {0.1, 0.7};
        const auto law = ab::make_binomial(n, p);
        CHECK(law.shape() == std::array<std::size_t, 2>{3, 2});
        const xt::xtensor<double, 2> y = law.log_prob(3);
        const xt::xtensor<std::int32_t, 2> drawn = law.sample(ab::key{1});
        const xt::xtensor<std::int32_t, 3> more = law.sample(ab::key{1}, {4, 3, 2});
        for (std::size_t i = 0; i < 3; ++i)
        {
            for (std::size_t j = 0; j < 2; ++j)
            {
                CHECK(y(i, j) == ab::make_binomial(int{n(i, 0)}, double{p(j)}).log_prob(3)());
                CHECK(drawn(i, j) == more(0, i, j));
                CHECK((more(3, i, j) >= 0 && more(3, i, j) <= n(i, 0)));
            }
        }
        CHECK_THROWS_AS(law.sample(ab::key{1}, {3, 3}), xt::broadcast_error);
        CHECK(ab::make_binomial(10, 0.5).sample(ab::key{1}).dimension() == 0);
    }

    TEST_CASE("Parameters out of range are refused, with index and value")
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK(refusal([] { return ab::make_binomial(-1, 0.5); }) == "n = -1: must be a whole number in 0…2147483647");
        CHECK(refusal([] { return ab::make_binomial(2147483648., 0.5); }) ==
              "n = 2147483648: must be a whole number in 0…2147483647");
        CHECK(refusal([] { return ab::make_binomial(std::int64_t{1} << 40, 0.5); }) ==
              "n = 1099511627776: must be a whole number in 0…2147483647");
        const xt::xtensor<double, 1> n = {3, 2.5};
        CHECK(refusal([&] { return ab::make_binomial(n, 0.5); }) ==
              "n[1] = 2.5: must be a whole number in 0…2147483647");
        CHECK(refusal([] { return ab::make_binomial(3, 1.5); }) == "p = 1.5: must lie in [0, 1]");
        CHECK(refusal([=] { return ab::make_binomial(3, nan); }) == "p = nan: must lie in [0, 1]");
        const xt::xtensor<float, 2> p = {{0.5f, 0.25f}, {0.5f, -0.25f}};
        CHECK(refusal([&] { return ab::make_binomial(3, p); }) == "p[1, 1] = -0.25: must lie in [0, 1]");
        CHECK(refusal([] { return ab::make_binomial(2147483647, 1.0); }) == "accepted");
    }

    TEST_CASE("Unchecked parameters out of range draw something, in bounded time")
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const double p : {nan, -1., 2.})
        {
            CHECK(ab::make_binomial(10, p, ab::unchecked).sample(ab::key{1})() >= 0);
        }
        CHECK(ab::make_binomial(nan, 0.5, ab::unchecked).sample(ab::key{1})() == 0);
        CHECK(std::isnan(ab::make_binomial(10, nan, ab::unchecked).log_prob(3)()));
    }

    auto law_of_locals()
    {
        const double p = 0.5;
        return ab::make_binomial(xt::xtensor<int, 1>{4, 5, 6}, p);
    }

    TEST_CASE("A law owns its rvalues and numbers, and so do the expressions made of it")
    {
        const auto draws = law_of_locals().sample(ab::key{1});
        const auto log_prob = law_of_locals().log_prob(2.0);
        const xt::xtensor<std::int32_t, 1> k = draws;
        const xt::xtensor<double, 1> y = log_prob;
        CHECK((k(0) <= 4 && k(2) <= 6));
        CHECK(std::abs(y(0) - std::log(6 / 16.)) < 1e-15);
    }
}
