// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/kernel/linear_gaussian.hpp>
#include <alphabar/math/sqrt.hpp>

namespace alphabar
{
    /// Rectified flow: a straight line from data to noise in T equal steps, x_t = (1 − t/T) x_0 + (t/T) ε.
    ///
    ///     q(x_t | x_{t−1}) = N(a_t x_{t−1}, b_t²),  a_t = (T − t)/(T − t + 1),  b_t² = (t + a_t (t − 1))/(T (T − t + 1))
    ///     q(x_t | x_0)     = N((1 − t/T) x_0, (t/T)²)
    ///
    /// *Source* the marginal: Liu, Gong, Liu 2022, eq. 1, and Lipman et al. 2022, eq. 22 with σ_min = 0. The steps are those of
    /// the one Markov chain with these marginals, b_t² = (t/T)² − a_t² ((t − 1)/T)². Its laws are those of
    /// `linear_gaussian_interface`; the last step forgets x, and its law N(0, 1) is reached exactly. *Domain* T ≥ 1.
    /// *Lifetime* the kernel is a number, and laws own it.
    class rectified_flow_kernel : public linear_gaussian_interface<rectified_flow_kernel>
    {
    public:

        constexpr explicit rectified_flow_kernel(std::int64_t steps) : m_steps(steps)
        {
            core::require(steps >= 1, "steps = ", steps, ": must be at least 1");
        }

        constexpr std::int64_t steps() const { return m_steps; }

        constexpr double signal(step t) const { return left(t, 0) / count(); }
        constexpr double noise(step t) const { return (count() - left(t, 0)) / count(); }
        constexpr double step_signal(step t) const
        {
            const double rest = left(t, 1);
            return rest / (rest + 1);
        }
        constexpr double step_noise(step t) const
        {
            const double rest = left(t, 1);
            const double done = count() - rest;
            return math::sqrt((done + rest / (rest + 1) * (done - 1)) / (count() * (rest + 1)));
        }

    private:

        constexpr double count() const { return static_cast<double>(m_steps); }

        /// T − t
        constexpr double left(step t, std::int64_t first) const
        {
            kernel::require_time(t.value(), step{first}, step{m_steps});
            return static_cast<double>(m_steps - t.value());
        }

        std::int64_t m_steps;
    };
}
