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
/// Which one changes no bit. All of this is compiled once for a type of elements and a rank, whatever the expression; the
/// expression comes in as a function that computes rows of tiles from what its leaves show.
namespace alphabar::expression
{
    /// The innermost loops, over rows of n elements; n is a multiple of the tile. Flattened: a call left in it would pass tiles
    /// through memory.
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

    /// An expression as the geometry of a loop sees it: a tree that writes what its leaves show, as rows of tiles.
    template <class T>
    class row_writer
    {
    public:

        template <std::size_t Lanes, class Tree>
        static row_writer of(const Tree& tree)
        {
            return {&tree, [](const void* any, T* out, std::ptrdiff_t stride, std::size_t rows, std::size_t n)
                    { write_rows<Lanes>(out, stride, rows, n, static_cast<const Tree*>(any)->look()); }};
        }

        /// Rows of n elements, a multiple of the tile.
        void rows(T* out, std::ptrdiff_t stride, std::size_t count, std::size_t n) const
        {
            m_write(m_tree, out, stride, count, n);
        }
        void tiles(T* out, std::size_t n) const { rows(out, 0, 1, n); }

    private:

        using function = void (*)(const void*, T*, std::ptrdiff_t, std::size_t, std::size_t);

        row_writer(const void* tree, function write) : m_tree(tree), m_write(write) {}

        const void* m_tree;
        function m_write;
    };

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

