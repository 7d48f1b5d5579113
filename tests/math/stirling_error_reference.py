#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Prints the table of math/stirling_error.hpp, and how far its series is off where the table ends."""

from mpmath import log, loggamma, mp, mpf, pi

mp.dps = 60


def stirling_error(n):
    return loggamma(n + 1) - (log(2 * pi * n) / 2 + n * (log(n) - 1))


for n in range(1, 17):
    print(f"            {float(stirling_error(n)).hex()},")

n = 17
coefficients = (mpf(1) / 12, -mpf(1) / 360, mpf(1) / 1260, -mpf(1) / 1680, mpf(1) / 1188, -mpf(691) / 360360, mpf(1) / 156)
series = sum(c / mpf(n) ** (2 * k + 1) for k, c in enumerate(coefficients))
print(f"// the series at {n}: {float((series / stirling_error(n) - 1) * 2**53):.2g} · 2^-53, relative")
