// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <limits>
#include <type_traits>

namespace alphabar::math
{
    /// The accuracy that `exp` promises, in units in the last place.
    inline constexpr double exp_max_ulp = 1.0;

    namespace detail
    {
        template <class T>
        struct exp_constants;

        template <>
        struct exp_constants<float>
        {
            static constexpr float overflow = 89.0f;     // e^89 > 2^128
            static constexpr float underflow = -104.5f;  // e^-104.5 < 2^-150, half of the least subnormal
            static constexpr float log2_e = 0x1.715476p0f;
            static constexpr float ln2_high = 0x1.62e4p-1f;  // 15 bits: its product with any exponent is exact
            static constexpr float ln2_low = 0x1.7f7d1cp-20f;
        };

        template <>
        struct exp_constants<double>
        {
            static constexpr double overflow = 710.0;
            static constexpr double underflow = -746.0;
            static constexpr double log2_e = 0x1.71547652b82fep0;
            static constexpr double ln2_high = 0x1.62e42fefa4p-1;  // 41 bits
            static constexpr double ln2_low = -0x1.8432a1b0e2634p-43;
        };

        // (e^r - 1 - r) / r^2 on |r| <= log(2)/2 (1 + 2^-16), minimax for the relative error of e^r: 2^-28.2, 2^-57.9.
        // tests/math/coefficients.sollya reproduces the coefficients of this component.
        template <class V>
        constexpr V exp_tail(V r, V r2)
        {
            if constexpr (std::same_as<scalar_t<V>, float>)
            {
                const V low = V(0x1.fffffap-2f) + V(0x1.555492p-3f) * r;
                const V high = V(0x1.555a26p-5f) + V(0x1.12397cp-7f) * r;
                return low + r2 * (high + r2 * V(0x1.694c8p-10f));
            }
            else
            {
                const V r4 = r2 * r2;
                const V a = V(0x1.000000000000ap-1) + V(0x1.55555555554fep-3) * r;
                const V b = V(0x1.55555555506bfp-5) + V(0x1.1111111126b37p-7) * r;
                const V c = V(0x1.6c16c18475fcp-10) + V(0x1.a01a012fecaabp-13) * r;
                const V d = V(0x1.a01999629151ep-16) + V(0x1.71df18f8fe8dfp-19) * r;
                const V e = V(0x1.28adf8f2ab96dp-22) + V(0x1.ad92cf9b4892ep-26) * r;
                return (a + r2 * b) + r4 * ((c + r2 * d) + r4 * e);
            }
        }

        // e^x - 1 = first * second * (1 + (high + low)) - 1 with |high| <= log(2)/2. Two factors, for 2^k itself may
        // overflow or be subnormal while e^x is neither. 2^floor(k/2) is cut out of the sum x log2(e) + magic: the bias
        // of the exponent rides along in the magic number.
        template <class V>
        struct exp_parts
        {
            V high;
            V low;
            V first;
            V second;
        };

        template <class V>
        constexpr exp_parts<V> split_exp(V x)
        {
            using T = scalar_t<V>;
            using c = exp_constants<T>;
            constexpr int width = ieee<T>::mantissa_bits;
            constexpr T magic = ieee<T>::round_magic + static_cast<T>(2 * ieee<T>::exponent_bias);

            const V shifted = x * V(c::log2_e) + V(magic);
            const V k = shifted - V(magic);
            const V high = x - k * V(c::ln2_high);  // exact
            const V rest = k * V(c::ln2_low);
            const V r = high - rest;
            const V r2 = r * r;
            const V low = r2 * exp_tail(r, r2) - rest;

            const uint_t<V> biased = bits(shifted);
            const uint_t<V> first = shift_left<width>(shift_right<1>(biased));
            const uint_t<V> second = shift_left<width>(biased) - first;
            return {high, low, from_bits(first), from_bits(second)};
        }
    }

    /// e^x.
    ///
    /// Source: x = k log 2 + r with log 2 in two parts (Cody and Waite 1980); a minimax polynomial for e^r.
    /// Domain: everything. Overflows to infinity and underflows to zero exactly where the correctly rounded function
    /// does, subnormal results included; NaN gives NaN.
    /// Accuracy: `exp_max_ulp`, tested for every float.
    /// Cost: no branch, no table; a polynomial of degree 6 (float) or 11 (double).
    template <floating_lanes V>
    constexpr V exp(V x)
    {
        using T = scalar_t<V>;
        using c = detail::exp_constants<T>;
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated() && !(x < c::overflow))  // may not overflow or compute with NaN
            {
                return x >= c::overflow ? std::numeric_limits<T>::infinity() : x;
            }
        }
        const auto e = detail::split_exp<V>(at_least(at_most(x, c::overflow), c::underflow));
        return (V(T(1)) + (e.high + e.low)) * e.first * e.second;
    }
}
