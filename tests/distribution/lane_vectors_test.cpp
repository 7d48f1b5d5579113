// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/lane_vectors.hpp>
#include <alphabar/random/normal.hpp>

#include "support/catch.hpp"

#include <array>

namespace ab = alphabar;
namespace dist = alphabar::distribution;

namespace
{
    template <class T>
    using panel = std::array<T, dist::panel_depth * dist::panel_lanes>;

    template <class T, class Points>
    void check_points(const Points& points)
    {
        const xt::xtensor<T, 2> expected = points;
        const std::size_t d = expected.shape()[1];
        std::vector<T> centre(d);
        for (std::size_t k = 0; k < d; ++k)
        {
            centre[k] = static_cast<T>(k) / 4;
        }
        const dist::centred_points<T, const Points&> source{points, std::make_shared<const std::vector<T>>(centre)};
        typename dist::centred_points<T, const Points&>::origin origin(source);
        for (const std::size_t count : {1u, 5u, 32u})
        {
            for (const std::size_t from : {std::size_t(0), d / 2})
            {
                panel<T> out;
                out.fill(T(-7));
                const std::size_t depth = std::min(dist::panel_depth, d - from);
                origin.read(3, count, from, depth, out.data());
                for (std::size_t k = 0; k < depth; ++k)
                {
                    for (std::size_t i = 0; i < count; ++i)
                    {
                        CHECK(out[k * dist::panel_lanes + i] == expected(3 + i, from + k) - centre[from + k]);
                    }
                }
            }
        }
    }

    TEMPLATE_TEST_CASE("Points are read into lanes, less their centre, from memory and from expressions", "", float,
                       double)
    {
        using T = TestType;
        for (const std::size_t d : {1u, 2u, 3u, 4u, 9u, 128u, 200u})
        {
            const xt::xtensor<T, 2> x = ab::normal<T>(ab::key{d}, {40, d});
            check_points<T>(x);
            check_points<T>(xt::xtensor<T, 2, xt::layout_type::column_major>(x));
            check_points<T>(2 * x);
            check_points<double>(x);
            check_points<T>(xt::view(x, xt::range(39, xt::placeholders::_, -1)));
        }
    }

    TEMPLATE_TEST_CASE("Noise is read into lanes as the array of it has it", "", float, double)
    {
        using T = TestType;
        for (const std::size_t d : {1u, 2u, 5u, 64u, 128u, 131u, 300u})
        {
            const ab::key k{d};
            const xt::xtensor<T, 2> expected = ab::normal<T>(k, {50, d});
            typename dist::noise_vectors<T>::origin origin(dist::noise_vectors<T>{k, d});
            for (const std::size_t count : {1u, 7u, 32u})
            {
                for (std::size_t from = 0; from < d; from += dist::panel_depth)
                {
                    panel<T> out;
                    const std::size_t depth = std::min(dist::panel_depth, d - from);
                    origin.read(11, count, from, depth, out.data());
                    for (std::size_t j = 0; j < depth; ++j)
                    {
                        for (std::size_t i = 0; i < count; ++i)
                        {
                            CHECK(out[j * dist::panel_lanes + i] == expected(11 + i, from + j));
                        }
                    }
                }
            }
        }
    }
}
