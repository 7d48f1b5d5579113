// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/draws.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::distribution;

    static_assert(std::same_as<computed_t<int, float>, float> && std::same_as<computed_t<int, int>, double>);

    template <class T>
    void check_whole()
    {
        for (const T x : {T(0), T(-0.), T(1), T(-7), T(0x1p21), T(0x1p22 + 1), T(0x1p23), T(-0x1p40),
                          std::numeric_limits<T>::max()})
        {
            CHECK(is_whole(x));
            CHECK(alphabar::math::all_lanes(is_whole(typename alphabar::expression::simd<T>::batch(x))));
        }
        for (const T x : {T(0.5), T(-1.25), T(0x1p21 + 0.5), T(0x1p22 - 0.5), T(0x1p22 + 0.5), T(1e-30),
                          std::numeric_limits<T>::quiet_NaN()})
        {
            CHECK(!is_whole(x));
            CHECK(!alphabar::math::any_lane(is_whole(typename alphabar::expression::simd<T>::batch(x))));
        }
    }

    TEST_CASE("Whole numbers are told from others, however large")
    {
        check_whole<float>();
        check_whole<double>();
        CHECK((is_whole(0x1p51 + 1) && !is_whole(0x1p51 + 0.5) && !is_whole(0x1p50 + 0.25) && is_whole(0x1p52 + 1)));
    }

    TEST_CASE("Many draws have a shape to which the law's broadcasts")
    {
        const std::array<std::size_t, 2> law = {3, 1};
        CHECK((shape_of_draws(law, {2, 3, 5}) == std::array<std::size_t, 3>{2, 3, 5}));
        CHECK(shape_of_draws(law, std::vector<int>{3, 4}).size() == 2);
        CHECK_THROWS_AS(shape_of_draws(law, {2, 4, 5}), xt::broadcast_error);
        CHECK_THROWS_AS(shape_of_draws(law, {3}), xt::broadcast_error);
    }

    TEST_CASE("A function of elements converts its operands to one type first")
    {
        const xt::xtensor<std::uint8_t, 1> a = {200, 3};
        const xt::xtensor<float, 1> b = {0.5f, 0.25f};
        const xt::xtensor<float, 1> y = alphabar::expression::make_function(computed_by<times>(), a, b);
        CHECK((y(0) == 100 && y(1) == 0.75f));
        const auto wide = alphabar::expression::make_function(computed_by<difference, double>(), a, 250);
        static_assert(std::same_as<decltype(wide)::value_type, double>);
        CHECK(wide(0) == -50);
        CHECK(alphabar::expression::make_function(computed_by<middle>(), 1e308, 1.5e308)() == 1.25e308);
    }
}
