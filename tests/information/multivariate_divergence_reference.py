#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes multivariate_divergence_reference.hpp: KL divergences of multivariate normal laws to 500 digits (mpmath), for scales far apart, rounded once.

    python3 multivariate_divergence_reference.py > multivariate_divergence_reference.hpp

Inputs are doubles and are written exactly.
"""
import random

from mpmath import det, eigsy, log, lu_solve, matrix, mp, mpf, sqrt

mp.dps = 500


def number(x):
    x = float(x)
    if x == int(x) and abs(x) < 1e6:
        return str(int(x))
    digits, exponent = x.hex().split("p")
    return digits.rstrip("0").rstrip(".") + "p" + exponent


def row(values):
    return "{" + ", ".join(number(v) for v in values) + "}"


def condition(sigma):
    d = sigma.rows
    correlation = matrix(d, d)
    for i in range(d):
        for j in range(d):
            correlation[i, j] = sigma[i, j] / sqrt(sigma[i, i] * sigma[j, j])
    eigenvalues = eigsy(correlation, eigvals_only=True)
    return max(eigenvalues) / min(eigenvalues)


def case(name, mean_p, sigma_p, mean_q, sigma_q):
    d = len(mean_p)
    p, q = matrix(sigma_p), matrix(sigma_q)
    a = q**-1 * p
    apart = matrix([mpf(x) - mpf(y) for x, y in zip(mean_p, mean_q)])
    kl = (sum(a[k, k] for k in range(d)) - d - log(det(a)) + (apart.T * lu_solve(q, apart))[0]) / 2
    flat = [v for r in sigma_p for v in r], [v for r in sigma_q for v in r]
    print(f'        {{"{name}", {row(mean_p)}, {row(flat[0])}, {row(mean_q)}, {row(flat[1])}, {number(condition(q))}, {number(kl)}}},')


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by multivariate_divergence_reference.py with mpmath: edit that, not this.

#include <string_view>
#include <vector>

// clang-format off
namespace multivariate_divergence_reference
{
    struct pair
    {
        std::string_view name;
        std::vector<double> mean_p, covariance_p, mean_q, covariance_q;
        double condition, kl;
    };

    inline const std::vector<pair> pairs = {""")

case("on a line", [1], [[2]], [0], [[1]])
case("on a line, narrow against wide", [0], [[1e-20]], [0], [[1]])
case("on a line, wide against narrow", [0], [[1e20]], [0], [[1]])
case("on a line, variances 1e-8 apart", [0], [[1 + 1e-8]], [0], [[1]])
case("on a line, variances 1e-12 apart", [0], [[3 * (1 - 1e-12)]], [0], [[3]])
case("on a line, means 1e-8 apart", [1], [[2]], [1 + 1e-8], [[2]])
case("in a plane", [1, 2], [[2, 0.5], [0.5, 1]], [0, 1], [[1, -0.25], [-0.25, 3]])
case("in a plane, turned by a right angle", [0, 0], [[1, 0.875], [0.875, 1]], [0, 0], [[1, -0.875], [-0.875, 1]])
case("in a plane, correlations 1e-9 apart", [0, 0], [[1, 0.5 + 1e-9], [0.5 + 1e-9, 1]], [0, 0], [[1, 0.5], [0.5, 1]])
case("in a plane, nearly a line", [0, 0], [[1, 0.999], [0.999, 1]], [0, 0], [[1, 0.9990000001], [0.9990000001, 1]])
case("in a plane, scales far apart", [1e-100, 0], [[1e-200, 1e-101], [1e-101, 1e-1]], [0, 1e-3], [[2e-200, 0], [0, 3e-1]])

rng = random.Random(11)
for d in (3, 5, 8, 12):

    def symmetric(f):
        lower = [[f(i, j) for j in range(i + 1)] for i in range(d)]
        return [[lower[max(i, j)][min(i, j)] for j in range(d)] for i in range(d)]

    root = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(d)]
    other = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(d)]
    p = symmetric(lambda i, j: sum(root[i][k] * root[j][k] for k in range(d)) + (i == j))
    q = symmetric(lambda i, j: sum(other[i][k] * other[j][k] for k in range(d)) + (i == j))
    mean = [rng.gauss(0, 1) for _ in range(d)]
    case(f"{d} dimensions, strangers", mean, p, [0] * d, q)
    for step in (1e-3, 1e-8, 1e-12):
        near = symmetric(lambda i, j: p[i][j] * (1 + step * (1 + (i * 3 + j * 5) % 7)))
        case(f"{d} dimensions, {step} apart", [m + step for m in mean], near, mean, p)
print("    };\n}\n// clang-format on")
