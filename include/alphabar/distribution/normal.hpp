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
        inline constexpr double inverse_root_two_pi = 0.39894228040143267794;

        /// The type in which values of these types are computed: what C++ makes of them, but double for integers.
        template <class... T>
        using computed_t =
            std::conditional_t<std::is_floating_point_v<std::common_type_t<T...>>, std::common_type_t<T...>, double>;

        struct normal_log_prob : expression::node_functor
        {
            template <class X, class Mean, class Stddev>
            auto operator()(const X& x, const Mean& mean, const Stddev& stddev) const
            {
                using T = computed_t<X, Mean, Stddev>;
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

        /// Bounds of a density's rounding errors, in units of the epsilon of its type: |log p − exact| is at most this
        /// times 1 + |log stddev| + z²/2, and so is the relative error of p where it is a normal number.
        inline constexpr double normal_max_epsilons = 4;
    }

    /// Independent normal variables whose means and standard deviations are expressions:
    ///
    ///     N(mean, stddev²),   log p(x) = −z²/2 − log stddev − log(2π)/2,   z = (x − mean)/stddev
    ///
    /// *Shapes* mean and stddev broadcast against each other, to the law's `shape()`, and against points; each may be a
    /// number. *Type* as C++ has it for mean and stddev (and points); double if all are integers. *Domain* stddev ≥ 0.
    /// Where it is 0 the law is a point mass: it samples, but has no density. A NaN in a parameter or a point gives NaN in
    /// its element. *Errors* a stddev that is a number and negative or not finite, or 0 where a density is asked for,
    /// throws `argument_error`; elements of an array are not checked: a density is NaN or −∞ where stddev is 0.
    /// *Accuracy* `distribution::normal_max_epsilons`. *Laziness, lifetime* members return expressions that own what the
    /// law owns and borrow what it borrows (lvalue containers, as the type says), so they may outlive the law. *Cost* one
    /// fused loop, no intermediate.
    template <class Mean, class Stddev>
    class normal_distribution
    {
    public:

        using value_type = distribution::computed_t<typename std::decay_t<Mean>::value_type,
                                                    typename std::decay_t<Stddev>::value_type>;

        normal_distribution(Mean mean, Stddev stddev)
            : m_mean(std::forward<Mean>(mean)), m_stddev(std::forward<Stddev>(stddev))
        {
            if constexpr (stddev_is_number)
            {
                const auto value = static_cast<value_type>(m_stddev());
                core::require(value >= 0 && value <= std::numeric_limits<value_type>::max(), "stddev ", m_stddev(),
                              ": must be finite and not negative");
            }
        }

        Mean mean() const { return m_mean; }
        Stddev stddev() const { return m_stddev; }
        auto variance() const { return Stddev(m_stddev) * Stddev(m_stddev); }

        auto shape() const { return expression::to_shape((Mean(m_mean) + Stddev(m_stddev)).shape()); }

        /// `mean + stddev · normal(k, shape())`: reparameterised, smooth in mean and stddev.
        auto sample(key k) const { return drawn(normal<value_type>(k, shape())); }

        /// Many draws: `mean + stddev · normal(k, shape)` of a shape to which the law's broadcasts. *Errors* a shape to
        /// which it does not throws `xt::broadcast_error`.
        template <class Shape>
        auto sample(key k, const Shape& shape) const
        {
            return many(k, expression::to_shape(shape));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const
        {
            return many(k, expression::to_shape(std::to_array(shape)));
        }

        template <class Points>
        auto log_prob(Points&& x) const
        {
            if constexpr (stddev_is_number)
            {
                core::require(m_stddev() > 0, "stddev ", m_stddev(), ": a point mass has no density");
            }
            return expression::make_function(distribution::normal_log_prob(), std::forward<Points>(x), Mean(m_mean),
                                             Stddev(m_stddev));
        }

        template <class Points>
        auto pdf(Points&& x) const
        {
            return alphabar::exp(log_prob(std::forward<Points>(x)));
        }

    private:

        static constexpr bool stddev_is_number = xt::is_xscalar<std::decay_t<Stddev>>::value;

        template <class Noise>
        auto drawn(Noise&& noise) const
        {
            return Mean(m_mean) + Stddev(m_stddev) * std::forward<Noise>(noise);
        }

        template <class Shape>
        auto many(key k, const Shape& to) const
        {
            const auto from = shape();
            if (!xt::broadcastable(from, to))
            {
                expression::refuse_shape(from, to);
            }
            return drawn(normal<value_type>(k, to));
        }

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
