// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <bit>
#include <cstddef>

namespace alphabar::math::detail
{
    // Half of that many terms, rounded up to a power of two 2^log. Not in the function below, where constant evaluation
    // would work them out again for each call.
    template <std::size_t Count>
    struct halves
    {
        static constexpr std::size_t half = std::bit_floor(Count - 1);
        static constexpr int log = std::countr_zero(half);
    };

    // powers[i] is x^(2^i).
    template <std::size_t First, std::size_t Count, class V, std::size_t Terms, std::size_t Powers>
    constexpr V estrin_part(const scalar_t<V> (&coefficients)[Terms], const V (&powers)[Powers])
    {
        if constexpr (Count == 1)
        {
            return V(coefficients[First]);
        }
        else
        {
            using h = halves<Count>;
            return estrin_part<First, h::half, V>(coefficients, powers) +
                   powers[h::log] * estrin_part<First + h::half, Count - h::half, V>(coefficients, powers);
        }
    }

    // The polynomial with these coefficients, lowest power first, by Estrin's scheme: the same order of operations in
    // every world, and short chains.
    template <class V, std::size_t Terms>
    constexpr V estrin(V x, const scalar_t<V> (&coefficients)[Terms])
    {
        static_assert(Terms > 1 && Terms <= 32);
        const V x2 = x * x;
        const V x4 = x2 * x2;
        const V x8 = x4 * x4;
        const V powers[] = {x, x2, x4, x8, x8 * x8};
        return estrin_part<0, Terms, V>(coefficients, powers);
    }
}
