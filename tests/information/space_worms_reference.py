#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Prints space_worms_reference.hpp: 100 worms with 0 … 10 teeth, and which law describes them better."""

from mpmath import binomial, log, mp, mpf

mp.dps = 50

worms = [2, 3, 5, 14, 16, 15, 12, 8, 10, 8, 7]
p = [mpf(w) / 100 for w in worms]
mean = sum(k * x for k, x in enumerate(p))
success = mean / 10
uniform = [mpf(1) / 11] * 11
binomials = [binomial(10, k) * success**k * (1 - success) ** (10 - k) for k in range(11)]


def kl(p, q):
    return sum(x * log(x / y) for x, y in zip(p, q))


def number(x):
    return repr(float(x))


print("""// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by space_worms_reference.py with mpmath: edit that, not this.

// clang-format off
namespace space_worms
{""")
print(f"    inline constexpr int worms[] = {{{', '.join(map(str, worms))}}};  // with 0 … 10 teeth")
print(f"    inline constexpr double mean_teeth = {number(mean)};")
print(f"    inline constexpr double success = {number(success)};")
print(f"    inline constexpr double binomial_probabilities[] = {{{', '.join(map(number, binomials))}}};")
print(f"    inline constexpr double entropy = {number(-sum(x * log(x) for x in p))};  // of the worms, in nats")
print(f"    inline constexpr double kl_to_uniform = {number(kl(p, uniform))};")
print(f"    inline constexpr double kl_to_binomial = {number(kl(p, binomials))};")
print(f"    inline constexpr double uniform_wins_by = {number(kl(p, binomials) - kl(p, uniform))};")
print(f"    inline constexpr double uniform_wins_by_bits = {number((kl(p, binomials) - kl(p, uniform)) / log(2))};")
print("""}
// clang-format on""")
