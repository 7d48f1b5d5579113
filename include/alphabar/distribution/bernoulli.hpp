// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/draws.hpp>
#include <alphabar/random/words.hpp>

namespace alphabar
{
    namespace distribution
    {
        /// Bound of the rounding errors of a Bernoulli law's log-probabilities, in units in the last place.
        inline constexpr double bernoulli_max_ulp = 1.5;

        struct bernoulli_log_prob
        {
            template <class V>
            V operator()(const V& k, const V& p) const
            {
                constexpr auto infinity = std::numeric_limits<math::scalar_t<V>>::infinity();
                const V y = math::choose(k == V(1), math::log(p), V(-infinity));
                return math::choose(k == k, math::choose(k == V(0), math::log1p(-p), y), k);
            }
        };

        /// x log x, 0 for 0.
        template <class V>
        V x_log_x(const V& x)
        {
            return math::choose(x == V(0), V(0), x * math::log(x));
        }

        struct bernoulli_entropy
        {
            template <class V>
            V operator()(const V& p) const
            {
                const V q = V(1) - p;
                return -(x_log_x(p) + math::choose(q == V(0), V(0), q * math::log1p(-p)));
            }
        };

        struct bernoulli_variance
        {
            template <class V>
            V operator()(const V& p) const
            {
                return p * (V(1) - p);
            }
        };

        /// 1 if a word of 64 bits, as a fraction of 2^64, lies below p.
        struct bernoulli_draw : expression::node_functor
        {
            template <class P>
            std::int32_t operator()(std::uint64_t word, const P& p) const
            {
                const auto x = static_cast<double>(p);
                return x >= 1 || (x > 0 && word < static_cast<std::uint64_t>(x * 0x1p64)) ? 1 : 0;
            }
        };
    }

    /// Coins: 1 with probability p, else 0.
    ///
    /// *Shapes* that of p, a number or an expression; points broadcast against it. *Type* draws are `std::int32_t`;
    /// probabilities have p's type (and the points'), double for integers. *Domain* 0 ≤ p ≤ 1. A point that is neither
    /// 0 nor 1 has log-probability −∞, a NaN NaN. *Errors* p outside [0, 1] or NaN throws `argument_error` with its
    /// index, unless made with `ab::unchecked`. *Accuracy* `distribution::bernoulli_max_ulp`; a draw compares 64 bits
    /// with p, so its rate is p to the last bit if p is a multiple of 2⁻⁶⁴ (every double from 2⁻¹² on, every float from
    /// 2⁻⁴¹), else p rounded down to one. *Laziness, lifetime* as `normal_distribution`. *Cost* half a Philox a draw.
    template <class P>
    class bernoulli_distribution : public distribution_interface<bernoulli_distribution<P>>
    {
    public:

        using value_type = std::int32_t;

        explicit bernoulli_distribution(P p) : m_p(std::forward<P>(p))
        {
            distribution::require_each<distribution::rule::probability>("p", m_p);
        }
        bernoulli_distribution(P p, unchecked_t) : m_p(std::forward<P>(p)) {}

        /// The probability of 1.
        P probability() const { return m_p; }
        P mean() const { return m_p; }
        auto variance() const { return of_p<distribution::bernoulli_variance>(); }
        auto entropy() const { return of_p<distribution::bernoulli_entropy>(); }
        auto shape() const { return expression::to_shape(m_p.shape()); }

        auto sample(key k) const { return drawn(k, shape()); }
        template <class Shape>
        auto sample(key k, const Shape& shape) const
        {
            return drawn(k, distribution::shape_of_draws(this->shape(), shape));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const
        {
            return drawn(k, distribution::shape_of_draws(this->shape(), shape));
        }

        template <class Points>
        auto log_prob(Points&& k) const
        {
            return expression::make_function(distribution::elementwise<distribution::bernoulli_log_prob>(),
                                             std::forward<Points>(k), P(m_p));
        }

    private:

        template <class F>
        auto of_p() const
        {
            return expression::make_function(distribution::elementwise<F>(), P(m_p));
        }

        template <class Shape>
        auto drawn(key k, const Shape& shape) const
        {
            return expression::make_function(distribution::bernoulli_draw(),
                                             random::words<random::domain::bernoulli>(k, shape), P(m_p));
        }

        P m_p;
    };

    /// The law of a coin that shows 1 with probability p: an expression or a number.
    template <class P>
    auto make_bernoulli(P&& p)
    {
        return bernoulli_distribution<distribution::closure_t<P>>(std::forward<P>(p));
    }
    template <class P>
    auto make_bernoulli(P&& p, unchecked_t u)
    {
        return bernoulli_distribution<distribution::closure_t<P>>(std::forward<P>(p), u);
    }
}
