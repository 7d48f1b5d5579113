// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/math/exact_product.hpp>

#include <cmath>
#include <cstdint>

namespace
{
    using alphabar::math::detail::exact_product;

    // (2^27 + 1)^2 = 2^54 + 2^28 + 1: the last term does not fit a double
    static_assert(exact_product<double>(0x1p27 + 1, 0x1p27 + 1).high == 0x1p54 + 0x1p28);
    static_assert(exact_product<double>(0x1p27 + 1, 0x1p27 + 1).low == 1.0);

    TEST_CASE("A product of floats and its error are what double arithmetic says")
    {
        std::uint64_t z = 1;
        for (int i = 0; i != 20'000; ++i)
        {
            z = z * 6364136223846793005u + 1442695040888963407u;
            const auto a = static_cast<float>(z >> 40);
            const auto b = -1.0f / static_cast<float>(1 + ((z >> 16) & 0xffffff));
            const exact_product<float> p(a, b);
            REQUIRE(p.high == a * b);
            REQUIRE(static_cast<double>(p.high) + static_cast<double>(p.low) ==
                    static_cast<double>(a) * static_cast<double>(b));
        }
    }

    TEST_CASE("A product of doubles and its error are what a fused multiply-add says")
    {
        std::uint64_t z = 1;
        for (int i = 0; i != 20'000; ++i)
        {
            z = z * 6364136223846793005u + 1442695040888963407u;
            const auto a = static_cast<double>(z >> 11);
            const auto b = 1.0 / static_cast<double>(1 + (z >> 3));
            const exact_product<double> p(a, b);
            REQUIRE(p.high == a * b);
            REQUIRE(p.low == std::fma(a, b, -p.high));
        }
    }

    TEST_CASE("Halves of a number have products without an error")
    {
        using alphabar::math::detail::upper_half;
        std::uint64_t z = 1;
        for (int i = 0; i != 20'000; ++i)
        {
            z = z * 6364136223846793005u + 1442695040888963407u;
            const auto a = static_cast<double>(z >> 11), b = 1.0 / static_cast<double>(1 + (z >> 3));
            const double a_upper = upper_half(a), b_upper = upper_half(b);
            REQUIRE(std::fma(a_upper, b_upper, -(a_upper * b_upper)) == 0);
            REQUIRE(std::fma(a_upper, b - b_upper, -(a_upper * (b - b_upper))) == 0);
            const auto c = static_cast<float>(z >> 40), c_upper = upper_half(c);
            REQUIRE(std::fma(c_upper, c - c_upper, -(c_upper * (c - c_upper))) == 0);
        }
    }
}
