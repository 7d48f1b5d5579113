// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/concept.hpp>

namespace alphabar
{
    /// The entropy of a law in nats, E[−log p]: an expression, one number for each value of `log_prob`. Of densities it may
    /// be negative, and is −∞ for a point mass. *Accuracy, cost* those of `law.entropy()`. *Errors* a law without a closed
    /// form does not compile.
    template <class Law>
    auto entropy(const Law& law)
    {
        static_assert(probability_distribution<Law>, "entropy: this is no law, see ab::probability_distribution");
        static_assert(has_entropy<Law>, "entropy: this law has no closed form of it, no member entropy()");
        return law.entropy();
    }
}
