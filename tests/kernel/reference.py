#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Writes reference.hpp: coefficients of the fixed-factor chain (mpmath), rounded once to double.

    python3 reference.py > reference.hpp

The variance is summed as the derivation has it, sigma^2 (1 + a^2 + ... + a^(2t-2)), for few steps, and taken from its
closed form for many. Factor and sigma are doubles, written exactly; a preserving chain has the exact a = sqrt(1 - sigma^2).
"""
from mpmath import mp, mpf, sqrt, log, fsum

mp.dps = 700  # 1 - a^2 keeps 80 digits for sigma = 2^-1022


def number(x):
    digits, exponent = float(x).hex().split("p")
    return digits.rstrip("0") + "p" + exponent


def rows(factor, sigma, preserving):
    sigma = mpf(sigma)
    a = sqrt(1 - sigma**2) if preserving else mpf(factor)
    for t in [0, 1, 2, 3, 10, 50, 200, 1000, 123456, 10**9]:
        closed = sigma**2 * (1 - a ** (2 * t)) / (1 - a**2)
        if 0 < t <= 200:
            summed = sigma**2 * fsum(a ** (2 * i) for i in range(t))
            assert abs(summed / closed - 1) < mpf(10) ** -25
        signal = a**t
        if signal < mpf(2) ** -1000:
            continue
        print(f"        {{{number(a)}, {number(sigma)}, {'true' if preserving else 'false'}, {t}, "
              f"{number(signal)}, {number(sqrt(closed))}, {number(t * log(a))}}},")


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by reference.py with mpmath: edit that, not this.

#include <cstdint>
#include <vector>

// clang-format off
namespace kernel_reference
{
    struct fixed_factor_value
    {
        double factor, sigma;
        bool preserving;
        std::int64_t t;
        double signal, noise, exponent;  // a^t, deviation of x_t given x_0, t log a
    };

    inline const std::vector<fixed_factor_value> fixed_factor_values = {""")
for sigma in [0.2, 0.5, 0.7, 0.71, 0.9, 0.999, 1 - 2.0**-53, 1e-3, 1e-8, 1e-9, 1e-49, 1e-51, 1e-150,
              1e-154, 1e-160, 2.3e-162, 1e-170, 1e-300, 2.0**-1022]:
    rows(None, sigma, True)
for factor, sigma in [(0.9, 1.0), (0.5, 0.1), (0.1, 2.0), (1e-9, 3.0), (1e-300, 1.0), (0.999999, 1e-3), (1 - 2.0**-53, 1.0)]:
    rows(factor, sigma, False)
print("    };\n}\n// clang-format on")
