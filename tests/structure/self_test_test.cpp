// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/self_test.hpp>

#include "support/catch.hpp"

TEST_CASE("this build computes the promised bits")
{
    const auto result = alphabar::self_test();
    INFO("broken: " << result.broken);
    CHECK(result);
}
