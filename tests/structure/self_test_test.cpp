// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/self_test.hpp>

#include "support/catch.hpp"

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

TEST_CASE("this build computes the promised bits")
{
    const auto result = alphabar::self_test();
    INFO("broken: " << result.broken);
    CHECK(result);
}

#if defined(__SSE2__)
TEST_CASE("the self-test sees a processor that takes subnormal numbers for zero")
{
    const unsigned before = _mm_getcsr();
    for (const unsigned mode : {0x8000u, 0x0040u})  // results, operands
    {
        _mm_setcsr(before | mode);
        const auto result = alphabar::self_test();
        _mm_setcsr(before);
        CHECK(!result);
        CHECK(result.broken == "subnormal numbers");
    }
}
#endif
