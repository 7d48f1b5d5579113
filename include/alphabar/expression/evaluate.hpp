// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/loop.hpp>

#include <numeric>

/// What runs inside the odometer: tiles along the innermost axis, in one of four ways.
///
/// - *Rows*: operands that are read in place are walked along two axes at once; rows may then be short, and what all rows
///   share stays in the cache.
/// - *Blocks*: an operand whose memory runs across the rows is turned, a few cache lines at a time, in its buffer.
/// - *Short rows* next to each other in the output, such as colours of pixels, are walked as long ones.
/// - *Runs*: everything else, one row at a time, and rows shorter than a tile share one.
///
/// Which one changes no bit.
namespace alphabar::expression
{
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

        /// The innermost loops, over rows of n elements; n is a multiple of the tile. Flattened: a call left in it would pass
        /// tiles through memory.
        template <std::size_t Lanes, class T, class Cursor>
        [[gnu::flatten]] void write_rows(T* out, std::ptrdiff_t stride, std::size_t rows, std::size_t n,
                                         const Cursor& given)
        {
            Cursor cursor = given;  // a local, so that its pointers stay in registers
            for (; rows != 0; --rows)
            {
                for (std::size_t at = 0; at < n; at += Lanes)
                {
                    store(out + at, convert<T>(cursor.template at<Lanes>(at)));
                }
                out += stride;
                cursor.next();
            }
        }

        template <std::size_t Lanes, class T, class Cursor>
        void write_tiles(T* out, const Cursor& cursor, std::size_t n)
        {
            write_rows<Lanes>(out, 0, 1, n, cursor);
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

        /// How the innermost two axes are cut: blocks of so many rows and columns, down the rows first. None if rows is 0.
        struct blocking
        {
            std::size_t rows = 0;
            std::size_t columns = 0;
        };

        template <std::size_t Lanes, std::size_t N, class Tree>
        blocking blocks_of(const loop_shape<N>& shape, const std::array<std::ptrdiff_t, N>& strides, Tree& tree)
        {
            const std::size_t inner = shape.rank - 1;
            const std::size_t outer = shape.rank - 2;
            const std::size_t whole = shape.extent[inner] / Lanes * Lanes;
            if (strides[inner] != 1)
            {
                return {};
            }
            bool direct = true;
            bool turned = false;
            bool shared = false;
            tree.each_leaf(
                [&](auto& leaf)
                {
                    direct &= leaf.is_direct();
                    turned |= leaf.is_turned(outer);
                    shared |= leaf.strides[outer] == 0 && leaf.strides[inner] != 0;
                });
            if (turned)
            {
                static_assert(chunk % Lanes == 0);
                constexpr std::size_t columns = std::max<std::size_t>(Lanes, 64);
                return {chunk / columns, columns};
            }
            constexpr std::size_t cached = 2048;
            const bool short_or_even = whole <= cached || whole == shape.extent[inner];
            return !direct                        ? blocking{}
                   : shared && whole > 2 * cached ? blocking{shape.extent[outer], cached}
                   : short_or_even                ? blocking{shape.extent[outer], whole}
                                                  : blocking{};
        }

        /// Writes `columns` columns, a multiple of the tile, of the innermost two axes.
        template <std::size_t Lanes, std::size_t N, class T, class Tree>
        void write_blocks(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides, Tree& tree,
                          std::size_t columns, const blocking& block)
        {
            const std::size_t outer = shape.rank - 2;
            for (std::size_t column = 0; column < columns; column += block.columns)
            {
                const std::size_t n = std::min(block.columns, columns - column);
                for (std::size_t row = 0; row < shape.extent[outer]; row += block.rows)
                {
                    const std::size_t rows = std::min(block.rows, shape.extent[outer] - row);
                    tree.each_leaf([&](auto& leaf) { leaf.stage_block(row, rows, outer, column, n); });
                    write_rows<Lanes>(out + static_cast<std::ptrdiff_t>(row) * strides[outer] +
                                          static_cast<std::ptrdiff_t>(column),
                                      strides[outer], rows, n, tree.look());
                }
            }
        }

        /// Of the innermost two axes, the rows that were written as long ones: those that make up whole chunks of tiles, where
        /// they continue each other in the output and continue each other, or are the same, in every operand.
        template <std::size_t Lanes, std::size_t N, class T, class Tree>
        std::size_t write_even_rows(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides,
                                    Tree& tree)
        {
            const std::size_t inner = shape.rank - 1;
            const std::size_t outer = shape.rank - 2;
            const std::size_t length = shape.extent[inner];
            const std::size_t unit = std::lcm(length, Lanes);
            bool even = unit <= chunk && strides[inner] == 1 && strides[outer] == static_cast<std::ptrdiff_t>(length);
            tree.each_leaf([&](auto& leaf) { even &= leaf.is_even(outer, length); });
            if (!even)
            {
                return 0;
            }
            const std::size_t n = chunk / unit * unit;
            const std::size_t total = shape.extent[outer] * length / n * n;
            tree.each_leaf([](auto& leaf) { leaf.begin_run(); });
            for (std::size_t from = 0; from < total; from += n)
            {
                tree.each_leaf([&](auto& leaf) { leaf.stage_even(from, n, outer, length); });
                write_tiles<Lanes>(out + from, tree.look(), n);
            }
            return total / length;
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
                    if (shape.extent[outer] * length >= chunk)
                    {
                        write_back();
                        row = write_even_rows<Lanes>(shape, out, strides, tree);
                        move(outer, static_cast<std::ptrdiff_t>(row));
                    }
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

    /// Evaluates a tree into `out[Σ index·strides]` over the axes of an arranged loop; `Lanes` is the tile. No allocation.
    template <std::size_t Lanes, std::size_t N, class T, class Tree>
    void evaluate(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides, Tree& tree)
    {
        const bool any = shape.rank != 0;
        const std::size_t inner = any ? shape.rank - 1 : 0;
        tree.each_leaf([&](auto& leaf) { leaf.run_along(inner, any); });
        const std::size_t length = any ? shape.extent[inner] : 1;
        const auto move = [&](std::size_t axis, std::ptrdiff_t by)
        {
            out += by * strides[axis];
            move_leaves(tree, axis, by);
        };
        if constexpr (N > 1)
        {
            if (shape.rank > 1 && length < Lanes)
            {
                detail::write_short_runs<Lanes>(shape, out, strides, tree);
                return;
            }
            if (const auto block = shape.rank > 1 ? detail::blocks_of<Lanes>(shape, strides, tree) : detail::blocking{};
                block.rows != 0)
            {
                const std::size_t whole = length / Lanes * Lanes;
                odometer(
                    shape, 0, inner - 1, [&] { detail::write_blocks<Lanes>(shape, out, strides, tree, whole, block); },
                    move);
                if (whole != length)
                {
                    auto rest = shape;
                    rest.extent[inner] -= whole;
                    move(inner, static_cast<std::ptrdiff_t>(whole));
                    detail::write_short_runs<Lanes>(rest, out, strides, tree);
                    move(inner, -static_cast<std::ptrdiff_t>(whole));
                }
                return;
            }
        }
        odometer(shape, 0, inner, [&] { detail::write_run<Lanes>(out, any ? strides[inner] : 1, length, tree); }, move);
    }
}
