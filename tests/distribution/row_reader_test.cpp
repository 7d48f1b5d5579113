// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/row_reader.hpp>
#include <alphabar/random/normal.hpp>

#include "support/catch.hpp"

#include <vector>

namespace ab = alphabar;

namespace
{
    template <class E>
    void check(const E& e)
    {
        const xt::xarray<double> expected = e;
        const std::size_t d = e.shape()[e.dimension() - 1];
        const std::size_t n = e.size() / d;
        const std::size_t stride = d + 3;
        for (const std::size_t at_once : {1u, 3u, 100u})
        {
            ab::distribution::row_reader<E> rows(e);
            for (std::size_t first = 0; first < n; first += at_once)
            {
                const std::size_t count = std::min(at_once, n - first);
                std::vector<double> values(count * stride, -1);
                rows.read(first, count, values.data(), stride);
                for (std::size_t i = 0; i < count; ++i)
                {
                    for (std::size_t k = 0; k < stride; ++k)
                    {
                        CHECK(values[i * stride + k] == (k < d ? expected.flat((first + i) * d + k) : -1));
                    }
                }
            }
        }
    }

    TEST_CASE("Rows are read from memory, in any order of it, and from expressions, in any type")
    {
        const xt::xtensor<double, 2> x = ab::normal<double>(ab::key{1}, {37, 5});
        check(x);
        check(xt::xtensor<double, 2, xt::layout_type::column_major>(x));
        check(xt::xtensor<float, 2>(x));
        check(xt::view(x, xt::range(3, 30, 2), xt::range(1, 4)));
        check(xt::xtensor<double, 3>(ab::normal<double>(ab::key{1}, {4, 7, 2})));
        check(2 * x);
        const xt::xtensor<double, 1> mean{1, 2, 3, 4, 5};
        check(mean + 0.5 * ab::normal<float>(ab::key{2}, {37, 5}));
        check(ab::normal<double>(ab::key{2}, {300, 1}));
        check(xt::xtensor<int, 2>{{1, 2}, {3, 4}});
    }
}
