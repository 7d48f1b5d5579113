// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/point_reader.hpp>
#include <alphabar/distribution/row_product.hpp>
#include <alphabar/random/law_node.hpp>
#include <alphabar/random/normal_law.hpp>

#include <memory>
#include <vector>

/// Where the vectors of `row_product` come from. Each has an `origin` whose `read(first, n, from, depth, panel)` puts the
/// elements [from, from + depth) of the vectors first … first + n − 1 into the lanes of a panel.
namespace alphabar::distribution
{
    /// The last axis of points, less a centre.
    template <class T, class Points>
    struct centred_points
    {
        Points points;
        std::shared_ptr<const std::vector<T>> centre;

        class origin
        {
        public:

            explicit origin(const centred_points& source)
                : m_centre(source.centre->data()), m_points(source.points, 1), m_even(m_points.even())
            {
            }

            void read(std::ptrdiff_t first, std::size_t n, std::size_t from, std::size_t depth, T* panel)
            {
                if (n < panel_lanes)
                {
                    std::fill_n(panel, depth * panel_lanes, T(0));
                }
                copy(first, n, from, depth, panel);
                for (std::size_t k = 0; k < depth; ++k)
                {
                    const auto x = expression::load<panel_lanes>(panel + k * panel_lanes);
                    const auto mean = expression::splat<panel_lanes>(m_centre[from + k]);
                    expression::store(panel + k * panel_lanes,
                                      expression::map<T, panel_lanes>([](const auto& a, const auto& b) { return a - b; },
                                                                      x, mean));
                }
            }

            bool reads(const expression::memory_range& range) const { return m_points.reads(range); }
            void check() const { m_points.check(); }

        private:

            using reader = point_reader<std::decay_t<Points>, T>;

            void copy(std::ptrdiff_t first, std::size_t n, std::size_t from, std::size_t depth, T* panel)
            {
                if (!m_even)
                {
                    m_points.read(first, n, from, depth, panel, 1, panel_lanes);
                    return;
                }
                const auto [data, point_stride, dimension_stride] = *m_even;
                const auto* value =
                    data + first * point_stride + static_cast<std::ptrdiff_t>(from) * dimension_stride;
                if constexpr (std::same_as<T, typename std::decay_t<Points>::value_type>)
                {
                    if (dimension_stride == 1 && n == panel_lanes && depth >= 4)
                    {
                        expression::turn(value, point_stride, depth, panel, panel_lanes);
                        return;
                    }
                }
                for (std::size_t k = 0; k < depth; ++k, value += dimension_stride, panel += panel_lanes)
                {
                    const auto* of_point = value;
                    for (std::size_t i = 0; i < n; ++i, of_point += point_stride)
                    {
                        panel[i] = static_cast<T>(*of_point);
                    }
                }
            }

            const T* m_centre;
            reader m_points;
            std::optional<typename reader::even_points> m_even;
        };
    };

    /// Standard normal numbers: element k of vector i is number i·d + k of a key.
    template <class T>
    struct noise_vectors
    {
        key stream;
        std::size_t dimension;

        class origin
        {
        public:

            explicit origin(const noise_vectors& source)
                : m_dimension(source.dimension), m_filler(normal_law<T>(source.stream))
            {
            }

            void read(std::ptrdiff_t first, std::size_t n, std::size_t from, std::size_t depth, T* panel)
            {
                alignas(64) T numbers[panel_depth * panel_lanes];
                const auto at = static_cast<std::uint64_t>(first) * m_dimension + from;
                if (depth == m_dimension)
                {
                    m_filler.fill(at, numbers, n * depth);
                }
                else
                {
                    for (std::size_t i = 0; i < n; ++i)
                    {
                        m_filler.fill(at + i * m_dimension, numbers + i * depth, depth);
                    }
                }
                std::fill_n(numbers + n * depth, (panel_lanes - n) * depth, T(0));
                expression::turn(numbers, static_cast<std::ptrdiff_t>(depth), depth, panel, panel_lanes);
            }

        private:

            std::size_t m_dimension;
            typename random::filler_of<normal_law<T>>::type m_filler;
        };
    };
}
