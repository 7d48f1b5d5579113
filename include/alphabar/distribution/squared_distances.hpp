// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/reducers.hpp>
#include <alphabar/expression/reduction_loop.hpp>

#include <algorithm>
#include <cstddef>

/// Squared distances of many points to many others, Σ_k (a_k − b_k)², in d dimensions: a matrix product in shape, so it is
/// blocked like one. Points of one side lie in the lanes of a *panel*, which is read from memory once and stays in the
/// first-level cache while the *rows*, points of the other side, go by a few at a time, with all their sums in registers.
///
/// Differences are formed before they are squared: |a|² + |b|² − 2a·b cancels where points are close. Each pair is summed
/// by itself, in the order of k, blocks of `expression::sum_block` joining a compensated total; so its bits depend neither
/// on which side it is on nor on what else is computed with it. No allocation.
namespace alphabar::distribution
{
    /// Points in a panel, and dimensions of it that are done at once.
    inline constexpr std::size_t panel_lanes = expression::reduction_lanes;
    inline constexpr std::size_t panel_depth = expression::sum_block;

    /// Rows at once: what is kept of each while panels go by shall fit into the second-level cache, and the stack.
    template <class T>
    inline constexpr std::size_t max_rows = 256 / sizeof(T);

    /// Where a panel lies: dimension k of lane l at `data[k · stride + l]`.
    template <class T>
    struct panel
    {
        const T* data;
        std::size_t stride;
    };

    namespace detail
    {
        /// Rows, and batches of lanes, whose sums share the registers: of 16, or of 32 where batches have 64 bytes.
        template <class T>
        inline constexpr std::size_t rows_in_registers = expression::simd<T>::width * sizeof(T) == 64 ? 8 : 4;
        inline constexpr std::size_t batches_in_registers = 2;

        /// The sums of some dimensions, for `Rows` rows and all lanes; scaled by lane before they are squared, if so asked.
        template <std::size_t Rows, bool Scaled, class T>
        void sum_squares(const panel<T>& p, const T* rows, std::size_t depth, const T* scale, T* sums)
        {
            using batch = typename expression::simd<T>::batch;
            constexpr std::size_t width = expression::simd<T>::width;
            constexpr std::size_t batches = Rows == 1 ? 4 : batches_in_registers;
            constexpr std::size_t columns = std::min(batches, panel_lanes / width);
            using expression::repeat;
            for (std::size_t lane = 0; lane < panel_lanes; lane += columns * width)
            {
                batch sum[Rows][columns];
                repeat<Rows>(
                    [&](auto r) __attribute__((always_inline))
                    { repeat<columns>([&](auto c) __attribute__((always_inline)) { sum[r][c] = batch(T(0)); }); });
                const T* from = p.data + lane;
                for (std::size_t k = 0; k < depth; ++k, from += p.stride)
                {
                    batch b[columns];
                    repeat<columns>([&](auto c) __attribute__((always_inline))
                                    { b[c] = expression::load_batch(from + c * width); });
                    repeat<Rows>(
                        [&](auto r) __attribute__((always_inline))
                        {
                            const batch a(rows[r * panel_depth + k]);
                            repeat<columns>(
                                [&](auto c) __attribute__((always_inline))
                                {
                                    batch z = b[c] - a;
                                    if constexpr (Scaled)
                                    {
                                        z = z * expression::load_batch(scale + lane + c * width);
                                    }
                                    sum[r][c] = sum[r][c] + z * z;
                                });
                        });
                }
                repeat<Rows>(
                    [&](auto r) __attribute__((always_inline))
                    {
                        repeat<columns>(
                            [&](auto c) __attribute__((always_inline))
                            { expression::store_batch(sums + r * panel_lanes + lane + c * width, sum[r][c]); });
                    });
            }
        }
    }

    /// Squared distances of `count` rows to the lanes of a panel, a tile a row. `pack(from, depth, buffer)` gives the panel
    /// of the dimensions [from, from + depth), for which it may use the buffer; `stage(row, n, from, depth, buffer)` puts the
    /// same dimensions of n rows into it, `panel_depth` apart. If `Scaled`, differences are multiplied by the scale of
    /// their lane before they are squared.
    template <bool Scaled, class T, class Pack, class Stage>
    void squared_distances(std::size_t dimension, std::size_t count, const Pack& pack, const Stage& stage,
                           const T* scale, expression::tile<T, panel_lanes>* out)
    {
        constexpr std::size_t together = detail::rows_in_registers<T>;
        alignas(64) T buffer[panel_depth * panel_lanes];
        alignas(64) T rows[together * panel_depth];
        alignas(64) T sums[together * panel_lanes];
        expression::tile<T, panel_lanes> lost[max_rows<T>];
        for (std::size_t from = 0; from < dimension; from += panel_depth)
        {
            const std::size_t depth = std::min(panel_depth, dimension - from);
            const panel<T> lanes = pack(from, depth, buffer);
            for (std::size_t row = 0; row < count;)
            {
                const std::size_t n = count - row >= together ? together : 1;
                stage(row, n, from, depth, rows);
                n == 1 ? detail::sum_squares<1, Scaled>(lanes, rows, depth, scale, sums)
                       : detail::sum_squares<together, Scaled>(lanes, rows, depth, scale, sums);
                for (std::size_t i = 0; i < n; ++i, ++row)
                {
                    const auto part = expression::load<panel_lanes>(sums + i * panel_lanes);
                    if (from == 0)
                    {
                        out[row] = part;
                        lost[row] = expression::splat<panel_lanes>(T(0));
                        continue;
                    }
                    expression::compensated_sum<T, panel_lanes> total{out[row], lost[row]};
                    total.add(part);
                    out[row] = from + depth == dimension ? total.value() : total.total;
                    lost[row] = total.lost;
                }
            }
        }
    }
}
