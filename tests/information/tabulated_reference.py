#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Prints tabulated_reference.hpp: pairs of laws as tables, and what is between them, of the doubles as they are: rounded, they
sum to 1 only nearly, so that a divergence is the sum of p log(p/q) + q - p."""

import random

from mpmath import fsum, inf, log, mp, mpf

mp.dps = 60
random.seed(2026)


def number(x):
    return "infinity" if x == inf else repr(float(x))


def row(values):
    return "{" + ", ".join(map(number, values)) + "}"


def divide(weights):
    total = fsum(mpf(w) for w in weights)
    return [float(mpf(w) / total) for w in weights]


def kl(p, q):
    if any(x > 0 and y == 0 for x, y in zip(p, q)):
        return inf
    return fsum((x * log(x / y) if x > 0 else 0) + y - x for x, y in zip(p, q))


def case(name, p, q):
    a, b = [mpf(x) for x in p], [mpf(x) for x in q]
    m = [(x + y) / 2 for x, y in zip(a, b)]
    positions = [k + 0.5 * (k % 3) for k in range(len(p))]
    ahead, unit, spaced = mpf(0), mpf(0), mpf(0)
    for k in range(len(p) - 1):
        ahead += a[k] - b[k]
        unit += abs(ahead)
        spaced += abs(ahead) * (mpf(positions[k + 1]) - mpf(positions[k]))
    h = -fsum(x * log(x) for x in a if x > 0)
    cross = inf if kl(a, b) == inf else -fsum(x * log(y) for x, y in zip(a, b) if x > 0)
    print(f'        {{"{name}",\n         {row(p)},\n         {row(q)},\n         {row(positions)},')
    print(f"         {number(h)}, {number(cross)}, {number(kl(a, b))}, {number((kl(a, m) + kl(b, m)) / 2)},")
    print(f"         {number(fsum(abs(x - y) for x, y in zip(a, b)) / 2)}, {number(unit)}, {number(spaced)}}},")


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by tabulated_reference.py with mpmath: edit that, not this.

#include <limits>
#include <string_view>
#include <vector>

// clang-format off
namespace tabulated_reference
{
    inline constexpr double infinity = std::numeric_limits<double>::infinity();

    struct laws
    {
        std::string_view name;
        std::vector<double> p, q, positions;
        double entropy, cross_entropy, kl, jensen_shannon, total_variation, wasserstein, wasserstein_at_positions;
    };

    inline const std::vector<laws> cases = {""")
case("two classes", [0.25, 0.75], [0.5, 0.5])
case("one class", [1.0], [1.0])
case("equal laws", divide([1, 2, 3, 4]), divide([1, 2, 3, 4]))
case("classes of no probability", [0, 0.5, 0.5, 0], [0, 0.25, 0.5, 0.25])
case("what q cannot draw", [0.25, 0.5, 0.25, 0], [0, 0.5, 0.25, 0.25])
case("apart", [0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5])
case("rare classes", divide([1, 1e-300, 1e-12]), divide([1e-12, 1, 1e-300]))
weights = [random.random() for _ in range(40)]
case("forty classes", divide(weights), divide([random.random() ** 4 for _ in range(40)]))
for size in (1e-3, 1e-8, 1e-12):
    case(f"nearly equal, {size:g}", divide(weights), divide([w * (1 + size * random.uniform(-1, 1)) for w in weights]))
print("""    };
}
// clang-format on""")
