// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

namespace alphabar::math::detail
{
    // A number of up to twice the digits: high + low. Sums are normalised, |low| is at most half a unit of high.
    template <class V>
    struct two_parts
    {
        V high;
        V low;
    };

    // a + b exactly (Knuth's two-sum), for what does not overflow.
    template <class V>
    constexpr two_parts<V> exact_sum(V a, V b)
    {
        const V sum = a + b;
        const V part = sum - a;
        return {sum, (a - (sum - part)) + (b - part)};
    }

    // The same for |a| >= |b| (Dekker 1971).
    template <class V>
    constexpr two_parts<V> exact_ordered_sum(V a, V b)
    {
        const V sum = a + b;
        return {sum, b - (sum - a)};
    }
}
