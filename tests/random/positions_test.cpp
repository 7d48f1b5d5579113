// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/random/positions.hpp>

#include "support/catch.hpp"

namespace
{
    TEST_CASE("Every element knows its place in row-major order, in views and broadcasts too")
    {
        const auto node = alphabar::random::positions(std::array{3, 4});
        const xt::xtensor<std::uint64_t, 2> all = node;
        const xt::xtensor<std::uint64_t, 2, xt::layout_type::column_major> turned = node;
        const xt::xtensor<std::uint64_t, 1> column = xt::view(node, xt::all(), 2);
        const xt::xtensor<std::uint64_t, 3> repeated = xt::broadcast(node, {2, 3, 4});
        for (std::size_t i = 0; i < 3; ++i)
        {
            CHECK(column(i) == 4 * i + 2);
            for (std::size_t j = 0; j < 4; ++j)
            {
                CHECK((all(i, j) == 4 * i + j && turned(i, j) == 4 * i + j && repeated(1, i, j) == 4 * i + j));
            }
        }
        CHECK(alphabar::random::positions(std::array<int, 0>{})() == 0);
    }
}
