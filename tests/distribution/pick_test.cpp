// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/pick.hpp>
#include <alphabar/expression/functions.hpp>
#include <alphabar/random/normal.hpp>

#include "support/catch.hpp"

namespace ab = alphabar;

namespace
{
    using ab::distribution::pick;

    TEST_CASE("A parameter is read where the index says, in any shape; one number is the same for all")
    {
        const xt::xtensor<float, 1> parameter{10, 20, 30};
        const xt::xtensor<std::size_t, 2> index{{2, 0}, {1, 2}};
        const xt::xtensor<float, 2> picked = pick(parameter, index);
        CHECK((picked == xt::xtensor<float, 2>{{30, 10}, {20, 30}}));
        const xt::xtensor<float, 2> of_expression = pick(ab::exp(0.f * parameter) + parameter, 1u * index);
        CHECK((of_expression == xt::xtensor<float, 2>{{31, 11}, {21, 31}}));
        const xt::xtensor<float, 2> shared = pick(xt::xtensor<float, 1>{7}, index);
        CHECK((shared == xt::xtensor<float, 2>{{7, 7}, {7, 7}}));
        CHECK(pick(xt::xscalar<double>(0.5), index)() == 0.5);
    }

    // Reads freed memory, under the address sanitizer, if the table is borrowed.
    auto picked_of_locals()
    {
        const xt::xtensor<double, 1> parameter{1, 2};
        return pick(parameter, xt::xtensor<int, 1>{1, 0, 1});
    }

    TEST_CASE("The table is owned, and so is an index that is an rvalue")
    {
        CHECK((xt::xtensor<double, 1>(picked_of_locals()) == xt::xtensor<double, 1>{2, 1, 2}));
    }
}
