// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/concept.hpp>
#include <alphabar/expression/reduce.hpp>

#include <type_traits>

namespace alphabar
{
    namespace distribution
    {
        /// The extent of the last axis, that of a vector. *Errors* a law of a single number has none.
        template <class Shape>
        std::size_t vector_length(const Shape& shape)
        {
            core::require(shape.size() != 0, "independent: a law of vectors needs an axis, and this one is of a number");
            return static_cast<std::size_t>(shape[shape.size() - 1]);
        }

        /// Refuses points whose last axis is not that of a law of vectors; a number is the vector of equal elements.
        template <class Points>
        void require_vectors([[maybe_unused]] const Points& x, [[maybe_unused]] std::size_t length)
        {
            if constexpr (xt::is_xexpression<Points>::value)
            {
                const std::size_t rank = x.dimension();
                const std::size_t extent = rank == 0 ? 1 : static_cast<std::size_t>(x.shape()[rank - 1]);
                core::require(extent == length || extent == 1, "points: vectors of ", extent, " numbers meet a law of ",
                              length);
            }
        }
    }

    /// The law of vectors along the last axis whose elements are independent, each with its own law:
    ///
    ///     log p(x) = Σ_i log p_i(x_i),   entropy = Σ_i entropy_i
    ///
    /// `ab::independent(ab::make_normal(mean, stddev))` is the normal law with a diagonal covariance. *Shapes* a draw, the
    /// moments and `shape()` are those of the elements' law, (…, d); `log_prob`, `prob` and `entropy` lack the last axis.
    /// Points (…, d) broadcast against the law. *Errors* a law of numbers, which have no last axis, throws `argument_error`;
    /// so do points whose last axis is not d. *Accuracy* that of the elements, and of a sum (`ab::sum`) of d of them.
    /// *Laziness, lifetime* owns the elements' law; expressions are those of that law, and a sum. *Cost* one fused loop.
    template <probability_distribution Law>
    class independent_distribution : public distribution_interface<independent_distribution<Law>>
    {
    public:

        using value_type = typename Law::value_type;

        explicit independent_distribution(Law law)
            : m_law(std::move(law)), m_length(distribution::vector_length(m_law.shape()))
        {
        }

        const Law& elements() const { return m_law; }

        auto shape() const { return m_law.shape(); }

        auto sample(key k) const { return m_law.sample(k); }
        template <class Shape>
            requires requires(const Law& law, key k, const Shape& shape) { law.sample(k, shape); }
        auto sample(key k, const Shape& shape) const
        {
            return m_law.sample(k, shape);
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const
        {
            return m_law.sample(k, shape);
        }

        template <class Points>
        auto log_prob(Points&& x) const
        {
            distribution::require_vectors(x, m_length);
            return alphabar::sum(m_law.log_prob(std::forward<Points>(x)), {-1});
        }

        auto mean() const
            requires has_moments<Law>
        {
            return m_law.mean();
        }
        auto variance() const
            requires has_moments<Law>
        {
            return m_law.variance();
        }
        auto entropy() const
            requires has_entropy<Law>
        {
            return alphabar::sum(m_law.entropy(), {-1});
        }

    private:

        Law m_law;
        std::size_t m_length;
    };

    template <class Law>
        requires probability_distribution<std::decay_t<Law>>
    auto independent(Law&& law)
    {
        return independent_distribution<std::decay_t<Law>>(std::forward<Law>(law));
    }
}
