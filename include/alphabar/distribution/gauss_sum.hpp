// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/sorted_means.hpp>
#include <alphabar/expression/reducers.hpp>
#include <alphabar/expression/reduction_loop.hpp>
#include <alphabar/math/decay.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/sqrt.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphabar::distribution
{
    /// A sum S e^{−q}, its factors apart for either may be beyond the range of the type.
    template <class V>
    struct scaled_sum
    {
        V sum;
        V q;
    };

    /// Σ_n w_n exp(−(x − μ_n)²/(2v)), the w_n relative to the largest, for many components on a line that share one
    /// variance, at a cost that does not grow with their number but with that of those near x; and the density that is made
    /// of it.
    ///
    /// Of the components, sorted by mean, a *window* counts: (x − μ)² ≤ (x − μ_0)² + 2v (L + log(w_max/w_0)), where μ_0 is
    /// the nearest and L = log(N/dropped). What lies outside is less than `dropped` times the sum. Where many lie inside,
    /// the sum goes over boxes of them, with the series of e^{us} in place of the components: for a box of width h about c
    ///
    ///     Σ_n w_n exp(−(x − μ_n)²/(2v)) = exp(−(x − c)²/(2v)) Σ_k M_k u^k,    u = (x − c) h/(2v)
    ///     M_k = Σ_n w_n exp(−(μ_n − c)²/(2v)) s_n^k/k!,    s = 2(μ − c)/h
    ///
    /// *Source* Greengard and Strain 1991, "The fast Gauss transform", which has Hermite functions for the powers: those
    /// converge to an absolute error, these to a relative one. h is such that |u| ≤ 1 and |s| ≤ 1 wherever boxes are used,
    /// so what is left out of a series is a small part of its exponential. *Accuracy* docs/design/densities.md.
    /// *Cost* O(N) tables, sorted once; a point costs its window, or at most some 200 boxes where the window is wide and x
    /// not in a far tail. No allocation.
    template <class T>
    class gauss_sum
    {
    public:

        /// Fewer components are as quickly summed all.
        static constexpr std::size_t fewest = 256;
        /// Terms of the series, for a rest below epsilon/8.
        static constexpr std::size_t terms = sizeof(T) == sizeof(float) ? 12 : 19;
        /// The part of the sum that a window may leave out.
        static constexpr double dropped = std::numeric_limits<T>::epsilon() / 8;

        /// Whether there are tables: for `fewest` components or more that share a variance, and whose weights are 0 or lie
        /// within a factor of 2^60.
        bool ready() const { return m_ready; }
        std::size_t boxes() const { return m_boxes; }

        /// Makes the tables. A second call with means in the same order does not sort again.
        void tabulate(const T* means, const xt::xtensor<double, 1>& weights, const xt::xtensor<double, 1>& variances,
                      double left_out = dropped)
        {
            m_ready = false;
            m_boxes = 0;
            const double v = variances(0);
            const auto shared = [v](double other) { return other == v; };
            if (weights.size() < fewest || weights.size() > std::numeric_limits<std::uint32_t>::max() - lanes ||
                !std::all_of(variances.begin(), variances.end(), shared))
            {
                return;
            }
            m_means.assign(means, weights.size(), lanes, [&](std::size_t n) { return weights(n) > 0; });
            const double largest = *std::max_element(weights.begin(), weights.end());
            const auto too_small = [&](double weight) { return weight > 0 && weight < largest * 0x1p-60; };
            // 1/(2v) = rate · unit², the unit a power of two: differences times the unit are exact.
            int power = 0;
            const double rate = std::frexp(0.5 / v, &power);
            const int half = power >= 0 ? power / 2 : -((1 - power) / 2);
            if (!(0.5 / v <= std::numeric_limits<double>::max()) ||
                std::abs(half) >= std::numeric_limits<T>::max_exponent ||
                std::any_of(weights.begin(), weights.end(), too_small))
            {
                return;
            }
            m_unit = static_cast<T>(std::ldexp(1.0, half));
            m_rate = static_cast<T>(std::ldexp(rate, power - 2 * half));
            m_depth = math::log(static_cast<double>(m_means.size()) / left_out);
            const double factor = largest * inverse_root_two_pi / math::sqrt(v);
            m_mantissa = 2 * static_cast<T>(std::frexp(factor, &m_exponent));
            --m_exponent;
            m_log_factor = static_cast<T>(math::log(largest) - 0.5 * math::log(v) - half_log_two_pi);
            fill_tables(weights, largest);
            make_boxes(v);
            m_ready = true;
        }

        /// The density at x. *Domain* `ready()`.
        template <class V>
        V pdf(V x) const
        {
            constexpr int bias = std::numeric_limits<V>::max_exponent - 1;
            const auto [sum, q] = at(x);
            if (!(q <= std::numeric_limits<V>::max()))
            {
                return q > 0 ? V(0) : q;
            }
            // Powers of two aside, every factor is an ordinary number.
            const V nearest = std::nearbyint(q * V(1.44269504));
            const int power = nearest < bias ? static_cast<int>(nearest) : bias;
            const V part = sum * static_cast<V>(m_mantissa) * math::decay(q, static_cast<V>(power));
            const V p = std::ldexp(part, m_exponent - power);
            return p < std::numeric_limits<V>::min() ? V(0) : p;
        }

        template <class V>
        V log_pdf(V x) const
        {
            const auto [sum, q] = at(x);
            return (static_cast<V>(m_log_factor) - q) + math::log(sum);
        }

        /// The sum at x; an infinite q where the distance is, NaN for NaN.
        template <class V>
        scaled_sum<V> at(V x) const
        {
            const std::size_t nearest = m_means.nearest_to(x);
            const V distance = std::abs(x - static_cast<V>(m_means[nearest])) * static_cast<V>(m_unit);
            const V q = distance * static_cast<V>(m_rate) * distance;
            if (!(q <= std::numeric_limits<V>::max()))
            {
                return {V(1), q};
            }
            const V square = static_cast<V>(m_reach(nearest));
            const V radius = distance + square / (distance + math::sqrt(distance * distance + square));
            const V half_width = radius / static_cast<V>(m_unit);
            const std::size_t begin = std::min(m_means.first_at_least(x - half_width), nearest);
            const std::size_t end = std::max(m_means.first_above(x + half_width), nearest + 1);
            if (m_boxes != 0 && radius <= static_cast<V>(m_box_radius))
            {
                const std::size_t first = m_box(begin);
                const std::size_t last = m_box(end - 1);
                if (end - begin > 4 * (last - first) + 3 * lanes)
                {
                    return {over_boxes(x, q, first, last + 1), q};
                }
            }
            return {over_components(x, q, begin, end), q};
        }

    private:

        static constexpr std::size_t lanes = expression::reduction_lanes;

        void fill_tables(const xt::xtensor<double, 1>& weights, double largest)
        {
            const std::size_t size = m_means.size();
            m_weights.resize({(size + lanes - 1) / lanes * lanes});
            m_weights.fill(T(0));
            m_reach.resize({size});
            for (std::size_t i = 0; i < size; ++i)
            {
                const double weight = weights(m_means.origin(i)) / largest;
                const bool again = i != 0 && static_cast<T>(weight) == m_weights(i - 1);
                m_weights(i) = static_cast<T>(weight);
                m_reach(i) = again ? m_reach(i - 1)
                                   : static_cast<T>((m_depth - math::log(weight)) / static_cast<double>(m_rate));
            }
        }

        // ---- sums ---------------------------------------------------------------------------------------------------------

        /// Σ of the tiles that `term(at)` gives, from the one in which `begin` lies to the one of `end − 1`.
        template <class V, class Term>
        [[gnu::always_inline]] static V sum_tiles(std::size_t begin, std::size_t end, const Term& term)
        {
            const auto add_up = [&](std::size_t at, std::size_t stop) __attribute__((always_inline))
            {
                auto sum = term(at);
                for (at += lanes; at < stop; at += lanes)
                {
                    sum = expression::map<V, lanes>([](const auto& a, const auto& b) { return a + b; }, sum, term(at));
                }
                return sum;
            };
            constexpr std::size_t block = expression::sum_block * lanes;
            begin = begin / lanes * lanes;
            if (end - begin <= block)
            {
                return fold(add_up(begin, end));
            }
            expression::compensated_sum<V, lanes> total;
            for (; begin < end; begin += block)
            {
                total.add(add_up(begin, std::min(end, begin + block)));
            }
            return fold(total.value());
        }

        /// As `expression::fold_pairwise`, whole batches first.
        template <class V>
        [[gnu::always_inline]] static V fold(expression::tile<V, lanes> t)
        {
            for (std::size_t half = t.parts / 2; half != 0; half /= 2)
            {
                for (std::size_t i = 0; i < half; ++i)
                {
                    t.part[i] = t.part[i] + t.part[i + half];
                }
            }
            std::array<V, expression::simd<V>::width> last;
            expression::store_batch(last.data(), t.part[0]);
            return expression::fold_pairwise(last, [](V a, V b) { return a + b; });
        }

        template <class V, class U>
        [[gnu::always_inline]] static auto entries(const U* table)
        {
            return expression::convert<V>(expression::load<lanes>(table));
        }

        template <class V>
        [[gnu::flatten]] V over_components(V x, V q, std::size_t begin, std::size_t end) const
        {
            using batch = typename expression::simd<V>::batch;
            const batch unit(static_cast<V>(m_unit)), rate(static_cast<V>(m_rate)), point(x), nearest(q);
            return sum_tiles<V>(begin, end,
                                [&](std::size_t at) __attribute__((always_inline))
                                {
                                    return expression::map<V, lanes>(
                                        [&](const batch& mean, const batch& weight) __attribute__((always_inline))
                                        {
                                            const batch z = (point - mean) * unit;
                                            return weight * math::decay(z * rate * z - nearest);
                                        },
                                        entries<V>(m_means.data() + at), entries<V>(m_weights.data() + at));
                                });
        }

        template <class V>
        [[gnu::flatten]] V over_boxes(V x, V q, std::size_t begin, std::size_t end) const
        {
            using batch = typename expression::simd<V>::batch;
            const batch unit(static_cast<V>(m_unit)), rate(static_cast<V>(m_rate)), point(x), nearest(q);
            const batch slope(static_cast<V>(m_slope));
            const std::size_t size = m_centres.size();
            return sum_tiles<V>(
                begin, end,
                [&](std::size_t at) __attribute__((always_inline))
                {
                    // A tile reaches beyond the window, where u may be anything: bounded, what it multiplies is next to 0.
                    const auto z =
                        expression::map<V, lanes>([&](const batch& c) __attribute__((always_inline))
                                                  { return (point - c) * unit; }, entries<V>(m_centres.data() + at));
                    const auto u = expression::map<V, lanes>(
                        [&](const batch& y) __attribute__((always_inline))
                        { return math::at_least(math::at_most(y * slope, V(1.125)), V(-1.125)); }, z);
                    auto series = entries<V>(m_moments.data() + (terms - 1) * size + at);
                    for (std::size_t k = terms - 1; k-- > 0;)
                    {
                        series = expression::map<V, lanes>(
                            [](const batch& sum, const batch& by, const batch& moment) __attribute__((always_inline))
                            { return sum * by + moment; }, series, u, entries<V>(m_moments.data() + k * size + at));
                    }
                    return expression::map<V, lanes>(
                        [&](const batch& y, const batch& sum) __attribute__((always_inline))
                        { return sum * math::decay(y * rate * y - nearest); }, z, series);
                });
        }

        // ---- boxes --------------------------------------------------------------------------------------------------------

        void make_boxes(double v)
        {
            // Windows of up to twice the depth: beside components of little weight, and into the tails.
            const double radius = std::sqrt(2 * m_depth / static_cast<double>(m_rate));
            m_slope = static_cast<T>(1 / radius);
            const double width = 2 * v * static_cast<double>(m_unit) / radius;
            m_box_radius = static_cast<T>(radius - width * static_cast<double>(m_unit));
            m_box.resize({m_means.size()});
            double number = -1;
            for (std::size_t i = 0; i < m_means.size(); ++i)
            {
                const double here =
                    std::floor((static_cast<double>(m_means[i]) - static_cast<double>(m_means[0])) / width);
                m_boxes += here != number;
                number = here;
                m_box(i) = static_cast<std::uint32_t>(m_boxes - 1);
            }
            if (m_means.size() < 4 * m_boxes)  // few in any: tables would be large, and of no use
            {
                m_boxes = 0;
                return;
            }
            m_centres.resize({(m_boxes + lanes - 1) / lanes * lanes});
            m_moments.resize({terms, m_centres.size()});
            m_moments.fill(T(0));
            for (std::size_t begin = 0, end = 0; begin < m_means.size(); begin = end)
            {
                while (end < m_means.size() && m_box(end) == m_box(begin))
                {
                    ++end;
                }
                fill_box(begin, end, v, width);
            }
            std::fill(m_centres.begin() + static_cast<std::ptrdiff_t>(m_boxes), m_centres.end(),
                      m_centres(m_boxes - 1));
        }

        void fill_box(std::size_t begin, std::size_t end, double v, double width)
        {
            const std::size_t box = m_box(begin);
            const double low = static_cast<double>(m_means[begin]);
            m_centres(box) = static_cast<T>(low + (static_cast<double>(m_means[end - 1]) - low) / 2);
            const auto centre = static_cast<double>(m_centres(box));
            std::array<double, terms> total{};
            std::array<double, terms> lost{};
            for (std::size_t first = begin; first < end; first += expression::sum_block)
            {
                std::array<double, terms> block{};
                for (std::size_t i = first; i < std::min(end, first + expression::sum_block); ++i)
                {
                    const double offset = static_cast<double>(m_means[i]) - centre;
                    const double s = 2 * offset / width;
                    double term = static_cast<double>(m_weights(i)) * math::exp(-offset * offset / (2 * v));
                    for (std::size_t k = 0; k < terms; term *= s / static_cast<double>(++k))
                    {
                        block[k] += term;
                    }
                }
                for (std::size_t k = 0; k < terms; ++k)  // as expression::compensated_sum
                {
                    const double sum = total[k] + block[k];
                    const double added = sum - total[k];
                    lost[k] += (total[k] - (sum - added)) + (block[k] - added);
                    total[k] = sum;
                }
            }
            for (std::size_t k = 0; k < terms; ++k)
            {
                m_moments(k, box) = static_cast<T>(total[k] + lost[k]);
            }
        }

        sorted_means<T> m_means;
        xt::xtensor<T, 1> m_weights;          // relative to the largest
        xt::xtensor<T, 1> m_reach;            // 2v (L + log(w_max/w)), times unit²
        xt::xtensor<std::uint32_t, 1> m_box;  // of each component, its box
        xt::xtensor<T, 1> m_centres;
        xt::xtensor<T, 2> m_moments;  // (terms, boxes)
        std::size_t m_boxes = 0;
        double m_depth = 0;
        T m_mantissa = 0;  // w_max (2πv)^{−1/2} = m 2^e, and its logarithm
        int m_exponent = 0;
        T m_log_factor = 0;
        T m_unit = 1;
        T m_rate = 1;
        T m_slope = 1;
        T m_box_radius = 0;
        bool m_ready = false;
    };
}
