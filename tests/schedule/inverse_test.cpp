// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/inverse.hpp>

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

    constexpr auto compiled = ab::inverse_schedule<1000>();
    static_assert(compiled.beta(ab::step{1}) == 0.001 && compiled.beta(ab::step{1000}) == 1.0);
    static_assert(compiled.alpha_bar(ab::step{1000}) == 0.0 && compiled.one_minus_alpha_bar(ab::step{1000}) == 1.0);
    static_assert(ab::inverse_schedule<1>().beta(ab::step{1}) == 1.0);

    TEST_CASE("Inverse betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            check_accuracy(ab::inverse_schedule(steps),
                           [&](std::int64_t t) { return real(1.0) / real(static_cast<double>(steps - t + 1)); });
        }
    }

    TEST_CASE("Inverse betas: alpha_bar is 1 - t/T to the last place")
    {
        for (const std::int64_t steps : {1, 2, 7, 1000, 1024})
        {
            const auto s = ab::inverse_schedule(steps);
            for (std::int64_t t = 0; t <= steps; ++t)
            {
                const auto left = static_cast<double>(steps - t), done = static_cast<double>(t);
                REQUIRE(s.alpha_bar(ab::step{t}) == left / static_cast<double>(steps));
                REQUIRE(s.one_minus_alpha_bar(ab::step{t}) == done / static_cast<double>(steps));
            }
        }
    }

    TEST_CASE("Inverse betas: the end is pure noise, and what is infinite there is refused")
    {
        const std::string why = ": the value there is infinite (or beyond the range of double), and is given only with "
                                "ends::limit";
        CHECK(refusal([] { return compiled.sigma(ab::step{1000}); }) == "sigma: step 1000 of 0..1000" + why);
        CHECK(refusal([] { return compiled.log_snr(ab::step{1000}); }) == "log_snr: step 1000 of 0..1000" + why);
        CHECK(refusal([] { return compiled.log_alpha_bar(ab::step{1000}); }) ==
              "log_alpha_bar: step 1000 of 0..1000" + why);
        CHECK(compiled.snr(ab::step{1000}) == 0.0);
        CHECK(compiled.posterior_variance(ab::step{1000}) == 0.999);
    }

    TEST_CASE("Inverse betas: the quantities fit each other, compiled and run-time schedules are the same")
    {
        CHECK(same(compiled, ab::inverse_schedule(1000)));
        CHECK(refusal([] { return ab::inverse_schedule(0); }) == "steps = 0: must lie in 1..10000000");
    }
}
