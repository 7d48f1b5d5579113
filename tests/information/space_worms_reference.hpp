// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by space_worms_reference.py with mpmath: edit that, not this.

// clang-format off
namespace space_worms
{
    inline constexpr int worms[] = {2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7};  // with 0 … 10 teeth
    inline constexpr double mean_teeth = 5.44;
    inline constexpr double success = 0.544;
    inline constexpr double binomial_probabilities[] = {0.000388730329667319, 0.004637484634627665, 0.02489597014379062, 0.07920121496036316, 0.16534990491724938, 0.23671144282890438, 0.2353271653854605, 0.16042353129033898, 0.07176842189304639, 0.019026326271840758, 0.002269807344710827};
    inline constexpr double entropy = 2.2612155618487013;  // of the worms, in nats
    inline constexpr double kl_to_uniform = 0.13667971094966938;
    inline constexpr double kl_to_binomial = 0.4273497248561931;
    inline constexpr double uniform_wins_by = 0.29067001390652375;
    inline constexpr double uniform_wins_by_bits = 0.4193481875980678;
}
// clang-format on
