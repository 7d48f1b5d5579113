#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes maps_reference.hpp: softplus and sigmoid, inverses and log-derivatives (mpmath), and densities of log-normal and
logit-normal laws (SciPy for the first, mpmath for the second).

    python3 maps_reference.py > maps_reference.hpp
"""
from mpmath import mp, mpf, log, exp, expm1, pi
from scipy import stats

mp.dps = 700  # e^-745 beside 1


def row(*values):
    return "{" + ", ".join(repr(float(v)) for v in values) + "},"


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by maps_reference.py with mpmath and SciPy: edit that, not this.

#include <vector>

// clang-format off
namespace maps_reference
{
    /// y is the image of x rounded to double, `inverse` the exact inverse of that double.
    struct value
    {
        double x, y, inverse, log_abs_det;
    };

    inline const std::vector<value> softplus = {""")
points = [-740.25, -100, -37.5, -20, -5, -1, -0.1, -1e-8, 0, 1e-8, 0.3, 0.5413248546129181, 1, 5, 20, 36, 40, 100, 700, 1e10]
for x in points:
    y = float(log(1 + exp(mpf(x))))
    print("        " + row(x, y, log(expm1(mpf(y))), -log(1 + exp(-mpf(x)))))
print("    };\n\n    inline const std::vector<value> sigmoid = {")
for x in [-740.25, -700, -100, -37.5, -20, -5, -1, -0.1, -1e-8, 1e-12, 0.3, 1, 1.0986122886681098, 5, 20, 30]:
    y = float(1 / (1 + exp(-mpf(x))))
    exact = mpf(y)
    print("        " + row(x, y, log(exact / (1 - exact)), -abs(mpf(x)) - 2 * log(1 + exp(-abs(mpf(x))))))
print("""    };

    struct density
    {
        double mean, stddev, y, log_p;
    };

    inline const std::vector<density> log_normal = {""")
for mean, stddev in [(0, 1), (-1.5, 0.25), (3, 2)]:
    for y in [1e-6, 0.01, 0.2, 1, 1.5, 20, 1e5]:
        print("        " + row(mean, stddev, y, stats.lognorm(s=stddev, scale=float(exp(mpf(mean)))).logpdf(y)))
print("    };\n\n    inline const std::vector<density> logit_normal = {")
for mean, stddev in [(0, 1), (-1.5, 0.25), (3, 2)]:
    for y in [1e-9, 0.01, 0.3, 0.5, 0.75, 0.99, 1 - 2.0**-40]:
        x = mpf(y)
        z = (log(x / (1 - x)) - mean) / stddev
        print("        " + row(mean, stddev, y, -z * z / 2 - log(mpf(stddev) * x * (1 - x)) - log(2 * pi) / 2))
print("    };\n}\n// clang-format on")
