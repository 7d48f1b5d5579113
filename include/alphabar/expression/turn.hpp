// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cstddef>
#include <cstring>
#include <type_traits>

namespace alphabar::expression
{
    namespace detail
    {
        template <class T>
        inline constexpr bool turns_in_registers = std::is_arithmetic_v<T> && (sizeof(T) == 4 || sizeof(T) == 8);

        /// Four columns of four become four rows of four.
        template <class T>
        [[gnu::always_inline]] inline void turn_square(const T* from, std::ptrdiff_t column_stride, T* to,
                                                       std::size_t n)
        {
            using four [[gnu::vector_size(4 * sizeof(T))]] = T;
            four column[4];
            for (std::ptrdiff_t i = 0; i < 4; ++i)
            {
                std::memcpy(&column[i], from + i * column_stride, sizeof(four));
            }
            const four a = __builtin_shufflevector(column[0], column[1], 0, 4, 1, 5);
            const four b = __builtin_shufflevector(column[0], column[1], 2, 6, 3, 7);
            const four c = __builtin_shufflevector(column[2], column[3], 0, 4, 1, 5);
            const four d = __builtin_shufflevector(column[2], column[3], 2, 6, 3, 7);
            const four row[4] = {__builtin_shufflevector(a, c, 0, 1, 4, 5), __builtin_shufflevector(a, c, 2, 3, 6, 7),
                                 __builtin_shufflevector(b, d, 0, 1, 4, 5), __builtin_shufflevector(b, d, 2, 3, 6, 7)};
            for (std::size_t i = 0; i < 4; ++i)
            {
                std::memcpy(to + i * n, &row[i], sizeof(four));
            }
        }
    }

    /// Transposes n columns of consecutive elements, `column_stride` apart, to `rows` rows of n, one behind the other.
    template <class T>
    void turn(const T* from, std::ptrdiff_t column_stride, std::size_t rows, T* to, std::size_t n)
    {
        const auto one = [&](std::size_t row, std::size_t column)
        {
            to[row * n + column] =
                from[static_cast<std::ptrdiff_t>(column) * column_stride + static_cast<std::ptrdiff_t>(row)];
        };
        std::size_t column = 0;
        if constexpr (detail::turns_in_registers<T>)
        {
            for (; column + 4 <= n; column += 4)
            {
                std::size_t row = 0;
                for (; row + 4 <= rows; row += 4)
                {
                    detail::turn_square(from + static_cast<std::ptrdiff_t>(column) * column_stride + row, column_stride,
                                        to + row * n + column, n);
                }
                for (; row < rows; ++row)
                {
                    for (std::size_t i = 0; i < 4; ++i)
                    {
                        one(row, column + i);
                    }
                }
            }
        }
        for (; column < n; ++column)
        {
            for (std::size_t row = 0; row < rows; ++row)
            {
                one(row, column);
            }
        }
    }
}
