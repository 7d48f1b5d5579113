// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/core/error.hpp>
#include <alphabar/expression/indexed.hpp>

#include <array>
#include <cstddef>
#include <string>

namespace ab = alphabar;

namespace
{
    using namespace alphabar::expression;

    /// 100 times the index plus the position; refuses negative indices.
    struct digits
    {
        double operator()(int index, std::ptrdiff_t position) const
        {
            ab::core::require(index >= 0, "index[", position, "] = ", index, ": must not be negative");
            return 100.0 * index + static_cast<double>(position);
        }
    };
}

TEST_CASE("a reader gives elements in row-major order, whatever the layout, of memory and of what is computed")
{
    const xt::xtensor<int, 2> rows{{1, 2, 3}, {4, 5, 6}};
    const xt::xtensor<int, 2, xt::layout_type::column_major> columns = rows;
    const auto sum = rows + 10;
    const auto part = xt::view(rows, xt::all(), xt::range(0, 3, 2));
    const reader of_rows(rows);
    const reader of_columns(columns);
    const reader of_sum(sum);
    const reader of_part(part);
    bool right = true;
    for (std::ptrdiff_t i = 0; i < 6; ++i)
    {
        right &= of_rows(i) == i + 1 && of_columns(i) == i + 1 && of_sum(i) == i + 11;
    }
    CHECK(right);
    CHECK((of_part(0) == 1 && of_part(1) == 3 && of_part(2) == 4 && of_part(3) == 6));
    CHECK(of_part.size() == 4);
}

TEST_CASE("a function of an index and its position takes the shape that it is given")
{
    const xt::xtensor<int, 1> index{3, 1, 2};
    const xt::xtensor<double, 1> y = make_indexed(digits(), index, index.shape());
    CHECK((y == xt::xtensor<double, 1>{300, 101, 202}));
    const xt::xtensor<double, 3> tall = make_indexed(digits(), index, std::array<std::size_t, 3>{3, 1, 1});
    CHECK((tall(0, 0, 0) == 300 && tall(2, 0, 0) == 202));
    const xt::xtensor<double, 2> owned =
        make_indexed(digits(), xt::xtensor<int, 2>{{7}, {8}}, std::array<std::size_t, 2>{2, 1});
    CHECK((owned == xt::xtensor<double, 2>{{700}, {801}}));
}

TEST_CASE("an index that the function refuses stops the assignment before anything is written")
{
    xt::xtensor<int, 1> index = xt::zeros<int>({1000});
    index(999) = -4;
    xt::xtensor<double, 1> y = xt::ones<double>({1000});
    std::string message;
    try
    {
        xt::noalias(y) = make_indexed(digits(), index, index.shape());
    }
    catch (const ab::argument_error& e)
    {
        message = e.what();
    }
    CHECK(message == "index[999] = -4: must not be negative");
    CHECK((y == xt::ones<double>({1000})));
}
