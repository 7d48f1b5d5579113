// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/exponents_in_space.hpp>

/// A mixture's density in d dimensions, Σ_n exp(log f_n − |x − μ_n|²/(2v_n)) or its logarithm.
namespace alphabar::distribution
{
    /// The source of an expression (expression/node.hpp): element i is the density at point i. Of components in lanes, a
    /// point's lanes are folded at the end; the order of summation follows from N and d alone.
    template <bool Log, class Tables, class Points>
    struct density_in_space
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

            using value_type = density_in_space::value_type;

            explicit origin_type(const density_in_space& source) : m_exponents(source.tables, source.points) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                while (n != 0)
                {
                    const std::size_t count = step == 1 ? std::min(n, m_exponents.points_at_once()) : 1;
                    m_exponents.few_components() ? points_in_lanes(first, count, out)
                                                 : components_in_lanes(first, count, out);
                    first += static_cast<std::ptrdiff_t>(count) * step;
                    out += count;
                    n -= count;
                }
            }

            bool reads(const expression::memory_range& range) const { return m_exponents.reads(range); }
            void check() const { m_exponents.check(); }

        private:

            static constexpr std::size_t lanes = panel_lanes;
            using tile = expression::tile<T, lanes>;
            static constexpr std::size_t block = Log ? 4 : expression::sum_reducer::block;
            using state = std::conditional_t<Log, expression::log_sum_exp_reducer::state<T, lanes, block>,
                                             expression::sum_reducer::state<T, lanes>>;

            void components_in_lanes(std::ptrdiff_t first, std::size_t count, T* out)
            {
                const std::size_t components = m_exponents.components();
                state states[max_rows<T>];
                m_exponents.components_in_lanes(
                    first, count, 0, components,
                    [&](std::size_t, std::size_t done, std::size_t row, const tile& exponents)
                    { add(states[row], exponents, (done / lanes + 1) % block == 0); });
                for (std::size_t row = 0; row < count; ++row)
                {
                    states[row].flush();
                    out[row] = states[row].fold(components);
                }
            }

            void points_in_lanes(std::ptrdiff_t first, std::size_t count, T* out)
            {
                state s;
                m_exponents.points_in_lanes(first, count, [&](std::size_t n, const tile& exponents)
                                            { add(s, exponents, (n + 1) % block == 0); });
                s.flush();
                alignas(64) T results[lanes];
                s.finish(m_exponents.components(), results);
                std::copy_n(results, count, out);
            }

            static void add(state& s, const tile& exponent, bool flush)
            {
                auto adder = s.begin();
                if constexpr (Log)
                {
                    adder.add(exponent);
                }
                else
                {
                    adder.add(expression::map<T, lanes>([](const auto& x) { return math::exp(x); }, exponent));
                }
                s.end(adder);
                if (flush)
                {
                    s.flush();
                }
            }

            exponents_in_space<Tables, Points, T> m_exponents;
        };
    };
}
