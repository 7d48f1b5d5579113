// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/turn.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

/// Values in memory as an origin of leaves, and the addresses that are read.
namespace alphabar::expression
{
    /// Half-open range of addresses.
    struct memory_range
    {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;

        bool overlaps(const memory_range& other) const { return begin < other.end && other.begin < end; }
    };

    /// The addresses that `data[Σ index·stride]` reaches.
    template <class T, class Extents, class Strides>
    memory_range reach(const T* data, const Extents& extents, const Strides& strides, std::size_t rank)
    {
        std::ptrdiff_t low = 0;
        std::ptrdiff_t high = 1;
        for (std::size_t axis = 0; axis < rank; ++axis)
        {
            if (extents[axis] == 0)
            {
                return {};
            }
            const auto span = static_cast<std::ptrdiff_t>(extents[axis] - 1) * strides[axis];
            (span < 0 ? low : high) += span;
        }
        const auto at = [data](std::ptrdiff_t offset)
        { return reinterpret_cast<std::uintptr_t>(data) + static_cast<std::uintptr_t>(offset) * sizeof(T); };
        return {at(low), at(high)};
    }

    /// The addresses of consecutive values.
    template <class T>
    memory_range reach(std::span<const T> values)
    {
        return {reinterpret_cast<std::uintptr_t>(values.data()),
                reinterpret_cast<std::uintptr_t>(values.data() + values.size())};
    }

    /// Values that lie in memory. What it reads is borrowed.
    template <class T>
    struct memory
    {
        using value_type = T;
        const T* data;

        [[gnu::noinline]] void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n) const
        {
            const auto copy = [&, from = data + first](auto known)
            {
                for (std::size_t i = 0; i < n; ++i)
                {
                    out[i] = from[static_cast<std::ptrdiff_t>(i) * known];
                }
            };
            switch (step)  // the usual ones, which compilers turn into shuffles, but take a tenth of a second for each
            {
            case 1:
                std::copy_n(data + first, n, out);
                break;
            case -1:
                copy(std::integral_constant<std::ptrdiff_t, -1>());
                break;
            case 2:
                copy(std::integral_constant<std::ptrdiff_t, 2>());
                break;
            default:
                copy(step);
            }
        }

        /// `rows` runs, `row_stride` apart, one behind the other; memory that runs across them is read along itself.
        void fill_rows(std::ptrdiff_t first, std::ptrdiff_t row_stride, std::size_t rows, std::ptrdiff_t step, T* out,
                       std::size_t n) const
        {
            if (row_stride == 1)
            {
                turn(data + first, step, rows, out, n);
                return;
            }
            for (std::size_t i = 0; i < n; ++i)
            {
                const T* from = data + first + static_cast<std::ptrdiff_t>(i) * step;
                for (std::size_t row = 0; row < rows; ++row, from += row_stride)
                {
                    out[row * n + i] = *from;
                }
            }
        }
    };
}
