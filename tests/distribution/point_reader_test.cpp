// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/alphabar.hpp>
#include <alphabar/distribution/point_reader.hpp>

#include "support/catch.hpp"

namespace ab = alphabar;

namespace
{
    /// Every point and dimension, in pieces, with both orders of output.
    template <class T, class E>
    bool reads_all(const E& e)
    {
        const xt::xarray<T> known = e;
        const std::size_t d = known.shape()[known.dimension() - 1];
        const std::size_t count = known.size() / d;
        ab::distribution::point_reader<E, T> reader(e, 1);
        bool same = true;
        for (const std::size_t n : {std::size_t(1), std::size_t(2), count})
        {
            for (std::size_t first = 0; first + n <= count; ++first)
            {
                for (const std::size_t depth : {std::size_t(1), d - 1, d})
                {
                    const std::size_t from = d - depth;
                    std::vector<T> rows(n * depth), columns(n * depth);
                    const auto at = static_cast<std::ptrdiff_t>(first);
                    reader.read(at, n, from, depth, rows.data(), static_cast<std::ptrdiff_t>(depth), 1);
                    reader.read(at, n, from, depth, columns.data(), 1, static_cast<std::ptrdiff_t>(n));
                    for (std::size_t i = 0; i < n; ++i)
                    {
                        for (std::size_t k = 0; k < depth; ++k)
                        {
                            const T expected = known.data()[(first + i) * d + from + k];
                            same &= rows[i * depth + k] == expected && columns[k * n + i] == expected;
                        }
                    }
                }
            }
        }
        return same;
    }

    TEST_CASE("Points are read from any expression: every layout, view, type, broadcast, noise")
    {
        const xt::xtensor<float, 3> a = ab::normal<float>(ab::key{1}, {2, 3, 5});
        const xt::xtensor<float, 3, xt::layout_type::column_major> column_major = a;
        const xt::xarray<float> dynamic = a;
        const xt::xtensor<float, 4> larger = ab::normal<float>(ab::key{2}, {4, 6, 10, 2});
        const xt::xtensor<std::uint8_t, 2> bytes{{1, 2, 3}, {200, 255, 0}};
        CHECK(reads_all<float>(a));
        CHECK(reads_all<double>(a));
        CHECK(reads_all<float>(column_major));
        CHECK(reads_all<float>(dynamic));
        CHECK(reads_all<float>(bytes));
        CHECK(reads_all<float>(xt::view(larger, xt::range(0, 4, 3), xt::range(1, 6, 2), xt::range(0, 10, 2), 1)));
        CHECK(reads_all<float>(xt::strided_view(larger, {xt::range(0, 2), 3, xt::ellipsis()})));
        CHECK(reads_all<float>(xt::broadcast(xt::view(a, 0, 0), std::array<std::size_t, 3>{4, 2, 5})));
        CHECK(reads_all<float>(2.f * a + column_major));
        CHECK(reads_all<float>(ab::normal<float>(ab::key{3}, {3, 2, 7}) + dynamic(0, 0, 0)));
        CHECK(reads_all<double>(ab::fuse(bytes) * 0.5));
        CHECK(reads_all<float>(xt::view(a, 1, 2)));  // one point
    }
}
