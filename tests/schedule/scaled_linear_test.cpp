// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/scaled_linear.hpp>

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

    constexpr auto compiled = ab::scaled_linear_schedule<1000>(0.00085, 0.012);
    static_assert(compiled.beta(ab::step{1}) == 0.00085 && compiled.beta(ab::step{1000}) == 0.012);
    static_assert(ab::scaled_linear_schedule<3>(0.01, 0.25).beta(ab::step{2}) > 0.0899999999999999);
    static_assert(ab::scaled_linear_schedule<3>(0.01, 0.25).beta(ab::step{2}) < 0.0900000000000001);

    TEST_CASE("Scaled linear betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            for (const auto& [first, last] : {std::pair{0.00085, 0.012}, std::pair{1e-4, 0.999}, std::pair{0.3, 1e-9}})
            {
                check_accuracy(ab::scaled_linear_schedule(steps, first, last),
                               [steps, from = sqrt(real(first)), to = sqrt(real(last))](std::int64_t t)
                               {
                                   const real root = from + (to - from) * schedule_reference::fraction(t, steps);
                                   return root * root;
                               });
            }
        }
    }

    TEST_CASE("Scaled linear betas: the quantities fit each other")
    {
        check_identities(ab::scaled_linear_schedule(1, 0.5, 0.7));
        check_identities(ab::scaled_linear_schedule(1000, 0.00085, 0.012));
    }

    TEST_CASE("Scaled linear betas: the noise levels of Stable Diffusion run from 0.0292 to 14.6146")
    {
        // The values at which samplers for that model are started and stopped, as k-diffusion names them.
        CHECK(std::abs(compiled.sigma(ab::step{1}) - 0.0292) < 5e-5);
        CHECK(std::abs(compiled.sigma(ab::step{1000}) - 14.6146) < 5e-5);
    }

    TEST_CASE("Scaled linear betas: bad parameters are refused, compiled and run-time schedules are the same")
    {
        CHECK(same(compiled, ab::scaled_linear_schedule(1000, 0.00085, 0.012)));
        CHECK(refusal([] { return ab::scaled_linear_schedule(10, -0.1, 0.5); }) ==
              "first beta = -0.1: must lie in (0, 1)");
        CHECK(refusal([] { return ab::scaled_linear_schedule(10, 0.1, 1.0); }) == "last beta = 1: must lie in (0, 1)");
        CHECK(refusal([] { return ab::scaled_linear_schedule(0, 0.1, 0.5); }) == "steps = 0: must lie in 1..10000000");
        CHECK(refusal([] { return ab::scaled_linear_schedule(9, 0.5, 0.1, {.increasing = true}); }) != "accepted");
    }
}
