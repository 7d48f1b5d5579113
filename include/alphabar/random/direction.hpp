// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/fraction.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>

namespace alphabar::random
{
    /// The accuracy that `direction` promises, in units in the last place.
    inline constexpr double direction_max_ulp = 1.75;

    /// A point of the unit circle.
    template <class V>
    struct unit_vector
    {
        V cos;
        V sin;
    };

    namespace detail
    {
        // What is left of the angle, in turns, after the nearest quarter turn, which stands in the two highest bits: exact.
        template <class V>
        constexpr V beyond_the_quarter(const math::uint_t<V>& b) noexcept
        {
            using bits = math::uint_t<V>;
            const bits rest = math::shift_left<2>(b);
            if constexpr (is_narrow<V>)
            {
                return to_float(rest & bits(0xffffff00U)) * V(0x1p-34f) + V(0x1p-27f);
            }
            else if constexpr (math::converts_wide_integers<V>)
            {
                return math::from_signed<V>(rest & bits(0xffffffffffffe000U)) * V(0x1p-66) + V(0x1p-54);
            }
            else
            {
                const bits positive = rest ^ bits(0x8000000000000000U);                    // 1/8 more
                const V high = with_mantissa<V>(0x1p29, math::shift_right<43>(positive));  // 2^-23
                const V low =
                    with_mantissa<V>(0x1p-2, (math::shift_right<12>(positive) & bits(0x7ffffffeU)) | bits(1U));
                return (high - V(0x1p29 + 0x1p-2 + 0x1p-3)) + low;  // 2^-54
            }
        }
    }

    /// A random direction: cos 2 pi v and sin 2 pi v of an angle v made of a random word b.
    ///
    ///     float:   v = (floor(b / 2^6) + 1/2) / 2^26 - 1/2,    double:  v = (floor(b / 2^11) + 1/2) / 2^53 - 1/2
    ///
    /// Source: the quarter turn nearest to v stands in the word's highest bits, what is left of v in the others; minimax
    /// polynomials in turns. Shorter than `math::sincos_2pi`, since v needs no reduction and a deviate no last half unit.
    /// Domain: every word. Neither value is ever 0. Complementing b mirrors the direction, sin changes its sign; turning
    /// its highest bit over turns the direction round.
    /// Accuracy: `direction_max_ulp`, tested for every angle of float.
    template <math::floating_lanes V>
    constexpr unit_vector<V> direction(math::uint_t<V> b) noexcept
    {
        using bits = math::uint_t<V>;
        using word = std::conditional_t<detail::is_narrow<V>, std::uint32_t, std::uint64_t>;
        constexpr int last = std::numeric_limits<word>::digits - 1;
        constexpr word half_turn = word{1} << last;
        const V r = detail::beyond_the_quarter<V>(b);
        V s;
        V c;
        if constexpr (detail::is_narrow<V>)
        {
            const V z = r * r;
            s = r * (V(0x1.921fb6p2f) + z * (V(-0x1.4abbecp5f) + z * (V(0x1.466b2p6f) + z * V(-0x1.2f5992p6f))));
            c = V(1.0f) + z * (V(-0x1.3bd39cp4f) + z * (V(0x1.03b068p6f) + z * V(-0x1.4e7de8p6f)));
        }
        else
        {
            const V z = r * r;
            const V z2 = z * z;
            const V s0 = V(-0x1.4abbce625be09p5) + V(0x1.466bc67754fffp6) * z;
            const V s1 = V(-0x1.32d2ccdfe9424p6) + V(0x1.50782d5f14823p5) * z;
            const V s2 = V(-0x1.e2fe76fdff88ap3) + V(0x1.e357ef99c0be5p1) * z;
            const V c0 = V(-0x1.3bd3cc9be459dp4) + V(0x1.03c1f081b0e01p6) * z;
            const V c1 = V(-0x1.55d3c7dc3b7f3p6) + V(0x1.e1f4fb8227887p5) * z;
            const V c2 = V(-0x1.a6c9c96ed088p4) + V(0x1.f3dca8531a02p2) * z;
            s = r * V(0x1.921fb54442d18p2) + (r * z) * (s0 + z2 * (s1 + z2 * s2));
            c = V(1.0) + z * (c0 + z2 * (c1 + z2 * c2));
        }
        const bits quarter = b + bits(half_turn + half_turn / 4);  // (round(4 v) mod 4) quarter turns, and less
        const bits odd = bits(word{0}) - (math::shift_right<last - 1>(quarter) & bits(word{1}));
        const bits swap = (math::bits(s) ^ math::bits(c)) & odd;
        const bits sin_sign = quarter & bits(half_turn);
        const bits cos_sign = (quarter ^ math::shift_left<1>(quarter)) & bits(half_turn);
        return {math::from_bits((math::bits(c) ^ swap) ^ cos_sign), math::from_bits((math::bits(s) ^ swap) ^ sin_sign)};
    }
}
