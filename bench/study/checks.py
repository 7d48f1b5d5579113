# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Did a contender compute the right thing? Each answers with what is wrong, or None."""

import math

SIGMAS = 5


def same(values, reference, tolerance, floor):
    """Number by number, as the hand-written loop does it."""
    if len(values) != len(reference):
        return f"shows {len(values)} numbers, not {len(reference)}"
    for k, (value, right) in enumerate(zip(values, reference)):
        if not abs(value - right) <= tolerance * max(abs(value), abs(right)) + floor:
            return f"number {k} is {value:.9g}, not {right:.9g}"
    return None


def _off(moments, mean, variance, skewness, kurtosis, spreads):
    """Sample moments against those of the law; spreads: their standard deviations, times the root of the count."""
    n, *found = moments[:5]
    for name, value, expected, spread in zip(
        ("mean", "variance", "skewness", "excess kurtosis"), found, (mean, variance, skewness, kurtosis), spreads
    ):
        if not abs(value - expected) <= SIGMAS * spread / math.sqrt(n) + 1 / n:
            return f"{name} is {value:.6g}, not {expected:.6g}"
    return None


def normal(moments):
    """Standard normal numbers, their greatest where it has to be."""
    n, least, greatest = moments[0], moments[5], moments[6]
    beyond = n * math.erfc(max(-least, greatest) / math.sqrt(2))  # how many as far out are to be expected
    if n > 1000 and not 1e-6 < beyond < 15:
        return f"the greatest of {n:.0f} numbers is {max(-least, greatest):.3f}"
    return _off(moments, 0, 1, 0, 0, (1, math.sqrt(2), math.sqrt(6), math.sqrt(24))) if n > 1000 else None


def uniform(moments):
    """Uniform numbers in [0, 1)."""
    least, greatest = moments[5], moments[6]
    if not (least >= 0 and greatest < 1):
        return f"lies in [{least}, {greatest}]"
    spreads = (math.sqrt(1 / 12), math.sqrt(1 / 180), math.sqrt(2.1), math.sqrt(1.5))
    return _off(moments, 0.5, 1 / 12, 0, -1.2, spreads) if moments[0] > 1000 else None


def disagreement(contest, values, reference):
    if contest.law == "same":
        return same(values, reference, contest.tolerance, contest.floor)
    return {"normal": normal, "uniform": uniform}[contest.law](values)
