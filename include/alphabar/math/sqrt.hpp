// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exact_product.hpp>
#include <alphabar/math/lanes.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>

namespace alphabar::math
{
    /// `sqrt` is correctly rounded, like the basic operations.
    inline constexpr double sqrt_max_ulp = 0.5;

    namespace detail
    {
        // The correctly rounded root of a positive finite x: Newton's iteration on x in [1, 4), then at most one step
        // of a unit u, decided by x - y^2 exactly: y is nearest iff -y u < x - y^2 <= y u, all being multiples of u^2.
        template <std::floating_point T>
        constexpr T sqrt_by_newton(T x)
        {
            constexpr int width = ieee<T>::mantissa_bits;
            constexpr auto bias = static_cast<int>(ieee<T>::exponent_bias);
            constexpr int shift = width / 2 * 2 + 2;
            const bool small = x < std::numeric_limits<T>::min();
            const auto representation = bits(small ? x * static_cast<T>(std::uint64_t{1} << shift) : x);
            const int exponent = static_cast<int>(representation >> width) - bias;
            const int odd = exponent & 1;
            const T m = from_bits((representation & ((uint_t<T>{1} << width) - 1)) |
                                  (static_cast<uint_t<T>>(bias + odd) << width));
            T y = T(0.5) + T(0.43) * m - T(0.035) * m * m;  // within 6 % on [1, 4)
            y = T(0.5) * (y + m / y);
            y = T(0.5) * (y + m / y);
            y = T(0.5) * (y + m / y);
            y = std::same_as<T, float> ? y : T(0.5) * (y + m / y);
            const exact_product<T> square(y, y);
            const T rest = (m - square.high) - square.low;
            constexpr T unit = std::numeric_limits<T>::epsilon();
            y = rest > y * unit ? y + unit : rest <= -y * unit ? y - unit : y;
            return y * from_bits(static_cast<uint_t<T>>(bias + (exponent - odd - (small ? shift : 0)) / 2) << width);
        }
    }

    /// The square root of x, correctly rounded: the machine's instruction at run time, Newton's iteration in
    /// constant expressions.
    ///
    /// Domain: everything. sqrt(-0) = -0, x < 0 and NaN give NaN.
    /// Accuracy: `sqrt_max_ulp`.
    template <floating_lanes V>
    constexpr V sqrt(V x)
    {
        if constexpr (lane_count<V> == 1)
        {
            if (std::is_constant_evaluated())
            {
                using limits = std::numeric_limits<V>;
                if (!(x > V(0)) || x > limits::max())
                {
                    return x < V(0) ? limits::quiet_NaN() : x;
                }
                return detail::sqrt_by_newton(x);
            }
        }
        return detail::hardware_sqrt(x);
    }
}
