// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/point_reader.hpp>

#include <vector>

namespace alphabar::distribution
{
    /// Reads an expression of shape (…, d), some rows at a time and as doubles. Arrays and views are read where they lie;
    /// of any other expression, whose elements are computed as they are read, rows that make up one run are read as one.
    template <class E>
    class row_reader
    {
    public:

        explicit row_reader(const E& e)
            : m_points(e, 1), m_run(e, 0), m_extent(m_points.extent()), m_even(m_points.even()),
              m_one_run(!m_even && m_run.extent() == e.size())
        {
        }

        /// Element k of row first + i goes to `to[i·stride + k]` for i < n.
        void read(std::size_t first, std::size_t n, double* to, std::size_t stride)
        {
            if (m_even)
            {
                const auto [data, point_stride, dimension_stride] = *m_even;
                const auto* row = data + static_cast<std::ptrdiff_t>(first) * point_stride;
                for (std::size_t i = 0; i < n; ++i, row += point_stride, to += stride)
                {
                    copy(row, dimension_stride, to);
                }
                return;
            }
            if (!m_one_run)
            {
                m_points.read(static_cast<std::ptrdiff_t>(first), n, 0, m_extent, to,
                              static_cast<std::ptrdiff_t>(stride), 1);
                return;
            }
            m_values.resize(n * m_extent);
            m_run.read(0, 1, first * m_extent, n * m_extent, m_values.data(), 0, 1);
            for (std::size_t i = 0; i < n; ++i)
            {
                std::copy_n(m_values.data() + i * m_extent, m_extent, to + i * stride);
            }
        }

    private:

        template <class T>
        void copy(const T* from, std::ptrdiff_t step, double* to) const
        {
            if (step == 1)
            {
                std::copy_n(from, m_extent, to);
                return;
            }
            for (std::size_t k = 0; k < m_extent; ++k, from += step)
            {
                to[k] = static_cast<double>(*from);
            }
        }

        point_reader<E, double> m_points;
        point_reader<E, double> m_run;
        std::size_t m_extent;
        std::optional<typename point_reader<E, double>::even_points> m_even;
        bool m_one_run;
        std::vector<double> m_values;
    };
}
