// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/points_on_line.hpp>
#include <alphabar/math/decay.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/log.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
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

            explicit origin_type(const density_on_line& source) : m_tables(source.tables), m_points(source.points) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                m_points.each_tile(first, step, out, n,
                                   [this](T* x, std::size_t count, T* to) { fill_tile(x, count, to); });
            }

            bool reads(const expression::memory_range& range) const { return m_points.reads(range); }
            void check() const { m_points.check(); }

        private:

            using batch = typename expression::simd<T>::batch;
            static constexpr std::size_t lanes = points_on_line<point_type, T>::lanes;
            using tile = expression::tile<T, lanes>;

            void fill_tile(T* x, std::size_t count, T* out) const
            {
                if (m_tables.shared.ready())
                {
                    std::transform(x, x + count, out,
                                   [&](T at) { return Log ? m_tables.shared.log_prob(at) : m_tables.shared.pdf(at); });
                    return;
                }
                std::fill(x + count, x + lanes, x[0]);
                alignas(64) T results[lanes];
                if constexpr (Log)
                {
                    sum_logarithms(x, results);
                }
                else if (m_tables.has_room)
                {
                    sum_densities(x, results);
                }
                else
                {
                    sum_logarithms(x, results);
                    std::transform(results, results + lanes, results, [](T l) { return math::exp(l); });
                }
                std::copy_n(results, count, out);
            }

            static batch entry(const xt::xtensor<table_type, 1>& table, std::size_t n)
            {
                return batch(static_cast<T>(table(n)));
            }
            batch mean(std::size_t n) const { return batch(static_cast<T>(m_tables.means(0, n))); }

            // ---- densities ----------------------------------------------------------------------------------------------

            /// Where the points of a tile lie: everywhere, if one of them is NaN, or too few components ask for it.
            struct interval
            {
                T low = -std::numeric_limits<T>::infinity();
                T high = std::numeric_limits<T>::infinity();
            };
            interval around(const T* x) const
            {
                if (m_tables.components() < 8)
                {
                    return {};
                }
                interval out{x[0], x[0]};
                bool ordered = true;
                for (std::size_t i = 0; i < lanes; ++i)
                {
                    ordered &= x[i] == x[i];
                    out.low = std::min(out.low, x[i]);
                    out.high = std::max(out.high, x[i]);
                }
                return ordered ? out : interval{};
            }

            void sum_densities(const T* x, T* out) const
            {
                const interval where = around(x);
                const tile xs = expression::load<lanes>(x);
                const tile sum = sum_blocks<T, lanes>(
                    m_tables.components(),
                    [&](std::size_t begin, std::size_t end)
                    {
                        std::array<std::size_t, expression::sum_block> near;
                        return sum_densities(xs, near.data(), near_ones(begin, end, where, near.data()));
                    });
                const T down = std::ldexp(T(1), -m_tables.lift);
                expression::store(out, expression::map<T, lanes>(
                                           [&](const batch& lifted)
                                           {
                                               const batch p = lifted * batch(down);
                                               const batch least(std::numeric_limits<T>::min());
                                               return math::choose(p < least, batch(T(0)), p);
                                           },
                                           sum));
            }

            /// Of the components [begin, end) those whose term is not 0 at every point of the interval. Others add nothing, so
            /// a point has the same density whatever points it is among.
            std::size_t near_ones(std::size_t begin, std::size_t end, const interval& where, std::size_t* near) const
            {
                std::size_t count = 0;
                for (std::size_t n = begin; n < end; ++n)
                {
                    const T mu = static_cast<T>(m_tables.means(0, n));
                    const T z = std::max(std::max(where.low - mu, mu - where.high), T(0)) *
                                static_cast<T>(m_tables.halvings(n));
                    near[count] = n;
                    count += z * z < static_cast<T>(m_tables.exponent(n)) + math::decay_depth<T> ? 1U : 0U;
                }
                return count;
            }

            /// The innermost loop. Flattened: a call left in it would pass tiles through memory.
            [[gnu::flatten]] tile sum_densities(const tile& xs, const std::size_t* near, std::size_t count) const
            {
                tile sum = expression::splat<lanes>(T(0));
                for (const std::size_t* n = near; n != near + count; ++n)
                {
                    const batch mu = mean(*n);
                    const batch halvings = entry(m_tables.halvings, *n);
                    const batch mantissa = entry(m_tables.mantissa, *n);
                    const batch exponent = entry(m_tables.exponent, *n);
                    sum = expression::map<T, lanes>(
                        [&](const batch& so_far, const batch& x) __attribute__((always_inline))
                        {
                            const batch z =
                                (x - mu) * halvings;  // scaled before it is squared: infinite rather than NaN
                            return so_far + mantissa * math::decay(z * z, exponent);
                        },
                        sum, xs);
                }
                return sum;
            }

            // ---- logarithms ---------------------------------------------------------------------------------------------

            /// log Σ e^l, l = log(w (2πv)^{−1/2}) − z²: the largest l first, so that every sum can be made relative to it.
            void sum_logarithms(const T* x, T* out) const
            {
                const tile xs = expression::load<lanes>(x);
                const tile largest = expression::map<T, lanes>(
                    [](const batch& l) { return math::at_least(l, std::numeric_limits<T>::lowest()); },
                    largest_exponent(m_tables, xs));
                const tile sum = sum_blocks<T, lanes>(m_tables.components(), [&](std::size_t begin, std::size_t end)
                                                      { return sum_relative(xs, largest, begin, end); });
                expression::store(out, expression::map<T, lanes>([](const batch& l, const batch& s)
                                                                 { return l + math::log(s); }, largest, sum));
            }

            [[gnu::flatten]] tile sum_relative(const tile& xs, const tile& largest, std::size_t begin,
                                               std::size_t end) const
            {
                tile sum = expression::splat<lanes>(T(0));
                for (std::size_t n = begin; n < end; ++n)
                {
                    const batch mu = mean(n), scale = entry(m_tables.scale, n), factor = entry(m_tables.log_factor, n);
                    sum = expression::map<T, lanes>(
                        [&](const batch& so_far, const batch& x, const batch& above) __attribute__((always_inline))
                        {
                            const batch below = above - exponent_on_line(x, mu, scale, factor);
                            return so_far + math::decay(below * batch(std::numbers::log2e_v<T>));
                        },
                        sum, xs, largest);
                }
                return sum;
            }

            const std::decay_t<Tables>& m_tables;
            points_on_line<point_type, T> m_points;
        };
    };
}
