// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/rows.hpp>
#include <alphabar/expression/functions.hpp>
#include <alphabar/math/deviance.hpp>

#include <cmath>

namespace alphabar
{
    /// Says that tables hold densities at points that far apart, not probabilities: `kl_divergence(p, q,
    /// ab::grid_step(1e-4))`.
    class grid_step
    {
    public:

        explicit grid_step(double width) : m_width(width)
        {
            core::require(width > 0 && width <= std::numeric_limits<double>::max(), "grid step ", width,
                          ": must be finite and positive");
        }

        double width() const { return m_width; }

    private:

        double m_width;
    };

    namespace information
    {
        /// Riemann sums of densities are 1 up to what the grid is too coarse or too short for.
        inline constexpr double grid_tolerance = 1e-3;

        struct entropy_term
        {
            template <class V>
            V operator()(const V& p) const
            {
                return math::choose(p == V(0), V(0), -(p * math::log(p)));
            }
        };

        struct cross_entropy_term
        {
            template <class V>
            V operator()(const V& p, const V& q) const
            {
                return math::choose(p == V(0), V(0), -(p * math::log(q)));
            }
        };

        struct kl_term
        {
            template <class V>
            V operator()(const V& p, const V& q) const
            {
                return math::deviance(p, q);
            }
        };

        /// Half of D(p, m) + D(q, m), m being the mean of p and q, whose distance to them needs no m.
        struct jensen_shannon_term
        {
            template <class V>
            V operator()(const V& p, const V& q) const
            {
                using T = math::scalar_t<V>;
                const V half(T(0.5));
                const V mean = half * p + half * q;
                const V difference = half * (q - p);
                return half * (math::deviance(p, mean, difference) + math::deviance(q, mean, -difference));
            }
        };

        struct total_variation_term
        {
            template <class V>
            V operator()(const V& p, const V& q) const
            {
                using T = math::scalar_t<V>;
                return V(T(0.5)) * math::magnitude(p - q);
            }
        };

        template <class F, class... P>
        auto summed(P&&... p)
        {
            return alphabar::sum(expression::make_function(distribution::elementwise<F>(), std::forward<P>(p)...),
                                 {-1});
        }

        template <class P>
        using step_of = distribution::real_t<distribution::element_t<P>>;

        /// `look` says how a table is looked at: as probabilities, as densities on a grid, or not at all.
        struct as_probabilities
        {
            template <class P>
            void operator()(std::string_view name, const P& p) const
            {
                distribution::require_rows(name, p);
            }
        };
        struct on_grid
        {
            double width;

            template <class P>
            void operator()(std::string_view name, const P& p) const
            {
                distribution::classes_of(name, p);
                distribution::require_each<distribution::rule::not_negative>(name, p);
                distribution::require_sums_of_one(name, p, grid_tolerance, width);
            }
        };

        template <class Look, class P, class Q>
        void look_at(const Look& look, const P& p, const Q& q)
        {
            look("p", p);
            look("q", q);
            const auto classes = distribution::classes_of("p", p);
            core::require(classes == distribution::classes_of("q", q), "p has ", classes, " classes, q ",
                          distribution::classes_of("q", q), ": must have as many");
        }
    }

    /// Information between laws that are tables: probabilities of K classes along the last axis of expressions (…, K),
    /// whose other axes broadcast; or, with a `grid_step`, densities at equally spaced points. All are in nats, lazy
    /// expressions without the last axis, in the type of the tables.
    ///
    /// *Rules* 0·log 0 = 0; where q is 0 and p is not, cross entropy and divergence are +∞. *Errors* `argument_error`
    /// when the expression is made: an entry outside [0, 1] (on a grid: negative or not finite) with index and value, a
    /// row that does not sum to 1 (`distribution::sum_tolerance`; on a grid `information::grid_tolerance`), saying by
    /// how much, tables of different K. With `ab::unchecked` nobody looks. *Accuracy* sums are of terms of one sign:
    /// divergences of `math::deviance`, so that laws that nearly agree lose nothing; the error is at most that of a
    /// term and of `ab::sum`. *Lifetime* lvalue containers are borrowed. *Cost* one fused pass over the tables, and one
    /// more each to look at them first; no allocation.
    ///
    /// entropy: −Σ p log p. On a grid −Σ p log p · step, which may be negative.
    template <expression::array_expression P>
    auto entropy(P&& p, unchecked_t)
    {
        return information::summed<information::entropy_term>(std::forward<P>(p));
    }
    template <expression::array_expression P>
    auto entropy(P&& p)
    {
        information::as_probabilities()("p", p);
        return alphabar::entropy(std::forward<P>(p), unchecked);
    }
    /// Of a constant table: an overload of its own, or one that takes any law as `const &` would be preferred.
    template <expression::array_expression P>
    auto entropy(const P& p)
    {
        information::as_probabilities()("p", p);
        return alphabar::entropy(p, unchecked);
    }
    template <expression::array_expression P>
    auto entropy(P&& p, grid_step step)
    {
        information::on_grid{step.width()}("p", p);
        const auto width = static_cast<information::step_of<P>>(step.width());
        return width * alphabar::entropy(std::forward<P>(p), unchecked);
    }

