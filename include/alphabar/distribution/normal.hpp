// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/functions.hpp>
#include <alphabar/random/normal.hpp>

#include <limits>

namespace alphabar
{
    namespace distribution
    {
        inline constexpr double half_log_two_pi = 0.91893853320467274178;  // log(2π)/2

        struct normal_log_pdf : expression::node_functor
        {
            template <class X, class Mean, class Stddev>
            auto operator()(const X& x, const Mean& mean, const Stddev& stddev) const
            {
                using T = std::common_type_t<X, Mean, Stddev>;
                return simd_apply(static_cast<T>(x), static_cast<T>(mean), static_cast<T>(stddev));
            }

            template <class V>
            V simd_apply(const V& x, const V& mean, const V& stddev) const
            {
                using T = math::scalar_t<V>;
                const V z = (x - mean) / stddev;
                return V(T(-0.5)) * (z * z) - (math::log(stddev) + V(static_cast<T>(half_log_two_pi)));
            }
        };
    }

    /// Independent normal variables whose means and standard deviations are expressions:
    ///
    ///     N(mean, stddev²),   log p(x) = −z²/2 − log stddev − log(2π)/2,   z = (x − mean)/stddev
    ///
    /// *Shapes* mean and stddev broadcast against each other, to the law's `shape()`, and against points. *Domain*
    /// stddev ≥ 0. Where it is 0 the law is a point mass: it samples, but has no density. *Errors* a scalar stddev that
    /// is negative or not finite throws `argument_error`. *Laziness, lifetime* members return expressions that own what the
    /// law owns and borrow what it borrows (lvalue containers, as the type says), so they may outlive the law. *Cost* one
    /// fused loop, no intermediate.
    template <class Mean, class Stddev>
    class normal_distribution
    {
    public:

        using value_type =
            std::common_type_t<typename std::decay_t<Mean>::value_type, typename std::decay_t<Stddev>::value_type>;

        normal_distribution(Mean mean, Stddev stddev)
            : m_mean(std::forward<Mean>(mean)), m_stddev(std::forward<Stddev>(stddev))
        {
            if constexpr (xt::is_xscalar<std::decay_t<Stddev>>::value)
            {
                core::require(m_stddev() >= 0 && m_stddev() <= std::numeric_limits<value_type>::max(), "stddev ",
                              m_stddev(), ": must be finite and not negative");
            }
        }

        Mean mean() const { return m_mean; }
        Stddev stddev() const { return m_stddev; }
        auto variance() const { return Stddev(m_stddev) * Stddev(m_stddev); }

        auto shape() const { return expression::to_shape((Mean(m_mean) + Stddev(m_stddev)).shape()); }

        /// `mean + stddev · normal(k, shape())`: reparameterised, smooth in mean and stddev.
        auto sample(key k) const { return Mean(m_mean) + Stddev(m_stddev) * normal<value_type>(k, shape()); }

        template <class Points>
        auto log_pdf(Points&& x) const
        {
            return expression::make_function(distribution::normal_log_pdf(), std::forward<Points>(x), Mean(m_mean),
                                             Stddev(m_stddev));
        }

        template <class Points>
        auto pdf(Points&& x) const
        {
            return alphabar::exp(log_pdf(std::forward<Points>(x)));
        }

    private:

        Mean m_mean;
        Stddev m_stddev;
    };

    /// The law with these parameters; each may be an expression or a number.
    template <class Mean, class Stddev>
    auto make_normal(Mean&& mean, Stddev&& stddev)
    {
        using mean_type = expression::owned_t<xt::const_xclosure_t<Mean>>;
        using stddev_type = expression::owned_t<xt::const_xclosure_t<Stddev>>;
        return normal_distribution<mean_type, stddev_type>(std::forward<Mean>(mean), std::forward<Stddev>(stddev));
    }
}
