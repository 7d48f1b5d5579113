// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cstdint>
#include <limits>

namespace alphabar
{
    /// What a schedule is held to beyond betas in (0, 1). Given last, by name:
    /// `ab::linear_schedule(1000, 1e-4, 0.02, {.increasing = true})`.
    struct schedule_options
    {
        /// Refuse a beta below the one before it. Equal neighbours pass: a capped cosine ends in a plateau.
        bool increasing = false;

        /// Let the last beta be exactly 1, so that alpha_bar(T) = 0 and step T is pure noise: "zero terminal SNR"
        /// (Lin et al. 2024, "Common diffusion noise schedules and sample steps are flawed"). Refused unless asked for,
        /// since quantities that divide by alpha_bar have no finite value there; see `ends`.
        bool zero_terminal_snr = false;
    };

    /// What is done where a quantity has no finite value: snr and log_snr at step 0, log_snr, log_alpha_bar and sigma
    /// where alpha_bar is 0, and whatever leaves the range of double.
    enum class ends
    {
        refuse,  ///< throw `argument_error`: the default, so that no infinity is ever met unasked
        limit    ///< give the limit, plus or minus infinity
    };

    /// The longest schedule that can be asked for: a hundred times the length for which accuracy is promised.
    inline constexpr std::int64_t longest_schedule = 10'000'000;

    /// Promised and tested: every quantity of every schedule of at most `accurate_steps` steps is within
    /// `schedule_accuracy` of the real number that its formula gives for the parameters as passed, relative to that
    /// number, or to the smallest normal number where it is below; and the nearest float to it is within 0.5001 ulp.
    /// Where log_snr passes through zero the bound is absolute, `log_snr_zero_accuracy`.
    inline constexpr std::int64_t accurate_steps = 100'000;
    inline constexpr double schedule_accuracy = 1e-15;
    inline constexpr double schedule_float_accuracy_ulp = 0.5001;
    inline constexpr double log_snr_zero_accuracy = 1e-24;
}
