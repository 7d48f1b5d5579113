// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/parameters.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace
{
    using namespace alphabar::distribution;
    using alphabar::test::refusal;

    TEST_CASE("The first parameter that breaks its rule is named, with its index and its value")
    {
        xt::xtensor<float, 2> x = {{1, 2, 3}, {4, 5, 6}};
        CHECK_NOTHROW(require_each<rule::positive>("x", x));
        x(1, 0) = -2;
        x(1, 2) = std::nanf("");
        CHECK(refusal([&] { require_each<rule::positive>("x", x); }) == "x[1, 0] = -2: must be finite and positive");
        CHECK(refusal([&] { require_each<rule::not_negative>("x", x * 2.f); }) ==
              "x[1, 0] = -4: must be finite and not negative");
        x(1, 0) = 0;
        CHECK(refusal([&] { require_each<rule::positive>("x", x); }) == "x[1, 0] = 0: must be finite and positive");
        CHECK(refusal([&] { require_each<rule::finite>("x", x); }) == "x[1, 2] = nan: must be finite");
    }

    TEST_CASE("Numbers, integers, views and empty arrays are looked at, too")
    {
        CHECK(refusal([&] { require_each<rule::probability>("p", xt::xscalar<double>(1.5)); }) ==
              "p = 1.5: must lie in [0, 1]");
        const xt::xtensor<int, 1> n = {3, -1, 2};
        CHECK(refusal([&] { require_each<rule::not_negative>("n", n); }) == "n[1] = -1: must be finite and not negative");
        CHECK_NOTHROW(require_each<rule::not_negative>("n", xt::view(n, xt::range(2, 3))));
        CHECK_NOTHROW(require_each<rule::positive>("x", xt::xtensor<double, 1>::from_shape({0})));
        const xt::xtensor<double, 1> edge = {0, 1, std::numeric_limits<double>::infinity()};
        CHECK_NOTHROW(require_each<rule::probability>("p", xt::view(edge, xt::range(0, 2))));
        CHECK(refusal([&] { require_each<rule::positive>("x", xt::view(edge, xt::range(2, 3))); }) ==
              "x[0] = inf: must be finite and positive");
    }
}
