// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/math/lanes.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace
{
    using namespace alphabar::math;

    static_assert(from_bits(bits(-1.5f)) == -1.5f && from_bits(bits(-1.5)) == -1.5);
    static_assert(magnitude(-3.0f) == 3.0f && sign_bit(-3.0) == 0x8000000000000000u);
    static_assert(round_to_integer(2.5).value == 2.0 && round_to_integer(-2.5).integer == std::uint64_t(-2));
    static_assert(round_to_integer(3.5f).value == 4.0f && round_to_integer(-7.2f).integer == std::uint32_t(-7));
    static_assert(from_integer<float>(std::uint32_t(-5)) == -5.0f && from_integer<double>(12u) == 12.0);
    static_assert(choose(true, 1, 2) == 1 && any_lane(true) && !all_lanes(false));
    static_assert(at_most(3.0f, 2) == 2.0f && at_least(-3.0, -2) == -2.0 && at_most(1.0, 2) == 1.0);
    static_assert(shift_left<4>(3u) == 48u && shift_right<31>(0x80000000u) == 1u);
    static_assert(lane_count<double> == 1);

    // Calls check(V()) for scalars and, where the library uses them, batches.
    template <class Check>
    void for_each_lane_type(Check check)
    {
        check(float{});
        check(double{});
#if defined(XTENSOR_USE_XSIMD)
        check(xsimd::batch<float>(0.0f));
        check(xsimd::batch<double>(0.0));
#endif
    }

    template <class V>
    scalar_t<V> lane(V v, std::size_t i)
    {
        if constexpr (lane_count<V> == 1)
        {
            return i == 0 ? v : v;
        }
        else
        {
            return v.get(i);
        }
    }

    // 0, 1, 2 ... in the lanes.
    template <class V>
    V counting()
    {
        if constexpr (lane_count<V> == 1)
        {
            return V(0);
        }
        else
        {
            std::vector<scalar_t<V>> x(lane_count<V>);
            for (std::size_t i = 0; i != x.size(); ++i)
            {
                x[i] = static_cast<scalar_t<V>>(i);
            }
            return V::load_unaligned(x.data());
        }
    }

    TEST_CASE("Batches speak the vocabulary as scalars do")
    {
        for_each_lane_type(
            [](auto prototype)
            {
                using V = decltype(prototype);
                using T = scalar_t<V>;
                const V x = counting<V>() * V(T(1.25)) - V(T(4.5));
                const auto rounded_x = round_to_integer(x);
                const V chosen = choose(x < V(T(0)), magnitude(x), x);
                const uint_t<V> chosen_bits = choose(x < V(T(0)), bits(x), uint_t<V>(0));
                for (std::size_t i = 0; i != lane_count<V>; ++i)
                {
                    const T s = static_cast<T>(i) * T(1.25) - T(4.5);
                    CHECK(lane(x, i) == s);
                    CHECK(lane(rounded_x.value, i) == std::nearbyint(s));
                    CHECK(lane(from_integer<V>(rounded_x.integer), i) == std::nearbyint(s));
                    CHECK(lane(chosen, i) == std::fabs(s));
                    CHECK(bits(lane(from_bits(chosen_bits), i)) == (s < 0 ? bits(s) : 0));
                    CHECK(bits(lane(from_bits(sign_bit(x)), i)) == sign_bit(s));
                    CHECK(lane(at_most(x, -1), i) == std::fmin(s, T(-1)));
                    CHECK(lane(at_least(x, -1), i) == std::fmax(s, T(-1)));
                }
                if constexpr (converts_wide_integers<V>)
                {
                    const std::uint64_t wide[] = {0x123456789abcdefu, std::uint64_t(-5), 0x8000000000000000u};
                    for (const auto w : wide)
                    {
                        CHECK(lane(from_signed<V>(uint_t<V>(w)), lane_count<V> - 1) ==
                              static_cast<double>(static_cast<std::int64_t>(w)));
                    }
                }
                CHECK(any_lane(x < V(T(0))));
                CHECK_FALSE(any_lane(x < V(T(-5))));
                CHECK(all_lanes(x > V(T(-5))));
            });
    }

    TEST_CASE("Bounds keep NaN")
    {
        for_each_lane_type(
            [](auto prototype)
            {
                using V = decltype(prototype);
                using T = scalar_t<V>;
                const V nan(std::numeric_limits<T>::quiet_NaN());
                CHECK(std::isnan(lane(at_most(nan, 1), 0)));
                CHECK(std::isnan(lane(at_least(nan, 1), lane_count<V> - 1)));
            });
    }
}
