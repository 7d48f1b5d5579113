// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/sorted_means.hpp>
#include <alphabar/expression/reducers.hpp>
#include <alphabar/math/decay.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace alphabar::distribution
{
    /// The components of a mixture on a line as its densities read them: sorted by mean, without those of weight 0, the term
    ///
    ///     w (2πv)^{−1/2} e^{−(x − μ)²/(2v)} = m 2^{e − z²},    z = (x − μ) h,  1 ≤ m < 2,  e an integer
    ///
    /// and its logarithm l − ((x − μ) s)². Terms less than 2^−depth of the largest at a point are left out of its sum: all
    /// together they are less than ε/4 of it.
    template <class T>
    class components_on_line
    {
    public:

        std::size_t size() const { return m_means.size(); }
        T mean(std::size_t i) const { return m_means[i]; }
        T halvings(std::size_t i) const { return m_halvings(i); }      // h = √(log₂e/(2v))
        T mantissa(std::size_t i) const { return m_mantissa(i); }      // m
        T exponent(std::size_t i) const { return m_exponent(i); }      // e
        T scale(std::size_t i) const { return m_scale(i); }            // s = 1/√(2v)
        T log_factor(std::size_t i) const { return m_log_factor(i); }  // l

        /// For sums in V.
        template <class V>
        V depth() const
        {
            return static_cast<V>(std::numeric_limits<V>::digits + 3 + std::bit_width(size()));
        }

        /// Of components that have a density each: v is not 0.
        void tabulate(const T* means, const xt::xtensor<double, 1>& weights, const xt::xtensor<double, 1>& variances,
                      const xt::xtensor<T, 1>& scale, const xt::xtensor<T, 1>& log_factor)
        {
            m_means.assign(means, weights.size(), 1, [&](std::size_t n) { return weights(n) > 0; });
            for (auto* table : {&m_halvings, &m_mantissa, &m_exponent, &m_scale, &m_log_factor})
            {
                table->resize({size()});
            }
            m_widest = std::numeric_limits<double>::infinity();
            m_highest = -m_widest;
            m_lowest = m_widest;
            for (std::size_t i = 0; i < size(); ++i)
            {
                const std::size_t n = m_means.origin(i);
                const double v = variances(n);
                const double small = v < 0x1p-1000 ? 0x1p-100 : 1;  // a quotient of 1 might overflow
                const double halvings = math::sqrt(0.5 * std::numbers::log2e * small * small / v) / small;
                int of_weight = 0, of_width = 0, power = 0;  // apart, for the quotient itself may not be a number
                const double share = std::frexp(weights(n), &of_weight);
                const double width = std::frexp(math::sqrt(v), &of_width);
                m_mantissa(i) = 2 * static_cast<T>(std::frexp(share * inverse_root_two_pi / width, &power));
                power += of_weight - of_width;
                m_exponent(i) = static_cast<T>(power - 1);
                m_halvings(i) = static_cast<T>(halvings);
                m_scale(i) = scale(n);
                m_log_factor(i) = log_factor(n);
                m_widest = std::min(m_widest, halvings);
                m_highest = std::max(m_highest, static_cast<double>(power - 1));
                m_lowest = std::min(m_lowest, static_cast<double>(power - 1));
            }
        }

        /// What counts at points of an interval. In halvings, and by a margin that is more than exponents are rounded, so that
        /// a point has the same sum whatever points it is among.
        template <class V>
        struct neighbourhood
        {
            V low;
            V high;
            std::size_t begin;
            std::size_t end;  // components, sorted by mean
            V largest;        // one that cannot reach this is nowhere the largest
            V least;          // one that cannot reach this counts nowhere
        };

        template <class V>
        neighbourhood<V> everywhere() const
        {
            constexpr V infinity = std::numeric_limits<V>::infinity();
            return {-infinity, infinity, 0, size(), -infinity, -infinity};
        }

        template <class V>
        neighbourhood<V> around(V low, V high) const
        {
            const std::size_t centre = m_means.nearest_to(low + (high - low) / 2);
            const double mean = static_cast<double>(m_means[centre]);
            const double z =
                static_cast<double>(m_halvings(centre)) *
                std::max(std::abs(static_cast<double>(low) - mean), std::abs(static_cast<double>(high) - mean));
            const double reached = static_cast<double>(m_exponent(centre)) - z * z;  // at all points of the interval
            const double size_of_all = std::abs(reached) + std::abs(m_highest) + std::abs(m_lowest);
            const double margin = 0.5 + 64 * double{std::numeric_limits<T>::epsilon()} * size_of_all;
            const double least = reached - margin - static_cast<double>(depth<V>());
            const double reach = std::sqrt(m_highest - least) / m_widest * 1.001;
            if (!(reach < 1e300))
            {
                return everywhere<V>();
            }
            return {low,
                    high,
                    m_means.first_at_least(static_cast<double>(low) - reach),
                    m_means.first_above(static_cast<double>(high) + reach),
                    static_cast<V>(reached - margin),
                    static_cast<V>(least)};
        }

        /// Calls `f(which, count)` for each block of components in which some reach `level` somewhere in the neighbourhood, with
        /// their numbers. Blocks do not depend on where the points lie.
        template <class V, class F>
        void each_near(const neighbourhood<V>& near, V level, F&& f) const
        {
            constexpr std::size_t block = expression::sum_block;
            for (std::size_t first = near.begin / block * block; first < near.end; first += block)
            {
                const std::size_t begin = std::max(first, near.begin), end = std::min(first + block, near.end);
                std::array<V, block> reached;  // a loop of its own, for the compiler to make vectors of
                for (std::size_t i = begin; i < end; ++i)
                {
                    const V mean = static_cast<V>(m_means.data()[i]);
                    const V left = near.low - mean, right = mean - near.high;
                    const V outside = left > right ? left : right;
                    const V z = (outside > V(0) ? outside : V(0)) * static_cast<V>(m_halvings.data()[i]);
                    reached[i - begin] = static_cast<V>(m_exponent.data()[i]) - z * z;
                }
                std::array<std::size_t, block> which;
                std::size_t count = 0;
                for (std::size_t i = begin; i < end; ++i)
                {
                    which[count] = i;
                    count += reached[i - begin] >= level ? 1U : 0U;
                }
                f(which.data(), count);
            }
        }

    private:

        sorted_means<T> m_means;
        xt::xtensor<T, 1> m_halvings;
        xt::xtensor<T, 1> m_mantissa;
        xt::xtensor<T, 1> m_exponent;
        xt::xtensor<T, 1> m_scale;
        xt::xtensor<T, 1> m_log_factor;
        double m_widest = 0;  // the least h
        double m_highest = 0;
        double m_lowest = 0;
    };
}
