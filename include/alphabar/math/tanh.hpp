// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exp.hpp>
#include <alphabar/math/polynomial.hpp>

namespace alphabar::math
{
    /// The accuracy that `tanh` promises, in units in the last place.
    inline constexpr double tanh_max_ulp = 1.5;

    namespace detail
    {
        // (tanh x - x) / x^3 in z = x^2 for |x| <= 0.625; errors of tanh 2^-27.7 and 2^-61.2.
        template <class T>
        struct tanh_constants;

        template <>
        struct tanh_constants<float>
        {
            static constexpr float one = 10.0f;  // from here on tanh x rounds to 1
            static constexpr float tail[] = {-0x1.555532p-2f, 0x1.110704p-3f, -0x1.b838ap-5f, 0x1.5211c4p-6f,
                                             -0x1.758facp-8f};
        };

        template <>
        struct tanh_constants<double>
        {
            static constexpr double one = 22.0;
            static constexpr double tail[] = {-0x1.5555555555552p-2,  0x1.1111111110c54p-3,   -0x1.ba1ba1b9d1b7fp-5,
                                              0x1.664f4870ca5eep-6,   -0x1.226e32d073edap-7,  0x1.d6d35a58217ccp-9,
                                              -0x1.7d9c348f08764p-10, 0x1.350b936866277p-11,  -0x1.f113c984ac9ep-13,
                                              0x1.801d2380c120bp-14,  -0x1.facbac34c7aa3p-16, 0x1.960f9fd5632c2p-18};
        };
    }

    /// The hyperbolic tangent of x.
    ///
    /// Source: x + x^3 P(x^2) below 0.625, 1 - 2 / (e^2x + 1) above (Cody and Waite 1980).
    /// Domain: everything; the sign of zero is kept, tanh(+-inf) = +-1, NaN gives NaN.
    /// Accuracy: `tanh_max_ulp`, tested for every float.
    /// Cost: no branch; `exp`, a division and a polynomial.
    template <floating_lanes V>
    constexpr V tanh(V x)
    {
        using T = scalar_t<V>;
        using c = detail::tanh_constants<T>;
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated() && x != x)  // may not compute with NaN
            {
                return x;
            }
        }
        const V a = at_most(magnitude(x), c::one);
        const V z = a * a;
        const V small = a + a * (z * detail::estrin<V>(z, c::tail));
        const auto e = detail::split_exp<V>(a + a);
        const V power = (V(T(1)) + (e.high + e.low)) * e.first * e.second;
        const V large = V(T(1)) - V(T(2)) / (power + V(T(1)));
        return from_bits(bits(choose(a < V(T(0.625)), small, large)) | sign_bit(x));
    }
}
