// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "statistics.hpp"
#include "support/catch.hpp"

#include <alphabar/random/key.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace
{
    namespace ab = alphabar;

    static_assert(ab::key{42} == ab::key{42U});
    static_assert(ab::key{42} != ab::key{43});
    static_assert(ab::key{-1}.value() == 0xffffffffffffffff, "negative seeds count modulo 2^64");
    static_assert(ab::key{42}.fold_in(1) == ab::key{42}.fold_in(1));
    static_assert(ab::key{42}.fold_in(1) != ab::key{42}.fold_in(2));
    static_assert(ab::key{42}.split<4>()[1] == ab::key{42}.split()[1],
                  "the first children do not depend on their number");
    static_assert(std::is_trivially_copyable_v<ab::key> && sizeof(ab::key) == 8);
    static_assert(!std::is_convertible_v<std::uint64_t, ab::key>, "a number does not turn into a key unasked");

    TEST_CASE("Children of a key are words of Philox in domains of their own")
    {
        // Random123's philox4x32 of counter (5, 0, 0, domain) under the key.
        const ab::key parent{0x299f31d0a4093822};
        const auto folded = ab::random::philox4x32({5, 0, 0, 1}, parent.value());
        CHECK(parent.fold_in(5).value() == (std::uint64_t{folded[1]} << 32 | folded[0]));
        const auto halves = ab::random::philox4x32({1, 0, 0, 2}, parent.value());
        CHECK(parent.split()[1].value() == (std::uint64_t{halves[1]} << 32 | halves[0]));
        const auto high = ab::random::philox4x32({1, 2, 0, 1}, parent.value());
        CHECK(parent.fold_in(0x200000001).value() == (std::uint64_t{high[1]} << 32 | high[0]));
    }

    TEST_CASE("Paths of derivations are distinct")
    {
        // Neighbouring seeds, their children by both ways, and grandchildren: a collision has probability 1e-9.
        std::vector<std::uint64_t> values;
        for (int seed = 0; seed < 20; ++seed)
        {
            const ab::key root{seed};
            values.push_back(root.value());
            for (int n = 0; n < 5000; ++n)
            {
                values.push_back(root.fold_in(n).value());
                values.push_back(root.fold_in(n).fold_in(0).value());
                values.push_back(root.fold_in(n).split()[0].value());
            }
            for (const ab::key child : root.split<64>())
            {
                values.push_back(child.value());
                values.push_back(child.fold_in(1).value());
            }
        }
        std::sort(values.begin(), values.end());
        CHECK(std::adjacent_find(values.begin(), values.end()) == values.end());
    }

    TEST_CASE("Halves of children's keys collide as often as chance has it")
    {
        // Birthdays: m children, 2^32 halves, m (m - 1) / 2^33 equal pairs expected.
        constexpr std::uint32_t m = 1U << 20;
        for (const int shift : {0, 16, 32})
        {
            std::vector<std::uint32_t> halves;
            for (std::uint32_t n = 0; n != m; ++n)
            {
                halves.push_back(static_cast<std::uint32_t>(ab::key{7}.fold_in(n).value() >> shift));
            }
            std::sort(halves.begin(), halves.end());
            std::uint64_t equal = 0;
            for (std::size_t i = 1; i != halves.size(); ++i)
            {
                equal += halves[i] == halves[i - 1];
            }
            CHECK(statistics::poisson(equal, m * (m - 1.0) / 0x1p33) > statistics::pass);
        }
    }

    TEST_CASE("One bit of key or number changes half the bits of a child")
    {
        constexpr int samples = 4096;
        for (int bit = 0; bit < 64; ++bit)
        {
            int by_number = 0;
            int by_key = 0;
            for (std::uint64_t n = 0; n != samples; ++n)
            {
                const std::uint64_t flip = std::uint64_t{1} << bit;
                const ab::key parent{n * 0x9e3779b97f4a7c15U};
                by_number += std::popcount(parent.fold_in(n).value() ^ parent.fold_in(n ^ flip).value());
                by_key += std::popcount(parent.fold_in(n).value() ^ ab::key{parent.value() ^ flip}.fold_in(n).value());
            }
            const double deviation = std::sqrt(samples * 64 / 4.0);
            CHECK(statistics::two_sided((by_number - samples * 32) / deviation) > statistics::pass);
            CHECK(statistics::two_sided((by_key - samples * 32) / deviation) > statistics::pass);
        }
    }
}
