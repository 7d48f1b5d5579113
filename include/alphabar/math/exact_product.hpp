// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <concepts>

namespace alphabar::math::detail
{
    // a b exactly as a sum of two (Dekker 1971, Veltkamp's splitting), for values far from overflow and underflow.
    template <class V>
    struct exact_product
    {
        V high;
        V low;

        constexpr exact_product(V a, V b) : high(a * b), low(a)
        {
            using T = scalar_t<V>;
            const V splitter = V(std::same_as<T, float> ? T(0x1p12 + 1) : T(0x1p27 + 1));
            const V a_high = splitter * a - (splitter * a - a);
            const V b_high = splitter * b - (splitter * b - b);
            const V a_low = a - a_high;
            const V b_low = b - b_high;
            low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low;
        }
    };

    // a cut to the upper half of its digits: the product of two of them is exact, and so is that with the other half of a
    // number, a - upper_half(a).
    template <class V>
    constexpr V upper_half(V a)
    {
        using T = scalar_t<V>;
        constexpr int cut = (ieee<T>::mantissa_bits + 2) / 2;
        return from_bits(bits(a) & uint_t<V>(~((uint_t<T>{1} << cut) - 1)));
    }
}
