// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <limits>
#include <type_traits>

namespace alphabar::math
{
    /// The bound on the error of `decay`, in units in the last place, for every float; sampled for double.
    inline constexpr double decay_max_ulp = 2.5;

    /// From this exponent on `decay(q)` is 0.
    template <class T>
    inline constexpr T decay_depth = static_cast<T>(detail::ieee<T>::exponent_bias) - T(1.5);

    namespace detail
    {
        // 2 · 2^-r on |r| <= 1/2, minimax with the constant term fixed: 2^-23.3, 2^-57.2.
        template <class V>
        constexpr V twice_decay(V r)
        {
            const V r2 = r * r;
            if constexpr (std::same_as<scalar_t<V>, float>)
            {
                const V a = V(2.0f) + V(-0x1.62e42ap0f) * r;
                const V b = V(0x1.ebf9bap-2f) + V(-0x1.c6b69ap-4f) * r;
                const V c = V(0x1.3ceaf8p-6f) + V(-0x1.5bfd58p-9f) * r;
                return a + r2 * (b + r2 * c);
            }
            else
            {
                const V r4 = r2 * r2;
                const V a = V(2.0) + V(-0x1.62e42fefa39efp0) * r;
                const V b = V(0x1.ebfbdff82c5a6p-2) + V(-0x1.c6b08d704a12cp-4) * r;
                const V c = V(0x1.3b2ab6fb9fda6p-6) + V(-0x1.5d87fe789e96fp-9) * r;
                const V d = V(0x1.4309130f6cbdcp-12) + V(-0x1.ffcbfc6685f05p-16) * r;
                const V e = V(0x1.62bfc6596b8abp-19) + V(-0x1.b52522bc14eap-23) * r;
                const V f = V(0x1.e61d4332f3095p-27) + V(-0x1.e973179f975bp-31) * r;
                return (a + r2 * b) + r4 * ((c + r2 * d) + r4 * (e + r2 * f));
            }
        }
    }

    /// How far `decay` reaches: the least power of two that it gives is 2^-decay_reach.
    template <class T>
    inline constexpr T decay_reach = static_cast<T>(detail::ieee<T>::exponent_bias) - 1;

    /// 2^(end − decay_reach − q), and 0 from q = end + 1/2 on, a half-binade before the result would be subnormal: the weight
    /// of a Gaussian at a distance. q counts halvings: with z = (x − μ) √(log₂e/(2v)) the weight falls as 2^(−z²).
    ///
    /// Densities have long tails, and arithmetic that meets subnormal numbers costs a hundred cycles on many processors.
    /// So the cut is not a comparison but falls out of the method: q is bounded where the exponent field of the result's
    /// power of two is 0, which is the number 0. In halvings q − round(q) is exact and needs no log 2.
    /// Domain: infinity included; NaN gives NaN. end an integer, |end| <= 2^20 (float) or 2^50 (double), q with
    /// end − q < 253 or 2045. Accuracy: `decay_max_ulp` above the cut.
    template <floating_lanes V>
    constexpr V decay_until(V q, V end)
    {
        using T = scalar_t<V>;
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated() && q != q)  // may not compute with NaN
            {
                return q;
            }
        }
        const V bounded = at_most(q, end);
        const V origin = end + V(detail::ieee<T>::round_magic);
        const V shifted = origin - bounded;  // its low bits: the exponent field of 2^(round(end − q) − decay_reach − 1)
        const V r = bounded + (shifted - origin);
        return detail::twice_decay(r) * from_bits(shift_left<detail::ieee<T>::mantissa_bits>(bits(shifted)));
    }

    /// 2^(−q), and 0 from q = `decay_depth` on.
    template <floating_lanes V>
    constexpr V decay(V q)
    {
        return decay_until(q, V(decay_reach<scalar_t<V>>));
    }
}
