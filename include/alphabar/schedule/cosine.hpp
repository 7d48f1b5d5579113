// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

namespace alphabar
{
    namespace schedules::detail
    {
        /// With the angle a_t = (pi/2) (t/T + s)/(1 + s), beta = 1 - cos^2 a_t / cos^2 a_{t-1} without a cancellation:
        ///
        ///     beta_t = sin(a_t - a_{t-1}) sin(a_t + a_{t-1}) / cos^2 a_{t-1}.
        ///
        /// The angle left to pi/2 is u_t = (T - t) h, h = a_t - a_{t-1}, so that cos a_t = sin u_t and
        /// sin a_t = cos u_t. Both are carried from step to step by the rotation through h; nothing is lost where cos
        /// a_t nears 0.
        class cosine_betas
        {
        public:
            constexpr cosine_betas(std::int64_t steps, double offset, double cap) : m_left(steps), m_cap(cap)
            {
                check_steps(steps);
                core::require(offset >= 0.0 && offset <= 1.0, "offset = ", offset, ": must lie in [0, 1]");
                core::require(cap > 0.0 && cap <= 1.0, "cap = ", cap, ": must lie in (0, 1]");
                const auto count = static_cast<double>(steps);
                const double_double h = half_pi / (two_sum(1.0, offset) * count);
                m_turn = sincos(h);
                m_angle = sincos(h * count);
            }

            constexpr double_double next() noexcept
            {
                if (--m_left == 0)
                {
                    return {m_cap, 0.0};  // cos a_T = 0: beta would be 1
                }
                const double_double sine = m_angle.sin * m_turn.cos - m_angle.cos * m_turn.sin;
                const double_double cosine = m_angle.cos * m_turn.cos + m_angle.sin * m_turn.sin;
                const double_double sum = m_angle.cos * sine + m_angle.sin * cosine;
                const double_double beta = m_turn.sin * sum / (m_angle.sin * m_angle.sin);
                m_angle = {sine, cosine};
                return beta < double_double{m_cap, 0.0} ? beta : double_double{m_cap, 0.0};
            }

        private:
            std::int64_t m_left;
            double m_cap;
            double_double_sincos m_turn;
            double_double_sincos m_angle;
        };
    }

    /// The cosine schedule: alpha_bar_t = f(t)/f(0) with f(t) = cos^2((pi/2) (t/T + offset)/(1 + offset)), given
    /// through betas that are capped: beta_t = min(1 - f(t)/f(t-1), cap).
    ///
    /// Source: Nichol and Dhariwal 2021, "Improved denoising diffusion probabilistic models", eq. 17, with offset =
    /// 0.008 and the cap 0.999 that keeps the last step from being pure noise.
    /// Domain: offset in [0, 1]. cap in (0, 1); a cap of 1 ends at alpha_bar_T = 0 and needs `zero_terminal_snr`.
    /// 1 <= T <= longest_schedule.
    /// Errors: `argument_error` with the value; in a constant expression the schedule does not compile.
    /// Accuracy: `schedule_accuracy` holds here too, which is 500 times better than 1 - f(t)/f(t-1) in double can be.
    /// Example: `constexpr auto s = ab::cosine_schedule<1000>();`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> cosine_schedule(double offset = 0.008, double cap = 0.999,
                                                                  schedule_options options = {})
    {
        return {schedules::detail::cosine_betas(Steps, offset, cap), options};
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule cosine_schedule(schedules::detail::step_count steps, double offset = 0.008,
                                           double cap = 0.999, schedule_options options = {})
    {
        return {steps, schedules::detail::cosine_betas(steps, offset, cap), options};
    }
}
