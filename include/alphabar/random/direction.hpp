// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/sincos.hpp>
#include <alphabar/random/fraction.hpp>

#include <cstdint>

namespace alphabar::random
{
    /// The accuracy that `direction` promises, in units in the last place.
    inline constexpr double direction_max_ulp = 1.75;

    namespace detail
    {
        // The lowest 30 bits as a signed number, without its last 6 bits.
        constexpr float beyond_the_quarter(std::uint32_t b) noexcept
        {
            return static_cast<float>(static_cast<std::int32_t>(b << 2) >> 8);
        }

#if defined(XTENSOR_USE_XSIMD)
        template <class Arch>
        inline xsimd::batch<float, Arch> beyond_the_quarter(const xsimd::batch<std::uint32_t, Arch>& b) noexcept
        {
            return xsimd::to_float(math::detail::reinterpret<std::int32_t>(math::shift_left<2>(b)) >> 8);
        }
#endif
    }

    /// A random direction: cos 2 pi v and sin 2 pi v of an angle v made of a random word b.
    ///
    ///     float:   v = (floor(b / 2^6) + 1/2) / 2^26 - 1/2,    double:  v = (floor(b / 2^11) + 1/2) / 2^53 - 1/2
    ///
    /// Source: the quarter turn nearest to v stands in the word's highest bits, what is left of v in the others; minimax
    /// polynomials in turns. Shorter than `math::sincos_2pi`, since v needs no reduction and a deviate no last half unit.
    /// Domain: every word. Neither value is ever 0. Complementing b mirrors the direction, sin changes its sign; turning
    /// its highest bit over turns the direction round.
    /// Accuracy: `direction_max_ulp` for float, tested for every angle; for double that of `math::sincos_2pi`.
    template <math::floating_lanes V>
    constexpr math::sine_cosine<V> direction(math::uint_t<V> b) noexcept
    {
        if constexpr (detail::is_narrow<V>)
        {
            using bits = math::uint_t<V>;
            const V r = (detail::beyond_the_quarter(b) + V(0.5f)) * V(0x1p-26f);
            const V z = r * r;
            const V s =
                r * (V(0x1.921fb6p2f) + z * (V(-0x1.4abbecp5f) + z * (V(0x1.466b2p6f) + z * V(-0x1.2f5992p6f))));
            const V c = V(1.0f) + z * (V(-0x1.3bd39cp4f) + z * (V(0x1.03b068p6f) + z * V(-0x1.4e7de8p6f)));

            const bits quarter = b + bits(0xa0000000U);  // (round(4 v) mod 4) 2^30, and less
            const bits odd = bits(0U) - (math::shift_right<30>(quarter) & bits(1U));
            const bits swap = (math::bits(s) ^ math::bits(c)) & odd;
            const bits sin_sign = quarter & bits(0x80000000U);
            const bits cos_sign = (quarter ^ math::shift_left<1>(quarter)) & bits(0x80000000U);
            return {math::from_bits((math::bits(s) ^ swap) ^ sin_sign),
                    math::from_bits((math::bits(c) ^ swap) ^ cos_sign)};
        }
        else
        {
            return math::sincos_2pi_unchecked(centred_fraction<V>(b));
        }
    }
}
