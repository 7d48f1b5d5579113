// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture_tables.hpp>
#include <alphabar/distribution/point_reader.hpp>
#include <alphabar/distribution/squared_distances.hpp>

#include <limits>
#include <utility>

/// A mixture's density in d dimensions, Σ_n exp(log f_n − |x − μ_n|²/(2v_n)) or its logarithm.
namespace alphabar::distribution
{
    /// The source of an expression (expression/node.hpp): element i is the density at point i.
    ///
    /// From `panel_lanes` components on these lie in the lanes of panels and points are rows, many of which share each
    /// panel; a point's lanes are folded at the end. Fewer components are rows, and points lie in the lanes. Either way
    /// the order of summation follows from N and d alone.
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

            explicit origin_type(const density_in_space& source)
                : m_tables(source.tables), m_points(source.points, 1), m_components(m_tables.components()),
                  m_dimension(m_tables.dimension())
            {
            }

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                while (n != 0)
                {
                    const bool across = m_components < panel_lanes;
                    const std::size_t count = step == 1 ? std::min(n, across ? panel_lanes : rows_at_once) : 1;
                    across ? points_in_lanes(first, count, out) : components_in_lanes(first, count, out);
                    first += static_cast<std::ptrdiff_t>(count) * step;
                    out += count;
                    n -= count;
                }
            }

            bool reads(const expression::memory_range& range) const
            {
                const auto any = [&](const auto&... x) { return (expression::reads_memory(x, range) || ...); };
                return m_points.reads(range) || any(m_tables.means, m_tables.scale, m_tables.log_factor);
            }
            void check() const { m_points.check(); }

        private:

            static constexpr std::size_t lanes = panel_lanes;
            using tile = expression::tile<T, lanes>;
            static constexpr std::size_t rows_at_once = max_rows<T>;
            static constexpr std::size_t block = Log ? 4 : expression::sum_reducer::block;
            using state = std::conditional_t<Log, expression::log_sum_exp_reducer::state<T, lanes, block>,
                                             expression::sum_reducer::state<T, lanes>>;

            static tile entries(const table_type* table)
            {
                return expression::convert<T>(expression::load<lanes>(table));
            }

            void components_in_lanes(std::ptrdiff_t first, std::size_t count, T* out)
            {
                state states[rows_at_once];
                tile distances[rows_at_once];
                const auto stage = [&](std::size_t row, std::size_t n, std::size_t from, std::size_t depth, T* buffer)
                { m_points.read(first + static_cast<std::ptrdiff_t>(row), n, from, depth, buffer, panel_depth, 1); };
                std::size_t strip = 0;
                for (std::size_t done = 0; done < m_components; done += lanes)
                {
                    // The last panel reaches back over components that are done, which there count for nothing.
                    const std::size_t n = std::min(done, m_components - lanes);
                    const tile scale = entries(m_tables.scale.data() + n);
                    alignas(64) T factors[lanes];
                    expression::store(factors, entries(m_tables.log_factor.data() + n));
                    std::fill_n(factors, done - n, -std::numeric_limits<T>::infinity());
                    const tile log_factor = expression::load<lanes>(factors);
                    const auto pack = [&](std::size_t from, std::size_t depth, T* buffer)
                    { return means(n, from, depth, buffer, count == 1); };
                    squared_distances<false, T>(m_dimension, count, pack, stage, nullptr, distances);
                    const bool flush = ++strip % block == 0;
                    for (std::size_t row = 0; row < count; ++row)
                    {
                        const auto alone = [&](std::size_t, std::size_t one, std::size_t from, std::size_t depth,
                                               T* buffer) { stage(row, one, from, depth, buffer); };
                        add(states[row], exponent(distances[row], scale, log_factor, pack, alone), flush);
                    }
                }
                for (std::size_t row = 0; row < count; ++row)
                {
                    states[row].flush();
                    out[row] = states[row].fold(m_components);
                }
            }

            void points_in_lanes(std::ptrdiff_t first, std::size_t count, T* out)
            {
                tile distances[lanes];
                const auto pack = [&](std::size_t from, std::size_t depth, T* buffer)
                {
                    if (count < lanes)
                    {
                        std::fill_n(buffer, depth * lanes, T(0));
                    }
                    m_points.read(first, count, from, depth, buffer, 1, lanes);
                    return panel<T>{buffer, lanes};
                };
                const auto stage = [&](std::size_t row, std::size_t n, std::size_t from, std::size_t depth, T* buffer)
                {
                    for (std::size_t i = 0; i < n; ++i)
                    {
                        for (std::size_t k = 0; k < depth; ++k)
                        {
                            buffer[i * panel_depth + k] = static_cast<T>(m_tables.means(from + k, row + i));
                        }
                    }
                };
                squared_distances<false, T>(m_dimension, m_components, pack, stage, nullptr, distances);
                state s;
                for (std::size_t n = 0; n < m_components; ++n)
                {
                    const auto alone = [&](std::size_t, std::size_t one, std::size_t from, std::size_t depth, T* buffer)
                    { stage(n, one, from, depth, buffer); };
                    add(s,
                        exponent(distances[n], expression::splat<lanes>(static_cast<T>(m_tables.scale(n))),
                                 expression::splat<lanes>(static_cast<T>(m_tables.log_factor(n))), pack, alone),
                        (n + 1) % block == 0);
                }
                s.flush();
                alignas(64) T results[lanes];
                s.finish(m_components, results);
                std::copy_n(results, count, out);
            }

            /// Components n, n + 1, … as a panel: in place if it is used once.
            panel<T> means(std::size_t n, std::size_t from, std::size_t depth, T* buffer, bool used_once) const
            {
                const table_type* const at = m_tables.means.data() + from * m_components + n;
                if constexpr (std::same_as<T, table_type>)
                {
                    if (used_once)
                    {
                        return {at, m_components};
                    }
                }
                for (std::size_t k = 0; k < depth; ++k)
                {
                    expression::store(buffer + k * lanes, entries(at + k * m_components));
                }
                return {buffer, lanes};
            }

            /// Whether a sum of squares has overflown, or is so small that its terms may have been subnormal numbers, while
            /// its product with the square of the scale need not be either.
            struct extreme
            {
                template <class V>
                [[gnu::always_inline]] auto operator()(const V& sum, const V& scale) const
                {
                    constexpr bool is_float = sizeof(T) == sizeof(float);
                    const V tiny(is_float ? T(0x1p-100) : T(0x1p-960));
                    const V large(is_float ? T(0x1p50) : T(0x1p480));
                    return (sum > V(std::numeric_limits<T>::max())) | ((sum < tiny) & (scale > large));
                }
            };

            /// log f − D/(2v).
            template <class Pack, class Stage>
            tile exponent(const tile& distance, const tile& scale, const tile& log_factor, const Pack& pack,
                          const Stage& stage) const
            {
                tile q = expression::map<T, lanes>([](const auto& sum, const auto& s) { return sum * s * s; }, distance,
                                                   scale);
                bool any = false;
                expression::repeat<tile::parts>([&](auto i)
                                                { any |= math::any_lane(extreme()(distance.part[i], scale.part[i])); });
                if (any)
                {
                    remake(q, distance, scale, pack, stage);
                }
                return expression::map<T, lanes>([](const auto& factor, const auto& x) { return factor - x; },
                                                 log_factor, q);
            }

            /// The extreme ones again, of differences that are scaled before they are squared.
            template <class Pack, class Stage>
            [[gnu::cold, gnu::noinline]] void remake(tile& q, const tile& distance, const tile& scale, const Pack& pack,
                                                     const Stage& stage) const
            {
                alignas(64) T by[lanes];
                expression::store(by, scale);
                tile scaled;
                squared_distances<true, T>(m_dimension, 1, pack, stage, by, &scaled);
                expression::repeat<tile::parts>(
                    [&](auto i)
                    {
                        q.part[i] = math::choose(extreme()(distance.part[i], scale.part[i]), scaled.part[i], q.part[i]);
                    });
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

            const std::decay_t<Tables>& m_tables;
            point_reader<point_type, T> m_points;
            std::size_t m_components;
            std::size_t m_dimension;
        };
    };
}
