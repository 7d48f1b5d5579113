// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <bit>
#include <cstddef>

namespace alphabar::math::detail
{
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
            constexpr std::size_t half = std::bit_floor(Count - 1);
            constexpr int power = std::countr_zero(half);
            return estrin_part<First, half, V>(coefficients, powers)
                 + powers[power] * estrin_part<First + half, Count - half, V>(coefficients, powers);
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
