// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/decay.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    static_assert(math::decay(0.0f) == 1.0f && math::decay(0.0) == 1.0);
    static_assert(math::decay(std::numeric_limits<float>::infinity()) == 0.0f && math::decay(1e6) == 0.0);

    TEST_CASE("decay of doubles keeps its promise")
    {
        check_promises<double>(the_decay{});
        CHECK(differences_between_worlds<float>(the_decay{}) == 0);
    }

    TEST_CASE("decay of floats keeps its promise down to its depth, and is zero beyond")
    {
        double worst = 0;
        for (std::uint64_t i = 0; i != 100'000; ++i)
        {
            const float q = std::fabs(sample<float>(i, 0, 140));
            if (q == q)
            {
                const double target = q < math::decay_depth<float> ? std::exp2(-static_cast<double>(q)) : 0.0;
                worst = std::fmax(worst, ulp_error(math::decay(q), target));
            }
        }
        CHECK(worst <= math::decay_max_ulp);
    }

    TEST_CASE("decay is never subnormal")
    {
        for (float q = 125; q < 127; q = std::nextafter(q, 200.0f))
        {
            const float y = math::decay(q);
            REQUIRE((y == 0.0f) == (q >= 125.5f));
            REQUIRE((y == 0.0f || y >= std::numeric_limits<float>::min()));
        }
        for (double q = 1021; q < 1024; q += 0x1p-12)
        {
            const double y = math::decay(q);
            REQUIRE((y == 0.0) == (q >= 1021.5));
            REQUIRE((y == 0.0 || y >= std::numeric_limits<double>::min()));
        }
        CHECK(std::isnan(in_a_batch(the_decay{}, std::numeric_limits<float>::quiet_NaN())));
    }

    TEST_CASE("decay lifted by a power of two is decay times it, and ends that much deeper")
    {
        for (const float e : {-126.f, -30.f, -1.f, 1.f, 30.f, 125.f})
        {
            for (float q = 0; q < 260; q += 0.0625f)
            {
                const float y = math::decay_until(q, e + math::decay_reach<float>);
                const double exact = std::exp2(static_cast<double>(e - q));
                REQUIRE((y == 0.0f) == (q >= e + math::decay_depth<float>));
                REQUIRE((y == 0.0f || ulp_error(y, exact) <= math::decay_max_ulp));
            }
        }
    }

    TEST_CASE("decay lifted far out is decay from there")
    {
        for (const float e : {-0x1p20f, -1e5f, 1e5f, 0x1p20f})
        {
            for (float d = -1; d < 127; d += 0.125f)  // the last place of 2^20
            {
                const float y = math::decay_until(e + d, e + math::decay_reach<float>);
                REQUIRE((y == 0.0f) == (d >= math::decay_depth<float>));
                REQUIRE((y == 0.0f || ulp_error(y, std::exp2(-static_cast<double>(d))) <= math::decay_max_ulp));
            }
        }
        CHECK(math::decay_until(0x1p40 + 0.25, 0x1p40 + math::decay_reach<double>) == math::decay(0.25));
    }
}
