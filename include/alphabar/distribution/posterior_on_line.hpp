// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/points_on_line.hpp>
#include <alphabar/distribution/tile_sum.hpp>
#include <alphabar/math/decay.hpp>
#include <alphabar/math/exact_product.hpp>

#include <algorithm>
#include <numbers>

/// Which component of a mixture on a line a point comes from, r_n = w_n N(x; μ_n, v_n)/p(x), and means under these
/// probabilities: scores and posterior means.
namespace alphabar::distribution
{
    /// A component as the lanes of V see it; V holds several components, or one in all lanes.
    ///
    /// What counts of exponents are differences: with squares in the hundreds, between two data points and far from
    /// all, one rounding of a square would be seen in the result. So q = (x − μ)²/(2v) is formed in twice the precision.
    template <class V>
    struct component_on_line
    {
        V mean;
        V unit;  // 1/(2v) = (rate + rate_low) unit²
        V rate;
        V rate_low;
        V log_factor;

        /// e^{log f − q − largest}, for the largest of log f − q as `largest_exponent` rounds it: that only scales all terms,
        /// unless q is so large (1/(8ε)) that they count as equal.
        [[gnu::always_inline]] V term(const V& x, const V& largest) const
        {
            using product = math::detail::exact_product<V>;
            using T = math::scalar_t<V>;
            const V difference = x - mean;
            const V taken = difference - x;
            const V lost = (x - (difference - taken)) - (mean + taken);
            const V z = difference * unit;
            const product square(z, z);
            const product q(square.high, rate);
            const V low = q.low + (square.low * rate + square.high * rate_low) + V(T(2)) * (z * (lost * unit)) * rate;
            // Where q is huge what is lost of it may be no number, and no longer counts.
            const V rest = math::choose(q.high < V(T(0x1p50)), low, V(T(0)));
            const V below = rest - (((V(T(0)) - largest) - q.high) + log_factor);
            return math::decay(math::at_least(below, T(-0.5)) * V(std::numbers::log2e_v<T>));
        }
    };

    /// −(x − μ)/v: the score of one component.
    struct component_score
    {
        template <class V>
        [[gnu::always_inline]] static V of(const V& x, const component_on_line<V>& c)
        {
            return ((c.mean - x) * c.unit) * (c.rate * (c.unit + c.unit));
        }
    };

    struct component_mean
    {
        template <class V>
        [[gnu::always_inline]] static V of(const V&, const component_on_line<V>& c)
        {
            return c.mean;
        }
    };

    /// Component n of the tables in every lane.
    template <class V, class Table>
    [[gnu::always_inline]] inline component_on_line<V> component_at(const mixture_tables<Table>& tables, std::size_t n)
    {
        using T = math::scalar_t<V>;
        return {V(static_cast<T>(tables.means(0, n))), V(static_cast<T>(tables.unit(n))),
                V(static_cast<T>(tables.rate(n))), V(static_cast<T>(tables.rate_low(n))),
                V(static_cast<T>(tables.log_factor(n)))};
    }

    /// The source of an expression (expression/node.hpp): element i is Σ_n r_n g_n at element i of the points, g being
    /// `component_score` or `component_mean`.
    template <class Of, class Tables, class Points>
    struct posterior_on_line
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

            using value_type = posterior_on_line::value_type;

