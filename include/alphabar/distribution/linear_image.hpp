// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/lane_vectors.hpp>

namespace alphabar::distribution
{
    /// The source of an expression of shape (…, rows), A x + b for each of many vectors (lane_vectors.hpp).
    template <class T, class Vectors>
    struct linear_image
    {
        using value_type = T;

        std::shared_ptr<const packed_rows<T>> matrix;
        std::shared_ptr<const std::vector<T>> offset;  // none: 0
        Vectors vectors;

        class origin_type
        {
        public:

            using value_type = T;

            explicit origin_type(const linear_image& source)
                : m_matrix(*source.matrix), m_offset(source.offset ? source.offset->data() : nullptr),
                  m_vectors(source.vectors)
            {
            }

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                const std::size_t rows = m_matrix.rows();
                while (n != 0)
                {
                    const auto vector = first / static_cast<std::ptrdiff_t>(rows);
                    const auto row = static_cast<std::size_t>(first % static_cast<std::ptrdiff_t>(rows));
                    const bool whole = step == 1 && row == 0 && n >= rows;
                    const std::size_t count = whole ? std::min(n / rows, panel_lanes) : 1;
                    const std::size_t end = whole ? rows : step == 1 ? std::min(rows, row + n) : row + 1;
                    write(vector, count, row, end, out);
                    const std::size_t done = count * (end - row);
                    first += static_cast<std::ptrdiff_t>(done) * step;
                    out += done;
                    n -= done;
                }
            }

            bool reads(const expression::memory_range& range) const
            {
                if constexpr (requires { m_vectors.reads(range); })
                {
                    return m_vectors.reads(range);
                }
                else
                {
                    return false;
                }
            }
            void check() const
            {
                if constexpr (requires { m_vectors.check(); })
                {
                    m_vectors.check();
                }
            }

        private:

            void write(std::ptrdiff_t first, std::size_t n, std::size_t begin, std::size_t end, T* out)
            {
                row_product(
                    m_matrix, begin, end, n, [&](std::size_t from, std::size_t depth, T* panel)
                    { m_vectors.read(first, n, from, depth, panel); },
                    [&](std::size_t row, std::size_t count, const T* sums)
                    {
                        for (std::size_t r = std::max(row, begin); r < std::min(row + count, end); ++r)
                        {
                            const T* const of_row = sums + (r - row) * panel_lanes;
                            const T by = m_offset == nullptr ? T(0) : m_offset[r];
                            for (std::size_t i = 0; i < n; ++i)
                            {
                                out[i * (end - begin) + (r - begin)] = of_row[i] + by;
                            }
                        }
                    });
            }

            const packed_rows<T>& m_matrix;
            const T* m_offset;
            typename Vectors::origin m_vectors;
        };
    };
}
