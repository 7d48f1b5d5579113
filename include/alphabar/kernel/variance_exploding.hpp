// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/kernel/linear_gaussian.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/expm1.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/sqrt.hpp>

namespace alphabar
{
    /// The variance-exploding kernel: data stay, noise grows geometrically from σ_min at step 1 to σ_max at step T.
    ///
    ///     q(x_t | x_{t−1}) = N(x_{t−1}, σ_t² − σ_{t−1}²)   q(x_t | x_0) = N(x_0, σ_t²)   σ_t = σ_min (σ_max/σ_min)^{(t−1)/(T−1)}, σ_0 = 0
    ///
    /// *Source* Song, Sohl-Dickstein, Kingma, Kumar, Ermon, Poole 2021, eqs. 8 and 20; Song, Ermon 2019. Its laws are those of
    /// `linear_gaussian_interface`; there is no law that a step keeps. *Domain* T ≥ 1, 0 < σ_min ≤ σ_max, both finite, and
    /// σ_min = σ_max only for T = 1. *Lifetime* the kernel is four numbers, and laws own it.
    class variance_exploding_kernel : public linear_gaussian_interface<variance_exploding_kernel>
    {
    public:

        constexpr variance_exploding_kernel(std::int64_t steps, double least, double greatest)
            : m_steps(steps), m_least(least), m_greatest(greatest)
        {
            core::require(steps >= 1, "steps = ", steps, ": must be at least 1");
            core::require(least > 0, "sigma_min ", least, ": must be positive");
            core::require(greatest <= std::numeric_limits<double>::max(), "sigma_max ", greatest, ": must be finite");
            core::require(steps == 1 ? greatest == least : greatest > least, "sigma_max ", greatest,
                          steps == 1 ? ": of one step it must be sigma_min, " : ": must exceed sigma_min, ", least);
            m_growth = steps == 1 ? 0 : (math::log(greatest) - math::log(least)) / static_cast<double>(steps - 1);
        }

        constexpr std::int64_t steps() const { return m_steps; }

        constexpr double signal(step t) const
        {
            kernel::require_time(t.value(), step{0}, step{m_steps});
            return 1;
        }
        /// σ_t
        constexpr double noise(step t) const
        {
            kernel::require_time(t.value(), step{0}, step{m_steps});
            if (t == step{m_steps})
            {
                return m_greatest;
            }
            return t == step{0} ? 0 : m_least * math::exp(static_cast<double>(t.value() - 1) * m_growth);
        }
        constexpr double step_signal(step t) const
        {
            kernel::require_time(t.value(), step{1}, step{m_steps});
            return 1;
        }
        constexpr double step_noise(step t) const
        {
            kernel::require_time(t.value(), step{1}, step{m_steps});
            // σ_t² − σ_{t−1}² = σ_t² (1 − (σ_{t−1}/σ_t)²)
            return t == step{1} ? m_least : noise(t) * math::sqrt(-math::expm1(-2 * m_growth));
        }

    private:

        std::int64_t m_steps;
        double m_least;
        double m_greatest;
        double m_growth = 0;  // log(σ_t/σ_{t−1})
    };
}
