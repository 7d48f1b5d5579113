// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/normal_density.hpp>
#include <alphabar/distribution/normal_probability.hpp>
#include <alphabar/distribution/parameters.hpp>
#include <alphabar/distribution/pick.hpp>
#include <alphabar/random/normal.hpp>

namespace alphabar
{
    /// Independent normal variables whose means and standard deviations are expressions:
    ///
    ///     N(mean, stddev²),   log p(x) = −z²/2 − log stddev − log(2π)/2,   z = (x − mean)/stddev
    ///
    /// *Shapes* mean and stddev broadcast against each other, to the law's `shape()`, and against points; each may be a
    /// number. *Type* as C++ has it for mean and stddev (and points); double if all are integers. *Domain* stddev ≥ 0.
    /// Where it is 0 the law is a point mass: it samples and has probabilities, its density is ∞ at the mean and 0
    /// elsewhere. A NaN in a mean or a point gives NaN in its element. *Errors* a stddev that is negative or not finite
    /// throws `argument_error`, with index and value, when the law is made; a density or score of a law whose stddev is
    /// the number 0, when it is asked for. *Accuracy* for every x − mean that is finite: `log_prob` within
    /// `distribution::normal_log_prob_max_ulp`, or `normal_log_prob_error` near its zeros; `pdf`, `cdf` and `survival`
    /// within `normal_pdf_max_ulp` and `normal_cdf_max_ulp`, in tails as in the centre; others beside them. *Laziness,
    /// lifetime* members return expressions that own what the law owns and borrow what it borrows (lvalue containers, as the
    /// type says), so they may outlive the law. *Cost* one fused loop, no intermediate; to make a law whose stddev is an
    /// array, a pass over it, which `make_normal(mean, stddev, ab::unchecked)` saves: a density is NaN where it should have
    /// been refused.
    template <class Mean, class Stddev>
    class normal_distribution : public distribution_interface<normal_distribution<Mean, Stddev>>
    {
    public:

        using value_type = distribution::computed_t<typename std::decay_t<Mean>::value_type,
                                                    typename std::decay_t<Stddev>::value_type>;

        normal_distribution(Mean mean, Stddev stddev)
            : normal_distribution(std::forward<Mean>(mean), std::forward<Stddev>(stddev), unchecked)
        {
            distribution::require_each<distribution::rule::not_negative>("stddev", m_stddev);
        }
        normal_distribution(Mean mean, Stddev stddev, unchecked_t)
            : m_mean(std::forward<Mean>(mean)), m_stddev(std::forward<Stddev>(stddev))
        {
        }

        Mean mean() const { return m_mean; }
        Stddev stddev() const { return m_stddev; }
        auto variance() const { return Stddev(m_stddev) * Stddev(m_stddev); }

        auto shape() const { return expression::to_shape((Mean(m_mean) + Stddev(m_stddev)).shape()); }

        /// log(stddev √(2πe)), of the law's shape. *Accuracy* `distribution::normal_entropy_max_ulp`, or
        /// `normal_log_prob_error` near its zero.
        auto entropy() const
        {
            return expression::make_function(distribution::normal_entropy(), Mean(m_mean), Stddev(m_stddev));
        }

        /// The law with the parameters of these elements, an expression of integers: what a mixture of N laws draws from.
        template <class Index>
        auto at(Index&& index) const
        {
            auto mean = distribution::pick(m_mean, index);
            auto stddev = distribution::pick(m_stddev, std::forward<Index>(index));
            return normal_distribution<decltype(mean), decltype(stddev)>(std::move(mean), std::move(stddev), unchecked);
        }

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
            require_density();
            return at(distribution::normal_log_prob(), std::forward<Points>(x));
        }

        /// exp(log_prob), but with all its digits however far in the tail.
        template <class Points>
        auto pdf(Points&& x) const
        {
            require_density();
            return at(distribution::normal_pdf(), std::forward<Points>(x));
        }
        template <class Points>
        auto prob(Points&& x) const
        {
            return pdf(std::forward<Points>(x));
        }

        /// ∂ log p/∂x = (mean − x)/stddev². *Accuracy* `distribution::normal_score_max_error`.
        template <class Points>
        auto score(Points&& x) const
        {
            require_density();
            return at(distribution::normal_score(), std::forward<Points>(x));
        }

        /// P(X ≤ x), and `survival`, P(X > x), which keeps its digits where 1 − cdf has none.
        template <class Points>
        auto cdf(Points&& x) const
        {
            return at(distribution::normal_probability<false>(), std::forward<Points>(x));
        }
        template <class Points>
        auto survival(Points&& x) const
        {
            return at(distribution::normal_probability<true>(), std::forward<Points>(x));
        }

        /// The x with cdf(x) = p, and `upper_quantile`, that with survival(x) = p. ∓∞ for p = 0 or 1, NaN beyond.
        /// *Accuracy* `distribution::normal_quantile_max_ulp`.
        template <class Probabilities>
        auto quantile(Probabilities&& p) const
        {
            return at(distribution::normal_inverse<false>(), std::forward<Probabilities>(p));
        }
        template <class Probabilities>
        auto upper_quantile(Probabilities&& p) const
        {
            return at(distribution::normal_inverse<true>(), std::forward<Probabilities>(p));
        }

    private:

        static constexpr bool stddev_is_number = xt::is_xscalar<std::decay_t<Stddev>>::value;

        void require_density() const
        {
            if constexpr (stddev_is_number)
            {
                core::require(m_stddev() != 0, "stddev ", m_stddev(), ": a point mass has no density");
            }
        }

        template <class Function, class Points>
        auto at(Function f, Points&& x) const
        {
            return expression::make_function(f, std::forward<Points>(x), Mean(m_mean), Stddev(m_stddev));
        }

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

    namespace distribution
    {
        template <class E>
        using parameter_t = expression::owned_t<xt::const_xclosure_t<E>>;
    }

    /// The law with these parameters; each may be an expression or a number.
    template <class Mean, class Stddev>
    auto make_normal(Mean&& mean, Stddev&& stddev)
    {
        return normal_distribution<distribution::parameter_t<Mean>, distribution::parameter_t<Stddev>>(
            std::forward<Mean>(mean), std::forward<Stddev>(stddev));
    }
    template <class Mean, class Stddev>
    auto make_normal(Mean&& mean, Stddev&& stddev, unchecked_t)
    {
        return normal_distribution<distribution::parameter_t<Mean>, distribution::parameter_t<Stddev>>(
            std::forward<Mean>(mean), std::forward<Stddev>(stddev), unchecked);
    }
}
