# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""Statistics of rounds that a stray interruption does not move."""

import statistics


def median(values):
    return statistics.median(values)


def quartiles(values):
    """The first and the third quartile; of one value, that value."""
    if len(values) < 2:
        return values[0], values[0]
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, third


def ratios(slower, faster):
    """How many times faster, round by round: both were measured in the same moment."""
    return [a / b for a, b in zip(slower, faster)]
