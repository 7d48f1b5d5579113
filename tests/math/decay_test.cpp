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

    TEST_CASE("decay of floats keeps its promise wherever its result is normal, and is zero elsewhere")
    {
        double worst = 0;
        for (std::uint64_t i = 0; i != 100'000; ++i)
        {
            const float q = std::fabs(sample<float>(i, 0, 100));
            const double exact = std::exp(-static_cast<double>(q));
            if (q == q)
            {
                const double target = exact < static_cast<double>(std::numeric_limits<float>::min()) ? 0.0 : exact;
                worst = std::fmax(worst, ulp_error(math::decay(q), target));
            }
        }
        CHECK(worst <= math::decay_max_ulp);
    }

    TEST_CASE("decay is never subnormal")
    {
        // around 126 log 2 = 87.3365447505531 and 1022 log 2 = 708.39641853226408
        for (float q = 87.3f; q < 87.4f; q = std::nextafter(q, 100.0f))
        {
            const float y = math::decay(q);
            REQUIRE((y == 0.0f || y >= std::numeric_limits<float>::min()));
        }
        double q = 708.39641853226408;
        for (int i = 0; i != 1000; ++i)
        {
            q = std::nextafter(q, i < 500 ? 1000.0 : 0.0);
            const double y = math::decay(q);
            REQUIRE((y == 0.0 || y >= std::numeric_limits<double>::min()));
        }
        CHECK(std::isnan(in_a_batch(the_decay{}, std::numeric_limits<float>::quiet_NaN())));
    }
}
