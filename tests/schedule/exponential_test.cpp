// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/exponential.hpp>

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

    constexpr auto compiled = ab::exponential_schedule<1000>(1e-5, 0.05);
    static_assert(compiled.beta(ab::step{1}) == 1e-5 && compiled.beta(ab::step{1000}) == 0.05);
    static_assert(ab::exponential_schedule<1>(0.1, 0.2).beta(ab::step{1}) == 0.1);

    auto betas(std::int64_t steps, double first, double last)
    {
        return [=](std::int64_t t)
        { return real(first) * pow(real(last) / real(first), schedule_reference::fraction(t, steps)); };
    }

    TEST_CASE("Exponential betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            for (const auto& [first, last] :
                 {std::pair{1e-5, 0.05}, std::pair{1e-5, 0.9999}, std::pair{0.5, 1e-240}, std::pair{0.3, 0.3}})
            {
                check_accuracy(ab::exponential_schedule(steps, first, last), betas(steps, first, last));
            }
        }
    }

    TEST_CASE("Exponential betas: the quantities fit each other")
    {
        check_identities(compiled);
        check_identities(ab::exponential_schedule(1, 0.1, 0.2));
    }

    TEST_CASE("Exponential betas are a geometric progression")
    {
        const auto s = ab::exponential_schedule(5, 0x1p-9, 0x1p-1);
        for (std::int64_t t = 1; t <= 5; ++t)
        {
            CHECK(s.beta(ab::step{t}) == std::ldexp(1.0, static_cast<int>(2 * t) - 11));
        }
    }

    TEST_CASE("Exponential betas: bad parameters are refused, compiled and run-time schedules are the same")
    {
        CHECK(same(compiled, ab::exponential_schedule(1000, 1e-5, 0.05)));
        CHECK(refusal([] { return ab::exponential_schedule(10, 0.0, 0.5); }) == "first beta = 0: must lie in (0, 1)");
        CHECK(refusal([] { return ab::exponential_schedule(10, 1e-300, 0.5); }) ==
              "first beta = 1e-300, last beta = 0.5: must be at least 1e-250");
        CHECK(refusal([] { return ab::exponential_schedule(0, 0.1, 0.5); }) == "steps = 0: must lie in 1..10000000");
        CHECK(refusal([] { return ab::exponential_schedule(9, 0.5, 0.1, {.increasing = true}); }) != "accepted");
    }
}
