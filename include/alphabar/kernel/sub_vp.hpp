// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/kernel/linear_gaussian.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/schedule/concept.hpp>

namespace alphabar
{
    /// The sub-variance-preserving kernel of a schedule: less noise than `gaussian_kernel` at every step, none at first order
    /// near the data.
    ///
    ///     q(x_t | x_{t−1}) = N(√(1 − β_t) x_{t−1}, β_t (1 − ᾱ_t ᾱ_{t−1}))        q(x_t | x_0) = N(√ᾱ_t x_0, (1 − ᾱ_t)²)
    ///
    /// *Source* Song, Sohl-Dickstein, Kingma, Kumar, Ermon, Poole 2021, appendix B, eq. 29: the marginal at the times of
    /// the schedule, and the steps between them. Its laws are those of `linear_gaussian_interface`. It tends to N(0, 1) as
    /// ᾱ_t → 0, but no step keeps a law. *Lifetime* as `gaussian_kernel`.
    template <class Schedule>
        requires noise_schedule<std::remove_cvref_t<Schedule>>
    class sub_vp_kernel : public linear_gaussian_interface<sub_vp_kernel<Schedule>>
    {
    public:

        template <class S>
            requires std::constructible_from<Schedule, S&&>
        constexpr explicit sub_vp_kernel(S&& schedule) : m_schedule(std::forward<S>(schedule))
        {
        }

        constexpr const auto& schedule() const { return m_schedule; }
        constexpr std::int64_t steps() const { return m_schedule.steps(); }

        /// √ᾱ_t and 1 − ᾱ_t
        constexpr double signal(step t) const { return m_schedule.signal(t); }
        constexpr double noise(step t) const { return m_schedule.one_minus_alpha_bar(t); }
        constexpr double step_signal(step t) const { return m_schedule.step_signal(t); }
        constexpr double step_noise(step t) const
        {
            const double lost = m_schedule.one_minus_alpha_bar(t) +
                                m_schedule.alpha_bar(t) * m_schedule.one_minus_alpha_bar(t - 1);  // 1 − ᾱ_t ᾱ_{t−1}
            return m_schedule.step_noise(t) * math::sqrt(lost);
        }

    private:

        Schedule m_schedule;
    };

    template <class S>
        requires noise_schedule<std::remove_cvref_t<S>>
    sub_vp_kernel(S&&) -> sub_vp_kernel<xtl::const_closure_type_t<S>>;
}
