// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/sigmoid.hpp>

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

    constexpr auto compiled = ab::sigmoid_schedule<1000>(1e-4, 0.02);
    static_assert(compiled.beta(ab::step{1}) > 1e-4 && compiled.beta(ab::step{1000}) < 0.02);

    auto betas(std::int64_t steps, double first, double last, double range)
    {
        return [=](std::int64_t t)
        {
            const real v = real(range) * (real(2.0) * schedule_reference::fraction(t, steps) - real(1.0));
            return real(first) + (real(last) - real(first)) / (real(1.0) + exp(real(0.0) - v));
        };
    }

    TEST_CASE("Sigmoid betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            check_accuracy(ab::sigmoid_schedule(steps, 1e-4, 0.02), betas(steps, 1e-4, 0.02, 6.0));
            check_accuracy(ab::sigmoid_schedule(steps, 1e-6, 0.9999, 30.0), betas(steps, 1e-6, 0.9999, 30.0));
            check_accuracy(ab::sigmoid_schedule(steps, 0.5, 1e-6, 200.0), betas(steps, 0.5, 1e-6, 200.0));
            check_accuracy(ab::sigmoid_schedule(steps, 0.1, 0.2, 1e-3), betas(steps, 0.1, 0.2, 1e-3));
        }
    }

    TEST_CASE("Sigmoid betas: what falls to a tiny fraction of its start keeps its digits")
    {
        // 0.5/(1 + exp(200 (2 749/999 - 1))) + what 1e-300 adds, with mpmath
        const double far = ab::sigmoid_schedule(1000, 0.5, 1e-300, 200.0).beta(ab::step{750});
        CHECK(std::abs(far / 2.05586567292513202053764e-44 - 1.0) <= ab::schedule_accuracy);
        for (const auto steps : {2, 3, 1000})
        {
            const schedule_reference::with_bits enough(1500);
            for (const auto& [first, last] : {std::pair{0.5, 1e-300}, std::pair{1e-300, 0.5}, std::pair{0.9, 1e-40}})
            {
                check_accuracy(ab::sigmoid_schedule(steps, first, last, 200.0), betas(steps, first, last, 200.0));
            }
        }
    }

    TEST_CASE("Sigmoid betas: the quantities fit each other")
    {
        check_identities(compiled);
        check_identities(ab::sigmoid_schedule(1, 0.1, 0.2));
    }

    TEST_CASE("Sigmoid betas are antisymmetric about the middle of the schedule")
    {
        for (std::int64_t t = 1; t <= 1000; ++t)
        {
            REQUIRE(std::abs(compiled.beta(ab::step{t}) + compiled.beta(ab::step{1001 - t}) - 0.0201) < 1e-17);
        }
        CHECK(ab::sigmoid_schedule(3, 0.25, 0.75).beta(ab::step{2}) == 0.5);
    }

    TEST_CASE("Sigmoid betas: bad parameters are refused, compiled and run-time schedules are the same")
    {
        CHECK(same(compiled, ab::sigmoid_schedule(1000, 1e-4, 0.02)));
        CHECK(refusal([] { return ab::sigmoid_schedule(10, 0.1, 1.5); }) == "last beta = 1.5: must lie in (0, 1)");
        CHECK(refusal([] { return ab::sigmoid_schedule(10, 0.1, 0.5, 0.0); }) == "range = 0: must lie in (0, 200]");
        CHECK(refusal([] { return ab::sigmoid_schedule(10, 0.1, 0.5, 1e3); }) == "range = 1000: must lie in (0, 200]");
        CHECK(refusal([] { return ab::sigmoid_schedule(0, 0.1, 0.5); }) == "steps = 0: must lie in 1..10000000");
        CHECK(refusal([] { return ab::sigmoid_schedule(9, 0.5, 0.1, 6.0, {.increasing = true}); }) != "accepted");
    }
}
