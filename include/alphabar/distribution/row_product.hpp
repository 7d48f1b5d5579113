// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/squared_distances.hpp>

#include <vector>

/// Products of one matrix with many vectors, A x. Vectors lie in the lanes of a panel, as the points of
/// `squared_distances` do, and rows of the matrix go by a few at a time with their sums in registers.
///
/// An element of a product is summed in the order of its columns, blocks of `panel_depth` one after the other, whatever is
/// computed beside it: its bits depend on the matrix and the vector alone. No allocation.
namespace alphabar::distribution
{
    /// Rows whose sums share the registers.
    inline constexpr std::size_t rows_together = 4;

    /// A matrix as `row_product` reads it: `rows_together` rows lie next to each other, column by column. Of a lower
    /// triangular one only the columns up to the diagonal are kept.
    template <class T>
    class packed_rows
    {
    public:

        using value_type = T;

        packed_rows() = default;

        /// Of `at(row, column)`.
        template <class At>
        packed_rows(std::size_t rows, std::size_t columns, bool lower_triangular, const At& at)
            : m_rows(rows), m_columns(columns), m_triangular(lower_triangular)
        {
            for (std::size_t first = 0; first < rows; first += rows_together)
            {
                m_begin.push_back(m_values.size());
                for (std::size_t k = 0; k < depth(first); ++k)
                {
                    for (std::size_t row = first; row < first + count(first); ++row)
                    {
                        m_values.push_back(!lower_triangular || k <= row ? static_cast<T>(at(row, k)) : T(0));
                    }
                }
            }
        }

        std::size_t rows() const { return m_rows; }
        std::size_t columns() const { return m_columns; }

        /// Of the rows that lie together from `first` on: how many there are, how many columns they have, and column k of
        /// the first, which those of the others follow.
        std::size_t count(std::size_t first) const { return std::min(rows_together, m_rows - first); }
        std::size_t depth(std::size_t first) const
        {
            return m_triangular ? std::min(m_columns, first + rows_together) : m_columns;
        }
        const T* column(std::size_t first, std::size_t k) const
        {
            return m_values.data() + m_begin[first / rows_together] + k * count(first);
        }

        bool reads(const expression::memory_range& range) const
        {
            return expression::reach(std::span<const T>(m_values)).overlaps(range);
        }

    private:

        std::size_t m_rows = 0;
        std::size_t m_columns = 0;
        bool m_triangular = false;
        std::vector<T> m_values;
        std::vector<std::size_t> m_begin;
    };

    namespace detail
    {
        /// Adds the products of some columns to the sums of `Rows` rows, or begins these, in the first lanes.
        template <std::size_t Rows, class T>
        void add_products(const T* column, const T* panel, std::size_t depth, std::size_t lanes, bool begins, T* sums)
        {
            using batch = typename expression::simd<T>::batch;
            constexpr std::size_t width = expression::simd<T>::width;
            constexpr std::size_t together = std::min(batches_in_registers, panel_lanes / width);
            using expression::repeat;
            for (std::size_t lane = 0; lane < lanes; lane += together * width)
            {
                batch sum[Rows][together];
                repeat<Rows>(
                    [&](auto r) __attribute__((always_inline))
                    { repeat<together>([&](auto c) __attribute__((always_inline)) { sum[r][c] = batch(T(0)); }); });
                const T* from = panel + lane;
                const T* factor = column;
                for (std::size_t k = 0; k < depth; ++k, from += panel_lanes, factor += Rows)
                {
                    batch x[together];
                    repeat<together>([&](auto c) __attribute__((always_inline))
                                     { x[c] = expression::load_batch(from + c * width); });
                    repeat<Rows>(
                        [&](auto r) __attribute__((always_inline))
                        {
                            const batch a(factor[r]);
                            repeat<together>([&](auto c) __attribute__((always_inline))
                                             { sum[r][c] = sum[r][c] + a * x[c]; });
                        });
                }
                repeat<Rows>(
                    [&](auto r) __attribute__((always_inline))
                    {
                        repeat<together>(
                            [&](auto c) __attribute__((always_inline))
                            {
                                T* const to = sums + r * panel_lanes + lane + c * width;
                                const batch so_far = begins ? batch(T(0)) : expression::load_batch(to);
                                expression::store_batch(to, so_far + sum[r][c]);
                            });
                    });
            }
        }

        template <class T>
        void add_products(std::size_t rows, const T* column, const T* panel, std::size_t depth, std::size_t lanes,
                          bool begins, T* sums)
        {
            static_assert(rows_together == 4);
            switch (rows)
            {
            case 1:
                return add_products<1>(column, panel, depth, lanes, begins, sums);
            case 2:
                return add_products<2>(column, panel, depth, lanes, begins, sums);
            case 3:
                return add_products<3>(column, panel, depth, lanes, begins, sums);
            default:
                return add_products<4>(column, panel, depth, lanes, begins, sums);
            }
        }
    }

    /// Rows [begin, end) of A x for the vectors in the first `lanes` lanes. `stage(from, depth, panel)` puts the columns
    /// [from, from + depth) of the vectors into a panel, `panel_lanes` apart; `use(row, count, sums)` is given the results
    /// of a few rows, again `panel_lanes` apart, from the first to the last; the first and the last few may reach beyond
    /// those that were asked for.
    template <class T, class Stage, class Use>
    void row_product(const packed_rows<T>& a, std::size_t begin, std::size_t end, std::size_t lanes, const Stage& stage,
                     const Use& use)
    {
        constexpr std::size_t rows_at_once = 16 * rows_together;
        alignas(64) T panel[panel_depth * panel_lanes];
        alignas(64) T sums[rows_at_once * panel_lanes];
        std::size_t staged = a.columns();  // where the panel begins: nowhere yet
        for (std::size_t top = begin / rows_together * rows_together; top < end; top += rows_at_once)
        {
            const std::size_t stop = std::min(end, top + rows_at_once);
            const std::size_t last = (stop - 1) / rows_together * rows_together;
            for (std::size_t from = 0; from < a.depth(last); from += panel_depth)
            {
                if (from != staged)
                {
                    stage(from, std::min(panel_depth, a.columns() - from), panel);
                    staged = from;
                }
                for (std::size_t row = top; row < stop; row += rows_together)
                {
                    if (from < a.depth(row))
                    {
                        detail::add_products(a.count(row), a.column(row, from), panel,
                                             std::min(panel_depth, a.depth(row) - from), lanes, from == 0,
                                             sums + (row - top) * panel_lanes);
                    }
                }
            }
            for (std::size_t row = top; row < stop; row += rows_together)
            {
                use(row, a.count(row), static_cast<const T*>(sums + (row - top) * panel_lanes));
            }
        }
    }
}
