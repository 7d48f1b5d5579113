// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/cosine.hpp>

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

    constexpr auto compiled = ab::cosine_schedule<1000>();
    static_assert(compiled.beta(ab::step{1000}) == 0.999);
    static_assert(ab::cosine_schedule<1>().beta(ab::step{1}) == 0.999);
    static_assert(ab::cosine_schedule<3>(0.008, 1.0, {.zero_terminal_snr = true}).alpha_bar(ab::step{3}) == 0.0);

    /// f(t) of the paper, as it stands there.
    real f(std::int64_t t, std::int64_t steps, double offset)
    {
        const real u = real(static_cast<double>(t)) / real(static_cast<double>(steps)) + real(offset);
        const real c = cos(real::pi() / real(2.0) * u / (real(1.0) + real(offset)));
        return t == steps ? real(0.0) : c * c;
    }

    auto betas(std::int64_t steps, double offset, double cap)
    {
        return [=, before = real(0.0)](std::int64_t t) mutable
        {
            const real last = t == 1 ? f(0, steps, offset) : before;
            before = f(t, steps, offset);
            return std::min(real(1.0) - before / last, real(cap));
        };
    }

    TEST_CASE("Cosine betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            for (const auto& [offset, cap] :
                 {std::pair{0.008, 0.999}, std::pair{0.0, 0.5}, std::pair{1.0, 0.01}, std::pair{1e-5, 0.9999999}})
            {
                check_accuracy(ab::cosine_schedule(steps, offset, cap), betas(steps, offset, cap));
            }
            check_accuracy(ab::cosine_schedule(steps, 0.008, 1.0, {.zero_terminal_snr = true}),
                           betas(steps, 0.008, 1.0));
        }
    }

    TEST_CASE("Cosine betas: before the cap, alpha_bar is f(t)/f(0) and f(t) is a squared sine of what is left")
    {
        const auto s = ab::cosine_schedule(4000);
        for (std::int64_t t = 1; t < s.steps(); ++t)
        {
            const real left = real::pi() / real(2.0) * real(static_cast<double>(s.steps() - t)) /
                              (real(4000.0) * (real(1.0) + real(0.008)));
            const real expected = sin(left) * sin(left) / f(0, 4000, 0.008);
            REQUIRE(schedule_reference::relative_error(s.alpha_bar(ab::step{t}), expected) <= ab::schedule_accuracy);
        }
    }

    TEST_CASE("Cosine betas: the quantities fit each other, and betas increase")
    {
        check_identities(compiled);
        check_identities(ab::cosine_schedule(1));
        check_identities(ab::cosine_schedule(50, 0.1, 0.3));
        CHECK(refusal([] { return ab::cosine_schedule(4000, 0.008, 0.999, {.increasing = true}); }) == "accepted");
    }

    TEST_CASE("Cosine betas: the offset keeps the first beta near the width of a pixel")
    {
        // Nichol and Dhariwal, section 3.2: offset = 0.008 makes sqrt(beta_1) slightly smaller than 1/127.5.
        CHECK(compiled.noise(ab::step{1}) < 1.0 / 127.5);
        CHECK(compiled.noise(ab::step{1}) > 0.75 / 127.5);
        // alpha_bar(T/2): cos^2(pi/4 * 1.016/1.008) / cos^2(pi/2 * 0.008/1.008)
        CHECK(std::abs(compiled.alpha_bar(ab::step{500}) - 0.4938435904406) < 1e-12);
    }

    TEST_CASE("Cosine betas: bad parameters are refused, compiled and run-time schedules are the same")
    {
        CHECK(same(compiled, ab::cosine_schedule(1000)));
        CHECK(refusal([] { return ab::cosine_schedule(0); }) == "steps = 0: must lie in 1..10000000");
        CHECK(refusal([] { return ab::cosine_schedule(10, -0.1); }) == "offset = -0.1: must lie in [0, 1]");
        CHECK(refusal([] { return ab::cosine_schedule(10, std::nan("")); }) == "offset = nan: must lie in [0, 1]");
        CHECK(refusal([] { return ab::cosine_schedule(10, 0.008, 1.5); }) == "cap = 1.5: must lie in (0, 1]");
        CHECK(refusal([] { return ab::cosine_schedule(10, 0.008, 0.0); }) == "cap = 0: must lie in (0, 1]");
        CHECK(refusal([] { return ab::cosine_schedule(10, 0.008, 1.0); }) ==
              "beta[9] = 1 (step 10): must lie in (0, 1); zero_terminal_snr allows a last 1");
    }
}
