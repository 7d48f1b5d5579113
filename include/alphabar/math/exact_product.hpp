// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <concepts>

namespace alphabar::math::detail
{
    // a = high + low, each of half the digits, so that products of two of them are exact (Veltkamp's splitting), for values
    // far from overflow.
    template <class V>
    struct split_digits
    {
        V high;
        V low;

        constexpr explicit split_digits(V a) : high(a), low(a)
        {
            using T = scalar_t<V>;
            const V splitter = V(std::same_as<T, float> ? T(0x1p12 + 1) : T(0x1p27 + 1));
            high = splitter * a - (splitter * a - a);
            low = a - high;
        }
    };

    // a b exactly as a sum of two (Dekker 1971), for values far from overflow and underflow.
    template <class V>
    struct exact_product
    {
        V high;
        V low;

        constexpr exact_product(V a, V b) : high(a * b), low(a)
        {
            const split_digits<V> x(a);
            const split_digits<V> y(b);
            low = ((x.high * y.high - high) + x.high * y.low + x.low * y.high) + x.low * y.low;
        }
    };
}
