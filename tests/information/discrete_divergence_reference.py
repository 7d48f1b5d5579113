#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Prints discrete_divergence_reference.hpp: Bernoulli laws, of nearly equal and of extreme probabilities."""

from mpmath import inf, log, mp, mpf

mp.dps = 700  # 1 - 1e-300 must not be 1


def number(x):
    return "infinity" if x == inf else repr(float(x))


def cross_entropy(p, q):
    p, q = mpf(p), mpf(q)
    return sum((inf if b == 0 else -a * log(b)) for a, b in ((p, q), (1 - p, 1 - q)) if a > 0)


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by discrete_divergence_reference.py with mpmath: edit that, not this.

#include <limits>
#include <vector>

// clang-format off
namespace discrete_divergence_reference
{
    inline constexpr double infinity = std::numeric_limits<double>::infinity();

    struct coins
    {
        double p, q, kl, cross_entropy;
    };

    inline const std::vector<coins> values = {""")
for p, q in (
    (0.5, 0.25), (0.544, 0.5), (0.3, 0.3), (0.3, 0.3 * (1 + 1e-8)), (0.3, 0.3 + 1e-12), (0.9, 0.9 - 1e-10), (1e-10, 1e-10 * (1 + 1e-8)),
    (1e-10, 0.5), (0.5, 1e-10), (1e-300, 1e-100), (1e-100, 1e-300), (1 - 1e-12, 0.5), (1 - 2.0**-53, 1 - 2.0**-40), (0.0, 0.25),
    (1.0, 0.25), (0.0, 0.0), (1.0, 1.0), (0.25, 0.0), (0.25, 1.0), (0.0, 1.0),
):
    h, c = cross_entropy(p, p), cross_entropy(p, q)
    print(f"        {{{p!r}, {q!r}, {number(c if c == inf else c - h)}, {number(c)}}},")
print("""    };
}
// clang-format on""")
