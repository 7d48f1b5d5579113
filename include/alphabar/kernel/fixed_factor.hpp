// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/kernel/coefficient.hpp>
#include <alphabar/kernel/noised.hpp>

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
    /// 1); otherwise to N(0, σ²/(1 − a²)). *Shapes* of x and t as for `gaussian_kernel`. *Domain* 0 < a < 1, σ > 0,
    /// σ/√(1 − a²) finite; t ≥ 1 for a transition, t ≥ 0 for a marginal: there is no last step. *Errors*
    /// `argument_error` with the value; for an array of times when it is assigned, before anything is written.
    /// *Accuracy* coefficients in double, within `fixed_factor_accuracy` where they are normal numbers; cast to the
    /// type of x last. *Lifetime* the kernel is four numbers, and laws own it; they borrow x and t where they are
    /// lvalues. *Cost* laws are expressions: a sample is one fused loop.
    class fixed_factor_kernel
    {
    public:

        /// A transition is a x + s ε: an x that is an expression is evaluated once (process/forward.hpp).
        static constexpr bool reads_once = true;

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

        /// q(x_t | x_{t−1})
        template <class X>
        auto transition(X&& x_prev, step t) const
        {
            check(t, 1);
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(m_factor) * std::forward<X>(x_prev), static_cast<T>(m_sigma));
        }
        template <class X, step_expression Times>
        auto transition(X&& x_prev, Times&& times) const
        {
            return law(
                std::forward<X>(x_prev), std::forward<Times>(times), step{1}, [a = m_factor](step) { return a; },
                [sigma = m_sigma](step) { return sigma; });
        }

        /// q(x_t | x_0)
        template <class X>
        auto marginal(X&& x0, step t) const
        {
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(signal(t)) * std::forward<X>(x0), static_cast<T>(noise(t)));
        }
        template <class X, step_expression Times>
        auto marginal(X&& x0, Times&& times) const
        {
            return law(
                std::forward<X>(x0), std::forward<Times>(times), step{0}, [chain = *this](step t)
                { return chain.signal(t); }, [chain = *this](step t) { return chain.noise(t); });
        }

        /// N(0, σ²/(1 − a²)) of the given shape
        template <std::floating_point T = float, class Shape>
        auto stationary(const Shape& shape) const
        {
            return make_normal(xt::broadcast(T(0), expression::to_shape(shape)), static_cast<T>(m_limit));
        }
        template <std::floating_point T = float, std::integral I, std::size_t N>
        auto stationary(const I (&shape)[N]) const
        {
            return stationary<T>(std::to_array(shape));
        }

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

        template <class X, class Times, class Signal, class Noise>
        static auto law(X&& x, Times&& times, step first, Signal signal, Noise noise)
        {
            using T = kernel::noised_t<X>;
            const step last{std::numeric_limits<std::int64_t>::max()};
            auto factor = kernel::over_times<T>(signal, first, last, Times(times), x);  // of an rvalue, a copy
            auto stddev = kernel::over_times<T>(noise, first, last, std::forward<Times>(times), x);
            return make_normal(std::move(factor) * std::forward<X>(x), std::move(stddev), unchecked);
        }

        double m_factor;
        double m_sigma;
        double m_limit;  // σ/√(1 − a²)
        double m_log_factor;
    };
}
