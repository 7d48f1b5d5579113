// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/discrete_uniform.hpp>

#include "distribution/goodness_of_fit.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    using built = decltype(ab::make_discrete_uniform(xt::xtensor<int, 1>(), 3));
    static_assert(ab::probability_distribution<built> && ab::has_moments<built> && ab::has_entropy<built>);
    static_assert(std::same_as<built::value_type, std::int32_t>);

    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
    constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();

    TEST_CASE("Both ends are among the numbers, and nothing beyond or between")
    {
        const auto die = ab::make_discrete_uniform(1, 6);
        for (const double k : {1., 3., 6.})
        {
            CHECK(die.log_prob(k)() == -std::log(6.));
        }
        for (const double k : {0., 7., 2.5, infinity, -infinity})
        {
            CHECK(die.log_prob(k)() == -infinity);
        }
        CHECK(std::isnan(die.log_prob(std::nan(""))()));
        CHECK((die.mean()() == 3.5 && die.variance()() == 35 / 12. && die.entropy()() == std::log(6.)));
        CHECK(ab::make_discrete_uniform(5, 5).log_prob(5)() == 0);
        CHECK(ab::make_discrete_uniform(lowest, highest).log_prob(0)() == -std::log(0x1p32));
    }

    TEST_CASE("Draws fit, and a die that is loaded is caught")
    {
        for (const auto& [low, high] : {std::pair{1, 6}, {0, 999}, {-5, -5}, {-1'000'000, 1'000'000}})
        {
            const xt::xtensor<std::int32_t, 1> k = ab::make_discrete_uniform(low, high).sample(ab::key{3}, {1'000'000});
            const double width = std::max(1.0, std::floor((high - low) / 500.0));
            const double p = 1 / (high - low + 1.0);
            CHECK(*std::min_element(k.begin(), k.end()) >= low);
            CHECK(*std::max_element(k.begin(), k.end()) <= high);
            if (low != high)
            {
                CHECK(statistics::chi_square(k, [&](double) { return p; }, low, high, width) > statistics::pass);
                const double middle = (low + high) / 2.0;
                CHECK(statistics::chi_square(
                          k, [&](double at) { return at < middle ? 1.02 * p : 0.98 * p; }, low, high, width) <
                      statistics::caught);
            }
        }
    }

    /// The map from words to numbers is exact: as many words for each, and the others are drawn again.
    TEST_CASE("Every number has as many words as any other")
    {
        const ab::distribution::discrete_uniform_draw draw(ab::key{1});
        for (const std::uint64_t count : {3ULL, 6ULL, 1000ULL, 4'000'000'000ULL, 1ULL << 32})
        {
            const auto high = static_cast<std::int64_t>(count - 1) + lowest;
            // Number j is drawn by words w with w·count in [j 2^64 + (2^64 mod count), (j + 1) 2^64): the first and
            // last of them
            const long double size = 0x1p64L / static_cast<long double>(count);
            for (const std::uint64_t j : {std::uint64_t{1}, count / 2, count - 1})
            {
                const auto inside = static_cast<std::uint64_t>((static_cast<long double>(j) + 0.5L) * size);
                CHECK(draw(inside, 0, lowest, high) == static_cast<std::int64_t>(j) + lowest);
                const auto end = static_cast<std::uint64_t>((static_cast<long double>(j)) * size);
                CHECK(draw(end + 2, 0, lowest, high) == static_cast<std::int64_t>(j) + lowest);
                CHECK(draw(end - 2, 0, lowest, high) == static_cast<std::int64_t>(j) + lowest - 1);
            }
        }
        // 2^64 mod 3 = 1: word 0 is refused, and another word decides, which depends on the element.
        int drawn[3] = {};
        for (std::uint64_t element = 0; element < 300; ++element)
        {
            ++drawn[draw(0, element, 0, 2)];
        }
        CHECK((drawn[0] > 60 && drawn[1] > 60 && drawn[2] > 60));
        CHECK(draw(0, 0, 0, 1) == 0);  // of 2 numbers none is refused
    }

    TEST_CASE("Ends broadcast, and draws are functions of their place")
    {
        const xt::xtensor<int, 2> low = {{0}, {10}};
        const xt::xtensor<std::int64_t, 1> high = {10, 20, 30};
        const auto law = ab::make_discrete_uniform(low, high);
        const auto node = law.sample(ab::key{1}, {5, 2, 3});
        const xt::xtensor<std::int32_t, 3> k = node;
        CHECK(law.shape() == std::array<std::size_t, 2>{2, 3});
        for (std::size_t i = 0; i < 5; ++i)
        {
            CHECK((k(i, 1, 0) == 10 && k(i, 0, 2) >= 0 && k(i, 1, 2) >= 10 && k(i, 1, 2) <= 30));
            CHECK(node(i, 0, 1) == k(i, 0, 1));
        }
        CHECK_THROWS_AS(law.sample(ab::key{1}, {3, 2}), xt::broadcast_error);
    }

    TEST_CASE("Ends that are none are refused")
    {
        CHECK(refusal([] { return ab::make_discrete_uniform(3, 2); }) ==
              "high - low = -1: must be finite and not negative");
        CHECK(refusal([] { return ab::make_discrete_uniform(0.5, 2); }) ==
              "low = 0.5: must be a whole number in -2147483648…2147483647");
        const xt::xtensor<double, 1> high = {1, 1e10};
        CHECK(refusal([&] { return ab::make_discrete_uniform(0, high); }) ==
              "high[1] = 1e+10: must be a whole number in -2147483648…2147483647");
        CHECK(refusal([] { return ab::make_discrete_uniform(lowest, highest); }) == "accepted");
        CHECK(ab::make_discrete_uniform(3, 2, ab::unchecked).sample(ab::key{1})() <= 3);
    }
}
