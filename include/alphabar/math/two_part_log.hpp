// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exact_product.hpp>
#include <alphabar/math/exact_sum.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/polynomial.hpp>

namespace alphabar::math
{
    /// How far high + low of `detail::two_part_log` may be from the logarithm, whatever its size.
    template <class T>
    inline constexpr double two_part_log_error = std::same_as<T, float> ? 0x1p-31 : 0x1p-60;

    namespace detail
    {
        template <class T>
        struct two_part_log_constants;

        // What joins the products of log 2 has as many binary places as they have, so that their sums are exact.
        template <>
        struct two_part_log_constants<float>
        {
            static constexpr float log_upper_centre[] = {0x1.62c8p-2f, 0x1.795ce4p-21f};
            static constexpr float series[] = {0x1.555556p-1f, 0x1.99955ap-2f, 0x1.28271cp-2f};
        };

        template <>
        struct two_part_log_constants<double>
        {
            static constexpr double log_upper_centre[] = {0x1.62c82f2b9cp-2, 0x1.e54bdbd7c8a98p-44};
            static constexpr double series[] = {0x1.5555555555555p-1, 0x1.999999999a7afp-2, 0x1.24924920312e4p-2,
                                                0x1.c71c82fa723a2p-3, 0x1.744d631bedd18p-3, 0x1.41c390fdde7f4p-3};
        };

        // x = 2^k mantissa with 27/32 <= mantissa < 54/32, and what its logarithm and division by it are made of. y / x is
        // (y rescaling power) inverse without overflow or underflow on the way.
        template <class V>
        struct binary_parts
        {
            V mantissa;
            V k;
            V power;      // 2^-k, or where it would overflow or be subnormal, 2^-k / rescaling
            V rescaling;  // else 1
            mask_t<V> upper;
            V centre;       // 1 or 181/128, whichever is near the mantissa
            V inverse;      // 1 / mantissa, nearly
            V sum_inverse;  // 1 / (mantissa + centre), nearly
        };

        template <class V>
        constexpr binary_parts<V> split_scaled(V x, V bias, V rescaling)
        {
            using T = scalar_t<V>;
            constexpr int width = ieee<T>::mantissa_bits;
            constexpr auto least = bits(T(27.0 / 32));
            const uint_t<V> shifted = bits(x) + uint_t<V>(ieee<T>::one - least);
            const V mantissa = from_bits((shifted & uint_t<V>((uint_t<T>{1} << width) - 1)) + uint_t<V>(least));
            const uint_t<V> exponent = shift_right<width>(shifted);
            const V power = from_bits(shift_left<width>(uint_t<V>(2 * ieee<T>::exponent_bias) - exponent));
            const mask_t<V> upper = mantissa > V(T(1.1875));
            const V centre = choose(upper, V(T(181.0 / 128)), V(T(1)));
            const V sum = mantissa + centre;
            const V both = V(T(1)) / (mantissa * sum);  // one division for two
            return {mantissa, log_exponent<V>(exponent, bias), power, rescaling, upper, centre, sum * both,
                    mantissa * both};
        }

        // Of a number that is neither subnormal nor next to overflow: where `split_binary` needs no second look.
        template <class V>
        constexpr mask_t<V> is_ordinary(V x)
        {
            using T = scalar_t<V>;
            return (x >= V(std::numeric_limits<T>::min())) && (x <= V(std::numeric_limits<T>::max() / 4));
        }

        // Domain: positive finite numbers. Of others the parts mean nothing, but are defined.
        template <class V>
        constexpr binary_parts<V> split_binary(V x)
        {
            using T = scalar_t<V>;
            constexpr T bias = static_cast<T>(ieee<T>::exponent_bias);
            if (!all_lanes(is_ordinary<V>(x)))
            {
                constexpr T up = log_constants<T>::subnormal_scale;
                constexpr T places = static_cast<T>(ieee<T>::mantissa_bits);
                const mask_t<V> small = x < V(std::numeric_limits<T>::min());
                const mask_t<V> large = x > V(std::numeric_limits<T>::max() / 4);
                const V rescaling = choose(small, V(up), choose(large, V(T(0.0625)), V(T(1))));
                const V shift = choose(small, V(bias + places), choose(large, V(bias - 4), V(bias)));
                return split_scaled<V>(x * rescaling, shift, rescaling);
            }
            return split_scaled<V>(x, V(bias), V(T(1)));
        }

        // log x + offset as high + low, |low| < 2^-10, of x in binary parts: not normalised, for it goes into a sum.
        // offset_high has at most 41 binary places (float: 16). With c the centre, log x = k log 2 + log c + 2 s + s^3 R(s^2),
        // s = (mantissa - c)/(mantissa + c), |s| < 0.09, of which 2 s has two parts.
        template <class V>
        constexpr two_parts<V> two_part_log(const binary_parts<V>& x, scalar_t<V> offset_high = 0,
                                            scalar_t<V> offset_low = 0)
        {
            using T = scalar_t<V>;
            using c = two_part_log_constants<T>;
            const V high = choose(x.upper, V(c::log_upper_centre[0] + offset_high), V(offset_high));
            const V low = choose(x.upper, V(c::log_upper_centre[1] + offset_low), V(offset_low));
            const V distance = x.mantissa - x.centre;  // exact
            const V first = upper_half<V>(distance * x.sum_inverse);
            const V mantissa_upper = upper_half<V>(x.mantissa);
            const V rest =
                ((distance - first * x.centre) - first * mantissa_upper) - first * (x.mantissa - mantissa_upper);
            const V second = rest * x.sum_inverse;
            const V s = first + second;
            const V z = s * s;
            const V tail = (s * z) * estrin<V>(z, c::series);
            const V large = x.k * V(log_constants<T>::ln2_high) + high;  // exact
            const V little = (second + second) + (x.k * V(log_constants<T>::ln2_low) + low);
            const auto sum = exact_sum<V>(large, first + first);
            return {sum.high, sum.low + (tail + little)};
        }
    }
}
