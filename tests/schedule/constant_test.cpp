// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/constant.hpp>

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

    constexpr auto compiled = ab::constant_schedule<200>(0.25);
    static_assert(compiled.beta(ab::step{1}) == 0.25 && compiled.beta(ab::step{200}) == 0.25);
    static_assert(compiled.alpha_bar(ab::step{2}) == 0.5625 && compiled.snr(ab::step{1}) == 3.0);

    TEST_CASE("Constant betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            for (const double beta : {1e-12, 1e-5, 0.01, 0.5, 0.99})
            {
                check_accuracy(ab::constant_schedule(steps, beta), [&](std::int64_t) { return real(beta); });
            }
        }
    }

    TEST_CASE("Constant betas: the quantities fit each other")
    {
        check_identities(ab::constant_schedule(1, 0.5));
        check_identities(ab::constant_schedule(200, 0.01));
        check_identities(ab::constant_schedule(3000, 0.5));
    }

    TEST_CASE("Constant betas: alpha_bar is a power, and stays one below the range of double")
    {
        const auto s = ab::constant_schedule(5000, 0.75);
        CHECK(s.alpha_bar(ab::step{10}) == 0x1p-20);
        CHECK(s.alpha_bar(ab::step{511}) == 0x1p-1022);
        CHECK(s.alpha_bar(ab::step{5000}) == 0.0);
        CHECK(std::abs(s.log_alpha_bar(ab::step{5000}) / (-10000.0 * 0.69314718055994531) - 1.0) <= 4e-16);
        CHECK(s.log_snr(ab::step{5000}) == s.log_alpha_bar(ab::step{5000}));
        CHECK(s.sigma(ab::step{1000}) == 0x1p1000);
        CHECK_THROWS_AS(s.sigma(ab::step{1024}), ab::argument_error);
    }

    TEST_CASE("Constant betas: bad parameters are refused, compiled and run-time schedules are the same")
    {
        CHECK(same(compiled, ab::constant_schedule(200, 0.25)));
        CHECK(refusal([] { return ab::constant_schedule(10, 0.0); }) == "constant beta = 0: must lie in (0, 1)");
        CHECK(refusal([] { return ab::constant_schedule(10, 1.0); }) == "constant beta = 1: must lie in (0, 1)");
        CHECK(refusal([] { return ab::constant_schedule(10, std::nan("")); }) ==
              "constant beta = nan: must lie in (0, 1)");
        CHECK(refusal([] { return ab::constant_schedule(0, 0.5); }) == "steps = 0: must lie in 1..10000000");
        CHECK(refusal([] { return ab::constant_schedule(-5, 0.5); }) == "steps = -5: must lie in 1..10000000");
        CHECK(refusal([] { return ab::constant_schedule(10, 0.5, {.increasing = true}); }) == "accepted");
    }
}
