// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exp.hpp>

#include <limits>
#include <type_traits>

namespace alphabar::math
{
    /// The bound on the error of `decay`, in units in the last place, for every float; sampled for double.
    inline constexpr double decay_max_ulp = 1.25;

    /// 2^e e^-q for q >= 0, with 0 in place of a subnormal result: the weight of a Gaussian at a distance. Its factor's power
    /// of two is e, so that what counts as nothing is what the product is, not what one of its factors is.
    ///
    /// Densities have long tails, and arithmetic that meets subnormal numbers costs a hundred cycles on many
    /// processors; what is lost is below 1.2e-38 (float) or 2.3e-308 (double). Otherwise the method of `exp`, with one
    /// scale factor.
    /// Domain: q >= 0 and infinity; NaN gives NaN. e an integer, |e| <= 127 (float) or 1023 (double).
    /// Accuracy: `decay_max_ulp` where the result is a normal number.
    template <floating_lanes V>
    constexpr V decay(V q, V e = V(0))
    {
        using T = scalar_t<V>;
        using c = detail::exp_constants<T>;
        constexpr T bias = static_cast<T>(detail::ieee<T>::exponent_bias);
        constexpr T magic = detail::ieee<T>::round_magic;
        constexpr T last = (bias + 1) * T(1.38629436);  // 2 (bias + 1) log 2: from here on 2^e does not help
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated() && q != q)  // may not compute with NaN
            {
                return q;
            }
        }

        const V bounded = at_most(q, last);
        const V shifted = bounded * V(-c::log2_e) + V(magic);
        const V k = shifted - V(magic);
        const V r = (k * V(-c::ln2_high) - bounded) - k * V(c::ln2_low);
        const V r2 = r * r;
        const V tail = r2 * detail::exp_tail(r, r2) + r;
        // Biased exponents k + e below 1 wrap round into the sign: their product is not positive.
        const V scale = from_bits(shift_left<detail::ieee<T>::mantissa_bits>(bits(shifted + (e + V(bias)))));
        const V product = (V(T(1)) + tail) * scale;
        return choose(product < V(std::numeric_limits<T>::min()), V(T(0)), product);
    }
}
