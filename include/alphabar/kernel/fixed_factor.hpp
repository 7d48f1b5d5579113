// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/kernel/linear_gaussian.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/expm1.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/sqrt.hpp>

#include <limits>

namespace alphabar
{
    /// Bounds on the relative error of the coefficients of `fixed_factor_kernel`: of `noise`, and of `signal`, where an
    /// error of log a grows with t.
    struct fixed_factor_accuracy
    {
        static constexpr double noise = 1e-15;
        static constexpr double signal(double exponent)
        {
            return (2 + 2 * (exponent < 0 ? -exponent : exponent)) * 1.2e-16;
        }
    };

    /// The chain that shrinks by one factor and adds one noise at every step:
    ///
    ///     x_t = a x_{t−1} + σ ε_t        q(x_t | x_0) = N(a^t x_0, σ² (1 − a^{2t})/(1 − a²))
    ///
    /// With a = √(1 − σ²) (`fixed_factor_kernel::preserving(σ)`) the variance is 1 − a^{2t} and the chain tends to N(0,
    /// 1); otherwise to N(0, σ²/(1 − a²)). Its laws are those of `linear_gaussian_interface`. *Domain* 0 < a < 1, σ > 0,
    /// σ/√(1 − a²) finite; there is no last step. *Errors* `argument_error` with the value. *Accuracy* coefficients in
    /// double, within `fixed_factor_accuracy` where they are normal numbers. *Lifetime* the kernel is four numbers, and
    /// laws own it.
    class fixed_factor_kernel : public linear_gaussian_interface<fixed_factor_kernel>
    {
    public:

        constexpr fixed_factor_kernel(double factor, double sigma)
            : m_factor(checked_factor(factor)), m_sigma(checked_sigma(sigma)),
              m_limit(sigma / math::sqrt((1 - factor) * (1 + factor))), m_log_factor(math::log(factor))
        {
            core::require(m_limit <= std::numeric_limits<double>::max(), "sigma ", sigma, " with factor ", factor,
                          ": sigma/sqrt(1 - factor^2), to which the noise grows, must be finite");
        }

        /// The chain of factor √(1 − σ²), which keeps unit variance. *Domain* 0 < σ < 1.
        static constexpr fixed_factor_kernel preserving(double sigma)
        {
            core::require(sigma > 0 && sigma < 1, "sigma ", sigma, ": must lie in (0, 1)");
            const double squared_factor = (1 - sigma) * (1 + sigma);
            const double variance = sigma * sigma;
            // Of the two forms of log a², the one whose argument is exact to its last place where the other's is not.
            const double log_squared = variance < 0.5 ? math::log1p(-variance) : math::log(squared_factor);
            return {math::sqrt(squared_factor), sigma, 1, 0.5 * log_squared};
        }

        constexpr double factor() const { return m_factor; }
        constexpr double sigma() const { return m_sigma; }

        /// a^t
        constexpr double signal(step t) const
        {
            check(t, 0);
            return math::exp(static_cast<double>(t.value()) * m_log_factor);
        }

        /// The standard deviation of q(x_t | x_0).
        constexpr double noise(step t) const
        {
            check(t, 0);
            const auto count = static_cast<double>(t.value());
            if (m_log_factor > -1e-100)  // a^{2t} = 1 − t σ² with t σ² < 1e-80 for any t; σ² itself may be below double
            {
                return m_sigma * math::sqrt(count);
            }
            return m_limit * math::sqrt(-math::expm1(2 * count * m_log_factor));
        }

        constexpr double step_signal(step t) const
        {
            check(t, 1);
            return m_factor;
        }
        constexpr double step_noise(step t) const
        {
            check(t, 1);
            return m_sigma;
        }

        /// σ/√(1 − a²)
        constexpr double stationary_noise() const { return m_limit; }

    private:

        constexpr fixed_factor_kernel(double factor, double sigma, double limit, double log_factor)
            : m_factor(factor), m_sigma(sigma), m_limit(limit), m_log_factor(log_factor)
        {
        }

        static constexpr double checked_factor(double factor)
        {
            core::require(factor > 0 && factor < 1, "factor ", factor, ": must lie in (0, 1)");
            return factor;
        }

        static constexpr double checked_sigma(double sigma)
        {
            core::require(sigma > 0 && sigma <= std::numeric_limits<double>::max(), "sigma ", sigma,
                          ": must be positive and finite");
            return sigma;
        }

        static constexpr void check(step t, std::int64_t first)
        {
            core::require(t.value() >= first, "step ", t.value(), ": must be at least ", first);
        }

        double m_factor;
        double m_sigma;
        double m_limit;  // σ/√(1 − a²)
        double m_log_factor;
    };
}
