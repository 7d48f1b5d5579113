// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/bernoulli.hpp>
#include <alphabar/distribution/binomial.hpp>
#include <alphabar/distribution/categorical.hpp>
#include <alphabar/distribution/discrete_uniform.hpp>
#include <alphabar/distribution/uniform_distribution.hpp>
#include <alphabar/information/tabulated.hpp>

namespace alphabar
{
    namespace information
    {
        struct bernoulli_divergence
        {
            template <class V>
            V operator()(const V& p, const V& q) const
            {
                const V difference = q - p;
                return math::deviance(p, q, difference) + math::deviance(V(1) - p, V(1) - q, -difference);
            }
        };

        struct bernoulli_cross_entropy
        {
            template <class V>
            V operator()(const V& p, const V& q) const
            {
                const V none = V(1) - p;
                return -(math::choose(p == V(0), V(0), p * math::log(q)) +
                         math::choose(none == V(0), V(0), none * math::log1p(-q)));
            }
        };

        struct binomial_divergence
        {
            template <class V>
            V operator()(const V& n, const V& p, const V& q) const
            {
                return math::choose(n == V(0), V(0), n * bernoulli_divergence()(p, q));
            }
        };

        /// log of the ratio of two lengths, the second of which contains the first: log(1 + what it has more), relative
        /// to it.
        struct uniform_divergence
        {
            template <class V>
            V operator()(const V& low, const V& high, const V& low_q, const V& high_q) const
            {
                constexpr auto infinity = std::numeric_limits<math::scalar_t<V>>::infinity();
                const V ratio = ((low - low_q) + (high_q - high)) / (high - low);
                return math::choose((low_q <= low) && (high <= high_q), math::log1p(ratio), V(infinity));
            }
        };

        struct uniform_cross_entropy
        {
            template <class V>
            V operator()(const V& low, const V& high, const V& low_q, const V& high_q) const
            {
                constexpr auto infinity = std::numeric_limits<math::scalar_t<V>>::infinity();
                return math::choose((low_q <= low) && (high <= high_q), math::log(high_q - low_q), V(infinity));
            }
        };

        /// Whole numbers low … high are the interval [low, high + 1) in unit pieces.
        template <class OfIntervals>
        struct of_integers
        {
            template <class V>
            V operator()(const V& low, const V& high, const V& low_q, const V& high_q) const
            {
                return OfIntervals()(low, high + V(1), low_q, high_q + V(1));
            }
        };

        struct inequality
        {
            template <class V>
            V operator()(const V& a, const V& b) const
            {
                return math::choose(a == b, V(0), V(1));
            }
        };

        template <class N, class M>
        void require_equal_trials(const N& n, const M& m)
        {
            const auto differ = expression::make_function(distribution::elementwise<inequality, double>(), n, m);
            if (alphabar::sum(differ)() == 0)
            {
                return;
            }
            const auto shape = expression::to_shape(differ.shape());
            const auto wide_n = xt::broadcast(n, shape);
            const auto wide_m = xt::broadcast(m, shape);
            auto of_m = wide_m.template begin<xt::layout_type::row_major>();
            std::size_t position = 0;
            for (auto of_n = wide_n.template begin<xt::layout_type::row_major>();
                 of_n != wide_n.template end<xt::layout_type::row_major>(); ++of_n, ++of_m, ++position)
            {
                core::require(*of_n == *of_m, distribution::element_name("n", shape, position), " = ", *of_n, " and ",
                              *of_m, ": a divergence of binomial laws in closed form needs equal n");
            }
        }
    }

    /// D(p ‖ q) = Σ p log(p/q) of two laws of one kind, in nats: lazy, of the shape of their parameters broadcast
    /// against each other.
    ///
    /// *Domain* +∞ where p may draw what q cannot. *Errors* binomial laws of different n, and categorical ones of
    /// different K, throw `argument_error` that names both. *Accuracy* laws that nearly agree lose nothing: a few ulp
    /// of the result (`math::deviance_max_ulp` a term), given the parameters as they are. *Lifetime* parameters that
    /// are lvalue containers are borrowed, as by the laws.
    template <class P, class Q>
    auto kl_divergence(const bernoulli_distribution<P>& p, const bernoulli_distribution<Q>& q)
    {
        return expression::make_function(distribution::elementwise<information::bernoulli_divergence>(),
                                         p.probability(), q.probability());
    }
    template <class P, class Q>
    auto cross_entropy(const bernoulli_distribution<P>& p, const bernoulli_distribution<Q>& q)
    {
        return expression::make_function(distribution::elementwise<information::bernoulli_cross_entropy>(),
                                         p.probability(), q.probability());
    }

    template <class N, class P, class M, class Q>
    auto kl_divergence(const binomial_distribution<N, P>& p, const binomial_distribution<M, Q>& q)
    {
        information::require_equal_trials(p.trials(), q.trials());
        return expression::make_function(distribution::elementwise<information::binomial_divergence, double>(),
                                         p.trials(), p.probability(), q.probability());
    }
    template <class N, class P, class M, class Q>
    auto cross_entropy(const binomial_distribution<N, P>& p, const binomial_distribution<M, Q>& q)
    {
        return p.entropy() + alphabar::kl_divergence(p, q);
    }

    template <class T, class U, class S, class R>
    auto kl_divergence(const categorical_distribution<T, S>& p, const categorical_distribution<U, R>& q)
    {
        core::require(p.classes() == q.classes(), "p has ", p.classes(), " classes, q ", q.classes(),
                      ": must have as many");
        return alphabar::kl_divergence(p.probabilities(), q.probabilities(), unchecked);
    }
    template <class T, class U, class S, class R>
    auto cross_entropy(const categorical_distribution<T, S>& p, const categorical_distribution<U, R>& q)
    {
        core::require(p.classes() == q.classes(), "p has ", p.classes(), " classes, q ", q.classes(),
                      ": must have as many");
        return alphabar::cross_entropy(p.probabilities(), q.probabilities(), unchecked);
    }

    template <class A, class B, class C, class D>
    auto kl_divergence(const uniform_distribution<A, B>& p, const uniform_distribution<C, D>& q)
    {
        return expression::make_function(distribution::elementwise<information::uniform_divergence>(), p.low(),
                                         p.high(), q.low(), q.high());
    }
    template <class A, class B, class C, class D>
    auto cross_entropy(const uniform_distribution<A, B>& p, const uniform_distribution<C, D>& q)
    {
        return expression::make_function(distribution::elementwise<information::uniform_cross_entropy>(), p.low(),
                                         p.high(), q.low(), q.high());
    }

    template <class A, class B, class C, class D>
    auto kl_divergence(const discrete_uniform_distribution<A, B>& p, const discrete_uniform_distribution<C, D>& q)
    {
        using term = information::of_integers<information::uniform_divergence>;
        return expression::make_function(distribution::elementwise<term, double>(), p.low(), p.high(), q.low(),
                                         q.high());
    }
    template <class A, class B, class C, class D>
    auto cross_entropy(const discrete_uniform_distribution<A, B>& p, const discrete_uniform_distribution<C, D>& q)
    {
        using term = information::of_integers<information::uniform_cross_entropy>;
        return expression::make_function(distribution::elementwise<term, double>(), p.low(), p.high(), q.low(),
                                         q.high());
    }
}
