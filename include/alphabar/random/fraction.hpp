// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <cstdint>

/// Fractions of one made of random words w of N = 32 bits (float) or 64 bits (double). V is a scalar or a batch.
///
/// Integers become floating point by way of their bits: below a power of two whose last place is worth what the integer
/// counts, the mantissa is the integer. Wide integers are joined from two halves, with at most one rounding.
namespace alphabar::random
{
    namespace detail
    {
        template <class V>
        inline constexpr bool is_narrow = sizeof(math::scalar_t<V>) == 4;

        // base + field * (last place of base)
        template <class V>
        constexpr V with_mantissa(math::scalar_t<V> base, math::uint_t<V> field) noexcept
        {
            return math::from_bits(field | math::uint_t<V>(math::bits(base)));
        }

        // Integers in two's complement, rounded to nearest where they do not fit.
        constexpr float to_float(std::uint32_t w) noexcept { return static_cast<float>(static_cast<std::int32_t>(w)); }

#if defined(XTENSOR_USE_XSIMD)
        template <class Arch>
        inline xsimd::batch<float, Arch> to_float(const xsimd::batch<std::uint32_t, Arch>& w) noexcept
        {
            return xsimd::to_float(math::detail::reinterpret<std::int32_t>(w));
        }
#endif
    }

    /// floor(w / 2^8) / 2^24 or floor(w / 2^11) / 2^53: uniform in [0, 1), exact.
    template <math::floating_lanes V>
    constexpr V fraction(math::uint_t<V> w) noexcept
    {
        using bits = math::uint_t<V>;
        if constexpr (detail::is_narrow<V>)
        {
            return detail::to_float(math::shift_right<8>(w)) * V(0x1p-24f);
        }
        else if constexpr (math::converts_wide_integers<V>)
        {
            return math::from_signed<V>(math::shift_right<11>(w)) * V(0x1p-53);
        }
        else
        {
            const V high = detail::with_mantissa<V>(0x1p31, math::shift_right<43>(w));                     // 2^-21
            const V low = detail::with_mantissa<V>(0x1p-1, math::shift_right<11>(w) & bits(0xffffffffU));  // 2^-53
            return (high - V(0x1p31 + 0x1p-1)) + low;
        }
    }

    /// (w + 1) / 2^N, rounded to nearest even: uniform in (0, 1], never below 2^-N.
    template <math::floating_lanes V>
    constexpr V positive_fraction(math::uint_t<V> w) noexcept
    {
        using bits = math::uint_t<V>;
        if constexpr (detail::is_narrow<V>)
        {
            const V high = detail::with_mantissa<V>(0x1p7f, math::shift_right<16>(w));            // 2^-16
            const V low = math::from_bits((w & bits(0xffffU)) + bits(math::bits(0x1p-9f) + 1U));  // 2^-32
            return (high - V(0x1p7f + 0x1p-9f)) + low;
        }
        else
        {
            const V high = detail::with_mantissa<V>(0x1p20, math::shift_right<32>(w));                // 2^-32
            const V low = math::from_bits((w & bits(0xffffffffU)) + bits(math::bits(0x1p-12) + 1U));  // 2^-64
            return (high - V(0x1p20 + 0x1p-12)) + low;
        }
    }
}
