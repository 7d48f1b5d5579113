// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/kernel/noised.hpp>
#include <alphabar/schedule/time.hpp>

namespace alphabar
{
    /// The chain that shrinks by one factor and adds one noise at every step:
    ///
    ///     x_t = a x_{t−1} + σ ε_t        q(x_t | x_0) = N(a^t x_0, σ² (1 − a^{2t})/(1 − a²))
    ///
    /// With a = √(1 − σ²) (`fixed_factor_kernel::preserving(σ)`) the variance is 1 − a^{2t} and the chain tends to N(0, 1);
    /// otherwise to N(0, σ²/(1 − a²)). *Domain* 0 < a < 1, σ > 0, t ≥ 1 for a transition, t ≥ 0 for a marginal: there is
    /// no last step. *Errors* `argument_error` with the value. *Accuracy* coefficients in double, the variance through
    /// expm1, without cancellation; cast to the type of x last. *Lifetime, cost* as for `gaussian_kernel`.
    class fixed_factor_kernel
    {
    public:

        constexpr fixed_factor_kernel(double factor, double sigma) : fixed_factor_kernel(factor, sigma, (1 - factor) * (1 + factor))
        {
        }

        /// The chain of factor √(1 − σ²), which keeps unit variance. *Domain* 0 < σ < 1.
        static constexpr fixed_factor_kernel preserving(double sigma)
        {
            core::require(sigma > 0 && sigma < 1, "sigma ", sigma, ": must lie in (0, 1)");
            return {math::sqrt((1 - sigma) * (1 + sigma)), sigma, sigma * sigma};
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
            return m_sigma * math::sqrt(-math::expm1(2 * static_cast<double>(t.value()) * m_log_factor) / m_gap);
        }

        /// q(x_t | x_{t−1})
        template <class X>
        auto transition(X&& x_prev, step t) const
        {
            check(t, 1);
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(m_factor) * std::forward<X>(x_prev), static_cast<T>(m_sigma));
        }

        /// q(x_t | x_0)
        template <class X>
        auto marginal(X&& x0, step t) const
        {
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(signal(t)) * std::forward<X>(x0), static_cast<T>(noise(t)));
        }

        /// N(0, σ²/(1 − a²))
        template <class T = float, class Shape>
        auto stationary(const Shape& shape) const
        {
            return make_normal(xt::broadcast(T(0), expression::to_shape(shape)), static_cast<T>(m_sigma / math::sqrt(m_gap)));
        }

    private:

        constexpr fixed_factor_kernel(double factor, double sigma, double gap)
            : m_factor(factor), m_sigma(sigma), m_gap(gap), m_log_factor(0.5 * math::log1p(-gap))
        {
            core::require(factor > 0 && factor < 1, "factor ", factor, ": must lie in (0, 1)");
            core::require(sigma > 0 && sigma <= std::numeric_limits<double>::max(), "sigma ", sigma, ": must be positive and finite");
        }

        static constexpr void check(step t, std::int64_t first)
        {
            core::require(t.value() >= first, "step ", t.value(), ": must be at least ", first);
        }

        double m_factor;
        double m_sigma;
        double m_gap;  // 1 − a²
        double m_log_factor;
    };
}
