// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <limits>
#include <type_traits>

namespace alphabar::math
{
    /// The accuracy that `log` promises, in units in the last place.
    inline constexpr double log_max_ulp = 1.0;

    namespace detail
    {
        template <class T>
        struct log_constants;

        template <>
        struct log_constants<float>
        {
            using bits = std::uint32_t;
            static constexpr bits least_mantissa = 0x3f2aaaabu;  // 2/3: the mantissa is taken in [2/3, 4/3)
            static constexpr float integer_magic = 0x1p23f;
            static constexpr float subnormal_scale = 0x1p23f;
            static constexpr float ln2_high = 0x1.62e4p-1f;  // 15 bits: its product with any exponent is exact
            static constexpr float ln2_low = 0x1.7f7d1cp-20f;
        };

        template <>
        struct log_constants<double>
        {
            using bits = std::uint64_t;
            static constexpr bits least_mantissa = 0x3fe6a09e667f3bcdu;  // 1/sqrt(2)
            static constexpr double integer_magic = 0x1p52;
            static constexpr double subnormal_scale = 0x1p52;
            static constexpr double ln2_high = 0x1.62e42fefa4p-1;  // 41 bits
            static constexpr double ln2_low = -0x1.8432a1b0e2634p-43;
        };

        // x = 2^(biased_exponent - bias) (1 + fraction) for normal x.
        template <class V>
        struct log_parts
        {
            V fraction;
            uint_t<V> biased_exponent;
        };

        template <class V>
        constexpr log_parts<V> split_log(V x)
        {
            using T = scalar_t<V>;
            using c = log_constants<T>;
            constexpr int width = ieee<T>::mantissa_bits;
            constexpr auto mantissa_mask = (typename c::bits{1} << width) - 1;
            const uint_t<V> shifted = bits(x) + uint_t<V>(ieee<T>::one - c::least_mantissa);
            const V mantissa = from_bits((shifted & uint_t<V>(mantissa_mask)) + uint_t<V>(c::least_mantissa));
            return {mantissa - V(T(1)), shift_right<width>(shifted)};
        }

        // k log 2 + log(1 + f); `little` holds the low part of k log 2 and what else the caller has to add. Float:
        // f - f^2/2 + f^3 P(f), error 2^-27.7. Double: with s = f / (2 + f), log(1 + f) = f - f^2/2 +
        // s (f^2/2 + s^2 R(s^2)) as in fdlibm, relative error of R 2^-51.
        template <class V>
        constexpr V join_log(V f, V k, V little)
        {
            using T = scalar_t<V>;
            using c = log_constants<T>;
            const V f2 = f * f;
            const V half = f2 * V(T(0.5));
            V tail;
            if constexpr (std::same_as<T, float>)
            {
                const V a = V(0x1.555506p-2f) + V(-0x1.fffefp-3f) * f;
                const V b = V(0x1.99d05ep-3f) + V(-0x1.559de4p-3f) * f;
                const V d = V(0x1.1ed424p-3f) + V(-0x1.f30e36p-4f) * f;
                const V e = V(0x1.1e73a2p-3f) + V(-0x1.080cap-3f) * f;
                tail = (f * f2) * ((a + f2 * b) + (f2 * f2) * (d + f2 * e));
            }
            else
            {
                const V s = f / (V(2.0) + f);
                const V z = s * s;
                const V z2 = z * z;
                const V a = V(0x1.5555555555558p-1) + V(0x1.999999999531cp-2) * z;
                const V b = V(0x1.2492492defb07p-2) + V(0x1.c71c62e541c4ep-3) * z;
                const V d = V(0x1.7462b50a97ca1p-3) + V(0x1.39fe4eb5b5a98p-3) * z;
                const V e = V(0x1.2b5949cffbb4bp-3);
                tail = s * (half + z * ((a + z2 * b) + (z2 * z2) * (d + z2 * e)));
            }
            return k * V(c::ln2_high) + (f - (half - (tail + little)));
        }

        template <class V>
        constexpr V log_low(V k)
        {
            return k * V(log_constants<scalar_t<V>>::ln2_low);
        }

        // k as a floating value; the bias is an argument because subnormal numbers have been scaled.
        template <class V>
        constexpr V log_exponent(uint_t<V> biased_exponent, V bias)
        {
            constexpr auto magic = log_constants<scalar_t<V>>::integer_magic;
            return from_bits(biased_exponent | uint_t<V>(bits(magic))) - (bias + V(magic));
        }

        // log of anything.
        template <class V>
        constexpr V log_full_range(V x)
        {
            using T = scalar_t<V>;
            using limits = std::numeric_limits<T>;
            constexpr T scale = log_constants<T>::subnormal_scale;
            constexpr T bias = static_cast<T>(ieee<T>::exponent_bias);
            constexpr T shift = static_cast<T>(ieee<T>::mantissa_bits);
            if constexpr (lane_count<V> == 1)
            {
                if (!(x > T(0)) || x > limits::max())  // constant expressions may not make NaN
                {
                    return x == T(0) ? -limits::infinity() : x < T(0) ? limits::quiet_NaN() : x;
                }
            }
            const mask_t<V> small = x < V(limits::min());
            const auto parts = split_log<V>(choose(small, x * V(scale), x));
            const V k = log_exponent<V>(parts.biased_exponent, choose(small, V(bias + shift), V(bias)));
            V y = join_log<V>(parts.fraction, k, log_low<V>(k));
            y = choose(x > V(limits::max()), x, y);
            y = choose(x == V(T(0)), V(-limits::infinity()), y);
            y = choose(x < V(T(0)), V(limits::quiet_NaN()), y);
            return choose(x == x, y, x);
        }
    }

    /// log x without a look at x: for arguments that are positive, normal and finite because of where they come from.
    /// The same bits as `log`.
    ///
    /// Domain: positive normal numbers. The value for any other means nothing.
    /// Cost: that of `log` less its branch, which in a large loop costs registers too.
    template <floating_lanes V>
    constexpr V log_unchecked(V x)
    {
        const auto parts = detail::split_log<V>(x);
        constexpr auto bias = static_cast<scalar_t<V>>(detail::ieee<scalar_t<V>>::exponent_bias);
        const V k = detail::log_exponent<V>(parts.biased_exponent, V(bias));
        return detail::join_log<V>(parts.fraction, k, detail::log_low<V>(k));
    }

    /// The natural logarithm of x.
    ///
    /// Source: x = 2^k (1 + f), f near zero; a minimax polynomial in f (float), the form of fdlibm's e_log.c in
    /// f / (2 + f) (double); log 2 in two parts.
    /// Domain: everything. log(+-0) = -inf, x < 0 and NaN give NaN, log(inf) = inf; subnormal arguments like others.
    /// Accuracy: `log_max_ulp`, tested for every float.
    /// Cost: one predictable branch for the lanes that are not positive and normal; a polynomial of degree 10 (float),
    /// or one division and seven coefficients (double).
    template <floating_lanes V>
    constexpr V log(V x)
    {
        using limits = std::numeric_limits<scalar_t<V>>;
        const mask_t<V> normal = (x >= V(limits::min())) && (x <= V(limits::max()));
        if (!all_lanes(normal))
        {
            return detail::log_full_range<V>(x);
        }
        return log_unchecked<V>(x);
    }
}
