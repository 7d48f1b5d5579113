// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/functions.hpp>
#include <alphabar/random/key.hpp>

#include <concepts>
#include <utility>

namespace alphabar
{
    /// What makes a type a law of random variables: the type and the shape of a draw, a draw, and the logarithm of its
    /// density, or of its probability where draws are discrete. That is all an author has to write; `distribution_interface`
    /// gives the rest. `sample` and `log_prob` return expressions, so that a law costs nothing until it is assigned.
    ///
    /// Where every element of a draw is a variable of its own, `log_prob(x)` has the shape of law and x broadcast against
    /// each other; where the last axes of a draw are one variable (`independent`, `multivariate_normal`), it lacks these axes.
    /// *Example* tests/distribution/concept_test.cpp has the least law that works.
    template <class D>
    concept probability_distribution = requires(const std::remove_cvref_t<D>& law, key k) {
        typename std::remove_cvref_t<D>::value_type;
        law.shape();
        law.sample(k);
        law.log_prob(law.sample(k));
    };

    /// Laws whose moments have a closed form, as expressions of the law's shape.
    template <class D>
    concept has_moments = probability_distribution<D> && requires(const std::remove_cvref_t<D>& law) {
        law.mean();
        law.variance();
    };

    /// Laws whose entropy E[−log p] has a closed form, in nats, an expression of the shape of `log_prob`.
    template <class D>
    concept has_entropy =
        probability_distribution<D> && requires(const std::remove_cvref_t<D>& law) { law.entropy(); };

    /// What follows from `log_prob` and the moments, for laws to derive from: `struct law : ab::distribution_interface<law>`.
    /// A law that knows better, or more exactly, has a member of its own.
    template <class Self>
    struct distribution_interface
    {
        /// p(x) = exp(log_prob(x)): a density, or a probability where draws are discrete.
        template <class Points>
        auto prob(Points&& x) const
        {
            return alphabar::exp(self().log_prob(std::forward<Points>(x)));
        }

        /// The same, by the name of densities: of laws whose draws are floating-point numbers.
        template <class Points>
            requires std::floating_point<typename Self::value_type>
        auto pdf(Points&& x) const
        {
            return self().prob(std::forward<Points>(x));
        }

        /// √variance.
        template <class Law = Self>  // which clang++ 14 looks at when it is asked for, not while Self is incomplete
        auto stddev() const
            requires requires(const Law& law) { law.variance(); }
        {
            return alphabar::sqrt(self().variance());
        }

    private:

        friend Self;
        distribution_interface() = default;
        const Self& self() const { return static_cast<const Self&>(*this); }
    };
}
