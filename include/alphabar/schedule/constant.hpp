// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

namespace alphabar
{
    namespace schedules::detail
    {
        class constant_betas
        {
        public:
            explicit constexpr constant_betas(double beta) : m_beta{beta, 0.0} { check_parameter("constant", beta); }

            constexpr double_double next() const noexcept { return m_beta; }

        private:
            double_double m_beta;
        };
    }

    /// The same beta at every step, so that alpha_bar_t = (1 - beta)^t: the chain x_t = a x_{t-1} + sqrt(1 - a^2) eps
    /// with a fixed factor a = sqrt(1 - beta).
    ///
    /// Domain: beta in (0, 1), a normal number. 1 <= T <= longest_schedule.
    /// Errors: `argument_error` with the value; in a constant expression the schedule does not compile.
    /// Accuracy: see `schedule_accuracy`.
    /// Example: `constexpr auto s = ab::constant_schedule<200>(0.01);`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> constant_schedule(double beta, schedule_options options = {})
    {
        return {schedules::detail::constant_betas(beta), options};
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule constant_schedule(schedules::detail::step_count steps, double beta,
                                             schedule_options options = {})
    {
        return {steps, schedules::detail::constant_betas(beta), options};
    }
}
