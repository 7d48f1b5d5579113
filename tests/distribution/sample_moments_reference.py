#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes sample_moments_reference.hpp: means, covariances and correlations in exact fractions, rounded once to double; NumPy's
`cov` and `corrcoef` are held against them, and on data far from 0 are seen to lose what they lose.

    python3 sample_moments_reference.py > sample_moments_reference.hpp

The data are made by a rule that sample_moments_test.cpp has, too, of numbers that double holds exactly.
"""
from fractions import Fraction

import numpy as np
from mpmath import mp, mpf, sqrt

mp.dps = 50


def element(i, k, offset, step):
    """Row i, column k; the columns are correlated, as each has half of a first one in it."""
    own = (i * 7919 + k * 104729 + i * i * (k + 3)) % 10007
    shared = i * 7919 % 10007
    return Fraction(offset) + Fraction(own + (k % 3) * shared) / 512 * Fraction(step)


def number(x):
    x = float(x)
    if x == int(x) and abs(x) < 1e6:
        return str(int(x))
    digits, exponent = x.hex().split("p")
    return digits.rstrip("0").rstrip(".") + "p" + exponent


def row(values):
    return "{" + ", ".join(number(v) for v in values) + "}"


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by sample_moments_reference.py in exact fractions: edit that, not this.

#include <cstddef>
#include <vector>

// clang-format off
namespace sample_moments_reference
{
    struct batch
    {
        std::size_t n, d;
        double offset, step;
        std::vector<double> mean;
        std::vector<double> covariance, correlation;  // row by row, up to the diagonal
    };

    inline const std::vector<batch> batches = {""")

for n, d, offset, step in [
    (2, 1, 0, 1), (2, 3, 0, 1), (5, 2, 0, 1), (127, 4, 0, 1), (128, 5, 0, 1), (129, 8, 0, 1), (1000, 9, 0, 1), (300, 17, 0, 1),
    (1000, 3, 10**8, 1), (1000, 3, -(2**40), Fraction(1, 8)), (500, 2, 2**52, 512), (700, 2, 10**5, 2**-20),
]:
    x = [[element(i, k, offset, Fraction(step)) for k in range(d)] for i in range(n)]
    assert all(Fraction(float(v)) == v for r in x for v in r), (n, d, offset)
    mean = [sum(r[k] for r in x) / n for k in range(d)]
    c = [[sum((r[i] - mean[i]) * (r[j] - mean[j]) for r in x) / (n - 1) for j in range(i + 1)] for i in range(d)]

    def real(f):
        return mpf(f.numerator) / mpf(f.denominator)

    correlation = [[real(c[i][j]) / sqrt(real(c[i][i]) * real(c[j][j])) for j in range(i + 1)] for i in range(d)]
    table = np.array([[float(v) for v in r] for r in x])
    near = offset == 0
    numpy_cov = np.atleast_2d(np.cov(table, rowvar=False))
    worst = max(abs(numpy_cov[i, j] - float(c[i][j])) / float(real(c[i][i]) * real(c[j][j])) ** 0.5 for i in range(d) for j in range(i + 1))
    assert not near or worst < 1e-12, worst
    print(f"        {{{n}, {d}, {number(offset)}, {number(step)},")
    print(f"         {row(mean)},")
    print(f"         {row(v for r in c for v in r)},")
    print(f"         {row(v for r in correlation for v in r)}}},")
print("    };\n}\n// clang-format on")
