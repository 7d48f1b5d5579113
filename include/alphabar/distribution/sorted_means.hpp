// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/xtensor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace alphabar::distribution
{
    /// Numbers in rising order, and where another one lies among them: a table of as many equal intervals as there are numbers
    /// says where each begins, and bisection goes on within one. *Cost* of a search O(1) for numbers that are spread out,
    /// O(log N) however they crowd.
    template <class T>
    class sorted_means
    {
    public:

        std::size_t size() const { return m_count; }
        T operator[](std::size_t i) const { return m_means(i); }
        /// The numbers, and the last one again so often that they fill whole tiles.
        const T* data() const { return m_means.data(); }
        /// Which of the means given is number i.
        std::size_t origin(std::size_t i) const { return m_order(i); }

        /// Takes those of the means for which `wanted(n)`, and fills whole tiles. A second time the same ones are taken again,
        /// whatever has become of them, and not sorted if they are still in order, as after scaling.
        template <class Wanted>
        void assign(const T* means, std::size_t count, std::size_t tile, const Wanted& wanted)
        {
            const auto rising = [&](std::uint32_t a, std::uint32_t b) { return means[a] < means[b]; };
            if (m_order.size() == 0)
            {
                m_order.resize({count});
                for (std::size_t n = 0; n < count; ++n)
                {
                    m_order(m_count) = static_cast<std::uint32_t>(n);
                    m_count += wanted(n);
                }
            }
            const auto end = m_order.begin() + static_cast<std::ptrdiff_t>(m_count);
            if (!std::is_sorted(m_order.begin(), end, rising))
            {
                std::vector<std::pair<T, std::uint32_t>> pairs(
                    m_count);  // twice as fast to sort as indices into the means
                std::transform(m_order.begin(), end, pairs.begin(),
                               [&](std::uint32_t n) { return std::pair(means[n], n); });
                std::sort(pairs.begin(), pairs.end());
                std::transform(pairs.begin(), pairs.end(), m_order.begin(),
                               [](const auto& pair) { return pair.second; });
            }
            m_means.resize({(m_count + tile - 1) / tile * tile});
            for (std::size_t i = 0; i < m_means.size(); ++i)
            {
                m_means(i) = means[m_order(std::min(i, m_count - 1))];
            }
            make_intervals();
        }

        /// The first number ≥ x, or the first > x; `size()` if there is none.
        template <class V>
        std::size_t first_at_least(V x) const
        {
            return bisect(x, [x](T mean) { return static_cast<V>(mean) < x; });
        }
        template <class V>
        std::size_t first_above(V x) const
        {
            return bisect(x, [x](T mean) { return static_cast<V>(mean) <= x; });
        }
        template <class V>
        std::size_t nearest_to(V x) const
        {
            const std::size_t above = std::min(first_at_least(x), m_count - 1);
            const std::size_t below = above == 0 ? 0 : above - 1;
            return x - static_cast<V>(m_means(below)) < static_cast<V>(m_means(above)) - x ? below : above;
        }

    private:

        void make_intervals()
        {
            const double span = static_cast<double>(m_means(m_count - 1)) - static_cast<double>(m_means(0));
            const double per_unit = static_cast<double>(m_count) / span;
            m_per_unit = per_unit <= std::numeric_limits<double>::max() ? per_unit : 0;  // all equal: one interval
            m_start.resize({m_count + 1});
            std::size_t i = 0;
            for (std::size_t interval = 0; interval < m_count; ++interval)
            {
                while (i < m_count && interval_of(m_means(i)) < interval)
                {
                    ++i;
                }
                m_start(interval) = static_cast<std::uint32_t>(i);
            }
            m_start(m_count) = static_cast<std::uint32_t>(m_count);
        }

        /// Rises with x, so that what is in an earlier interval is less.
        template <class V>
        std::size_t interval_of(V x) const
        {
            const double at = (static_cast<double>(x) - static_cast<double>(m_means(0))) * m_per_unit;
            const auto last = static_cast<double>(m_count - 1);
            return at > 0 ? static_cast<std::size_t>(at < last ? at : last) : 0;
        }

        template <class V, class Before>
        std::size_t bisect(V x, const Before& before) const
        {
            const std::size_t interval = interval_of(x);
            const T* const begin = m_means.data();
            return static_cast<std::size_t>(
                std::partition_point(begin + m_start(interval), begin + m_start(interval + 1), before) - begin);
        }

        xt::xtensor<std::uint32_t, 1> m_order;
        xt::xtensor<T, 1> m_means;
        xt::xtensor<std::uint32_t, 1> m_start;
        std::size_t m_count = 0;
        double m_per_unit = 0;
    };
}
