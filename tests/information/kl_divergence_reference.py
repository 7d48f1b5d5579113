#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes kl_divergence_reference.hpp: divergences and cross entropies of normal laws to 100 digits (mpmath).

    python3 kl_divergence_reference.py > kl_divergence_reference.hpp

Inputs are doubles, or floats that are written as doubles, and are exact; of results there is the rest that the double leaves.
"""
import math
import random
import struct

from mpmath import mp, mpf, log, pi

mp.dps = 100


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


def parts(x):
    return x, mpf(0) if math.isinf(float(x)) else x - mpf(float(x))


def table(name, comment, laws):
    print(f"\n    /// {comment}\n    inline const std::vector<divergence> {name} = {{")
    for mean1, stddev1, mean2, stddev2 in laws:
        z, t = (mpf(mean1) - mpf(mean2)) / mpf(stddev2), mpf(stddev1) / mpf(stddev2)
        kl = (z * z + t * t - 1) / 2 - log(t)
        cross = log(mpf(stddev2)) + log(2 * pi) / 2 + (z * z + t * t) / 2
        values = (mean1, stddev1, mean2, stddev2, *parts(kl), *parts(cross))
        print("        {" + ", ".join(number(v) for v in values) + "},")
    print("    };")


def pairs(draw, rounded, smallest, largest):
    for _ in range(150):  # ordinary ones
        yield (rounded(draw.uniform(-5, 5)), rounded(math.exp(draw.uniform(-4, 4))),
               rounded(draw.uniform(-5, 5)), rounded(math.exp(draw.uniform(-4, 4))))  # fmt: skip
    for _ in range(200):  # nearly the same, in one parameter or both
        mean, stddev = rounded(draw.uniform(-2, 2)), rounded(math.exp(draw.uniform(-2, 2)))
        near = 10 ** draw.uniform(math.log10(smallest), 0)
        move, stretch = draw.choice([(1, 0), (0, 1), (1, 1)])
        yield (rounded(mean + move * near * stddev * draw.uniform(-1, 1)),
               rounded(stddev * (1 + stretch * near * draw.uniform(-0.9, 1))), mean, stddev)  # fmt: skip
    for _ in range(100):  # of any size
        scale = 10 ** draw.uniform(-largest, largest)
        ratio = 10 ** draw.uniform(-largest, largest)
        stddev1, stddev2 = rounded(scale), rounded(min(max(scale * ratio, 10.0**-largest), 10.0**largest))
        yield rounded(stddev2 * draw.uniform(-3, 3)), stddev1, rounded(stddev2 * draw.uniform(-3, 3)), stddev2
    yield 0.0, 1.0, 0.0, 1.0
    yield rounded(1 + 1e-7), 1.0, 1.0, 1.0
    yield 1.0, rounded(1 + 1e-7), 1.0, 1.0
    yield 0.0, 1.0, 1.0, 1.0


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by kl_divergence_reference.py with mpmath: edit that, not this.

#include <limits>
#include <vector>

// clang-format off
namespace information_reference
{
    inline constexpr double infinity = std::numeric_limits<double>::infinity();

    /// The divergence is kl + kl_rest, the cross entropy cross + cross_rest.
    struct divergence
    {
        double mean1, stddev1, mean2, stddev2, kl, kl_rest, cross, cross_rest;
    };""")
table("of_floats", "Inputs are floats.", pairs(random.Random(1), f32, 1e-6, 37))
table("of_doubles", "Inputs are doubles.", pairs(random.Random(2), float, 1e-15, 300))
table("nearly_the_same", "Means or widths differ by 1e-8.", [
    (1e-8, 1.0, 0.0, 1.0), (0.0, 1 + 1e-8, 0.0, 1.0), (0.0, 1 - 1e-8, 0.0, 1.0), (3 + 1e-8, 2.0, 3.0, 2.0),
    (0.0, 0.1 + 1e-8, 0.0, 0.1), (-1e-8, 5 + 1e-8, 0.0, 5.0), (1e-8, 1.0, 0.0, 1 + 1e-8),
])  # fmt: skip
print("}\n// clang-format on")
