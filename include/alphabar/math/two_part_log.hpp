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

        // 4/5 and 32/25 are 1/r for the factors r below. What joins the products of log 2 has as many binary places as
        // they have, so that their sums are exact.
        template <>
        struct two_part_log_constants<float>
        {
            static constexpr float log_four_fifths[] = {-0x1.c9p-3f, 0x1.070cacp-20f};
            static constexpr float log_of_32_25ths[] = {0x1.f99p-3f, 0x1.c6cb3cp-19f};
            static constexpr float series[] = {0x1.555556p-1f, 0x1.99945p-2f, 0x1.296bbep-2f};
        };

        template <>
        struct two_part_log_constants<double>
        {
            static constexpr double log_four_fifths[] = {-0x1.c8ff7c79a8p-3, -0x1.a21ac25d81ef3p-43};
            static constexpr double log_of_32_25ths[] = {0x1.f991c6cb3cp-3, -0x1.90d04cd7cc834p-44};
            static constexpr double series[] = {0x1.5555555555555p-1, 0x1.999999999a5fap-2,  0x1.249249207f0e1p-2,
                                                0x1.c71c83bfa79bbp-3, 0x1.744ac1a177eap-3, 0x1.4330dedaa7b33p-3};
        };

        // x = 2^k mantissa, 45/64 <= mantissa < 90/64: y / x is (y rescaling 2^-k) / mantissa without overflow
        // or underflow on the way. `rescaling` is 1 but where x is subnormal, or so large that 2^-k would be.
        template <class V>
        struct binary_parts
        {
            V mantissa;
            V k;  // of x itself
            V power;  // 2^-k of rescaling x
            V rescaling;
        };

        template <class V>
        constexpr binary_parts<V> split_scaled(V x, V bias, V rescaling)
        {
            using T = scalar_t<V>;
            constexpr int width = ieee<T>::mantissa_bits;
            constexpr auto least = bits(T(45.0 / 64));
            const uint_t<V> shifted = bits(x) + uint_t<V>(ieee<T>::one - least);
            const uint_t<V> mantissa = (shifted & uint_t<V>((uint_t<T>{1} << width) - 1)) + uint_t<V>(least);
            const uint_t<V> exponent = shift_right<width>(shifted);
            return {from_bits(mantissa), log_exponent<V>(exponent, bias),
                    from_bits(shift_left<width>(uint_t<V>(2 * ieee<T>::exponent_bias) - exponent)), rescaling};
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

        // log x + offset as high + low, |low| < 2^-8, of x in binary parts: not normalised, for it goes into a sum. offset_high has at most 41 binary places (float: 16).
        template <class V>
        constexpr two_parts<V> two_part_log(const binary_parts<V>& x, scalar_t<V> offset_high = 0,
                                            scalar_t<V> offset_low = 0)
        {
            using T = scalar_t<V>;
            using c = two_part_log_constants<T>;
            const mask_t<V> below = x.mantissa < V(T(0.890625));
            const mask_t<V> above = x.mantissa > V(T(1.1220703125));
            const V r = choose(below, V(T(1.25)), choose(above, V(T(0.78125)), V(T(1))));
            const V high = choose(below, V(c::log_four_fifths[0] + offset_high),
                                  choose(above, V(c::log_of_32_25ths[0] + offset_high), V(offset_high)));
            const V low = choose(below, V(c::log_four_fifths[1] + offset_low),
                                 choose(above, V(c::log_of_32_25ths[1] + offset_low), V(offset_low)));
            // mantissa r = 1 + f + rest exactly, |f| < 1/8
            const split_digits<V> m(x.mantissa);
            const V product = x.mantissa * r;
            const V rest = (m.high * r - product) + m.low * r;
            const V f = product - V(T(1));
            // f^2/2 = square + square_rest, square exact
            const split_digits<V> digits(f);
            const V square = V(T(0.5)) * (digits.high * digits.high);
            const V square_rest = V(T(0.5)) * ((f + digits.high) * digits.low);
            // log(1 + f) = f - f^2/2 + s (f^2/2 + z R(z)), s = f/(2 + f), z = s^2
            const V s = f / (V(T(2)) + f);
            const V z = s * s;
            const V tail = s * ((square + square_rest) + z * estrin<V>(z, c::series));
            const V rest_tail = rest - rest * (f - (square + square));  // rest / (1 + f)
            const V little = (x.k * V(log_constants<T>::ln2_low) + low) + (rest_tail - square_rest);
            const V large = x.k * V(log_constants<T>::ln2_high) + high;  // exact
            const auto near = exact_ordered_sum<V>(f, -square);
            const auto sum = exact_sum<V>(large, near.high);
            return {sum.high, (sum.low + near.low) + (tail + little)};
        }
    }
}
