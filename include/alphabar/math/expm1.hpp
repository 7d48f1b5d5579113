// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exp.hpp>

namespace alphabar::math
{
    /// The accuracy that `expm1` promises, in units in the last place.
    inline constexpr double expm1_max_ulp = 1.5;

    /// e^x - 1 without the cancellation of that formula near zero.
    ///
    /// Source: the reduction and polynomial of `exp`; e^x - 1 = 2^k (e^r - 1) + (2^k - 1).
    /// Domain: everything; the sign of zero is kept, expm1(-inf) = -1, NaN gives NaN.
    /// Accuracy: `expm1_max_ulp`, tested for every float.
    /// Cost: no branch, no table; `exp` and six operations.
    template <floating_lanes V>
    constexpr V expm1(V x)
    {
        using T = scalar_t<V>;
        using c = detail::exp_constants<T>;
        constexpr T minus_one = std::same_as<T, float> ? T(-20) : T(-40);  // from here down e^x - 1 rounds to -1
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated() && !(x < c::overflow))  // may not overflow or compute with NaN
            {
                return x >= c::overflow ? std::numeric_limits<T>::infinity() : x;
            }
        }
        const auto e = detail::split_exp<V>(at_least(at_most(x, c::overflow), minus_one));
        // (first (1 + high + low) - 1 / second) second, the powers of two exact, the sum of the two large terms too
        const V offset = e.first - from_bits(uint_t<V>(2 * detail::ieee<T>::one) - bits(e.second));
        const V large = e.first * e.high;
        const V sum = offset + large;
        const V lost = (offset - sum) + large;
        const V y = (sum + (lost + e.first * e.low)) * e.second;
        return from_bits(bits(y) | sign_bit(x));  // -0 stays -0
    }
}
