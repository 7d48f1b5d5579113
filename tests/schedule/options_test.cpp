// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/from_betas.hpp>
#include <alphabar/schedule/options.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    static_assert(!ab::schedule_options{}.increasing && !ab::schedule_options{}.zero_terminal_snr);

    constexpr auto plateau = ab::from_betas({0.1, 0.2, 0.2}, {.increasing = true});
    constexpr auto to_noise = ab::from_betas({0.5, 1.0}, {.zero_terminal_snr = true});
    static_assert(plateau.beta(ab::step{3}) == 0.2);
    static_assert(to_noise.alpha_bar(ab::step{2}) == 0.0 && to_noise.one_minus_alpha_bar(ab::step{2}) == 1.0);

    std::string refusal(const std::vector<double>& betas, ab::schedule_options options)
    {
        return alphabar::test::refusal([&] { return ab::from_betas(betas, options); });
    }

    TEST_CASE("A decrease is refused where increasing is asked for, and only there")
    {
        CHECK(refusal({0.1, 0.3, 0.2, 0.4}, {}) == "accepted");
        CHECK(refusal({0.1, 0.3, 0.2, 0.4}, {.increasing = true}) ==
              "beta[2] = 0.2 (step 3): is below the one before, 0.3, and increasing was asked for");
        CHECK(refusal({0.1, 0.2, 0.2, 0.4}, {.increasing = true}) == "accepted");
    }

    TEST_CASE("A last beta of 1 is refused unless zero terminal SNR is asked for; any other beta of 1 always")
    {
        CHECK(refusal({0.5, 1.0}, {}) == "beta[1] = 1 (step 2): must lie in (0, 1); zero_terminal_snr allows a last 1");
        CHECK(refusal({0.5, 1.0}, {.zero_terminal_snr = true}) == "accepted");
        CHECK(refusal({0.5, 1.0, 0.5}, {.zero_terminal_snr = true}) == "beta[1] = 1 (step 2): must lie in (0, 1)");
        CHECK(refusal({0.5, 1.5}, {.zero_terminal_snr = true}) == "beta[1] = 1.5 (step 2): must lie in (0, 1)");
        CHECK(refusal({0.5, 0.6}, {.zero_terminal_snr = true}) == "accepted");
    }
}