        template <std::size_t Lanes, std::size_t N, class T>
        void write_run(T* out, std::ptrdiff_t step, std::size_t n, leaf_list<N> leaves, const row_writer<T>& write)
        {
            sink<T> target(out, step);
            bool in_place = step == 1;
            for (any_leaf<N>* leaf : leaves)
            {
                leaf->begin_run();
                in_place &= leaf->is_direct();
            }
            const std::size_t piece = in_place ? n : chunk;
            for (std::size_t from = 0; from < n; from += piece)
            {
                const std::size_t count = std::min(piece, n - from);
                const std::size_t whole = count / Lanes * Lanes;
                if (whole != 0)
                {
                    for (any_leaf<N>* leaf : leaves)
                    {
                        leaf->stage(from, whole);
                    }
                    T* const place = target.begin();
                    write.tiles(place, whole);
                    target.end(place, whole);
                }
                if (const std::size_t rest = count - whole; rest != 0)
                {
                    for (any_leaf<N>* leaf : leaves)
                    {
                        leaf->stage_padded(from + whole, rest, Lanes);
                    }
                    write.tiles(target.buffer, Lanes);
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

        template <std::size_t Lanes, std::size_t N>
        blocking blocks_of(const loop_shape<N>& shape, const std::array<std::ptrdiff_t, N>& strides,
                           leaf_list<N> leaves)
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
            for (any_leaf<N>* leaf : leaves)
            {
                direct &= leaf->is_direct();
                turned |= leaf->is_turned(outer);
                shared |= leaf->strides[outer] == 0 && leaf->strides[inner] != 0;
            }
            if (turned)
            {
                static_assert(chunk % Lanes == 0);
                constexpr std::size_t columns = std::max<std::size_t>(Lanes, 64);
                return {chunk / columns, columns};
            }
            constexpr std::size_t cached = 512;
            const bool short_or_even = whole <= chunk || whole == shape.extent[inner];
            return !direct                  ? blocking{}
                   : shared && whole > chunk ? blocking{shape.extent[outer], cached}
                   : short_or_even           ? blocking{shape.extent[outer], whole}
                                             : blocking{};
        }

        /// Writes `columns` columns, a multiple of the tile, of the innermost two axes.
        template <std::size_t Lanes, std::size_t N, class T>
        void write_blocks(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides,
                          leaf_list<N> leaves, const row_writer<T>& write, std::size_t columns, const blocking& block)
        {
            const std::size_t outer = shape.rank - 2;
            for (std::size_t column = 0; column < columns; column += block.columns)
            {
                const std::size_t n = std::min(block.columns, columns - column);
                for (std::size_t row = 0; row < shape.extent[outer]; row += block.rows)
                {
                    const std::size_t rows = std::min(block.rows, shape.extent[outer] - row);
                    for (any_leaf<N>* leaf : leaves)
                    {
                        leaf->stage_block(row, rows, outer, column, n);
                    }
                    write.rows(out + static_cast<std::ptrdiff_t>(row) * strides[outer] +
                                   static_cast<std::ptrdiff_t>(column),
                               strides[outer], rows, n);
                }
            }
        }

        /// Of the innermost two axes, the rows that were written as long ones: those that make up whole chunks of tiles, where
        /// they continue each other in the output and continue each other, or are the same, in every operand.
        template <std::size_t Lanes, std::size_t N, class T>
        std::size_t write_even_rows(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides,
                                    leaf_list<N> leaves, const row_writer<T>& write)
        {
            const std::size_t inner = shape.rank - 1;
            const std::size_t outer = shape.rank - 2;
            const std::size_t length = shape.extent[inner];
            const std::size_t unit = std::lcm(length, Lanes);
            bool even = unit <= chunk && strides[inner] == 1 && strides[outer] == static_cast<std::ptrdiff_t>(length);
            for (any_leaf<N>* leaf : leaves)
            {
                even &= leaf->is_even(outer, length);
            }
            if (!even)
            {
                return 0;
            }
            const std::size_t n = chunk / unit * unit;
            const std::size_t total = shape.extent[outer] * length / n * n;
            for (any_leaf<N>* leaf : leaves)
            {
                leaf->begin_run();
            }
            for (std::size_t from = 0; from < total; from += n)
            {
                for (any_leaf<N>* leaf : leaves)
                {
                    leaf->stage_even(from, n, outer, length);
                }
                write.tiles(out + from, n);
            }
            return total / length;
        }

        /// Runs too short for a tile: as many rows of the innermost two axes as fit share a chunk.
        template <std::size_t Lanes, std::size_t N, class T>
        void write_short_runs(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides,
                              leaf_list<N> leaves, const row_writer<T>& write)
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
            std::array<block, 256> blocks;
            std::size_t count = 0;
            std::size_t used = 0;
            const auto write_back = [&]() __attribute__((noinline))
            {
                if (used == 0)
                {
                    return;
                }
                for (any_leaf<N>* leaf : leaves)
                {
                    leaf->finish(used, Lanes);
                }
                write.tiles(values, (used + Lanes - 1) / Lanes * Lanes);
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
                move_leaves(leaves, axis, by);
            };
            odometer(
                shape, 0, outer,
                [&]
                {
                    std::size_t row = 0;
                    if (shape.extent[outer] * length >= chunk)
                    {
                        write_back();
                        row = write_even_rows<Lanes>(shape, out, strides, leaves, write);
                        move(outer, static_cast<std::ptrdiff_t>(row));
                    }
                    while (row < shape.extent[outer])
                    {
                        const std::size_t rows = std::min((chunk - used) / length, shape.extent[outer] - row);
                        if (rows == 0 || count == blocks.size())
                        {
                            write_back();
                            continue;
                        }
                        for (any_leaf<N>* leaf : leaves)
                        {
                            leaf->gather(used, rows, leaf->strides[outer], length);
                        }
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

    /// Evaluates an expression into `out[Σ index·strides]` over the axes of an arranged loop, given its leaves and what writes
    /// rows of tiles of `Lanes` elements. No allocation.
    template <std::size_t Lanes, std::size_t N, class T>
    void evaluate(const loop_shape<N>& shape, T* out, const std::array<std::ptrdiff_t, N>& strides, leaf_list<N> leaves,
                  const row_writer<T>& write)
    {
        const bool any = shape.rank != 0;
        const std::size_t inner = any ? shape.rank - 1 : 0;
        for (any_leaf<N>* leaf : leaves)
        {
            leaf->run_along(inner, any);
        }
        const std::size_t length = any ? shape.extent[inner] : 1;
        const auto move = [&](std::size_t axis, std::ptrdiff_t by)
        {
            out += by * strides[axis];
            move_leaves(leaves, axis, by);
        };
        if constexpr (N > 1)
        {
            if (shape.rank > 1 && length < Lanes)
            {
                detail::write_short_runs<Lanes>(shape, out, strides, leaves, write);
                return;
            }
            if (const auto block =
                    shape.rank > 1 ? detail::blocks_of<Lanes>(shape, strides, leaves) : detail::blocking{};
                block.rows != 0)
            {
                const std::size_t whole = length / Lanes * Lanes;
                odometer(
                    shape, 0, inner - 1,
                    [&] { detail::write_blocks<Lanes>(shape, out, strides, leaves, write, whole, block); }, move);
                if (whole != length)
                {
                    auto rest = shape;
                    rest.extent[inner] -= whole;
                    move(inner, static_cast<std::ptrdiff_t>(whole));
                    detail::write_short_runs<Lanes>(rest, out, strides, leaves, write);
                    move(inner, -static_cast<std::ptrdiff_t>(whole));
                }
                return;
            }
        }
        odometer(
            shape, 0, inner, [&] { detail::write_run<Lanes>(out, any ? strides[inner] : 1, length, leaves, write); },
            move);
    }
}
