// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

namespace alphabar
{
    namespace schedules::detail
    {
        /// With p = exp(v), beta = (first + last p)/(1 + p): every sum is of like signs, so that a beta far below first
        /// or last keeps its digits.
        class sigmoid_betas
        {
        public:
            constexpr sigmoid_betas(std::int64_t steps, double first, double last, double range)
                : m_first{first, 0.0}, m_last(last)
            {
                check_parameter("first", first);
                check_parameter("last", last);
                core::require(range > 0.0 && range <= 200.0, "range = ", range, ": must lie in (0, 200]");
                m_power = exponential({-range, 0.0});
                if (steps > 1)
                {
                    m_factor = exponential(double_double{2.0 * range, 0.0} / static_cast<double>(steps - 1));
                }
            }

            constexpr double_double next() noexcept
            {
                const double_double power = m_power;
                m_power = m_power * m_factor;
                return (m_first + power * m_last) / (double_double{1.0, 0.0} + power);
            }

        private:
            double_double m_first;
            double m_last;
            double_double m_power;
            double_double m_factor{1.0, 0.0};
        };
    }

    /// Betas on a logistic curve: beta_t = first + (last - first)/(1 + exp(-v_t)), with v_t equally spaced from -range
    /// at t = 1 to range at t = T; of one step, v = -range. The ends are approached, not met.
    ///
    /// Source: Xu et al. 2022, "GeoDiff: a geometric diffusion model for molecular conformation generation", as its
    /// code has it, with range = 6.
    /// Domain: first and last in (0, 1), normal numbers, in either order unless `increasing` is asked for; range in
    /// (0, 200]. 1 <= T <= longest_schedule.
    /// Errors: `argument_error` with the value; in a constant expression the schedule does not compile.
    /// Accuracy: see `schedule_accuracy`.
    /// Example: `constexpr auto s = ab::sigmoid_schedule<1000>(1e-4, 0.02);`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> sigmoid_schedule(double first, double last, double range = 6.0,
                                                                   schedule_options options = {})
    {
        return {schedules::detail::sigmoid_betas(Steps, first, last, range), options};
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule sigmoid_schedule(schedules::detail::step_count steps, double first, double last,
                                            double range = 6.0, schedule_options options = {})
    {
        return {steps, schedules::detail::sigmoid_betas(steps, first, last, range), options};
    }
}
