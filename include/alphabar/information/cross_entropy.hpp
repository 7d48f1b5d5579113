// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/information/entropy.hpp>
#include <alphabar/information/kl_divergence.hpp>

namespace alphabar
{
    /// The cross entropy of laws p and q in nats, −E_p[log q]: the entropy of p and the divergence of q from p, where both
    /// have a closed form. Where that is not how it is best computed, a header overloads it for its pair, as it does
    /// `kl_divergence`. *Shapes, laziness, errors* as there.
    template <class P, class Q>
    auto cross_entropy(const P& p, const Q& q)
    {
        static_assert(has_entropy<P> && has_kl_divergence<P, Q>,
                      "cross_entropy: no closed form is known for these two laws. Is the header that has it included? "
                      "Else it can be estimated from draws");
        return entropy(p) + kl_divergence(p, q);
    }

    /// Of normal laws, element by element: log σ₂ + log(2π)/2 + (z² + (σ₁/σ₂)²)/2, z = (μ₁ − μ₂)/σ₂, also where p is a point
    /// mass. Where q is one it is −∞ if p is the same, else ∞. *Accuracy* `information::normal_cross_entropy_max_ulp`.
    template <class Mean1, class Stddev1, class Mean2, class Stddev2>
    auto cross_entropy(const normal_distribution<Mean1, Stddev1>& p, const normal_distribution<Mean2, Stddev2>& q)
    {
        return information::of_parameters(information::normal_cross_entropy(), p, q);
    }

    /// Of vectors of independent elements: the sum over the last axis of the elements' cross entropies.
    template <class P, class Q>
        requires has_kl_divergence<P, Q>
    auto cross_entropy(const independent_distribution<P>& p, const independent_distribution<Q>& q)
    {
        information::require_same_length(p, q);
        return alphabar::sum(cross_entropy(p.elements(), q.elements()), {-1});
    }

    /// Of isotropic normal laws, and of one and a diagonal one.
    template <class Mean1, class Stddev1, class Mean2, class Stddev2>
    auto cross_entropy(const isotropic_normal_distribution<Mean1, Stddev1>& p,
                       const isotropic_normal_distribution<Mean2, Stddev2>& q)
    {
        return cross_entropy(independent(p.elements()), independent(q.elements()));
    }
    template <class Mean1, class Stddev1, class Q>
    auto cross_entropy(const isotropic_normal_distribution<Mean1, Stddev1>& p, const independent_distribution<Q>& q)
    {
        return cross_entropy(independent(p.elements()), q);
    }
    template <class P, class Mean2, class Stddev2>
    auto cross_entropy(const independent_distribution<P>& p, const isotropic_normal_distribution<Mean2, Stddev2>& q)
    {
        return cross_entropy(p, independent(q.elements()));
    }
}
