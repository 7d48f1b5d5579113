// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/math/exact_sum.hpp>

namespace
{
    using alphabar::math::detail::exact_ordered_sum;
    using alphabar::math::detail::exact_sum;

    TEST_CASE("A sum and what it rounds away are the sum")
    {
        constexpr auto of_doubles = exact_sum(0x1p-60, 1.0);
        STATIC_REQUIRE((of_doubles.high == 1.0 && of_doubles.low == 0x1p-60));
        constexpr auto of_floats = exact_sum(0x1.8p-24f, -1.0f);
        STATIC_REQUIRE((of_floats.high == -0x1.fffffcp-1f && of_floats.low == -0x1p-25f));  // a tie goes to the even one
        constexpr auto ordered = exact_ordered_sum(1.0, 0x1.8p-53);
        STATIC_REQUIRE((ordered.high == 1.0 + 0x1p-52 && ordered.low == -0x1p-54));
    }
}
