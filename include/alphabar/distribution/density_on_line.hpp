// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture_tables.hpp>
#include <alphabar/distribution/point_reader.hpp>
#include <alphabar/math/decay.hpp>

#include <utility>

/// A mixture's density on a line, Σ_n w_n (2πv_n)^{−1/2} exp(−(x − μ_n)²/(2v_n)) or its logarithm.
namespace alphabar::distribution
{
    /// The source of an expression (expression/node.hpp): element i is the density at element i of the points. It is a
    /// `gauss_sum` if the mixture has one; else tiles of points go by all components.
    template <bool Log, class Tables, class Points>
    struct density_on_line
    {
        using point_type = std::decay_t<Points>;
        using table_type = typename std::decay_t<Tables>::value_type;
        using value_type = std::common_type_t<typename point_type::value_type, table_type>;
        using T = value_type;

        Tables tables;
        Points points;

        class origin_type
        {
        public:

            using value_type = density_on_line::value_type;

            explicit origin_type(const density_on_line& source) : m_tables(source.tables), m_points(source.points, 0) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                const auto extent = static_cast<std::ptrdiff_t>(m_points.extent());
                while (n != 0)
                {
                    const std::ptrdiff_t column = first % extent;
                    const std::size_t count =
                        step == 1 ? std::min({n, lanes, static_cast<std::size_t>(extent - column)}) : 1;
                    alignas(64) T x[lanes] = {};
                    m_points.read(first / extent, 1, static_cast<std::size_t>(column), count, x, 0, 1);
                    if (m_tables.shared.ready())
                    {
                        std::transform(x, x + count, out, [&](T at)
                                       { return Log ? m_tables.shared.log_pdf(at) : m_tables.shared.pdf(at); });
                    }
                    else
                    {
                        alignas(64) T results[lanes];
                        over_all(x, results);
                        std::copy_n(results, count, out);
                    }
                    first += static_cast<std::ptrdiff_t>(count) * step;
                    out += count;
                    n -= count;
                }
            }

            bool reads(const expression::memory_range& range) const { return m_points.reads(range); }
            void check() const { m_points.check(); }

        private:

            static constexpr std::size_t lanes = expression::reduction_lanes;
            using reducer = std::conditional_t<Log, expression::log_sum_exp_reducer, expression::sum_reducer>;
            using state = typename reducer::template state<T, lanes>;

            void over_all(const T* x, T* out) const
            {
                const std::size_t count = m_tables.components();
                state s;
                for (std::size_t n = 0; n < count; n += reducer::block)
                {
                    add(s, x, n, std::min(count, n + reducer::block));
                    s.flush();
                }
                s.finish(count, out);
            }

            /// The innermost loop. Flattened: a call left in it would pass tiles through memory.
            [[gnu::flatten]] void add(state& s, const T* x, std::size_t n, std::size_t end) const
            {
                using batch = typename expression::simd<T>::batch;
                const auto at_once = expression::load<lanes>(x);
                auto adder = s.begin();
                for (; n < end; ++n)
                {
                    const batch mean(static_cast<T>(m_tables.means(0, n)));
                    const batch scale(static_cast<T>(m_tables.scale(n)));
                    const batch factor(static_cast<T>(Log ? m_tables.log_factor(n) : m_tables.mantissa(n)));
                    const batch exponent(static_cast<T>(m_tables.exponent(n)));
                    adder.add(expression::map<T, lanes>(
                        [&](const batch& at) __attribute__((always_inline))
                        {
                            const batch z =
                                (at - mean) * scale;  // scaled before it is squared: infinite rather than NaN
                            if constexpr (Log)
                            {
                                return factor - z * z;
                            }
                            else
                            {
                                return factor * math::decay(z * z, exponent);
                            }
                        },
                        at_once));
                }
                s.end(adder);
            }

            const std::decay_t<Tables>& m_tables;
            point_reader<point_type, T> m_points;
        };
    };
}
