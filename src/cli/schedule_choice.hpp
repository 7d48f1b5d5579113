// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace alphabar::cli
{
    /// What --beta means for a schedule.
    enum class beta_use
    {
        none,
        single,
        ends,
    };

    /// A schedule that users choose by name.
    struct schedule_entry
    {
        std::string_view name;
        std::string_view formula;
        beta_use use;
        double first;  ///< default of --beta
        double last;
    };

    std::span<const schedule_entry> schedule_entries();

    /// What the user asked for: a name (or a `.npy` file of betas), the text of --beta ("" for the default), T.
    struct schedule_choice
    {
        std::string name = "linear";
        std::string beta;
        std::int64_t steps = 1000;
        bool steps_given = false;
    };

    /// Errors: `argument_error` for an unknown name (with the nearest known ones), a --beta that the schedule doesn't
    /// take or that is out of (0, 1), or a --steps that contradicts the file of betas.
    dynamic_schedule make_schedule(const schedule_choice& choice);

    /// For captions: "linear, β = 0.0001…0.05".
    std::string describe(const schedule_choice& choice);
}