            explicit origin_type(const posterior_on_line& source) : m_tables(source.tables), m_points(source.points) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                m_points.each_tile(first, step, out, n,
                                   [this](T* x, std::size_t count, T* to)
                                   {
                                       std::fill(x + count, x + lanes, x[0]);
                                       alignas(64) T results[lanes];
                                       fill_tile(x, results);
                                       std::copy_n(results, count, to);
                                   });
            }

            bool reads(const expression::memory_range& range) const { return m_points.reads(range); }
            void check() const { m_points.check(); }

        private:

            using batch = typename expression::simd<T>::batch;
            static constexpr std::size_t lanes = points_on_line<point_type, T>::lanes;
            using tile = expression::tile<T, lanes>;

            struct sums
            {
                tile of_terms = expression::splat<lanes>(T(0));
                tile of_products = expression::splat<lanes>(T(0));
            };

            void fill_tile(const T* x, T* out) const
            {
                const tile xs = expression::load<lanes>(x);
                const tile largest = largest_exponent(m_tables, xs);
                const tile limit = expression::map<T, lanes>(
                    [](const batch& l)
                    {
                        constexpr T depth = math::decay_depth<T> * std::numbers::ln2_v<T> + 2;
                        return l - (batch(depth) + math::magnitude(l) * batch(16 * std::numeric_limits<T>::epsilon()));
                    },
                    largest);
                expression::compensated_sum<T, lanes> terms, products;
                const std::size_t count = m_tables.components();
                for (std::size_t n = 0; n < count; n += expression::sum_block)
                {
                    const sums block = add_up(xs, largest, limit, n, std::min(count, n + expression::sum_block));
                    terms.add(block.of_terms);
                    products.add(block.of_products);
                }
                expression::store(out, expression::map<T, lanes>([](const batch& a, const batch& b) { return a / b; },
                                                                 products.value(), terms.value()));
            }

            /// Components whose terms are 0 at every point of the tile are passed over: what is `limit` tells them, and by more
            /// than exponents are rounded, so that a point has the same bits whatever points it is among.
            [[gnu::flatten]] sums add_up(const tile& xs, const tile& largest, const tile& limit, std::size_t begin,
                                         std::size_t end) const
            {
                sums out;
                for (std::size_t n = begin; n < end; ++n)
                {
                    const batch mean(static_cast<T>(m_tables.means(0, n))), scale(static_cast<T>(m_tables.scale(n)));
                    const batch factor(static_cast<T>(m_tables.log_factor(n)));
                    bool any = false;
                    expression::repeat<tile::parts>(
                        [&](auto i) __attribute__((always_inline))
                        {
                            const batch exponent = exponent_on_line(xs.part[i], mean, scale, factor);
                            any |= math::any_lane(exponent >= limit.part[i]);
                        });
                    if (!any)
                    {
                        continue;
                    }
                    const auto component = component_at<batch>(m_tables, n);
                    expression::repeat<tile::parts>(
                        [&](auto i) __attribute__((always_inline))
                        {
                            const batch term = component.term(xs.part[i], largest.part[i]);
                            out.of_terms.part[i] = out.of_terms.part[i] + term;
                            out.of_products.part[i] =
                                out.of_products.part[i] + term * Of::template of<batch>(xs.part[i], component);
                        });
                }
                return out;
            }

            const std::decay_t<Tables>& m_tables;
            points_on_line<point_type, T> m_points;
        };
    };

    /// The source of an expression of shape (…, N): r_n of the points.
    template <class Tables, class Points>
    struct responsibilities_on_line
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

            using value_type = responsibilities_on_line::value_type;

            explicit origin_type(const responsibilities_on_line& source)
                : m_tables(source.tables), m_points(source.points), m_components(m_tables.components())
            {
            }

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                const auto components = static_cast<std::ptrdiff_t>(m_components);
                for (std::size_t count = 0; n != 0; n -= count, out += count)
                {
                    const auto begin = static_cast<std::size_t>(first % components);
                    count = step == 1 ? std::min(n, m_components - begin) : 1;
                    if (count == m_components)
                    {
                        find_largest(first / components);
                        write_terms(0, count, out);
                        m_sum = sum_of(out);
                    }
                    else
                    {
                        prepare(first / components);
                        write_terms(begin, begin + count, out);
                    }
                    std::transform(out, out + count, out, [sum = m_sum](T term) { return term / sum; });
                    first += static_cast<std::ptrdiff_t>(count) * step;
                }
            }

            bool reads(const expression::memory_range& range) const { return m_points.reads(range); }
            void check() const { m_points.check(); }

        private:

            using batch = typename expression::simd<T>::batch;
            static constexpr std::size_t lanes = expression::reduction_lanes;
            using tile = expression::tile<T, lanes>;

            /// What all responsibilities of a point have in common.
            void prepare(std::ptrdiff_t point)
            {
                if (point == m_point)
                {
                    return;
                }
                find_largest(point);
                expression::compensated_sum<T, lanes> total;
                for (std::size_t n = 0; n < m_components; n += lanes)
                {
                    alignas(64) T terms[lanes] = {};
                    write_terms(n, std::min(n + lanes, m_components), terms);
                    total.add(expression::load<lanes>(terms));
                }
                m_sum = fold(total.value());
                m_point = point;
            }

            /// The same sum of terms that are there already.
            T sum_of(const T* terms) const
            {
                expression::compensated_sum<T, lanes> total;
                std::size_t n = 0;
                for (; n + lanes <= m_components; n += lanes)
                {
                    total.add(expression::load<lanes>(terms + n));
                }
                if (n < m_components)
                {
                    alignas(64) T rest[lanes] = {};
                    std::copy(terms + n, terms + m_components, rest);
                    total.add(expression::load<lanes>(rest));
                }
                return fold(total.value());
            }

            /// Makes a point the present one.
            void find_largest(std::ptrdiff_t point)
            {
                m_point = -1;  // its sum is not known yet
                m_x = m_points.at(point);
                m_largest = -std::numeric_limits<T>::infinity();
                for (std::size_t n = 0; n < m_components; ++n)
                {
                    const T exponent =
                        exponent_on_line(m_x, static_cast<T>(m_tables.means(0, n)), static_cast<T>(m_tables.scale(n)),
                                         static_cast<T>(m_tables.log_factor(n)));
                    m_largest = math::at_least(exponent, m_largest);
                }
            }

            [[gnu::flatten]] void write_terms(std::size_t begin, std::size_t end, T* out) const
            {
                const batch x(m_x), largest(m_largest);
                for (; begin + lanes <= end; begin += lanes, out += lanes)
                {
                    const auto load = [&](const table_type* table) __attribute__((always_inline))
                    { return expression::convert<T>(expression::load<lanes>(table + begin)); };
                    const tile means = load(m_tables.means.data()), units = load(m_tables.unit.data());
                    const tile rates = load(m_tables.rate.data()), low = load(m_tables.rate_low.data());
                    const tile factors = load(m_tables.log_factor.data());
                    tile terms;
                    expression::repeat<tile::parts>(
                        [&](auto i) __attribute__((always_inline))
                        {
                            const component_on_line<batch> component{means.part[i], units.part[i], rates.part[i],
                                                                     low.part[i], factors.part[i]};
                            terms.part[i] = component.term(x, largest);
                        });
                    expression::store(out, terms);
                }
                for (; begin < end; ++begin)
                {
                    *out++ = component_at<T>(m_tables, begin).term(m_x, m_largest);
                }
            }

            const std::decay_t<Tables>& m_tables;
            points_on_line<point_type, T> m_points;
            std::size_t m_components;
            std::ptrdiff_t m_point = -1;
            T m_x = 0;
            T m_largest = 0;
            T m_sum = 1;
        };
    };
}
