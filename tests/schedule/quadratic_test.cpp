// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/quadratic.hpp>

#include "schedule/identities.hpp"
#include "schedule/reference.hpp"
#include "support/refusal.hpp"

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using schedule_reference::check_accuracy;
    using schedule_reference::check_identities;
    using schedule_reference::real;
    using schedule_reference::same;

    constexpr auto compiled = ab::quadratic_schedule<1000>(1e-4, 0.02);
    static_assert(compiled.beta(ab::step{1}) == 1e-4 && compiled.beta(ab::step{1000}) == 0.02);

    TEST_CASE("Quadratic betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            check_accuracy(ab::quadratic_schedule(steps, 1e-4, 0.02),
                           [steps, from = sqrt(real(1e-4)), to = sqrt(real(0.02))](std::int64_t t)
                           {
                               const real root = from + (to - from) * schedule_reference::fraction(t, steps);
                               return root * root;
                           });
        }
    }

    TEST_CASE("Quadratic betas are a quadratic polynomial in t: their third differences vanish")
    {
        const auto s = ab::quadratic_schedule(50, 1e-4, 0.02);
        for (std::int64_t t = 1; t + 3 <= s.steps(); ++t)
        {
            const double third = s.beta(ab::step{t + 3}) - 3.0 * s.beta(ab::step{t + 2}) +
                                 3.0 * s.beta(ab::step{t + 1}) - s.beta(ab::step{t});
            REQUIRE(std::abs(third) < 1e-16);
        }
    }

    TEST_CASE("Quadratic betas are those of the scaled linear schedule, compiled and at run time")
    {
        CHECK(same(compiled, ab::quadratic_schedule(1000, 1e-4, 0.02)));
        CHECK(same(compiled, ab::scaled_linear_schedule(1000, 1e-4, 0.02)));
        check_identities(compiled);
    }

    TEST_CASE("Quadratic betas: bad parameters are refused")
    {
        CHECK(refusal([] { return ab::quadratic_schedule(10, 0.1, 2.0); }) == "last beta = 2: must lie in (0, 1)");
        CHECK(refusal([] { return ab::quadratic_schedule(0, 0.1, 0.2); }) == "steps = 0: must lie in 1..10000000");
    }
}
