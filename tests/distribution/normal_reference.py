#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes normal_reference.hpp: what a normal law knows about points, to 80 digits (mpmath), rounded once to double.

    python3 normal_reference.py > normal_reference.hpp

Inputs are doubles, or floats that are written as doubles, and are exact; of log p there is the rest that the double leaves.
"""
import math
import random
import struct

from mpmath import mp, mpf, log, exp, pi, erfc, sqrt, e

mp.dps = 80


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def number(x):
    x = float(x)
    if math.isinf(x):
        return "infinity" if x > 0 else "-infinity"
    if x == int(x) and abs(x) < 1e6:
        return str(int(x))
    digits, exponent = x.hex().split("p")
    return digits.rstrip("0") + "p" + exponent


def table(name, comment, points):
    print(f"\n    /// {comment}\n    inline const std::vector<normal_value> {name} = {{")
    for x, mean, stddev in points:
        z = (mpf(x) - mpf(mean)) / mpf(stddev)
        log_p = -z * z / 2 - log(mpf(stddev)) - log(2 * pi) / 2
        entropy = log(mpf(stddev)) + log(2 * pi * e) / 2
        rest = mpf(0) if math.isinf(float(log_p)) else log_p - mpf(float(log_p))
        near = abs(z) < 60
        cdf = erfc(-z / sqrt(2)) / 2 if near else mpf(z > 0)
        survival = erfc(z / sqrt(2)) / 2 if near else mpf(z < 0)
        p = exp(log_p) if log_p > -2000 else mpf(0)
        values = (x, mean, stddev, log_p, rest, p, cdf, survival, -z / mpf(stddev), entropy)
        print("        {" + ", ".join(number(v) for v in values) + "},")
    print("    };")


def ordinary(draw, rounded):
    """Points up to 38 deviations away, of laws near 1."""
    for _ in range(120):
        mean, stddev = rounded(draw.uniform(-10, 10)), rounded(math.exp(draw.uniform(-5, 5)))
        yield rounded(mean + stddev * draw.choice([1, 4, 12, 38]) * draw.uniform(-1, 1)), mean, stddev


def any_size(draw, rounded, least, largest):
    """Numbers of any size; the point within reach of the mean, beside it or far away."""
    for i in range(160):
        stddev = rounded(10 ** draw.uniform(least, largest))
        mean = rounded(draw.choice([0, stddev, 10 ** draw.uniform(least, largest)]) * draw.uniform(-1, 1))
        far = min(10 ** draw.uniform(-20, 150), 10.0**largest / stddev)
        distance = stddev * draw.choice([draw.uniform(-1, 1), draw.uniform(-40, 40), far])
        yield rounded(mean + distance), mean, stddev


def near_zeros(draw, rounded, deepest):
    """Points where the two large terms of log p cancel: |log p| is as small as rounding of the deviation lets it be."""
    for i in range(60):
        z = draw.uniform(0, deepest)
        stddev = rounded(math.exp(-math.log(2 * math.pi) / 2 - z * z / 2))
        z = math.sqrt(-2 * (math.log(stddev) + math.log(2 * math.pi) / 2)) if i % 2 else z
        mean = 0.0 if i % 3 else rounded(stddev * draw.uniform(-2, 2))
        yield rounded(mean + z * stddev), mean, stddev


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by normal_reference.py with mpmath: edit that, not this.

#include <limits>
#include <vector>

// clang-format off
namespace distribution_reference
{
    inline constexpr double infinity = std::numeric_limits<double>::infinity();

    /// log p is log_p + log_p_rest.
    struct normal_value
    {
        double x, mean, stddev, log_p, log_p_rest, p, cdf, survival, score, entropy;
    };""")
table("normal_values", "Inputs are floats.", [
    (0, 0, 1), (1, 0, 1), (-1, 0, 1), (0.5, 0.25, 2), (-3, 1.5, 0.125), (6.75, 0, 1), (13, 0, 1), (14.25, 0, 1), (-40, 0, 1),
    (1e3, 0, 1), (f32(1e10), 0, 1), (f32(1e18), -1, 1), (100, 100, f32(1e-15)), (f32(3e-15), 0, f32(1e-15)),
    (f32(1e-37), 0, f32(1e-37)), (f32(1e30), 0, f32(1e30)), (-7, 7, f32(1e19)), (2.5, 2.5, f32(0.1)),
    (f32(0.1), f32(0.2), f32(0.3)), (0, 0, f32(3e38)), (f32(1e-45), 0, f32(1e-44)), (f32(1e-40), f32(3e-45), f32(2e-40)),
    *ordinary(random.Random(1), f32), *any_size(random.Random(2), f32, -37, 37), *near_zeros(random.Random(3), f32, 12),
])  # fmt: skip
table("normal_values_of_doubles", "Inputs are doubles.", [
    (0.1, 0.2, 0.3), (1e-300, 0, 1e-300), (1e150, 0, 1), (1e300, 0, 1e299), (38.5, 0, 1), (1 + 2.0**-52, 1, 2.0**-50),
    (1e-15, 0, 1e-15), (-5e-30, 1e-30, 1e-30), (1.5e154, 0, 1), (-1.8e154, 0, 1), (0, 0, 1.7e308), (1e308, 0, 1.7e308),
    (5e-324, 0, 1e-323), (-37, 0, 1), (-37.5, 0, 1), (8.25, 0, 1), (37, 0, 1),
    *ordinary(random.Random(4), float), *any_size(random.Random(5), float, -300, 300), *near_zeros(random.Random(6), float, 37),
])  # fmt: skip
print("}\n// clang-format on")
