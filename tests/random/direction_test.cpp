// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"
#include "support/ulp.hpp"

#include <alphabar/random/direction.hpp>
#include <alphabar/random/domain.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace
{
    namespace ar = alphabar::random;
    namespace math = alphabar::math;
    using alphabar::test::same_bits;
    using alphabar::test::ulp_error;

    struct exact_direction
    {
        double cos, sin;
    };

    /// cos and sin of 2 pi v for v as the documentation words it. v is exact in double; the quarter turns are taken off
    /// before it is multiplied by 2 pi.
    exact_direction exact(std::uint32_t b)
    {
        const double v = (static_cast<double>(b / 64) + 0.5) / 0x1p26 - 0.5;
        const double quarter = std::round(4 * v);
        const double angle = 2 * std::numbers::pi * (v - quarter / 4);
        const double c = std::cos(angle);
        const double s = std::sin(angle);
        switch (static_cast<int>(quarter) & 3)
        {
        case 0:
            return {c, s};
        case 1:
            return {-s, c};
        case 2:
            return {-c, -s};
        default:
            return {s, -c};
        }
    }

    double ulps(double x, long double exact)
    {
        const double rounded = std::abs(static_cast<double>(exact));
        const double ulp = std::nextafter(rounded, 2.0) - rounded;
        return static_cast<double>(std::abs(static_cast<long double>(x) - exact) / static_cast<long double>(ulp));
    }

    double error_of(std::uint32_t b)
    {
        const auto d = ar::direction<float>(b);
        const auto e = exact(b);
        return std::max(ulp_error(d.cos, e.cos), ulp_error(d.sin, e.sin));
    }

    static_assert(ar::direction<float>(0x80000000U).cos == 1.0f && ar::direction<float>(0).cos == -1.0f);
    static_assert(ar::direction<float>(0xc0000000U).sin == 1.0f && ar::direction<float>(0x40000000U).sin == -1.0f);

    TEST_CASE("Every angle of a float's direction is as accurate as is said")
    {
        double worst = 0;
        for (std::uint64_t b = 0; b < (std::uint64_t{1} << 32);
             b += 5 * 64)  // 5 is prime to 2^26: a fifth of all angles
        {
            worst = std::max(worst, error_of(static_cast<std::uint32_t>(b)));
        }
        // All distances from the nearest quarter turn, in one quarter.
        for (std::uint32_t b = 0xa0000000U; b < 0xe0000000U; b += 64)
        {
            worst = std::max(worst, error_of(b));
        }
        INFO("worst: " << worst << " ulp");
        CHECK(worst <= ar::direction_max_ulp);
        CHECK(worst > 0.5);  // the test sees roundings
    }

    TEST_CASE("Directions are symmetric to the last bit, their last bits unused, and never on an axis")
    {
        for (std::uint64_t i = 0; i != 100'000; ++i)
        {
            const std::uint32_t b = ar::draw(7, ar::domain::words, i)[0];
            const auto d = ar::direction<float>(b);
            const auto mirrored = ar::direction<float>(~b);
            const auto turned = ar::direction<float>(b ^ 0x80000000U);
            REQUIRE((same_bits(mirrored.cos, d.cos) && same_bits(mirrored.sin, -d.sin)));
            REQUIRE((same_bits(turned.cos, -d.cos) && same_bits(turned.sin, -d.sin)));
            REQUIRE((same_bits(ar::direction<float>(b | 63U).sin, ar::direction<float>(b & ~63U).sin)));
            REQUIRE((d.cos != 0 && d.sin != 0));
        }
        for (const std::uint32_t axis : {0U, 0x40000000U, 0x80000000U, 0xc0000000U})
        {
            const auto after = ar::direction<float>(axis);
            const auto before = ar::direction<float>(axis - 1);
            CHECK((after.cos != 0 && after.sin != 0 && before.cos != 0 && before.sin != 0));
            CHECK(std::min(std::fabs(after.cos), std::fabs(after.sin)) < 5e-8f);
        }
    }

    TEST_CASE("A double's direction is as accurate as is said, symmetric and never on an axis")
    {
        double worst = 0;
        for (std::uint64_t i = 0; i != 200'000; ++i)
        {
            const auto w = ar::draw(9, ar::domain::words, i);
            // Every second one near a quarter turn, every other distance alike.
            const std::uint64_t any = (std::uint64_t{w[1]} << 32) | w[0];
            const std::uint64_t b = i % 2 == 0 ? any : (any & 0xc000000000000000U) + (any << 2 >> (i % 50));
            // As the documentation words it.
            const long double v = (static_cast<long double>(b / 2048) + 0.5L) / 0x1p53L - 0.5L;
            const long double quarter = std::round(4 * v);
            const long double angle = 2 * std::numbers::pi_v<long double> * (v - quarter / 4);
            const long double c = std::cos(angle);
            const long double s = std::sin(angle);
            const int turns = static_cast<int>(quarter) & 3;
            const auto d = ar::direction<double>(b);
            worst = std::max({worst,
                              ulps(d.cos, turns == 0   ? c
                                          : turns == 1 ? -s
                                          : turns == 2 ? -c
                                                       : s),
                              ulps(d.sin, turns == 0   ? s
                                          : turns == 1 ? c
                                          : turns == 2 ? -s
                                                       : -c)});
            const auto mirrored = ar::direction<double>(~b);
            const auto turned = ar::direction<double>(b ^ 0x8000000000000000U);
            REQUIRE((same_bits(mirrored.cos, d.cos) && same_bits(mirrored.sin, -d.sin)));
            REQUIRE((same_bits(turned.cos, -d.cos) && same_bits(turned.sin, -d.sin)));
            REQUIRE((d.cos != 0 && d.sin != 0));
        }
        INFO("worst: " << worst << " ulp");
        CHECK(worst <= ar::direction_max_ulp);
        CHECK(worst > 0.5);  // the test sees roundings
        CHECK(std::abs(ar::direction<double>(0).sin) < 1e-15);
    }

#if defined(XTENSOR_USE_XSIMD)
    TEMPLATE_TEST_CASE("Directions in batches are those of scalars", "", float, double)
    {
        using batch = xsimd::batch<TestType>;
        using words = math::uint_t<batch>;
        math::uint_t<TestType> b[batch::size];
        for (std::uint64_t i = 0; i != 10'000; ++i)
        {
            for (std::size_t lane = 0; lane != batch::size; ++lane)
            {
                const auto w = ar::draw(8, ar::domain::words, i * batch::size + lane);
                b[lane] = static_cast<math::uint_t<TestType>>((std::uint64_t{w[1]} << 32) | w[0]);
            }
            const auto d = ar::direction<batch>(words::load_unaligned(b));
            for (std::size_t lane = 0; lane != batch::size; ++lane)
            {
                REQUIRE(same_bits(d.cos.get(lane), ar::direction<TestType>(b[lane]).cos));
                REQUIRE(same_bits(d.sin.get(lane), ar::direction<TestType>(b[lane]).sin));
            }
        }
    }
#endif
}
