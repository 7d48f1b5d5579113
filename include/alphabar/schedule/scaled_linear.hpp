// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/linear.hpp>

namespace alphabar
{
    namespace schedules::detail
    {
        class squares_of_line
        {
        public:
            constexpr squares_of_line(std::int64_t steps, double first, double last)
                : m_roots(steps, checked_root("first", first), checked_root("last", last))
            {
            }

            constexpr double_double next() noexcept
            {
                const double_double root = m_roots.next();
                return root * root;
            }

        private:
            static constexpr double_double checked_root(std::string_view name, double beta)
            {
                check_parameter(name, beta);
                return square_root(beta);
            }

            line m_roots;
        };
    }

    /// Betas whose square roots lie on a straight line:
    /// beta_t = (sqrt(first) + (sqrt(last) - sqrt(first))(t - 1)/(T - 1))^2; of one step, first.
    ///
    /// Source: Rombach et al. 2022, "High-resolution image synthesis with latent diffusion models", as its code has it
    /// (there under the name "linear"; "scaled_linear" elsewhere): 0.00085 to 0.012 for T = 1000 in Stable Diffusion.
    /// Domain: first and last in (0, 1), normal numbers, in either order unless `increasing` is asked for.
    /// 1 <= T <= longest_schedule.
    /// Errors: `argument_error` with the value; in a constant expression the schedule does not compile.
    /// Accuracy: see `schedule_accuracy`.
    /// Example: `constexpr auto s = ab::scaled_linear_schedule<1000>(0.00085, 0.012);`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> scaled_linear_schedule(double first, double last,
                                                                         schedule_options options = {})
    {
        return {schedules::detail::squares_of_line(Steps, first, last), options};
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule scaled_linear_schedule(schedules::detail::step_count steps, double first, double last,
                                                  schedule_options options = {})
    {
        return {steps, schedules::detail::squares_of_line(steps, first, last), options};
    }
}
