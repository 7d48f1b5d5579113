// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture_tables.hpp>
#include <alphabar/distribution/point_reader.hpp>
#include <alphabar/distribution/squared_distances.hpp>

#include <algorithm>
#include <limits>

/// Exponents of a mixture's terms in d dimensions, log f_n − |x − μ_n|²/(2v_n) with f = w (2πv)^{−d/2}, for some points and
/// some components at a time: what densities, scores and responsibilities have in common.
namespace alphabar::distribution
{
    /// From `panel_lanes` components on these lie in the lanes of panels and points are rows, many of which share each
    /// panel. Fewer components are rows, and points lie in the lanes. Either way an exponent has the same bits whatever is
    /// computed beside it.
    template <class Tables, class Points, class T>
    class exponents_in_space
    {
        using point_type = std::decay_t<Points>;
        using table_type = typename std::decay_t<Tables>::value_type;

    public:

        static constexpr std::size_t lanes = panel_lanes;
        using tile = expression::tile<T, lanes>;

        exponents_in_space(const std::decay_t<Tables>& tables, const point_type& points)
            : m_tables(tables), m_points(points, 1), m_components(tables.components()), m_dimension(tables.dimension())
        {
        }

        std::size_t components() const { return m_components; }
        std::size_t dimension() const { return m_dimension; }

        /// Which way it is, and for how many points at once.
        bool few_components() const { return m_components < lanes; }
        std::size_t points_at_once() const { return few_components() ? lanes : max_rows<T>; }

        bool reads(const expression::memory_range& range) const
        {
            const auto any = [&](const auto&... x) { return (expression::reads_memory(x, range) || ...); };
            return m_points.reads(range) || any(m_tables.means, m_tables.scale, m_tables.log_factor);
        }
        void check() const { m_points.check(); }

        /// Coordinates [from, from + depth) of points, which come to lie `stride` apart.
        void read(std::ptrdiff_t first, std::size_t count, std::size_t from, std::size_t depth, T* to,
                  std::size_t stride)
        {
            m_points.read(first, count, from, depth, to, static_cast<std::ptrdiff_t>(stride), 1);
        }

        /// Components in lanes: `visit(n, done, row, exponents)` for the points first + row, row < count, and tiles of the
        /// components [begin, end), begin a multiple of `lanes`. Lanes are components n, n + 1, …; those before `done`, where
        /// the last tile reaches back, are −∞.
        template <class Visit>
        void components_in_lanes(std::ptrdiff_t first, std::size_t count, std::size_t begin, std::size_t end,
                                 const Visit& visit)
        {
            tile distances[max_rows<T>];
            const auto stage = [&](std::size_t row, std::size_t n, std::size_t from, std::size_t depth, T* buffer)
            { m_points.read(first + static_cast<std::ptrdiff_t>(row), n, from, depth, buffer, panel_depth, 1); };
            for (std::size_t done = begin; done < end; done += lanes)
            {
                const std::size_t n = std::min(done, m_components - lanes);
                const tile scale = entries(m_tables.scale.data() + n);
                alignas(64) T factors[lanes];
                expression::store(factors, entries(m_tables.log_factor.data() + n));
                std::fill_n(factors, done - n, -std::numeric_limits<T>::infinity());
                const tile log_factor = expression::load<lanes>(factors);
                const auto pack = [&](std::size_t from, std::size_t depth, T* buffer)
                { return means(n, from, depth, buffer, count == 1); };
                squared_distances<false, T>(m_dimension, count, pack, stage, nullptr, distances);
                for (std::size_t row = 0; row < count; ++row)
                {
                    const auto alone = [&](std::size_t, std::size_t one, std::size_t from, std::size_t depth, T* buffer)
                    { stage(row, one, from, depth, buffer); };
                    visit(n, done, row, exponent(distances[row], scale, log_factor, pack, alone));
                }
            }
        }

        /// Points in lanes: `visit(n, exponents)` for the points first, …, first + count − 1 and every component.
        template <class Visit>
        void points_in_lanes(std::ptrdiff_t first, std::size_t count, const Visit& visit)
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
            for (std::size_t n = 0; n < m_components; ++n)
            {
                const auto alone = [&](std::size_t, std::size_t one, std::size_t from, std::size_t depth, T* buffer)
                { stage(n, one, from, depth, buffer); };
                visit(n, exponent(distances[n], expression::splat<lanes>(static_cast<T>(m_tables.scale(n))),
                                  expression::splat<lanes>(static_cast<T>(m_tables.log_factor(n))), pack, alone));
            }
        }

        /// Exponents of components [begin, end), `stride` apart for each point; begin is a multiple of `lanes`.
        void write(std::ptrdiff_t first, std::size_t count, std::size_t begin, std::size_t end, T* to,
                   std::size_t stride)
        {
            alignas(64) T values[lanes];
            if (few_components())
            {
                points_in_lanes(first, count,
                                [&](std::size_t n, const tile& exponents)
                                {
                                    expression::store(values, exponents);
                                    for (std::size_t i = 0; n >= begin && n < end && i < count; ++i)
                                    {
                                        to[i * stride + n - begin] = values[i];
                                    }
                                });
                return;
            }
            components_in_lanes(first, count, begin, end,
                                [&](std::size_t n, std::size_t done, std::size_t row, const tile& exponents)
                                {
                                    expression::store(values, exponents);
                                    std::copy_n(values + (done - n), std::min(n + lanes, end) - done,
                                                to + row * stride + (done - begin));
                                });
        }

    private:

        static tile entries(const table_type* table) { return expression::convert<T>(expression::load<lanes>(table)); }

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
            tile q =
                expression::map<T, lanes>([](const auto& sum, const auto& s) { return sum * s * s; }, distance, scale);
            bool any = false;
            expression::repeat<tile::parts>([&](auto i)
                                            { any |= math::any_lane(extreme()(distance.part[i], scale.part[i])); });
            if (any)
            {
                remake(q, distance, scale, pack, stage);
            }
            return expression::map<T, lanes>([](const auto& factor, const auto& x) { return factor - x; }, log_factor,
                                             q);
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
                { q.part[i] = math::choose(extreme()(distance.part[i], scale.part[i]), scaled.part[i], q.part[i]); });
        }

        const std::decay_t<Tables>& m_tables;
        point_reader<point_type, T> m_points;
        std::size_t m_components;
        std::size_t m_dimension;
    };
}
