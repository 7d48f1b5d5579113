# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Statistics of rounds that a stray interruption does not move."""

import random
import statistics

median = statistics.median


def quartiles(values):
    """The first and the third quartile; of one value, that value."""
    if len(values) < 2:
        return values[0], values[0]
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, third


def ratios(slower, faster):
    """How many times faster, round by round: both were measured in the same moment."""
    return [a / b for a, b in zip(slower, faster)]


def change_of_median(old, new, draws=1000, confidence=0.99):
    """An interval for median(new) / median(old), by drawing rounds again (the bootstrap)."""
    source = random.Random(1)
    drawn = sorted(
        median(source.choices(new, k=len(new))) / median(source.choices(old, k=len(old))) for _ in range(draws)
    )
    tail = round((1 - confidence) / 2 * draws)
    return drawn[tail], drawn[-1 - tail]
