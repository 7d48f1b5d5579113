// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/expression/loop.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace
{
    using namespace alphabar::expression;

    template <std::size_t N>
    using strides = std::array<std::ptrdiff_t, N>;
}

TEST_CASE("axes are put in the order of the output's memory, those of extent 1 left out")
{
    std::array<std::size_t, 4> order{};
    const loop_shape<4> shape{4, {2, 3, 1, 5}};
    CHECK(memory_order(shape, strides<4>{15, 5, 0, 1}, order) == 3);
    CHECK((order[0] == 0 && order[1] == 1 && order[2] == 3));
    CHECK(memory_order(shape, strides<4>{1, 2, 0, 6}, order) == 3);
    CHECK((order[0] == 3 && order[1] == 1 && order[2] == 0));
    CHECK(memory_order(shape, strides<4>{-15, 1, 0, -3}, order) == 3);
    CHECK((order[0] == 0 && order[1] == 3 && order[2] == 1));
    CHECK(shape.size() == 30);
    CHECK(loop_shape<4>{}.size() == 1);
}

TEST_CASE("neighbouring axes merge where every operand passes from one to the next")
{
    loop_shape<3> shape{3, {2, 3, 5}};
    strides<3> out{15, 5, 1};
    strides<3> dense{15, 5, 1};
    strides<3> broadcast{0, 0, 0};
    const auto each = [&](auto&&... operands) { return [&](auto&& f) { (f(operands), ...); }; };
    CHECK(merge(shape, 0, 3, each(out, dense, broadcast)) == 1);
    CHECK(shape.rank == 1);
    CHECK(shape.extent[0] == 30);
    CHECK((out[0] == 1 && dense[0] == 1 && broadcast[0] == 0));

    shape = {3, {2, 3, 5}};
    out = {15, 5, 1};
    strides<3> column{0, 1, 0};
    CHECK(merge(shape, 0, 3, each(out, column)) == 3);
    CHECK(shape.rank == 3);

    strides<3> last_two{0, 5, 1};
    CHECK(merge(shape, 0, 3, each(out, last_two)) == 2);
    CHECK((shape.extent[0] == 2 && shape.extent[1] == 15));
    CHECK((out[0] == 15 && out[1] == 1 && last_two[0] == 0 && last_two[1] == 1));
}

TEST_CASE("an odometer visits every position in order and returns to where it began")
{
    const loop_shape<3> shape{3, {2, 3, 4}};
    std::ptrdiff_t offset = 0;
    std::vector<std::ptrdiff_t> visited;
    const strides<3> s{100, 10, 1};
    const auto move = [&](std::size_t axis, std::ptrdiff_t by) { offset += by * s[axis]; };
    odometer(shape, 0, 3, [&] { visited.push_back(offset); }, move);
    CHECK(offset == 0);
    CHECK(visited.size() == 24);
    CHECK((visited[0] == 0 && visited[1] == 1 && visited[4] == 10 && visited[23] == 123));
    visited.clear();
    odometer(shape, 1, 2, [&] { visited.push_back(offset); }, move);
    CHECK((visited == std::vector<std::ptrdiff_t>{0, 10, 20}));
    visited.clear();
    odometer(shape, 1, 1, [&] { visited.push_back(offset); }, move);
    CHECK((visited == std::vector<std::ptrdiff_t>{0}));
    CHECK(offset == 0);
}
