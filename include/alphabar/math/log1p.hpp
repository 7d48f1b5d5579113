// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/log.hpp>

namespace alphabar::math
{
    /// The accuracy that `log1p` promises, in units in the last place.
    inline constexpr double log1p_max_ulp = 1.5;

    namespace detail
    {
        // log(1 + x) for x in (-1, infinity). 1 + x = u + lost exactly (Knuth's two-sum); u is split as in `log`, and
        // what was lost goes into the fraction at its scale. For |x| small enough that k = 0, the fraction is x itself.
        template <class V>
        constexpr V log1p_finite(V x)
        {
            using T = scalar_t<V>;
            constexpr int width = ieee<T>::mantissa_bits;
            constexpr auto bias = ieee<T>::exponent_bias;
            const V u = x + V(T(1));
            const V back = u - V(T(1));
            const V lost = (V(T(1)) - (u - back)) + (x - back);
            const auto parts = split_log<V>(u);
            // 2^(1 - k) / 2: the exponent of 2^-k alone would wrap for the largest k
            const V scale = from_bits(shift_left<width>(uint_t<V>(2 * bias + 1) - parts.biased_exponent));
            const V rest = (lost * scale) * V(T(0.5));
            const V f = parts.fraction + rest;
            const V error = (parts.fraction - f) + rest;
            const V k = log_exponent<V>(parts.biased_exponent, V(static_cast<T>(bias)));
            return join_log<V>(f, k, log_low<V>(k) + error);
        }
    }

    /// log(1 + x) without the cancellation of that formula near zero.
    ///
    /// Source: the reduction and polynomial of `log`, with the rounding error of 1 + x carried along.
    /// Domain: everything; the sign of zero is kept, log1p(-1) = -inf, x < -1 and NaN give NaN, log1p(inf) = inf.
    /// Accuracy: `log1p_max_ulp`, tested for every float.
    /// Cost: `log` and nine operations.
    template <floating_lanes V>
    constexpr V log1p(V x)
    {
        using T = scalar_t<V>;
        using limits = std::numeric_limits<T>;
        if constexpr (lane_count<V> == 1)
        {
            if (!(x > T(-1)) || x > limits::max())  // constant expressions may not make NaN
            {
                return x == T(-1) ? -limits::infinity() : x < T(-1) ? limits::quiet_NaN() : x;
            }
        }
        V y = detail::log1p_finite<V>(x);
        if constexpr (lane_count<V> != 1)
        {
            if (!all_lanes((x > V(T(-1))) && (x <= V(limits::max()))))
            {
                y = choose(x > V(limits::max()), x, y);
                y = choose(x == V(T(-1)), V(-limits::infinity()), y);
                y = choose(x < V(T(-1)), V(limits::quiet_NaN()), y);
                y = choose(x == x, y, x);
            }
        }
        return from_bits(bits(y) | sign_bit(x));  // log1p has the sign of x; -0 stays -0
    }
}
