// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/binomial_draw.hpp>
#include <alphabar/distribution/concept.hpp>
#include <alphabar/random/law_node.hpp>
#include <alphabar/random/positions.hpp>

namespace alphabar
{
    namespace distribution
    {
        struct binomial_variance
        {
            template <class V>
            V operator()(const V& n, const V& p) const
            {
                return n * p * (V(1) - p);
            }
        };

        /// −Σ p(k) log p(k) over the counts that matter: beyond 10 deviations and 40 counts from the mode all others
        /// together have less than 10⁻¹⁹.
        struct binomial_entropy : expression::node_functor
        {
            template <class N, class P>
            double operator()(const N& given_n, const P& given_p) const
            {
                const auto n = static_cast<double>(given_n);
                const auto p = static_cast<double>(given_p);
                const double reach = 40 + 10 * math::sqrt(n * p * (1 - p));
                const double last = std::min(n, n * p + reach);
                double sum = 0;
                for (double k = static_cast<double>(static_cast<std::int64_t>(std::max(0.0, n * p - reach))); k <= last;
                     ++k)
                {
                    const double log_p = binomial_log_prob()(k, n, p);
                    sum -= log_p > -745 ? math::exp(log_p) * log_p : 0;
                }
                return sum;
            }
        };
    }

    /// The number of successes among n that have probability p each, P(k) = C(n, k) p^k (1−p)^(n−k).
    ///
    /// *Shapes* n and p broadcast against each other, to the law's `shape()`, and against points; each may be a number.
    /// *Type* draws are `std::int32_t`; everything else is double, for a float cannot count to 2³¹. *Domain* n = 0 …
    /// 2³¹−1, 0 ≤ p ≤ 1, both ends exactly. A point that is not one of 0 … n has log-probability −∞, a NaN NaN.
    /// *Errors* parameters outside throw `argument_error` with index and value, unless made with `ab::unchecked`.
    /// *Accuracy* of log-probabilities `distribution::binomial_max_epsilons`, at any n. *Samples* element i is a pure
    /// function of (key, i, n, p): `distribution::binomial_inversion` while n·min(p, 1−p) < 10,
    /// `distribution::binomial_rejection` beyond; numbers and arrays of the same n and p draw the same. *Laziness,
    /// lifetime* as `normal_distribution`. *Cost* of a draw a Philox and a look-up, or 1.15 proposals on average; of
    /// numbers by the batch, of arrays one by one, each with its method set up anew. `entropy()` has no closed form:
    /// some 20 deviations' worth of terms an element.
    template <class N, class P>
    class binomial_distribution : public distribution_interface<binomial_distribution<N, P>>
    {
    public:

        using value_type = std::int32_t;

        binomial_distribution(N n, P p) : m_n(std::forward<N>(n)), m_p(std::forward<P>(p))
        {
            distribution::require_each<distribution::rule::count>("n", m_n);
            distribution::require_each<distribution::rule::probability>("p", m_p);
        }
        binomial_distribution(N n, P p, unchecked_t) : m_n(std::forward<N>(n)), m_p(std::forward<P>(p)) {}

        N trials() const { return m_n; }
        P probability() const { return m_p; }
        auto mean() const { return of_parameters<distribution::computed_by<distribution::times, double>>(); }
        auto variance() const
        {
            return of_parameters<distribution::computed_by<distribution::binomial_variance, double>>();
        }
        auto entropy() const { return of_parameters<distribution::binomial_entropy>(); }
        auto shape() const { return expression::to_shape(mean().shape()); }

        auto sample(key k) const { return drawn(k, shape()); }
        template <class Shape>
        auto sample(key k, const Shape& shape) const
        {
            return drawn(k, distribution::shape_of_draws(this->shape(), shape));
        }
        template <std::integral I, std::size_t Rank>
        auto sample(key k, const I (&shape)[Rank]) const
        {
            return drawn(k, distribution::shape_of_draws(this->shape(), shape));
        }

        template <class Points>
        auto log_prob(Points&& k) const
        {
            return expression::make_function(distribution::computed_by<distribution::binomial_log_prob, double>(),
                                             std::forward<Points>(k), N(m_n), P(m_p));
        }

    private:

        template <class F>
        auto of_parameters() const
        {
            return expression::make_function(F(), N(m_n), P(m_p));
        }

        template <class Shape>
        auto drawn(key k, const Shape& shape) const
        {
            if constexpr (distribution::is_number<N> && distribution::is_number<P>)
            {
                return random::noise_of(
                    distribution::binomial_stream{k, static_cast<double>(m_n()), static_cast<double>(m_p())}, shape);
            }
            else
            {
                return expression::make_function(distribution::binomial_draw(k), random::positions(shape), N(m_n),
                                                 P(m_p));
            }
        }

        N m_n;
        P m_p;
    };

    /// The law of successes among n with probability p each: expressions or numbers.
    template <class N, class P>
    auto make_binomial(N&& n, P&& p)
    {
        using law = binomial_distribution<distribution::closure_t<N>, distribution::closure_t<P>>;
        return law(std::forward<N>(n), std::forward<P>(p));
    }
    template <class N, class P>
    auto make_binomial(N&& n, P&& p, unchecked_t u)
    {
        using law = binomial_distribution<distribution::closure_t<N>, distribution::closure_t<P>>;
        return law(std::forward<N>(n), std::forward<P>(p), u);
    }
}
