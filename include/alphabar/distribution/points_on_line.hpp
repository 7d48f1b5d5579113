// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture_tables.hpp>
#include <alphabar/distribution/point_reader.hpp>
#include <alphabar/expression/reducers.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

namespace alphabar::distribution
{
    /// Points on a line, a tile at a time.
    template <class E, class T>
    class points_on_line
    {
    public:

        static constexpr std::size_t lanes = std::max<std::size_t>(16, 4 * expression::simd<T>::width);

        explicit points_on_line(const E& points) : m_points(points, 0) {}

        /// Calls `f(x, count, out)` for the points first, first + step, …, `count` of them in an array of `lanes`, and
        /// where their results go.
        template <class F>
        void each_tile(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n, const F& f)
        {
            const auto extent = static_cast<std::ptrdiff_t>(m_points.extent());
            while (n != 0)
            {
                const std::ptrdiff_t column = first % extent;
                const std::size_t count =
                    step == 1 ? std::min({n, lanes, static_cast<std::size_t>(extent - column)}) : 1;
                alignas(64) T x[lanes] = {};
                m_points.read(first / extent, 1, static_cast<std::size_t>(column), count, x, 0, 1);
                f(x, count, out);
                first += static_cast<std::ptrdiff_t>(count) * step;
                out += count;
                n -= count;
            }
        }

        /// The same with the points in rising order, some hundred at a time, so that those of a tile lie near each other.
        template <class F>
        void each_sorted_tile(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n, const F& f)
        {
            constexpr std::size_t together = 512;
            std::array<T, together> x;
            std::array<std::pair<T, std::uint32_t>, together> order;
            for (std::size_t count = 0; n != 0; n -= count, out += count)
            {
                count = std::min(n, together);
                each_tile(first, step, x.data(), count,
                          [](const T* points, std::size_t some, T* to) { std::copy_n(points, some, to); });
                for (std::size_t i = 0; i < count; ++i)
                {
                    order[i] = {x[i] == x[i] ? x[i] : std::numeric_limits<T>::infinity(),
                                static_cast<std::uint32_t>(i)};
                }
                std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
                for (std::size_t begin = 0; begin < count; begin += lanes)
                {
                    const std::size_t some = std::min(lanes, count - begin);
                    alignas(64) T points[lanes] = {};
                    alignas(64) T results[lanes];
                    for (std::size_t i = 0; i < some; ++i)
                    {
                        points[i] = x[order[begin + i].second];
                    }
                    f(points, some, results);
                    for (std::size_t i = 0; i < some; ++i)
                    {
                        out[order[begin + i].second] = results[i];
                    }
                }
                first += static_cast<std::ptrdiff_t>(count) * step;
            }
        }

        T at(std::ptrdiff_t point)
        {
            const auto extent = static_cast<std::ptrdiff_t>(m_points.extent());
            T x;
            m_points.read(point / extent, 1, static_cast<std::size_t>(point % extent), 1, &x, 0, 1);
            return x;
        }

        bool reads(const expression::memory_range& range) const { return m_points.reads(range); }
        void check() const { m_points.check(); }

    private:

        point_reader<E, T> m_points;
    };

    /// log(w (2πv)^{−1/2}) − z² of a component at points in the lanes of V.
    template <class V>
    [[gnu::always_inline]] inline V exponent_on_line(const V& x, const V& mean, const V& scale, const V& log_factor)
    {
        const V z = (x - mean) * scale;
        return log_factor - z * z;
    }

    /// The largest exponent among the components, −∞ if all are.
    template <class T, std::size_t Lanes, class Table>
    [[gnu::flatten]] expression::tile<T, Lanes> largest_exponent(const mixture_tables<Table>& tables,
                                                                 const expression::tile<T, Lanes>& points)
    {
        using batch = typename expression::simd<T>::batch;
        auto largest = expression::splat<Lanes>(-std::numeric_limits<T>::infinity());
        for (std::size_t n = 0; n < tables.components(); ++n)
        {
            const batch mean(static_cast<T>(tables.means(0, n))), scale(static_cast<T>(tables.scale(n)));
            const batch factor(static_cast<T>(tables.log_factor(n)));
            largest = expression::map<T, Lanes>(
                [&](const batch& so_far, const batch& x) __attribute__((always_inline))
                { return math::at_least(exponent_on_line(x, mean, scale, factor), so_far); }, largest, points);
        }
        return largest;
    }
}
