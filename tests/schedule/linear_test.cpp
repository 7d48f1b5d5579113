// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

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

    constexpr auto compiled = ab::linear_schedule<1000>(1e-4, 0.02);
    static_assert(compiled.beta(ab::step{1}) == 1e-4 && compiled.beta(ab::step{1000}) == 0.02);
    static_assert(ab::linear_schedule<1>(0.1, 0.2).beta(ab::step{1}) == 0.1);

    auto betas(std::int64_t steps, double first, double last)
    {
        return [=](std::int64_t t)
        { return real(first) + (real(last) - real(first)) * schedule_reference::fraction(t, steps); };
    }

    TEST_CASE("Linear betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            for (const auto& [first, last] : {std::pair{1e-4, 0.02}, std::pair{1e-7, 2e-5}, std::pair{0.1, 0.9999999},
                                              std::pair{0.02, 1e-4}, std::pair{1e-14, 1e-12}})
            {
                check_accuracy(ab::linear_schedule(steps, first, last), betas(steps, first, last));
            }
        }
    }

    TEST_CASE("Linear betas: the promise holds down to the smallest normal number")
    {
        const schedule_reference::with_bits enough(1500);
        constexpr double smallest = std::numeric_limits<double>::min();
        for (const auto& [first, last] : {std::pair{smallest, 2 * smallest}, std::pair{1e-3, smallest}})
        {
            check_accuracy(ab::linear_schedule(1000, first, last), betas(1000, first, last));
        }
    }

    TEST_CASE("Linear betas: the quantities fit each other")
    {
        check_identities(ab::linear_schedule(1, 0.5, 0.7));
        check_identities(ab::linear_schedule(1000, 1e-4, 0.02));
        check_identities(ab::linear_schedule(100, 0.3, 0.001));
    }

    TEST_CASE("Linear betas: the schedule of Ho et al. ends where theirs does")
    {
        // The product of 1 - beta over the rationals 1e-4 + (0.02 - 1e-4)(t - 1)/999, t = 1..1000, evaluated with 400
        // bits: PyTorch code prints it as 4.0358e-05. The doubles next to 1e-4 and 0.02 move it by 2.1e-16.
        constexpr double rational = 4.03582976537568331481763516155e-5;
        CHECK(std::abs(compiled.alpha_bar(ab::step{1000}) / rational - 1.0) <= 1e-15);

        // Section 4: L_T = KL(q(x_T | x_0) || N(0, I)) is about 1e-5 bits a dimension, for images in [-1, 1].
        const double alpha_bar = compiled.alpha_bar(ab::step{1000}),
                     noise = compiled.one_minus_alpha_bar(ab::step{1000});
        const double white = 0.5 * (alpha_bar + noise - 1.0 - std::log(noise)) / std::log(2.0);
        const double grey = 0.5 * (alpha_bar * 0.25 + noise - 1.0 - std::log(noise)) / std::log(2.0);
        CHECK(white < 4e-5);
        CHECK(grey > 4e-6);
        CHECK(grey < 2e-5);
    }

    TEST_CASE("Linear betas: bad parameters are refused, compiled and run-time schedules are the same")
    {
        CHECK(same(compiled, ab::linear_schedule(1000, 1e-4, 0.02)));
        CHECK(refusal([] { return ab::linear_schedule(10, 0.0, 0.5); }) == "first beta = 0: must lie in (0, 1)");
        CHECK(refusal([] { return ab::linear_schedule(10, 0.1, 1.5); }) == "last beta = 1.5: must lie in (0, 1)");
        CHECK(refusal([] { return ab::linear_schedule(10, std::nan(""), 0.5); }) ==
              "first beta = nan: must lie in (0, 1)");
        CHECK(refusal([] { return ab::linear_schedule(1000, 5e-324, 1e-320); }) ==
              "first beta = 5e-324: must be a normal number, at least 2.2250738585072014e-308");
        CHECK(refusal([] { return ab::linear_schedule(10, 0.5, 0x1p-1023); }) ==
              "last beta = 1.1125369292536007e-308: must be a normal number, at least 2.2250738585072014e-308");
        CHECK(refusal([] { return ab::linear_schedule(0, 0.1, 0.5); }) == "steps = 0: must lie in 1..10000000");
        CHECK(refusal([] { return ab::linear_schedule(3, 0.5, 0.25, {.increasing = true}); }) ==
              "beta[1] = 0.375 (step 2): is below the one before, 0.5, and increasing was asked for");
        CHECK(refusal([] { return ab::linear_schedule(100, 0.3, 0.3, {.increasing = true}); }) == "accepted");
    }
}
