// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exact_product.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/polynomial.hpp>

namespace alphabar::math
{
    /// The accuracy that `erfc` promises, in units in the last place.
    inline constexpr double erfc_max_ulp = 4.0;

    namespace detail
    {
        // (erf x - x) / x in z = x^2 for |x| <= 1; errors of erf 2^-29.3 and 2^-56.3.
        template <class T>
        struct erf_constants;

        template <>
        struct erf_constants<float>
        {
            static constexpr float tail[] = {0x1.06eba8p-3f, -0x1.81273ep-2f,  0x1.ce2cf2p-4f, -0x1.b7f88cp-6f,
                                             0x1.540172p-8f, -0x1.a3d812p-11f, 0x1.4917a4p-14f};
        };

        template <>
        struct erf_constants<double>
        {
            static constexpr double tail[] = {0x1.06eba8214db69p-3,  -0x1.812746b0379fdp-2,  0x1.ce2f21a04360fp-4,
                                              -0x1.b82ce312ab0a3p-6, 0x1.565bcd126d6edp-8,   -0x1.c02db49229b1fp-11,
                                              0x1.f9a3342152cf5p-14, -0x1.f4d31d85b4f19p-17, 0x1.b9ed71fb0f59p-20,
                                              -0x1.5f8e4d240cd6p-23, 0x1.fc0d5c2ee728bp-27,  -0x1.452ac54f52839p-30,
                                              0x1.25ec3cb64ed0ap-34};
        };

        // erf(a) for 0 <= a <= 1.
        template <class V>
        constexpr V erf_small(V a)
        {
            return a + a * estrin<V>(a * a, erf_constants<scalar_t<V>>::tail);
        }

        // e^(a^2) erfc(a) (1 + 2 a) as a polynomial in t = (a - centre) / (a + centre), 0 <= a <= zero; errors 2^-25.5
        // and 2^-53.7.
        template <class T>
        struct erfc_constants;

        template <>
        struct erfc_constants<float>
        {
            static constexpr float zero = 10.1f;  // from here on erfc rounds to 0
            static constexpr float centre = 2.0f;
            static constexpr float scaled_centre = 0x1.46e80ep0f;
            static constexpr float scaled[] = {-0x1.7bf618p-4f, -0x1.5407fep-3f,  0x1.4ffc66p-3f,
                                               -0x1.bc133ap-5f, -0x1.082f98p-7f,  0x1.1b3408p-7f,
                                               0x1.5a5b4p-10f,  -0x1.44fe74p-10f, -0x1.ac60a6p-12f};
        };

        template <>
        struct erfc_constants<double>
        {
            static constexpr double zero = 27.3;
            static constexpr double centre = 4.0;
            static constexpr double scaled_centre = 0x1.3ba5916e9fd7fp0;
            static constexpr double scaled[] = {-0x1.1df1ad154a293p-3,  0x1.f7f5df66fb91ap-7,   0x1.16ecefcfa58fcp-4,
                                                -0x1.9ddb23c3dc2fcp-4,  0x1.7fee004e06858p-4,   -0x1.0fb06dff592cbp-4,
                                                0x1.3079edf7cc1e5p-5,   -0x1.09623856a57b1p-6,  0x1.49c67243a814ap-8,
                                                -0x1.8d4abf27d73e6p-11, -0x1.a1df0f9e4229bp-13, 0x1.3be293d910c86p-13,
                                                -0x1.99588d1d97e13p-16, -0x1.78e5168151ef8p-17, 0x1.7f02611747d18p-18,
                                                0x1.4d5ad6bc5a3b8p-22,  -0x1.b7bd8a9171e77p-21, 0x1.f4c1f3d01f374p-25,
                                                0x1.b54b68fe6a468p-24,  -0x1.3d22078f8c1ffp-27, -0x1.2f525cc0a5124p-27};
        };

        // erfc(a) for 0.75 <= a <= zero, of an a whose square is given in two parts. The error of a^2 goes into the
        // exponential, which would multiply it by a^2.
        template <class V>
        constexpr V erfc_large(V a, const exact_product<V>& square)
        {
            using T = scalar_t<V>;
            using c = erfc_constants<T>;
            const auto e = split_exp<V>(-square.high);
            const V p = e.high + e.low;
            const V power = V(T(1)) + (p - square.low * (V(T(1)) + p));
            const V t = (a - V(c::centre)) / (a + V(c::centre));
            const V ratio = (V(c::scaled_centre) + t * estrin<V>(t, c::scaled)) / (V(T(1)) + (a + a));
            return (power * ratio) * e.first * e.second;
        }
        template <class V>
        constexpr V erfc_large(V a)
        {
            return erfc_large<V>(a, exact_product<V>(a, a));
        }

        // erfc(x + rest) for |rest| of less than a unit of x: the relative slope of erfc is -2x in the tail, where a rounding
        // error of its argument would cost as many places. That of the factor beside e^(-x^2) is small everywhere.
        template <class V>
        constexpr V erfc_of_two_parts(V x, V rest)
        {
            using T = scalar_t<V>;
            const V a = at_most(magnitude(x), erfc_constants<T>::zero);
            exact_product<V> square(a, a);
            const V outwards = from_bits(bits(rest) ^ sign_bit(x));
            square.low = square.low + (a + a) * choose(magnitude(x) < V(erfc_constants<T>::zero), outwards, V(T(0)));
            const V near_one = V(T(1)) - from_bits(bits(erf_small<V>(a)) | sign_bit(x));
            const V y = erfc_large<V>(a, square);
            return choose(a < V(T(0.75)), near_one, choose(x < V(T(0)), V(T(2)) - y, y));
        }
    }

    /// The complementary error function, 2 / sqrt(pi) times the integral of e^-u^2 from x on.
    ///
    /// Source: e^(x^2) erfc(x) (1 + 2 x) is a smooth function of (x - c) / (x + c) (Shepherd and Laframboise 1981);
    /// erfc(-x) = 2 - erfc(x); 1 - erf(x) where |x| < 0.75.
    /// Domain: everything; full relative accuracy down to the subnormal results near x = 10 (float) or 27 (double);
    /// erfc(inf) = 0, erfc(-inf) = 2, NaN gives NaN.
    /// Accuracy: `erfc_max_ulp`, tested for every float.
    /// Cost: no branch; `exp`, two divisions and two polynomials.
    template <floating_lanes V>
    constexpr V erfc(V x)
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
        const V near_one = V(T(1)) - from_bits(bits(detail::erf_small<V>(a)) | sign_bit(x));
        const V y = detail::erfc_large<V>(a);
        return choose(a < V(T(0.75)), near_one, choose(x < V(T(0)), V(T(2)) - y, y));
    }
}
