// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exp.hpp>

#include <type_traits>

namespace alphabar::math
{
    /// The bound on the error of `decay`, in units in the last place, for every float; sampled for double.
    inline constexpr double decay_max_ulp = 1.25;

    namespace detail
    {
        template <class T>
        struct decay_constants;

        // The largest q whose e^-q, by this function, is a normal number: just below 126 log 2 and 1022 log 2.
        template <>
        struct decay_constants<float>
        {
            static constexpr float last = 0x1.5d589ep6f;
        };

        template <>
        struct decay_constants<double>
        {
            static constexpr double last = 0x1.6232bdd7abcd2p9;
        };
    }

    /// e^-q for q >= 0, with 0 in place of a subnormal result: the weight of a Gaussian at a distance.
    ///
    /// Densities have long tails, and arithmetic that meets subnormal numbers costs a hundred cycles on many
    /// processors; what is lost is below 1.2e-38 (float) or 2.3e-308 (double). Otherwise the method of `exp`, with one
    /// scale factor.
    /// Domain: q >= 0 and infinity; NaN gives NaN.
    /// Accuracy: `decay_max_ulp` where the result is a normal number.
    template <floating_lanes V>
    constexpr V decay(V q)
    {
        using T = scalar_t<V>;
        using c = detail::exp_constants<T>;
        constexpr T last = detail::decay_constants<T>::last;
        constexpr T magic = detail::ieee<T>::round_magic + static_cast<T>(detail::ieee<T>::exponent_bias);
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
        const V scale = from_bits(shift_left<detail::ieee<T>::mantissa_bits>(bits(shifted)));
        return choose(q > V(last), V(T(0)), (V(T(1)) + tail) * scale);
    }
}
