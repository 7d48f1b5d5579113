// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/kernel/linear_gaussian.hpp>
#include <alphabar/schedule/concept.hpp>

namespace alphabar
{
    /// The Gaussian, variance-preserving diffusion kernel of a schedule:
    ///
    ///     q(x_t | x_{t−1}) = N(√(1 − β_t) x_{t−1}, β_t)        q(x_t | x_0) = N(√ᾱ_t x_0, 1 − ᾱ_t)
    ///
    /// Its laws, `transition`, `marginal`, `posterior` and `stationary`, N(0, 1), are those of `linear_gaussian_interface`, with
    /// their shapes, domain and errors. *Source* Ho, Jain, Abbeel 2020, eqs. 2, 4, 6 and 7. *Lifetime* the kernel borrows a
    /// schedule that is an lvalue and owns one that is an rvalue; a law over an array of times refers to the schedule.
    template <class Schedule>
        requires noise_schedule<std::remove_cvref_t<Schedule>>
    class gaussian_kernel : public linear_gaussian_interface<gaussian_kernel<Schedule>>
    {
    public:

        template <class S>
            requires std::constructible_from<Schedule, S&&>
        constexpr explicit gaussian_kernel(S&& schedule) : m_schedule(std::forward<S>(schedule))
        {
        }

        constexpr const auto& schedule() const { return m_schedule; }
        constexpr std::int64_t steps() const { return m_schedule.steps(); }

        /// √ᾱ_t and √(1 − ᾱ_t): the factors of x_0 and of the noise in x_t.
        constexpr double signal(step t) const { return m_schedule.signal(t); }
        constexpr double noise(step t) const { return m_schedule.noise(t); }
        /// √(1 − β_t) and √β_t: those of x_{t−1} and of the noise that step t adds.
        constexpr double step_signal(step t) const { return m_schedule.step_signal(t); }
        constexpr double step_noise(step t) const { return m_schedule.step_noise(t); }
        static constexpr double stationary_noise() { return 1; }

    private:

        Schedule m_schedule;
    };

    template <class S>
        requires noise_schedule<std::remove_cvref_t<S>>
    gaussian_kernel(S&&) -> gaussian_kernel<xtl::const_closure_type_t<S>>;
}
