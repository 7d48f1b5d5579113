// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

namespace alphabar
{
    namespace schedules::detail
    {
        class inverse_betas
        {
        public:
            explicit constexpr inverse_betas(std::int64_t steps) noexcept : m_left(static_cast<double>(steps)) {}

            constexpr double_double next() noexcept
            {
                const double left = m_left;
                m_left -= 1.0;
                return double_double{1.0, 0.0} / left;
            }

        private:
            double m_left;
        };
    }

    /// beta_t = 1/(T - t + 1), so that alpha_bar_t = 1 - t/T: information is lost at a constant rate.
    ///
    /// Source: Sohl-Dickstein et al. 2015, "Deep unsupervised learning using nonequilibrium thermodynamics", section
    /// 2.4.1 (binomial diffusion); Austin et al. 2021, "Structured denoising diffusion models in discrete
    /// state-spaces". Known as "jsd" in the code of Ho et al.
    /// Domain: 1 <= T <= longest_schedule. It ends at pure noise: beta_T = 1 and alpha_bar_T = 0 exactly, and what
    /// divides by alpha_bar (sigma, log_alpha_bar, log_snr) is refused at T unless asked for with `ends::limit`.
    /// Errors: `argument_error` with the value; in a constant expression the schedule does not compile.
    /// Accuracy: see `schedule_accuracy`.
    /// Example: `constexpr auto s = ab::inverse_schedule<1000>();`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> inverse_schedule()
    {
        return {schedules::detail::inverse_betas(Steps), {.increasing = true, .zero_terminal_snr = true}};
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule inverse_schedule(schedules::detail::step_count steps)
    {
        return {steps, schedules::detail::inverse_betas(steps), {.increasing = true, .zero_terminal_snr = true}};
    }
}
