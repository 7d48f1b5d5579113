// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/erfc.hpp>

namespace alphabar::math
{
    /// The accuracy that `erf` promises, in units in the last place.
    inline constexpr double erf_max_ulp = 1.5;

    /// The error function, 2 / sqrt(pi) times the integral of e^-u^2 from 0 to x.
    ///
    /// Source: x + x P(x^2) below 1, 1 - erfc(x) above.
    /// Domain: everything; the sign of zero is kept, erf(+-inf) = +-1, NaN gives NaN.
    /// Accuracy: `erf_max_ulp`, tested for every float.
    /// Cost: no branch; `erfc` and a polynomial.
    template <floating_lanes V>
    constexpr V erf(V x)
    {
        using T = scalar_t<V>;
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated() && x != x)  // may not compute with NaN
            {
                return x;
            }
        }
        const V a = at_most(magnitude(x), detail::erfc_constants<T>::zero);
        const V large = V(T(1)) - detail::erfc_large<V>(a);
        return from_bits(bits(choose(a < V(T(1)), detail::erf_small<V>(a), large)) | sign_bit(x));
    }
}
