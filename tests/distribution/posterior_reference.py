#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes posterior_reference.hpp: scores, posterior means and responsibilities of mixtures to 60 digits (mpmath).

    python3 posterior_reference.py > posterior_reference.hpp

Inputs are floats, written exactly; outputs are the nearest doubles.
"""
from mpmath import mp, mpf, log, exp, pi, fsum
import struct

mp.dps = 60


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def number(x):
    x = float(x)
    if x == int(x) and abs(x) < 1e6:
        return str(int(x))
    digits, exponent = x.hex().split("p")
    return digits.rstrip("0") + "p" + exponent


def row(values):
    return "{" + ", ".join(number(v) for v in values) + "}"


def case(name, d, weights, means, variances, points):
    weights, variances = [mpf(w) for w in weights], [mpf(f32(v)) for v in variances]
    means = [[mpf(f32(c)) for c in m] for m in means]
    total = fsum(weights)
    print(f'    {{"{name}", {d}, {row(weights)},')
    print(f"     {row(c for m in means for c in m)},")
    print(f"     {row(variances)}, {{")
    factors = [log(w / total) - d * log(2 * pi * v) / 2 if w else None for w, v in zip(weights, variances)]
    f = max(abs(a) for a in factors if a is not None)
    for x in points:
        x = [mpf(f32(c)) for c in x]
        q = [fsum((a - b) ** 2 for a, b in zip(x, m)) / (2 * v) for m, v in zip(means, variances)]
        log_terms = [a - b if a is not None else None for a, b in zip(factors, q)]
        largest = max(a for a in log_terms if a is not None)
        terms = [exp(a - largest) if a is not None else mpf(0) for a in log_terms]
        whole = fsum(terms)
        r = [t / whole for t in terms]
        scores = [[(b - a) / v for a, b in zip(x, m)] for m, v in zip(means, variances)]
        weighted = lambda values, g: [fsum(p * g(v[k]) for p, v in zip(r, values)) for k in range(d)]
        print(f"         {{{row(x)}, {row(weighted(scores, lambda s: s))}, {row(weighted(scores, abs))},")
        print(f"          {row(weighted(means, lambda s: s))}, {row(weighted(means, abs))}, {row(r)},")
        print(f"          {number(max(a for a, p in zip(q, r) if p > mpf(2) ** -60))}, {number(f)}}},")
    print("     }},")


def line(values):
    return [(v,) for v in values]


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by posterior_reference.py with mpmath: edit that, not this.

#include <string_view>
#include <vector>

// clang-format off
namespace posterior_reference
{
    /// q is the largest (x - mu)^2/(2 v) of a component that counts, f the largest |log(w (2 pi v)^(-d/2))|.
    struct point
    {
        std::vector<double> x, score, absolute_score, mean, absolute_mean, responsibilities;
        double q, f;
    };

    struct mixture
    {
        std::string_view name;
        std::size_t d;
        std::vector<double> weights, means, variances;
        std::vector<point> points;
    };

    inline const std::vector<mixture> mixtures = {""")
four = line([-15, -5, 1, 10])
case("four points of the same variance", 1, [1] * 4, four, [0.04] * 4, line([-20, -15.5, -15, -10, -9.99, -5, -2, 0, 1, 5.5, 5.51, 10, 16, 1000]))
case("narrow ones, at the middle between two", 1, [1] * 4, four, [1e-4] * 4, line([-10, -2, 5.5, -10.0001, 5.4999]))
case("variances of their own", 1, [3, 1, 2, 0.5], four, [0.04, 1, 9, 1e-6], line([-20, -15.5, -13, -9.5, -5, 0, 1, 5.5, 9.99, 10, 40, -300]))
case("weights that are 0 and weights far apart", 1, [0, 1e-30, 1], line([-15, -10, 10]), [1, 1, 1], line([-15, -10, 0, 3.5, 3.47, 30]))
case("tiny variances", 1, [1, 2], line([0, 1]), [1e-30, 1e-24], line([1e-15, -3e-15, 0.5, 1e-3, 1]))
many = 300
case("many components", 1, [1 + n % 13 for n in range(many)], line([(n * 7919 % 10007) / 512 - 10 for n in range(many)]),
     [(1 + n * 31 % 97) / 32 for n in range(many)], line([-60, -10, 0.3, 12, 40]))
corners = [(-1, -1), (1, -1), (-1, 1), (1, 1)]
case("four corners of a square", 2, [1, 2, 3, 4], corners, [0.01, 0.04, 1, 0.25], [(0, 0), (1, 1), (-1, -1), (0.5, -1.25), (3, 4), (-10, 5)])
d = 3
case("many in space", d, [1 + n % 3 for n in range(40)], [[((n * 37 + k * 101) % 257 - 128) / 64 for k in range(d)] for n in range(40)],
     [(1 + n % 5) / 4 for n in range(40)], [[0] * d, [1, -1, 0.5], [-1.75, 2, 9]])
print("    };\n}\n// clang-format on")
