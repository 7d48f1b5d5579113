// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>
#include <alphabar/math/payne_hanek.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace alphabar::math
{
    /// The accuracy that `sin`, `cos`, `sincos` and `sincos_2pi` promise, in units in the last place.
    inline constexpr double sin_max_ulp = 1.0;
    inline constexpr double cos_max_ulp = 1.0;
    inline constexpr double sincos_2pi_max_ulp = 1.0;

    /// A sine and a cosine of the same angle.
    template <class V>
    struct sine_cosine
    {
        V sin;
        V cos;
    };

    namespace detail
    {
        // pi/2 in four parts, so short that products of the first three with a quadrant number are exact.
        template <class T>
        struct sincos_constants;

        template <>
        struct sincos_constants<float>
        {
            static constexpr float largest = 6000.0f;  // quadrants below 2^12
            static constexpr float two_over_pi = 0x1.45f306p-1f;
            static constexpr float half_pi[4] = {0x1.922p0f, -0x1.28p-18f, -0x1.778p-25f, 0x1.68c234p-39f};
            static constexpr float two_pi[2] = {0x1.92p2f, 0x1.fb5444p-10f};
            static constexpr float two_pi_squared = 0x1.3bd3ccp4f;
            static constexpr std::uint32_t leading_bits = 0xfffff000u;
        };

        template <>
        struct sincos_constants<double>
        {
            static constexpr double largest = 1e8;  // quadrants below 2^26
            static constexpr double two_over_pi = 0x1.45f306dc9c883p-1;
            static constexpr double half_pi[4] = {0x1.921fb54p0, 0x1.10b46p-30, 0x1.1a6263p-54, 0x1.8a2e03707344ap-81};
            static constexpr double two_pi[2] = {0x1.921fb54p2, 0x1.10b4611a62633p-28};
            static constexpr double two_pi_squared = 0x1.3bd3cc9be45dep4;
            static constexpr std::uint64_t leading_bits = 0xfffffffff8000000u;
        };

        // high + low = angle - quadrant pi/2; the quadrant modulo 4 stands in the low bits of `quadrant`.
        template <class V>
        struct reduced_angle
        {
            V high;
            V low;
            V quadrant;
        };

        // Cody and Waite for 0 <= x <= largest. The first two differences are exact, the third leaves its error in low.
        template <class V>
        constexpr reduced_angle<V> reduce_small(V x)
        {
            using T = scalar_t<V>;
            using c = sincos_constants<T>;
            constexpr T magic = ieee<T>::round_magic;
            const V quadrant = x * V(c::two_over_pi) + V(magic);
            const V k = quadrant - V(magic);
            const V a = (x - k * V(c::half_pi[0])) - k * V(c::half_pi[1]);
            const V step = k * V(c::half_pi[2]);
            const V high = a - step;
            const V low = ((a - high) - step) - k * V(c::half_pi[3]);
            return {high, low, quadrant};
        }

        // sin and cos of high + low, |high| <= pi/4 (1 + 2^-10), |low| <= ulp(high).
        template <class V>
        constexpr sine_cosine<V> sincos_kernel(V high, V low)
        {
            using T = scalar_t<V>;
            const V one = V(T(1));
            const V z = high * high;
            const V half = z * V(T(0.5));
            const V z2 = z * z;
            V s;
            V c;
            if constexpr (std::same_as<T, float>)
            {
                s = V(-0x1.555546p-3f) + z * (V(0x1.110776p-7f) + z * V(-0x1.9952dap-13f));
                c = V(0x1.55554ap-5f) + z * (V(-0x1.6c0c28p-10f) + z * V(0x1.99e818p-16f));
            }
            else
            {
                const V s0 = V(-0x1.5555555555548p-3) + V(0x1.111111110f76p-7) * z;
                const V s1 = V(-0x1.a01a019bf2b8p-13) + V(0x1.71de355fa521p-19) * z;
                const V s2 = V(-0x1.ae5e5500a41f4p-26) + V(0x1.5d8e62784bfacp-33) * z;
                const V c0 = V(0x1.555555555554bp-5) + V(-0x1.6c16c16c15018p-10) * z;
                const V c1 = V(0x1.a01a019c8f945p-16) + V(-0x1.27e4f7f1ee91bp-22) * z;
                const V c2 = V(0x1.1ee9dc12c7b15p-29) + V(-0x1.8fa6a8a707907p-37) * z;
                s = s0 + z2 * (s1 + z2 * s2);
                c = c0 + z2 * (c1 + z2 * c2);
            }
            const V w = one - half;
            return {high + ((high * z) * s + low * w), w + (((one - w) - half) + (z2 * c - high * low))};
        }

        // sin and cos of r turns, |r| <= 1/8. 2 pi r = leading * two_pi[0] exactly + little. The sine is computed `up`
        // times too large, for where it is subnormal each of its terms would be rounded to a whole unit.
        template <class V>
        constexpr sine_cosine<V> sincos_turn_kernel(V r)
        {
            using T = scalar_t<V>;
            using k = sincos_constants<T>;
            constexpr T up = T(2) / std::numeric_limits<T>::epsilon();
            const V leading = from_bits(bits(r) & uint_t<V>(k::leading_bits));
            const V trailing = r - leading;
            const V high = leading * V(k::two_pi[0] * up);
            const V low = trailing * V(k::two_pi[0] * up);
            const V z = r * r;
            const V z2 = z * z;
            V s;
            V c;
            if constexpr (std::same_as<T, float>)
            {
                s = V(-0x1.4abbbep5f * up) + z * (V(0x1.465fc4p6f * up) + z * V(-0x1.2dbd92p6f * up));
                c = V(0x1.03c1bp6f) + z * (V(-0x1.55b28p6f) + z * V(0x1.d4d62ep5f));
            }
            else
            {
                const V s0 = V(-0x1.4abbce625be46p5 * up) + V(0x1.466bc67758c6ap6 * up) * z;
                const V s1 = V(-0x1.32d2cce31fa29p6 * up) + V(0x1.5078300841253p5 * up) * z;
                const V s2 = V(-0x1.e3009539b825ap3 * up) + V(0x1.e3fe157a22822p1 * up) * z;
                const V c0 = V(0x1.03c1f081b5a52p6) + V(-0x1.55d3c7e3bfe58p6) * z;
                const V c1 = V(0x1.e1f50675b25fap5) + V(-0x1.a6d1e2393af3cp4) * z;
                const V c2 = V(0x1.f9c4adfc16711p2) + V(-0x1.b0346f4023f94p0) * z;
                s = s0 + z2 * (s1 + z2 * s2);
                c = c0 + z2 * (c1 + z2 * c2);
            }
            // 1 - 2 pi^2 z + z^2 c with the rounding error of the first difference put back
            const V quadratic = z * V(k::two_pi_squared);
            const V w = V(T(1)) - quadratic;
            const V sine = (high + (low + r * (V(k::two_pi[1] * up) + z * s))) * V(T(1) / up);
            return {sine, w + (((V(T(1)) - w) - quadratic) + z2 * c)};
        }

        // Turns sin and cos of the reduced angle by quarter turns; `sign` is that of the argument.
        template <class V>
        constexpr sine_cosine<V> rotate(sine_cosine<V> p, V quadrant, uint_t<V> sign)
        {
            using T = scalar_t<V>;
            constexpr int to_sign = std::same_as<T, float> ? 30 : 62;
            constexpr auto sign_mask = ieee<T>::sign;
            const uint_t<V> q = bits(quadrant);
            const uint_t<V> odd = uint_t<V>(0) - (q & uint_t<V>(1));
            const uint_t<V> swap = (bits(p.sin) ^ bits(p.cos)) & odd;
            const uint_t<V> sin_sign = sign ^ (shift_left<to_sign>(q) & uint_t<V>(sign_mask));
            const uint_t<V> cos_sign = shift_left<to_sign>(q + uint_t<V>(1)) & uint_t<V>(sign_mask);
            return {from_bits((bits(p.sin) ^ swap) ^ sin_sign), from_bits((bits(p.cos) ^ swap) ^ cos_sign)};
        }

        template <class V>
        constexpr sine_cosine<V> sincos_of(V x, reduced_angle<V> angle)
        {
            return rotate<V>(sincos_kernel<V>(angle.high, angle.low), angle.quadrant, sign_bit(x));
        }

        // sincos of |x| <= largest.
        template <class V>
        constexpr sine_cosine<V> sincos_small(V x)
        {
            return sincos_of<V>(x, reduce_small<V>(magnitude(x)));
        }

        // sincos of anything else.
        template <std::floating_point T>
        constexpr sine_cosine<T> sincos_large(T x)
        {
            const T angle = magnitude(x);
            if (!(angle <= std::numeric_limits<T>::max()))
            {
                constexpr T nan = std::numeric_limits<T>::quiet_NaN();
                return {nan, nan};
            }
            const auto r = reduce_large(angle);
            return sincos_of<T>(x, {r.high, r.low, r.quadrant + ieee<T>::round_magic});
        }

        // sincos of u turns, |u| <= 2^20.
        template <class V>
        constexpr sine_cosine<V> sincos_of_turns(V u)
        {
            using T = scalar_t<V>;
            constexpr T magic = ieee<T>::round_magic;
            const V turns = magnitude(u);
            const V quadrant = turns * V(T(4)) + V(magic);
            const V r = turns - (quadrant - V(magic)) * V(T(0.25));
            return rotate<V>(sincos_turn_kernel<V>(r), quadrant, sign_bit(u));
        }

        // Not inlined: g++ would let the rare lanes spoil the code of the usual ones.
        template <class V>
        [[gnu::noinline]] sine_cosine<V> sincos_lane_by_lane(V x)
        {
            using T = scalar_t<V>;
            T argument[lane_count<V>];
            T s[lane_count<V>];
            T c[lane_count<V>];
            x.store_unaligned(argument);
            for (std::size_t i = 0; i != lane_count<V>; ++i)
            {
                const bool small = magnitude(argument[i]) <= sincos_constants<T>::largest;
                const auto lane = small ? sincos_small<T>(argument[i]) : sincos_large<T>(argument[i]);
                s[i] = lane.sin;
                c[i] = lane.cos;
            }
            return {V::load_unaligned(s), V::load_unaligned(c)};
        }
    }

    /// sin x and cos x of the same x, for less than the cost of two calls and with the same bits.
    ///
    /// Source: x modulo pi/2 with pi/2 in four parts (Cody and Waite 1980), beyond 6,000 (float) or 10^8 (double) with
    /// as many bits of 2/pi as it takes (Payne and Hanek 1983); minimax polynomials on |r| <= pi/4.
    /// Domain: radians, everything. sin keeps the sign of zero; infinity and NaN give NaN.
    /// Accuracy: `sin_max_ulp`, `cos_max_ulp`, tested for every float.
    /// Cost: branch-free but for one predictable branch; with a lane beyond the limits, all lanes go one by one.
    template <floating_lanes V>
    constexpr sine_cosine<V> sincos(V x)
    {
        using T = scalar_t<V>;
        const mask_t<V> small = magnitude(x) <= V(detail::sincos_constants<T>::largest);
        if (!all_lanes(small))
        {
            if constexpr (lane_count<V> == 1)
            {
                return detail::sincos_large<V>(x);
            }
            else
            {
                return detail::sincos_lane_by_lane<V>(x);
            }
        }
        return detail::sincos_small<V>(x);
    }

    /// sin x. Everything said of `sincos` holds.
    template <floating_lanes V>
    constexpr V sin(V x)
    {
        return math::sincos<V>(x).sin;
    }

    /// cos x. Everything said of `sincos` holds.
    template <floating_lanes V>
    constexpr V cos(V x)
    {
        return math::sincos<V>(x).cos;
    }

    /// sin 2 pi u and cos 2 pi u: the angle in turns, whose reduction is exact.
    ///
    /// Source: u modulo 1/4 without error; minimax polynomials in turns, 2 pi r in two parts.
    /// Domain: everything. sin keeps the sign of a zero u; infinity and NaN give NaN. The sign of a result that is zero
    /// for another u is not specified.
    /// Accuracy: `sincos_2pi_max_ulp`, tested for every float.
    /// Cost: one predictable branch; cheaper than `sincos`.
    template <floating_lanes V>
    constexpr sine_cosine<V> sincos_2pi(V u)
    {
        using T = scalar_t<V>;
        const V turns = magnitude(u);
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated() && !(turns <= std::numeric_limits<T>::max()))  // may not compute with NaN
            {
                constexpr T nan = std::numeric_limits<T>::quiet_NaN();
                return {nan, nan};
            }
        }
        const mask_t<V> large = turns > V(T(0x1p20));
        if (any_lane(large))
        {
            constexpr T integers = std::same_as<T, float> ? T(0x1p23) : T(0x1p52);  // from here on u is an integer
            const V below = turns - ((turns + V(integers)) - V(integers));
            const V fraction = choose(turns < V(integers), below, turns - turns);
            return detail::sincos_of_turns<V>(from_bits(bits(choose(large, fraction, turns)) ^ sign_bit(u)));
        }
        return detail::sincos_of_turns<V>(u);
    }
}
