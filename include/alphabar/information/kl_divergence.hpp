// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/information/normal_divergence.hpp>

#include <type_traits>

namespace alphabar
{
    namespace information
    {
        /// What a question has for a type where nothing answers it.
        struct no_closed_form
        {
        };

        template <class P, class Q>
        inline constexpr bool nothing_for = false;
    }

    /// The Kullback–Leibler divergence of a law q from a law p in nats, E_p[log p − log q] ≥ 0, where it has a closed form: an
    /// expression, one number for each value of `log_prob` of the laws broadcast against each other.
    ///
    /// A header that knows a closed form overloads this function for its pair of laws, in namespace `alphabar` or that of
    /// one of them, taking both as `const &`; this one, for any two, is what is left, and does not compile. *Example*
    /// tests/information/kl_divergence_test.cpp has a pair of its own.
    template <class P, class Q>
    information::no_closed_form kl_divergence(const P&, const Q&)
    {
        static_assert(information::nothing_for<P, Q>,
                      "kl_divergence: no closed form is known for these two laws. Is the header that has it included? "
                      "Else it can be estimated from draws");
        return {};
    }

    /// Pairs of laws whose divergence has a closed form.
    template <class P, class Q>
    concept has_kl_divergence =
        !std::same_as<decltype(kl_divergence(std::declval<const std::remove_cvref_t<P>&>(),
                                             std::declval<const std::remove_cvref_t<Q>&>())),
                      information::no_closed_form>;

    /// Of normal laws, element by element: with z = (μ₁ − μ₂)/σ₂ and r = (σ₁ − σ₂)/σ₂,
    ///
    ///     KL = z²/2 + r²/2 + (r − log(1 + r))
    ///
    /// *Domain* all that `normal_distribution` takes: where q is a point mass the divergence is 0 if p is the same, else ∞;
    /// where p alone is one, ∞. *Accuracy* `information::normal_divergence_max_ulp`, also of laws that are nearly the
    /// same. *Laziness, lifetime* the expression owns and borrows what the laws do. *Cost* no intermediate: with `ab::sum`
    /// of it two batches of laws become one number in one loop.
    template <class Mean1, class Stddev1, class Mean2, class Stddev2>
    auto kl_divergence(const normal_distribution<Mean1, Stddev1>& p, const normal_distribution<Mean2, Stddev2>& q)
    {
        return information::of_parameters(information::normal_divergence(), p, q);
    }

    /// Of vectors of independent elements: the sum over the last axis of the elements' divergences. *Errors* vectors of two
    /// lengths throw `argument_error`.
    template <class P, class Q>
        requires has_kl_divergence<P, Q>
    auto kl_divergence(const independent_distribution<P>& p, const independent_distribution<Q>& q)
    {
        information::require_same_length(p, q);
        return alphabar::sum(kl_divergence(p.elements(), q.elements()), {-1});
    }

    /// Of isotropic normal laws, |μ₁ − μ₂|²/(2σ₂²) + d KL of their widths: one logarithm a vector.
    template <class Mean1, class Stddev1, class Mean2, class Stddev2>
    auto kl_divergence(const isotropic_normal_distribution<Mean1, Stddev1>& p,
                       const isotropic_normal_distribution<Mean2, Stddev2>& q)
    {
        information::require_same_length(p, q);
        using T = typename isotropic_normal_distribution<Mean1, Stddev1>::value_type;
        auto squares = expression::make_function(distribution::half_squared_distance(), p.mean(), q.mean(),
                                                 distribution::for_each_element(q.stddev()));
        return expression::make_function(information::isotropic_divergence(), alphabar::sum(std::move(squares), {-1}),
                                         p.stddev(), q.stddev(), static_cast<T>(p.length()));
    }
    template <class Mean1, class Stddev1, class Q>
    auto kl_divergence(const isotropic_normal_distribution<Mean1, Stddev1>& p, const independent_distribution<Q>& q)
        requires has_kl_divergence<decltype(p.elements()), Q>
    {
        return kl_divergence(independent(p.elements()), q);
    }
    template <class P, class Mean2, class Stddev2>
    auto kl_divergence(const independent_distribution<P>& p, const isotropic_normal_distribution<Mean2, Stddev2>& q)
        requires has_kl_divergence<P, decltype(q.elements())>
    {
        return kl_divergence(p, independent(q.elements()));
    }
}
