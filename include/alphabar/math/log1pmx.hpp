// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/two_part_log.hpp>

namespace alphabar::math
{
    /// The accuracy that `log1pmx` promises, in units in the last place.
    inline constexpr double log1pmx_max_ulp = 2.75;

    namespace detail
    {
        // (log((1 + s)/(1 - s))/(2 s) - 1)/z in z = s^2 <= 1/4; errors 2^-25, 2^-54.
        template <class T>
        struct log1pmx_constants;

        template <>
        struct log1pmx_constants<float>
        {
            static constexpr float series[] = {0x1.555556p-2f, 0x1.9998dap-3f, 0x1.24b13ep-3f, 0x1.c2bd52p-4f,
                                               0x1.9c4a66p-4f, 0x1.f811dap-6f, 0x1.59e83cp-3f};
        };

        template <>
        struct log1pmx_constants<double>
        {
            static constexpr double series[] = {0x1.5555555555555p-2,  0x1.9999999999bc1p-3, 0x1.2492492475bacp-3,
                                                0x1.c71c71db9ec7dp-4,  0x1.745d1349ecd56p-4, 0x1.3b1429d6d140ap-4,
                                                0x1.1107c2c5bc4f3p-4,  0x1.e2dbd8caca5dfp-5, 0x1.a60ab1652f039p-5,
                                                0x1.c1a15f590f343p-5,  0x1.5c146f962668ep-7, 0x1.1d9778d19904dp-3,
                                                -0x1.32b07a3a17b6cp-3, 0x1.b68dc6355e138p-3};
        };

        // For -2/3 <= x <= 2: x = 2 s/(1 - s) with s = x/(2 + x), so x - log(1 + x) = s (x - 2 s^2 (1/3 + s^2/5 + ...)).
        // What 2 + x rounds away changes s by s lost/(2 + x), and the second factor is the place to make up for it.
        template <class V>
        constexpr V log1pmx_near(V x)
        {
            using T = scalar_t<V>;
            const auto sum = exact_ordered_sum<V>(V(T(2)), x);
            const V s = x / sum.high;
            const V z = s * s;
            return V(T(0)) - s * (x - ((z + z) * estrin<V>(z, log1pmx_constants<T>::series) + s * sum.low));
        }

        // For the others above -1: the two are far enough apart, given log(1 + x) to more than its last place.
        template <class V>
        constexpr V log1pmx_far(V x)
        {
            const auto u = exact_sum<V>(V(scalar_t<V>(1)), x);
            const auto log_u = two_part_log<V>(split_binary<V>(u.high));
            return (log_u.high - x) + (log_u.low + u.low / u.high);
        }
    }

    /// log(1 + x) - x without the cancellation of that formula, -x^2/2 near zero. The Kullback-Leibler divergence of laws
    /// that differ by little is made of it.
    ///
    /// Source: the series of the logarithm in x/(2 + x); the name is Boost's.
    /// Domain: everything; log1pmx(+-0) = 0, log1pmx(-1) = -inf, log1pmx(inf) = -inf, x < -1 and NaN give NaN.
    /// Accuracy: `log1pmx_max_ulp`, tested for every float.
    /// Cost: a division and 14 coefficients (float: 7); one predictable branch for lanes outside [-2/3, 2].
    template <floating_lanes V>
    constexpr V log1pmx(V x)
    {
        using T = scalar_t<V>;
        using limits = std::numeric_limits<T>;
        const mask_t<V> near = (x >= V(T(-2.0 / 3))) && (x <= V(T(2)));
        if constexpr (lane_count<V> == 1)
        {
            if (near)
            {
                return detail::log1pmx_near<V>(x);
            }
            if (!(x > T(-1)) || x > limits::max())  // constant expressions may not make NaN
            {
                return x == T(-1) || x > limits::max() ? -limits::infinity() : limits::quiet_NaN();
            }
            return detail::log1pmx_far<V>(x);
        }
        else
        {
            V y = detail::log1pmx_near<V>(x);
            if (!all_lanes(near))
            {
                y = choose(near, y, detail::log1pmx_far<V>(x));
                y = choose((x == V(T(-1))) || (x > V(limits::max())), V(-limits::infinity()), y);
                y = choose((x >= V(T(-1))), y, V(limits::quiet_NaN()));
            }
            return y;
        }
    }
}
