// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/reducers.hpp>
#include <alphabar/expression/reduction_loop.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

/// Sums along tables, one result each: short ones, so that what happens at their ends counts.
namespace alphabar::distribution
{
    /// As `expression::fold_pairwise`, whole batches first.
    template <class V, std::size_t Lanes>
    [[gnu::always_inline]] inline V fold(expression::tile<V, Lanes> t)
    {
        for (std::size_t half = t.parts / 2; half != 0; half /= 2)
        {
            for (std::size_t i = 0; i < half; ++i)
            {
                t.part[i] = t.part[i] + t.part[i + half];
            }
        }
        std::array<V, expression::simd<V>::width> last;
        expression::store_batch(last.data(), t.part[0]);
        return expression::fold_pairwise(last, [](V a, V b) { return a + b; });
    }

    /// Σ of the tiles that `term(at)` gives, from the one in which `begin` lies to the one of `end − 1`.
    template <class V, std::size_t Lanes, class Term>
    [[gnu::always_inline]] inline V sum_tiles(std::size_t begin, std::size_t end, const Term& term)
    {
        const auto add_up = [&](std::size_t at, std::size_t stop) __attribute__((always_inline))
        {
            auto sum = term(at);
            for (at += Lanes; at < stop; at += Lanes)
            {
                sum = expression::map<V, Lanes>([](const auto& a, const auto& b) { return a + b; }, sum, term(at));
            }
            return sum;
        };
        constexpr std::size_t block = expression::sum_block * Lanes;
        begin = begin / Lanes * Lanes;
        if (end - begin <= block)
        {
            return fold(add_up(begin, end));
        }
        expression::compensated_sum<V, Lanes> total;
        for (; begin < end; begin += block)
        {
            total.add(add_up(begin, std::min(end, begin + block)));
        }
        return fold(total.value());
    }
}
