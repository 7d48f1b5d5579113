// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/lane_vectors.hpp>

#include <limits>

namespace alphabar::distribution
{
    /// The source of an expression of shape (…): log_factor − |A x|²/2 for each of many vectors x.
    template <class T, class Vectors>
    struct gaussian_density
    {
        using value_type = T;

        std::shared_ptr<const packed_rows<T>> whitening;  // A
        T log_factor;
        Vectors vectors;

        class origin_type
        {
        public:

            using value_type = T;

            explicit origin_type(const gaussian_density& source)
                : m_whitening(*source.whitening), m_log_factor(source.log_factor), m_vectors(source.vectors)
            {
            }

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                while (n != 0)
                {
                    const std::size_t count = step == 1 ? std::min(n, panel_lanes) : 1;
                    write(first, count, out);
                    first += static_cast<std::ptrdiff_t>(count) * step;
                    out += count;
                    n -= count;
                }
            }

            bool reads(const expression::memory_range& range) const { return m_vectors.reads(range); }
            void check() const { m_vectors.check(); }

        private:

            using tile = expression::tile<T, panel_lanes>;

            void write(std::ptrdiff_t first, std::size_t n, T* out)
            {
                expression::compensated_sum<T, panel_lanes> total;
                row_product(
                    m_whitening, 0, m_whitening.rows(), n, [&](std::size_t from, std::size_t depth, T* panel)
                    { m_vectors.read(first, n, from, depth, panel); },
                    [&](std::size_t row, std::size_t count, const T* sums)
                    {
                        const tile part = squares(count, sums);
                        row == 0 ? void(total.total = part) : total.add(part);
                    });
                const tile q = total.value();
                const tile log_p = expression::map<T, panel_lanes>(
                    [c = batch(m_log_factor)](const auto& x) { return c - batch(T(0.5)) * x; }, q);
                alignas(64) T results[panel_lanes];
                T* const to = n == panel_lanes ? out : results;
                expression::store(to, log_p);
                for (std::size_t i = 0; i < n; ++i)
                {
                    out[i] = to[i];
                }
                mend(first, n, out);
            }

            using batch = typename expression::simd<T>::batch;

            static tile squares(std::size_t count, const T* sums)
            {
                tile out = expression::splat<panel_lanes>(T(0));
                for (std::size_t r = 0; r < count; ++r)
                {
                    out = expression::map<T, panel_lanes>([](const auto& so_far, const auto& y)
                                                          { return so_far + y * y; }, out,
                                                          expression::load<panel_lanes>(sums + r * panel_lanes));
                }
                return out;
            }

            /// A point at infinity may have come to ∞ − ∞ or 0 · ∞: its density is 0. One that is no number has none.
            void mend(std::ptrdiff_t first, std::size_t n, T* out)
            {
                for (std::size_t i = 0; i < n; ++i)
                {
                    if (!(out[i] == out[i])) [[unlikely]]
                    {
                        out[i] = at_infinity(first + static_cast<std::ptrdiff_t>(i));
                    }
                }
            }

            [[gnu::cold, gnu::noinline]] T at_infinity(std::ptrdiff_t point)
            {
                alignas(64) T panel[panel_depth * panel_lanes];
                for (std::size_t from = 0; from < m_whitening.columns(); from += panel_depth)
                {
                    const std::size_t depth = std::min(panel_depth, m_whitening.columns() - from);
                    m_vectors.read(point, 1, from, depth, panel);
                    for (std::size_t k = 0; k < depth; ++k)
                    {
                        if (!(panel[k * panel_lanes] == panel[k * panel_lanes]))
                        {
                            return std::numeric_limits<T>::quiet_NaN();
                        }
                    }
                }
                return -std::numeric_limits<T>::infinity();
            }

            const packed_rows<T>& m_whitening;
            T m_log_factor;
            typename Vectors::origin m_vectors;
        };
    };
}
