// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/schedule.hpp>

namespace alphabar
{
    namespace schedules::detail
    {
        class geometric_betas
        {
        public:
            constexpr geometric_betas(std::int64_t steps, double first, double last)
                : m_beta{first, 0.0}, m_last(last), m_left(steps), m_single(steps == 1)
            {
                check_parameter("first", first);
                check_parameter("last", last);
                core::require(first >= 1e-250 && last >= 1e-250, "first beta = ", first, ", last beta = ", last,
                              ": must be at least 1e-250");
                if (steps > 1 && first != last)
                {
                    const double_double ratio = double_double{last, 0.0} / first;
                    m_factor = exponential(logarithm(ratio) / static_cast<double>(steps - 1));
                }
            }

            constexpr double_double next() noexcept
            {
                const double_double beta = m_beta;
                m_beta = m_beta * m_factor;
                --m_left;
                return m_left == 0 && !m_single ? double_double{m_last, 0.0} : beta;
            }

        private:
            double_double m_beta;
            double_double m_factor{1.0, 0.0};
            double m_last;
            std::int64_t m_left;
            bool m_single;
        };
    }

    /// Betas in geometric progression, a straight line on a logarithmic scale:
    /// beta_t = first (last/first)^((t - 1)/(T - 1)); of one step, first.
    ///
    /// Source: the discrete form of an exponentially growing beta(t); compare the geometric noise scale of Song and
    /// Ermon 2019, "Generative modeling by estimating gradients of the data distribution".
    /// Domain: first and last in (0, 1) and at least 1e-250, in either order unless `increasing` is asked for.
    /// 1 <= T <= longest_schedule.
    /// Errors: `argument_error` with the value; in a constant expression the schedule does not compile.
    /// Accuracy: see `schedule_accuracy`.
    /// Example: `constexpr auto s = ab::exponential_schedule<1000>(1e-5, 0.05);`
    template <std::size_t Steps>
    [[nodiscard]] constexpr schedule_table<Steps> exponential_schedule(double first, double last,
                                                                       schedule_options options = {})
    {
        return {schedules::detail::geometric_betas(Steps, first, last), options};
    }

    /// The same for a T known at run time. Cost: one allocation.
    template <class Schedule = dynamic_schedule>
    [[nodiscard]] Schedule exponential_schedule(schedules::detail::step_count steps, double first, double last,
                                                schedule_options options = {})
    {
        return {steps, schedules::detail::geometric_betas(steps, first, last), options};
    }
}
