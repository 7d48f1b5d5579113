#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes multivariate_normal_reference.hpp: densities, scores and conditional laws of multivariate normal laws to 60 digits
(mpmath), rounded once to double.

    python3 multivariate_normal_reference.py > multivariate_normal_reference.hpp

Inputs are floats and are written exactly; outputs are the nearest doubles.
"""
import math
import random
import struct

from mpmath import cholesky, eigsy, log, lu_solve, matrix, mp, mpf, pi

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


def flat(m):
    return [m[i, j] for i in range(m.rows) for j in range(m.cols)]


def case(name, mean, covariance, points, known, values):
    d = len(mean)
    sigma = matrix(covariance)
    correlation = matrix(d, d)
    for i in range(d):
        for j in range(d):
            correlation[i, j] = sigma[i, j] / mp.sqrt(sigma[i, i] * sigma[j, j])
    eigenvalues = eigsy(correlation, eigvals_only=True)
    factor = cholesky(sigma)
    log_factor = -sum(log(factor[i, i]) for i in range(d)) - mpf(d) / 2 * log(2 * pi)
    left = [i for i in range(d) if i not in known]

    def part(rows, columns):
        return matrix([[covariance[i][j] for j in columns] for i in rows])

    if known:
        s12, s22 = part(left, known), part(known, known)
        away = matrix([mpf(a) - mpf(mean[k]) for a, k in zip(values, known)])
        bar_mean = matrix([mean[i] for i in left]) + s12 * lu_solve(s22, away)
        inverse = s22**-1
        bar_sigma = part(left, left) - s12 * inverse * s12.T
    else:
        bar_mean, bar_sigma = matrix(0, 1), matrix(0, 0)
    print(f'        {{"{name}", {d},')
    print(f"         {row(mean)},")
    print(f"         {row(v for r in covariance for v in r)},")
    print(f"         {number(max(eigenvalues) / min(eigenvalues))}, {number(log_factor)},")
    print(f"         {{{', '.join(map(str, known))}}}, {row(values)}, {row(bar_mean)}, {row(flat(bar_sigma))},")
    print("         {")
    for x in points:
        z = matrix([mpf(a) - mpf(b) for a, b in zip(x, mean)])
        score = -lu_solve(sigma, z)
        q = -(z.T * score)[0]
        print(f"             {{{row(x)}, {number(log_factor - q / 2)}, {number(q)}, {row(score)}}},")
    print("         }},")


def exactly(covariance):
    """Rounded to float, symmetric."""
    d = len(covariance)
    return [[f32(covariance[max(i, j)][min(i, j)]) for j in range(d)] for i in range(d)]


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by multivariate_normal_reference.py with mpmath: edit that, not this.

#include <cstddef>
#include <string_view>
#include <vector>

// clang-format off
namespace multivariate_normal_reference
{
    struct point
    {
        std::vector<double> x;
        double log_p, q;
        std::vector<double> score;
    };

    struct law
    {
        std::string_view name;
        std::size_t d;
        std::vector<double> mean, covariance;
        double condition;  // of the correlation matrix
        double log_factor;
        std::vector<std::ptrdiff_t> known;  // with these values the others have this law
        std::vector<double> values, conditional_mean, conditional_covariance;
        std::vector<point> points;
    };

    inline const std::vector<law> laws = {""")

rng = random.Random(4)
plane = [(0, 0), (1, 2), (-3, 0.5), (2.5, 2.5), (100, -70), (0.125, -0.0625), (1e4, 1e4)]
case("on a line", [0.5], [[2.25]], [(x,) for x in (0.5, 0, -1.5, 7, 1e5)], [], [])
case("standard in a plane", [0, 0], [[1, 0], [0, 1]], plane, [1], [2])
case("half correlated", [1, 2], [[2, 0.5], [0.5, 1]], plane, [1], [2.5])
case("negatively correlated", [0, 0], exactly([[1, -0.9], [-0.9, 1]]), plane, [0], [-1])
case("far correlated", [0, 1], exactly([[1, 0.9999], [0.9999, 1]]), plane, [1], [1.5])
case("scales far apart", [f32(1e-18), 1], exactly([[1e-30, 3e-17], [3e-17, 1e-2]]), [(0, 0), (f32(1e-15), 1), (f32(-2e-15), f32(1.1))], [0], [f32(1e-15)])
case("large", [f32(1e15), 0], exactly([[1e30, 1e22], [1e22, 1e16]]), [(f32(1e15), 0), (f32(3e15), f32(1e8)), (0, f32(-2e8))], [1], [f32(1e8)])


def scattered(d, points, root, mean, reach=2.0):
    """Points that are draws of the law, and some farther out."""
    out = []
    for n in range(points):
        e = [rng.gauss(0, 1) * (reach if n % 2 else 1) for _ in range(d)]
        out.append([f32(mean[i] + sum(root[i][j] * e[j] for j in range(d))) for i in range(d)])
    return out


for d, ridge in [(3, 0.1), (4, 0.1), (5, 0.1), (8, 0.25), (13, 0.5)]:
    root = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(d)]
    covariance = exactly([[sum(root[i][k] * root[j][k] for k in range(d)) + (ridge if i == j else 0) for j in range(d)] for i in range(d)])
    mean = [f32(rng.gauss(0, 3)) for _ in range(d)]
    case(f"{d} dimensions", mean, covariance, scattered(d, 4, root, mean), [d - 1, 0], [f32(mean[d - 1] + 1), f32(mean[0] - 0.5)])
d = 6
covariance = exactly([[math.exp(-((i - j) ** 2) / 8) + (1e-3 if i == j else 0) for j in range(d)] for i in range(d)])
root = cholesky(matrix(covariance))
case("a smooth process", [0] * d, covariance, scattered(d, 6, [[float(root[i, j]) for j in range(d)] for i in range(d)], [0] * d), [1, 4], [0.5, -0.25])
print("    };\n}\n// clang-format on")
