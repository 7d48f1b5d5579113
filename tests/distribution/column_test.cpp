// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/column.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <span>
#include <vector>

namespace ab = alphabar;

namespace
{
    using ab::distribution::column;
    using ab::distribution::is_finite;
    using ab::distribution::number_list;
    using alphabar::test::refusal;

    static_assert(number_list<std::vector<int>> && number_list<std::span<const float>> &&
                  number_list<std::deque<double>>);
    static_assert(number_list<int[3]> && number_list<std::array<long double, 2>>);
    static_assert(!number_list<xt::xtensor<int, 1>> && !number_list<double> && !number_list<std::vector<std::string>>);
    static_assert(is_finite(0.0) && is_finite(std::numeric_limits<double>::max()) && is_finite(-1e-45f));
    static_assert(!is_finite(std::numeric_limits<float>::infinity()) &&
                  !is_finite(std::numeric_limits<double>::quiet_NaN()));

    using ab::distribution::rank_of;
    static_assert(rank_of<xt::xtensor<int, 3>> == 3 && rank_of<xt::xarray<int>> == std::dynamic_extent);
    static_assert(rank_of<xt::xtensor_fixed<int, xt::xshape<4, 5>>> == 2);
    static_assert(rank_of<decltype(1 + xt::xtensor<int, 1>())> == 1 &&
                  rank_of<decltype(1 + xt::xarray<int>())> == std::dynamic_extent);

    TEST_CASE("A column is one double a component, from an expression, a list or a number")
    {
        const xt::xtensor<double, 1> known{1, 2, 0.5};
        const float array[] = {1, 2, 0.5f};
        CHECK((column("w", known, 3) == known));
        CHECK((column("w", 2.0 * xt::xarray<float>{0.5, 1, 0.25}, 3) == known));
        CHECK((column("w", std::vector<double>{1, 2, 0.5}, 3) == known));
        CHECK((column("w", array, 3) == known));
        CHECK((column("w", 2, 3) == xt::xtensor<double, 1>{2, 2, 2}));
        CHECK(column("w", std::vector<int>{}, 0).size() == 0);
    }

    TEST_CASE("A column of the wrong size or with a value that breaks the rule is refused by name")
    {
        CHECK(refusal([] { return column("w", std::vector<int>{1, 2}, 3); }) == "w: 2 of them for 3 means");
        CHECK(refusal([] { return column("v", xt::xtensor<int, 2>{{1}, {2}}, 2); }) ==
              "v: of rank 2, must be one number a component");
        CHECK(refusal([] { return column("v", std::vector<float>{0, -0.f, -0.5f}, 3); }) ==
              "v[2] = -0.5: must be finite and not negative");
        CHECK(refusal([] { return column("v", -HUGE_VAL, 2); }) == "v[0] = -inf: must be finite and not negative");
    }
}
