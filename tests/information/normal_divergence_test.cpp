// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/information/normal_divergence.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    TEST_CASE("The two ways to compute a divergence meet at the widths where one takes over")
    {
        const ab::information::normal_divergence kl;
        for (const double ratio : {1.0 / 3, 3.0})
        {
            const double below = kl(0., std::nextafter(ratio, 0.), 0., 1.), above = kl(0., std::nextafter(ratio, 9.), 0., 1.);
            CHECK(std::abs(below - above) < 1e-15 * below);
            CHECK(std::abs(below - ((ratio * ratio - 1) / 2 - std::log(ratio))) < 1e-15 * below);
        }
    }

    TEST_CASE("Integers are computed in double, and floats in float")
    {
        const ab::information::normal_divergence kl;
        static_assert(std::same_as<decltype(kl(0, 1, 0, 1)), double>);
        static_assert(std::same_as<decltype(kl(0.f, 1.f, 0, 1)), float>);
        CHECK(kl(1, 1, 0, 1) == 0.5);
    }
}