    /// −Σ p log q, the entropy of p plus its divergence from q.
    template <expression::array_expression P, expression::array_expression Q>
    auto cross_entropy(P&& p, Q&& q, unchecked_t)
    {
        return information::summed<information::cross_entropy_term>(std::forward<P>(p), std::forward<Q>(q));
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto cross_entropy(P&& p, Q&& q)
    {
        information::look_at(information::as_probabilities(), p, q);
        return alphabar::cross_entropy(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto cross_entropy(const P& p, const Q& q)
    {
        information::look_at(information::as_probabilities(), p, q);
        return alphabar::cross_entropy(p, q, unchecked);
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto cross_entropy(P&& p, Q&& q, grid_step step)
    {
        information::look_at(information::on_grid{step.width()}, p, q);
        const auto width = static_cast<information::step_of<P>>(step.width());
        return width * alphabar::cross_entropy(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }

    /// Σ p log(p/q), as Σ (p log(p/q) + q − p): the same where both sum to 1, and of terms that are never negative.
    template <expression::array_expression P, expression::array_expression Q>
    auto kl_divergence(P&& p, Q&& q, unchecked_t)
    {
        return information::summed<information::kl_term>(std::forward<P>(p), std::forward<Q>(q));
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto kl_divergence(P&& p, Q&& q)
    {
        information::look_at(information::as_probabilities(), p, q);
        return alphabar::kl_divergence(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto kl_divergence(const P& p, const Q& q)
    {
        information::look_at(information::as_probabilities(), p, q);
        return alphabar::kl_divergence(p, q, unchecked);
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto kl_divergence(P&& p, Q&& q, grid_step step)
    {
        information::look_at(information::on_grid{step.width()}, p, q);
        const auto width = static_cast<information::step_of<P>>(step.width());
        return width * alphabar::kl_divergence(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }

    /// Half the divergence of p from m and half that of q, m = (p + q)/2: symmetric, 0 … log 2.
    template <expression::array_expression P, expression::array_expression Q>
    auto jensen_shannon(P&& p, Q&& q, unchecked_t)
    {
        return information::summed<information::jensen_shannon_term>(std::forward<P>(p), std::forward<Q>(q));
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto jensen_shannon(P&& p, Q&& q)
    {
        information::look_at(information::as_probabilities(), p, q);
        return alphabar::jensen_shannon(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto jensen_shannon(P&& p, Q&& q, grid_step step)
    {
        information::look_at(information::on_grid{step.width()}, p, q);
        const auto width = static_cast<information::step_of<P>>(step.width());
        return width * alphabar::jensen_shannon(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }

    /// Σ |p − q| / 2, the largest difference of the probabilities of an event: 0 … 1.
    template <expression::array_expression P, expression::array_expression Q>
    auto total_variation(P&& p, Q&& q, unchecked_t)
    {
        return information::summed<information::total_variation_term>(std::forward<P>(p), std::forward<Q>(q));
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto total_variation(P&& p, Q&& q)
    {
        information::look_at(information::as_probabilities(), p, q);
        return alphabar::total_variation(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto total_variation(P&& p, Q&& q, grid_step step)
    {
        information::look_at(information::on_grid{step.width()}, p, q);
        const auto width = static_cast<information::step_of<P>>(step.width());
        return width * alphabar::total_variation(std::forward<P>(p), std::forward<Q>(q), unchecked);
    }
}
