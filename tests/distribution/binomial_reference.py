#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Prints binomial_reference.hpp: log-probabilities of binomial laws with the terms that bound their rounding, and entropies."""

from mpmath import binomial, exp, inf, log, log1p, loggamma, mp, mpf, pi

mp.dps = 60


def number(x):
    return "-infinity" if x == -inf else repr(float(x))


def deviance(x, m):
    return m if x == 0 else x * log(x / m) + m - x


def log_prob(n, p, k):
    """log P(k), and the size of the terms that it is made of."""
    n, p, k = mpf(n), mpf(p), mpf(k)
    if k == 0:
        value = n * log1p(-p) if n else mpf(0)
        return value, abs(value)
    if k == n:
        value = n * log(p)
        return value, abs(value)
    value = loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p)
    terms = 1 + deviance(k, n * p) + deviance(n - k, n * (1 - p)) + abs(log(n / (2 * pi * k * (n - k)))) / 2
    return value, terms


most = 2**31 - 1
cases = [(n, p, k) for n in (1, 2, 3, 10, 20) for p in (0.3, 0.5, 0.544, 1e-9, 1 - 2**-20) for k in range(n + 1)]
for n in (100, 1000, 10**6, 10**9, most):
    for p in (0.5, 0.3, 0.999, 1e-3, 1.5 / n, 1 - 2**-30):
        spread = (n * p * (1 - p)) ** 0.5
        for z in (-30, -6, -1, 0, 0.5, 3, 8, 40):
            cases.append((n, p, min(n, max(0, round(n * p + z * spread)))))
        cases += [(n, p, 0), (n, p, 1), (n, p, n // 2), (n, p, n - 1), (n, p, n)]
cases += [(most, 1e-300, 1), (most, 1e-300, 0), (most, 5e-324, 3), (7, 5e-324, 7)]

print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by binomial_reference.py with mpmath: edit that, not this.

#include <vector>

// clang-format off
namespace binomial_reference
{
    /// `terms`: what binomial_max_epsilons is to be multiplied by.
    struct value
    {
        double n, p, k, log_p, terms;
    };

    inline const std::vector<value> values = {""")
for n, p, k in dict.fromkeys(cases):
    value, terms = log_prob(n, p, k)
    print(f"        {{{n}, {p!r}, {k}, {number(value)}, {float(terms):.3g}}},")
print("""    };

    struct entropy
    {
        double n, p, nats;
    };

    inline const std::vector<entropy> entropies = {""")
for n, p in ((1, 0.5), (10, 0.544), (30, 0.01), (400, 0.25), (2000, 0.9)):
    terms = (binomial(n, k) * mpf(p) ** k * (1 - mpf(p)) ** (n - k) for k in range(n + 1))
    print(f"        {{{n}, {p!r}, {number(-sum(x * log(x) for x in terms))}}},")
print("""    };
}
// clang-format on""")
