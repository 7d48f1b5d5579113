// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/leaf.hpp>

/// The axes of a loop over an expression: put in the order of the output's memory, merged where all operands traverse them
/// together, and an odometer that steps over them.
namespace alphabar::expression
{
    /// The extents of a loop over at most N axes, outermost first.
    template <std::size_t N>
    struct loop_shape
    {
        std::size_t rank = 0;
        std::array<std::size_t, N> extent{};

        std::size_t size() const
        {
            std::size_t total = 1;
            for (std::size_t axis = 0; axis < rank; ++axis)
            {
                total *= extent[axis];
            }
            return total;
        }
    };

    /// Axis numbers by falling stride of the output, those of extent 1 left out.
    template <std::size_t N>
    std::size_t memory_order(const loop_shape<N>& shape, const std::array<std::ptrdiff_t, N>& strides,
                             std::array<std::size_t, N>& order)
    {
        const auto magnitude = [&](std::size_t axis) { return strides[axis] < 0 ? -strides[axis] : strides[axis]; };
        std::size_t count = 0;
        for (std::size_t axis = 0; axis < std::min(shape.rank, N); ++axis)
        {
            if (shape.extent[axis] == 1)
            {
                continue;
            }
            if constexpr (N == 1)  // g++ 12 would warn of an order[1] that cannot be
            {
                order[0] = 0;
                return 1;
            }
            std::size_t at = count++;
            for (; at > 0 && magnitude(order[at - 1]) < magnitude(axis); --at)
            {
                order[at] = order[at - 1];
            }
            order[at] = axis;
        }
        return count;
    }

    /// Puts the axes of a loop in the given order, `count` of them. `each_strides(f)` calls f on the stride array of every
    /// operand, the output among them.
    template <std::size_t N, class EachStrides>
    void reorder(loop_shape<N>& shape, const std::array<std::size_t, N>& order, std::size_t count,
                 EachStrides&& each_strides)
    {
        const auto pick = [&](auto& values)
        {
            const auto before = values;
            for (std::size_t i = 0; i < count; ++i)
            {
                values[i] = before[order[i]];
            }
        };
        pick(shape.extent);
        each_strides(pick);
        shape.rank = count;
    }

    /// Merges neighbours among the axes [begin, end) wherever one stride continues the other in every operand, and
    /// returns the new end.
    template <std::size_t N, class EachStrides>
    std::size_t merge(loop_shape<N>& shape, std::size_t begin, std::size_t end, EachStrides&& each_strides)
    {
        for (std::size_t inner = end; inner-- > begin + 1;)
        {
            const std::size_t outer = inner - 1;
            bool together = true;
            each_strides(
                [&](const auto& strides)
                { together &= strides[outer] == strides[inner] * static_cast<std::ptrdiff_t>(shape.extent[inner]); });
            if (!together)
            {
                continue;
            }
            shape.extent[outer] *= shape.extent[inner];
            each_strides([&](auto& strides) { strides[outer] = strides[inner]; });
            const auto close_gap = [&](auto& values)
            {
                for (std::size_t i = inner; i + 1 < shape.rank; ++i)
                {
                    values[i] = values[i + 1];
                }
            };
            close_gap(shape.extent);
            each_strides(close_gap);
            --shape.rank;
            --end;
        }
        return end;
    }

    /// Calls `visit()` at each position of the axes [begin, end), last one fastest, having told `move(axis, by)` of every
    /// step: a leaf adds `by` strides of `axis` to its offset. Ends with all offsets where they began. No extent may
    /// be 0; with no axes there is one position.
    template <std::size_t N, class Visit, class Move>
    void odometer(const loop_shape<N>& shape, std::size_t begin, std::size_t end, Visit&& visit, Move&& move)
    {
        std::array<std::size_t, N> index;
        std::fill(index.begin() + static_cast<std::ptrdiff_t>(begin), index.begin() + static_cast<std::ptrdiff_t>(end),
                  std::size_t(0));
        for (;;)
        {
            visit();
            std::size_t axis = end;
            for (;;)
            {
                if (axis-- == begin)
                {
                    return;
                }
                if (++index[axis] < shape.extent[axis])
                {
                    move(axis, std::ptrdiff_t(1));
                    break;
                }
                index[axis] = 0;
                move(axis, -static_cast<std::ptrdiff_t>(shape.extent[axis] - 1));
            }
        }
    }

    /// Moves every leaf by so many steps along an axis. Not inlined, for it stands in many places and is never the cost.
    template <std::size_t N>
    [[gnu::noinline]] void move_leaves(leaf_list<N> leaves, std::size_t axis, std::ptrdiff_t by)
    {
        for (any_leaf<N>* leaf : leaves)
        {
            leaf->move(by * leaf->strides[axis]);
        }
    }

    /// Puts the axes of a loop in the order of the output's memory and merges them where all operands go together. The
    /// strides of the output and of the leaves belong to the axes of `shape`, before and after.
    template <std::size_t N>
    void arrange(loop_shape<N>& shape, std::array<std::ptrdiff_t, N>& strides, leaf_list<N> leaves)
    {
        std::array<std::size_t, N> order{};
        const std::size_t count = memory_order(shape, strides, order);
        const auto each_strides = [&](auto&& f)
        {
            f(strides);
            for (any_leaf<N>* leaf : leaves)
            {
                f(leaf->strides);
            }
        };
        reorder(shape, order, count, each_strides);
        merge(shape, 0, count, each_strides);
    }
}
