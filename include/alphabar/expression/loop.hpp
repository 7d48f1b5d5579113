// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/leaf.hpp>

/// The loop over an expression: axes put in the order of the output's memory, merged where all operands traverse them
/// together, an odometer outside and runs of tiles inside.
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

    /// Moves every leaf of a tree by so many steps along an axis.
    template <class Tree>
    void move_leaves(Tree& tree, std::size_t axis, std::ptrdiff_t by)
    {
        tree.each_leaf([&](auto& leaf) { leaf.move(by * leaf.strides[axis]); });
    }

    namespace detail
    {
        /// Where results go: consecutive memory at once, other strides through a buffer.
        template <class T>
        struct sink
        {
            sink(T* begin, std::ptrdiff_t stride) : to(begin), step(stride) {}

            T* to;
            std::ptrdiff_t step;
            alignas(64) T buffer[chunk];

            T* begin() { return step == 1 ? to : buffer; }

            void end(const T* values, std::size_t n)
            {
                if (values != to)
                {
                    for (std::size_t i = 0; i < n; ++i)
                    {
                        to[static_cast<std::ptrdiff_t>(i) * step] = values[i];
                    }
                }
                to += static_cast<std::ptrdiff_t>(n) * step;
            }
        };

        /// The innermost loop. Flattened: a call left in it would pass tiles through memory.
        template <std::size_t Lanes, class T, class Cursor>
        [[gnu::flatten]] void write_tiles(T* out, const Cursor& given, std::size_t n)
        {
            const Cursor cursor = given;  // a local, so that its pointers stay in registers
            for (std::size_t at = 0; at < n; at += Lanes)
            {
                store(out + at, convert<T>(cursor.template at<Lanes>(at)));
            }
        }

        template <std::size_t Lanes, class T, class Tree>
        void write_run(T* out, std::ptrdiff_t step, std::size_t n, Tree& tree)
        {
            sink<T> target(out, step);
            bool in_place = step == 1;
            tree.each_leaf(
                [&](auto& leaf)
                {
                    leaf.begin_run();
                    in_place &= leaf.is_direct();
                });
            const std::size_t piece = in_place ? n : chunk;
            for (std::size_t from = 0; from < n; from += piece)
            {
                const std::size_t count = std::min(piece, n - from);
                const std::size_t whole = count / Lanes * Lanes;
                if (whole != 0)
                {
                    tree.each_leaf([&](auto& leaf) { leaf.stage(from, whole); });
                    T* const place = target.begin();
                    write_tiles<Lanes>(place, tree.look(), whole);
                    target.end(place, whole);
                }
                if (const std::size_t rest = count - whole; rest != 0)
                {
                    tree.each_leaf([&](auto& leaf) { leaf.stage_padded(from + whole, rest, Lanes); });
                    write_tiles<Lanes>(target.buffer, tree.look(), Lanes);
                    target.end(target.buffer, rest);
                }
            }
        }

        /// Runs too short for a tile: as many rows of the innermost two axes as fit share a chunk.
        template <std::size_t Lanes, std::size_t N, class T, class Tree>
        void write_short_runs(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides,
                              Tree& tree)
        {
            const std::size_t inner = shape.rank - 1;
            const std::size_t outer = shape.rank - 2;
            const std::size_t length = shape.extent[inner];
            const bool contiguous = strides[inner] == 1 && strides[outer] == static_cast<std::ptrdiff_t>(length);
            struct block
            {
                T* to;
                std::size_t rows;
            };
            alignas(64) T values[chunk];
            block blocks[chunk];
            std::size_t count = 0;
            std::size_t used = 0;
            const auto write_back = [&]
            {
                if (used == 0)
                {
                    return;
                }
                tree.each_leaf([&](auto& leaf) { leaf.finish(used, Lanes); });
                write_tiles<Lanes>(values, tree.look(), used);
                const T* from = values;
                for (std::size_t b = 0; b < count; ++b)
                {
                    if (contiguous)
                    {
                        std::copy_n(from, blocks[b].rows * length, blocks[b].to);
                        from += blocks[b].rows * length;
                        continue;
                    }
                    for (std::size_t row = 0; row < blocks[b].rows; ++row)
                    {
                        T* const to = blocks[b].to + static_cast<std::ptrdiff_t>(row) * strides[outer];
                        for (std::size_t i = 0; i < length; ++i)
                        {
                            to[static_cast<std::ptrdiff_t>(i) * strides[inner]] = *from++;
                        }
                    }
                }
                count = used = 0;
            };
            const auto move = [&](std::size_t axis, std::ptrdiff_t by)
            {
                out += by * strides[axis];
                move_leaves(tree, axis, by);
            };
            odometer(
                shape, 0, outer,
                [&]
                {
                    std::size_t row = 0;
                    while (row < shape.extent[outer])
                    {
                        const std::size_t rows = std::min((chunk - used) / length, shape.extent[outer] - row);
                        if (rows == 0)
                        {
                            write_back();
                            continue;
                        }
                        tree.each_leaf([&](auto& leaf) { leaf.gather(used, rows, leaf.strides[outer], length); });
                        blocks[count++] = {out, rows};
                        used += rows * length;
                        row += rows;
                        move(outer, static_cast<std::ptrdiff_t>(rows));
                    }
                    move(outer, -static_cast<std::ptrdiff_t>(row));
                },
                move);
            write_back();
        }
    }

    /// Puts the axes of a loop in the order of the output's memory and merges them where all operands go together. The
    /// strides of the output and of the tree belong to the axes of `shape`, before and after.
    template <std::size_t N, class Tree>
    void arrange(loop_shape<N>& shape, std::array<std::ptrdiff_t, N>& strides, Tree& tree)
    {
        std::array<std::size_t, N> order{};
        const std::size_t count = memory_order(shape, strides, order);
        const auto each_strides = [&](auto&& f)
        {
            f(strides);
            tree.each_leaf([&](auto& leaf) { f(leaf.strides); });
        };
        reorder(shape, order, count, each_strides);
        merge(shape, 0, count, each_strides);
    }

    /// Evaluates a tree into `out[Σ index·strides]` over the axes of an arranged loop; `Lanes` is the tile. No allocation.
    template <std::size_t Lanes, std::size_t N, class T, class Tree>
    void evaluate(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides, Tree& tree)
    {
        const bool any = shape.rank != 0;
        const std::size_t inner = any ? shape.rank - 1 : 0;
        tree.each_leaf([&](auto& leaf) { leaf.run_along(inner, any); });
        const std::size_t length = any ? shape.extent[inner] : 1;
        if constexpr (N > 1)
        {
            if (any && length < Lanes && shape.rank > 1)
            {
                detail::write_short_runs<Lanes>(shape, out, strides, tree);
                return;
            }
        }
        odometer(
            shape, 0, inner, [&] { detail::write_run<Lanes>(out, any ? strides[inner] : 1, length, tree); },
            [&](std::size_t axis, std::ptrdiff_t by)
            {
                out += by * strides[axis];
                move_leaves(tree, axis, by);
            });
    }
}
