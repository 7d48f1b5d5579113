// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/not_positive_definite.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

namespace ab = alphabar;

TEST_CASE("The error is an argument_error that knows the pivot and tells what kind of failure it is")
{
    const auto text = [](double value)
    { return ab::test::refusal([&] { ab::distribution::refuse_pivot("covariance", 2, value, 4, 1e-14); }); };
    CHECK(text(-0.5) ==
          "covariance: pivot 2 is -0.5 of a variance of 4: not positive definite, must be more than 1e-14 of it");
    CHECK(text(-1e-17) ==
          "covariance: pivot 2 is -1e-17 of a variance of 4: rank deficient, must be more than 1e-14 of it");
    CHECK(text(0) == "covariance: pivot 2 is 0 of a variance of 4: rank deficient, must be more than 1e-14 of it");
    try
    {
        ab::distribution::refuse_pivot("covariance", 2, -0.5, 4, 1e-14);
    }
    catch (const ab::not_positive_definite& error)
    {
        CHECK((error.pivot == 2 && error.value == -0.5));
    }
}
