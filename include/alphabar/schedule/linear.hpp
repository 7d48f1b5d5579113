// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

namespace alphabar
{
    namespace schedules::detail
    {
        /// The points of a straight line from first to last, both hit exactly: (first (T-t) + last (t-1))/(T-1). Of one
        /// point there is only the first.
        class line
        {
        public:
            constexpr line(std::int64_t points, double_double first, double_double last) noexcept
                : m_first(first), m_last(last), m_left(static_cast<double>(points - 1)), m_intervals(m_left)
            {
            }

            constexpr double_double next() noexcept
            {
                const double left = m_left;
                m_left -= 1.0;
                return m_intervals == 0.0 ? m_first : (m_first * left + m_last * (m_intervals - left)) / m_intervals;
            }

        private:
            double_double m_first;
            double_double m_last;
            double m_left;
            double m_intervals;
        };

        constexpr line linear_betas(std::int64_t steps, double first, double last)
        {
            check_parameter("first", first);
            check_parameter("last", last);
            return {steps, {first, 0.0}, {last, 0.0}};
        }
    }

    /// Betas on a straight line: beta_t = first + (last - first)(t - 1)/(T - 1); of one step, first.
    ///
    /// Source: Ho, Jain, Abbeel 2020, "Denoising diffusion probabilistic models", section 4: 1e-4 to 0.02 for T = 1000.
    /// (The latent diffusion code calls "linear" what is `scaled_linear_schedule` here.)
    /// Domain: first and last in (0, 1), normal numbers, in either order unless `increasing` is asked for.
    /// 1 <= T <= longest_schedule.
    /// Errors: `argument_error` with the value; in a constant expression the schedule does not compile.
    /// Accuracy: see `schedule_accuracy`.
    /// Example: `constexpr auto s = ab::linear_schedule<1000>(1e-4, 0.02);`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> linear_schedule(double first, double last,
                                                                  schedule_options options = {})
    {
        return {schedules::detail::linear_betas(Steps, first, last), options};
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule linear_schedule(schedules::detail::step_count steps, double first, double last,
                                           schedule_options options = {})
    {
        return {steps, schedules::detail::linear_betas(steps, first, last), options};
    }
}
