#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes reference.hpp: densities of mixtures to 60 digits (mpmath), rounded once to double.

    python3 reference.py > reference.hpp

Inputs are doubles, most of them floats too, and are written exactly; outputs are the nearest doubles.
"""
from mpmath import mp, mpf, log, exp, pi, fsum
import struct

mp.dps = 60


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def number(x):
    x = float(x)
    if x == float("-inf"):
        return "-std::numeric_limits<double>::infinity()"
    if x == int(x) and abs(x) < 1e6:
        return str(int(x))
    digits, exponent = x.hex().split("p")
    return digits.rstrip("0") + "p" + exponent


def row(values):
    return "{" + ", ".join(number(v) for v in values) + "}"


def log_mixture(x, weights, means, variances):
    """log of sum_n w_n / sum(w) (2 pi v_n)^(-d/2) exp(-|x - mu_n|^2 / (2 v_n)); also q and log f of the largest term."""
    total = fsum(mpf(w) for w in weights)
    terms = []
    for w, mean, v in zip(weights, means, variances):
        if w == 0:
            continue
        v = mpf(v)
        q = fsum((mpf(a) - mpf(b)) ** 2 for a, b in zip(x, mean)) / (2 * v)
        f = log(mpf(w) / total) - len(x) * log(2 * pi * v) / 2
        terms.append((f - q, q, f))
    largest = max(terms)
    return largest[0] + log(fsum(exp(t[0] - largest[0]) for t in terms)), largest[1], abs(largest[2])


def case(name, d, weights, means, variances, points):
    print(f'    {{"{name}", {d},')
    print(f"     {row(weights)},")
    print(f"     {row(k for m in means for k in m)},")
    print(f"     {row(variances)},")
    print("     {")
    for x in points:
        log_p, q, f = log_mixture(x, weights, means, variances)
        print(f"         {{{row(x)}, {number(log_p)}, {number(exp(log_p))}, {number(q)}, {number(f)}}},")
    print("     }},")


def line(values):
    return [(v,) for v in values]


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by reference.py with mpmath: edit that, not this.

#include <limits>
#include <string_view>
#include <vector>

// clang-format off
namespace distribution_reference
{
    /// q = |x - mu|^2/(2 v) and f = |log(w (2 pi v)^(-d/2))| are those of the component that contributes most.
    struct mixture_point
    {
        std::vector<double> x;
        double log_p, p, q, f;
    };

    struct mixture_case
    {
        std::string_view name;
        std::size_t d;
        std::vector<double> weights, means, variances;
        std::vector<mixture_point> points;
    };

    inline const std::vector<mixture_case> mixture_cases = {""")

four = line([-15, -5, 1, 10])
case("four points of the same variance", 1, [1] * 4, four, [0.04] * 4, line([-20, -15.5, -15, -14.75, -10, -5, -4.625, 0, 1, 1.25, 5.5, 10, 11, 16]))
case("variances of their own", 1, [3, 1, 2, 0.5], four, [0.04, 1, 9, 1e-6], line([-20, -15.5, -15, -10, -5, 0, 1, 5.5, 9.9375, 10, 16]))
case("far tails", 1, [1] * 4, four, [0.04, 1, 0.25, 4], line([-1000, 1000, -1e6, 1e6, f32(1e10), f32(-1e15), f32(1e18), 40, -45]))
case("tiny variances", 1, [1, 2, 1], line([-1, 0, 1]), [1e-30] * 3,
     line([0, f32(1e-15), f32(-3e-15), f32(5e-15), f32(1.2e-14), 0.5, 1, -1, -0.25, 1 + 2.0**-23]))
case("tiny beside large variances", 1, [1e-3, 1], line([0, 0]), [1e-30, 1e6], line([0, f32(1e-15), f32(2e-14), 1, 1000, -4000]))
case("weights that are 0", 1, [0, 1, 0, 2], four, [1] * 4, line([-15, -5, 1, 10, 0, -100, 100]))
case("one component", 1, [0.1], line([2.5]), [0.25], line([2.5, 0, 5, -10, 100, 2.625]))
case("weights far apart", 1, [1e-30, 1], line([-10, 10]), [1, 1], line([-10, -9, 0, 3.5, 10, -30]))
case("large variances", 1, [1, 1], line([0, f32(1e20)]), [1e40, 1e36], line([0, f32(1e20), f32(-3e20), 1]))

many = 1000
case("many components", 1, [n % 13 for n in range(many)], line([(n * 7919 % 10007) / 512 - 10 for n in range(many)]),
     [(1 + n * 31 % 97) / 32 for n in range(many)], line([-60, -12, -10, -3.25, 0, 1, 2.125, 7, 9.5, 12, 40]))

corners = [(-1, -1), (1, -1), (-1, 1), (1, 1)]
case("four corners of a square", 2, [1, 2, 3, 4], corners, [0.01, 0.04, 1, 0.25],
     [(0, 0), (1, 1), (-1, -1), (0.5, -1.25), (3, 4), (-100, 50), (1, -1)])
case("tiny variances in a plane", 2, [1, 1], [(0, 0), (1, 1)], [1e-30, 1e-30],
     [(0, 0), (f32(1e-15), f32(-2e-15)), (1, 1), (0.5, 0.5), (f32(9e-15), 0)])
case("one component in space", 3, [7], [(1, 2, 3)], [0.5], [(1, 2, 3), (0, 0, 0), (1.5, 2, 2.5), (-20, 30, 40)])
d = 48
case("many dimensions", d, [1, 2, 0, 1, 3], [[((n * 37 + k * 101) % 257 - 128) / 64 for k in range(d)] for n in range(5)],
     [0.5, 1, 1, 0.01, 0.25],
     [[0] * d] + [[((n * 37 + k * 101) % 257 - 128) / 64 + (k % 3) / 8 for k in range(d)] for n in range(5)])
print("    };\n}\n// clang-format on")
