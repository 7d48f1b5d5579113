// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/bernoulli.hpp>

#include "math/multiprecision.hpp"
#include "random/statistics.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    using built = decltype(ab::make_bernoulli(xt::xtensor<float, 1>()));
    static_assert(ab::probability_distribution<built> && ab::has_moments<built> && ab::has_entropy<built>);
    static_assert(std::same_as<built::value_type, std::int32_t>);
    static_assert(std::same_as<decltype(ab::make_bernoulli(0.5f).log_prob(1))::value_type, float>);
    static_assert(std::same_as<decltype(ab::make_bernoulli(1).log_prob(1))::value_type, double>);

    constexpr double infinity = std::numeric_limits<double>::infinity();

    int log_of_rest(mpfr_ptr out, mpfr_srcptr p, mpfr_rnd_t round)
    {
        mpfr_neg(out, p, round);
        return mpfr_log1p(out, out, round);
    }

    TEST_CASE("log-probabilities are log p and log(1 − p), to the last places at both ends")
    {
        alphabar::test::real argument, exact;
        for (const double p : {0x1p-1074, 1e-300, 1e-17, 0.1, 0.5, 0.544, 0.9, 1 - 0x1p-53})
        {
            const auto law = ab::make_bernoulli(p);
            CHECK(alphabar::test::ulp_error(law.log_prob(1)(), mpfr_log, p, argument, exact) <=
                  ab::distribution::bernoulli_max_ulp);
            CHECK(alphabar::test::ulp_error(law.log_prob(0)(), log_of_rest, p, argument, exact) <=
                  ab::distribution::bernoulli_max_ulp);
            CHECK(law.log_prob(2)() == -infinity);
            CHECK(law.log_prob(-1)() == -infinity);
            CHECK(law.log_prob(0.5)() == -infinity);
            CHECK(std::isnan(law.log_prob(std::numeric_limits<double>::quiet_NaN())()));
        }
        CHECK((ab::make_bernoulli(0.0).log_prob(0)() == 0 && ab::make_bernoulli(0.0).log_prob(1)() == -infinity));
        CHECK((ab::make_bernoulli(1.0).log_prob(1)() == 0 && ab::make_bernoulli(1.0).log_prob(0)() == -infinity));
    }

    TEST_CASE("Moments and entropy")
    {
        const xt::xtensor<double, 1> p = {0, 0.25, 0.5, 1};
        const auto law = ab::make_bernoulli(p);
        const xt::xtensor<double, 1> mean = law.mean(), variance = law.variance(), entropy = law.entropy();
        CHECK(mean == p);
        CHECK(variance == xt::xtensor<double, 1>{0, 0.1875, 0.25, 0});
        CHECK((entropy(0) == 0 && entropy(3) == 0 && std::abs(entropy(2) - std::log(2.)) < 1e-16));
        CHECK(std::abs(entropy(1) - (std::log(4.) - 0.75 * std::log(3.))) < 2e-16);
    }

    TEST_CASE("The share of words that draw 1 is p to the last bit")
    {
        const ab::distribution::bernoulli_draw draw;
        constexpr std::uint64_t last = ~std::uint64_t{0};
        for (const double p : {0x1p-64, 0x1p-40, 1e-9, 0.1, 0.5, 1 - 0x1p-53})
        {
            const auto words = static_cast<std::uint64_t>(std::floor(std::ldexp(p, 64)));
            CHECK(std::abs(static_cast<double>(words) * 0x1p-64 - p) <= 0x1p-64);
            CHECK((draw(words - 1, p) == 1 && draw(words, p) == 0));
        }
        CHECK((draw(0, 0.0) == 0 && draw(last, 1.0) == 1 && draw(last, 1) == 1 && draw(last, 1 - 0x1p-53) == 0));
        CHECK((draw(0, std::numeric_limits<double>::quiet_NaN()) == 0 && draw(0, -1.) == 0 && draw(last, 2.) == 1));
    }

    TEST_CASE("Draws have their rate, and a rate that is off by a hundredth is caught")
    {
        const xt::xtensor<std::int32_t, 1> k = ab::make_bernoulli(0.3).sample(ab::key{1}, {1'000'000});
        double ones = 0;
        for (const auto x : k)
        {
            ones += x;
        }
        const auto z = [&](double p) { return (ones - 1e6 * p) / std::sqrt(1e6 * p * (1 - p)); };
        CHECK(statistics::two_sided(z(0.3)) > statistics::pass);
        CHECK(statistics::two_sided(z(0.297)) < 1e-9);
    }

    TEST_CASE("Draws are functions of their place; each element has a rate of its own")
    {
        const xt::xtensor<double, 2> p = {{0}, {0.5}, {1}};
        const auto node = ab::make_bernoulli(p).sample(ab::key{9}, {3, 500});
        const xt::xtensor<std::int32_t, 2> k = node;
        const xt::xtensor<std::int32_t, 1> middle = ab::make_bernoulli(0.5).sample(ab::key{9}, {1500});
        for (std::size_t j = 0; j < 500; ++j)
        {
            CHECK((k(0, j) == 0 && k(2, j) == 1 && k(1, j) == middle(500 + j) && node(1, j) == k(1, j)));
        }
        auto out = xt::xtensor<std::int32_t, 2>::from_shape({3, 500});
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = node; }) == 0);
        CHECK_THROWS_AS(ab::make_bernoulli(p).sample(ab::key{9}, {2, 500}), xt::broadcast_error);
    }

    TEST_CASE("What is no probability is refused, with index and value")
    {
        const xt::xtensor<double, 1> p = {0.5, 1.25};
        CHECK(refusal([&] { return ab::make_bernoulli(p); }) == "p[1] = 1.25: must lie in [0, 1]");
        CHECK(refusal([] { return ab::make_bernoulli(-0.5f); }) == "p = -0.5: must lie in [0, 1]");
        CHECK(refusal([] { return ab::make_bernoulli(std::nan("")); }) == "p = nan: must lie in [0, 1]");
        CHECK(refusal([&] { return ab::make_bernoulli(p, ab::unchecked); }) == "accepted");
    }
}
