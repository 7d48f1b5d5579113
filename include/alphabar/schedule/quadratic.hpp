// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/scaled_linear.hpp>

namespace alphabar
{
    /// Betas that are the square of a straight line, a quadratic polynomial in t: the very betas of
    /// `scaled_linear_schedule`, under the older of its two names.
    ///
    /// Source: the code of Ho, Jain, Abbeel 2020, and of Song, Meng, Ermon 2021, "Denoising diffusion implicit models":
    /// beta_schedule = "quad" is linspace(sqrt(first), sqrt(last), T)^2, and tutorials repeat it as "quadratic".
    /// Another parabola through the same ends, such as first + (last - first) u^2, would silently be a different
    /// schedule for everyone who carries a model over; it can be had through `from_betas`.
    /// Domain, errors, accuracy: those of `scaled_linear_schedule`.
    /// Example: `constexpr auto s = ab::quadratic_schedule<1000>(1e-4, 0.02);`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> quadratic_schedule(double first, double last,
                                                                     schedule_options options = {})
    {
        return scaled_linear_schedule<Steps>(first, last, options);
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule quadratic_schedule(schedules::detail::step_count steps, double first, double last,
                                              schedule_options options = {})
    {
        return scaled_linear_schedule(steps, first, last, options);
    }
}
