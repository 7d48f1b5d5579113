// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/sorted_means.hpp>
#include <alphabar/distribution/tile_sum.hpp>
#include <alphabar/math/decay.hpp>
#include <alphabar/math/exact_product.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/sqrt.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace alphabar::distribution
{
    /// A sum S e^{−(q + rest)}, its factors apart for either may be beyond the range of the type. The rest is what q has
    /// been rounded by.
    template <class V>
    struct scaled_sum
    {
        V sum;
        V q;
        V rest;
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
    /// so what is left out of a series is a small part of its exponential. *Accuracy* of p, relative, that of a full sum
    /// without a part that grows with q; what is proved is in docs/design/densities.md.
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
            m_exact_rate = std::ldexp(rate, power - 2 * half);
            m_rate = static_cast<T>(m_exact_rate);
            m_halving_rate = static_cast<T>(m_exact_rate * std::numbers::log2e);
            const math::detail::exact_product<double> one(rate, std::ldexp(v, power + 1));
            m_lost_rate = ((1 - one.high) - one.low) * m_exact_rate;
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
            const auto [sum, q, rest] = at(x);
            if (!(q <= std::numeric_limits<V>::max()))
            {
                return q > 0 ? V(0) : q;
            }
            // Powers of two aside, every factor is an ordinary number.
            const V nearest = std::nearbyint(q * V(1.44269504));
            const int power = nearest < bias ? static_cast<int>(nearest) : bias;
            using c = math::detail::exp_constants<V>;
            const V left = (q - static_cast<V>(power) * c::ln2_high) - static_cast<V>(power) * c::ln2_low;
            const V part = sum * (V(1) - rest) * static_cast<V>(m_mantissa) * math::exp(-left);
            const V p = std::ldexp(part, m_exponent - power);
            return p < std::numeric_limits<V>::min() ? V(0) : p;
        }

        template <class V>
        V log_prob(V x) const
        {
            const auto [sum, q, rest] = at(x);
            return (static_cast<V>(m_log_factor) - q) + (math::log(sum) - rest);
        }

        /// The sum at x; an infinite q where the distance is, NaN for NaN.
        template <class V>
        scaled_sum<V> at(V x) const
        {
            const std::size_t nearest = m_means.nearest_to(x);
            const auto [q, rest] = exponent(static_cast<double>(x), static_cast<double>(m_means[nearest]), V());
            if (!(q <= std::numeric_limits<V>::max()))
            {
                return {V(1), q, V(0)};
            }
            const V offset = (x - static_cast<V>(m_means[nearest])) * static_cast<V>(m_unit);
            const V distance = std::abs(offset);
            if (!(distance <= std::numeric_limits<V>::max()))
            {
                return {V(1), std::numeric_limits<V>::infinity(), V(0)};
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
                    return {over_boxes(x, nearest, offset, first, last + 1), q, rest};
                }
            }
            return {over_components(nearest, offset, begin, end), q, rest};
        }

    private:

        static constexpr std::size_t lanes = expression::reduction_lanes;

        template <class V>
        struct rounded
        {
            V q;
            V rest;
        };

        /// (x − mean)²/(2v) in twice the precision of double: in a tail each digit of it counts.
        template <class V>
        rounded<V> exponent(double x, double mean, V) const
        {
            using product = math::detail::exact_product<double>;
            const double difference = x - mean;
            const double taken = difference - x;
            const double lost = (x - (difference - taken)) - (mean + taken);
            const double unit = static_cast<double>(m_unit);
            const product square(difference * unit, difference * unit);
            const product whole(square.high, m_exact_rate);
            const double low = square.low + 2 * (difference * unit) * (lost * unit);
            const double rest = whole.low + (square.high * m_lost_rate + low * m_exact_rate);
            const V q = static_cast<V>(whole.high);
            return {q, q < V(1e6) ? static_cast<V>((whole.high - static_cast<double>(q)) + rest) : V(0)};
        }

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

        template <class V, class U>
        [[gnu::always_inline]] static auto entries(const U* table)
        {
            return expression::convert<V>(expression::load<lanes>(table));
        }

        /// What the lanes of a sum share. Of squares z = z_0 + t the difference to the first is t (t + 2z_0): no digits of
        /// large squares are lost.
        template <class V>
        struct about_nearest
        {
            using batch = typename expression::simd<V>::batch;
            batch mean, twice, unit, rate;

            about_nearest(const gauss_sum& sum, std::size_t nearest, V offset)
                : mean(static_cast<V>(sum.m_means[nearest])), twice(2 * offset), unit(static_cast<V>(sum.m_unit)),
                  rate(static_cast<V>(sum.m_halving_rate))
            {
            }
            /// e^{q_0 − q} for a component, or the centre of a box.
            [[gnu::always_inline]] batch decay(const batch& other) const
            {
                const batch t = (mean - other) * unit;
                return math::decay(t * rate * (t + twice));
            }
        };

        template <class V>
        [[gnu::flatten]] V over_components(std::size_t nearest, V offset, std::size_t begin, std::size_t end) const
        {
            using batch = typename expression::simd<V>::batch;
            const about_nearest<V> about(*this, nearest, offset);
            return sum_tiles<V, lanes>(begin, end,
                                       [&](std::size_t at) __attribute__((always_inline))
                                       {
                                           return expression::map<V, lanes>([&](const batch& mean, const batch& weight)
                                                                                __attribute__((always_inline))
                                                                            { return weight * about.decay(mean); },
                                                                            entries<V>(m_means.data() + at),
                                                                            entries<V>(m_weights.data() + at));
                                       });
        }

        template <class V>
        [[gnu::flatten]] V over_boxes(V x, std::size_t nearest, V offset, std::size_t begin, std::size_t end) const
        {
            using batch = typename expression::simd<V>::batch;
            const about_nearest<V> about(*this, nearest, offset);
            const batch point(x), slope(static_cast<V>(m_slope));
            const std::size_t size = m_centres.size();
            return sum_tiles<V, lanes>(
                begin, end,
                [&](std::size_t at) __attribute__((always_inline))
                {
                    // A tile reaches beyond the window, where u may be anything: bounded, what it multiplies is next to 0.
                    const auto centres = entries<V>(m_centres.data() + at);
                    const auto u = expression::map<V, lanes>(
                        [&](const batch& centre) __attribute__((always_inline))
                        {
                            return math::at_least(math::at_most((point - centre) * about.unit * slope, V(1.125)),
                                                  V(-1.125));
                        },
                        centres);
                    auto series = entries<V>(m_moments.data() + (terms - 1) * size + at);
                    for (std::size_t k = terms - 1; k-- > 0;)
                    {
                        series = expression::map<V, lanes>(
                            [](const batch& sum, const batch& by, const batch& moment) __attribute__((always_inline))
                            { return sum * by + moment; }, series, u, entries<V>(m_moments.data() + k * size + at));
                    }
                    return expression::map<V, lanes>(
                        [&](const batch& centre, const batch& sum) __attribute__((always_inline))
                        { return sum * about.decay(centre); }, centres, series);
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
            // A box begins at a mean of its own: distances from the first mean of all may round, or overflow.
            double low = 0;
            for (std::size_t i = 0; i < m_means.size(); ++i)
            {
                const auto mean = static_cast<double>(m_means[i]);
                if (i == 0 || !(mean - low <= width))
                {
                    low = mean;
                    ++m_boxes;
                }
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
        T m_halving_rate = 1;  // log₂e of it
        double m_exact_rate = 1;  // and what it has been rounded by
        double m_lost_rate = 0;
        T m_slope = 1;
        T m_box_radius = 0;
        bool m_ready = false;
    };
}
