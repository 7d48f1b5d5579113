#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""SciPy's contenders: its distributions, as they are."""

import numpy as np
import scipy
from scipy import stats

import inputs
from common import contender, main, spread

TYPES = {"float": np.float32, "double": np.float64}

# --- normal laws ------------------------------------------------------------------------------------------------------


def normal_log_prob(dtype):
    def prepare(count=1_000_000):
        x, mean, stddev = inputs.normal_log_prob(count, dtype)
        state = {}

        def run():
            state["log_p"] = stats.norm.logpdf(x, mean, stddev)

        return run, lambda: spread(state["log_p"])

    return prepare


for name, dtype in TYPES.items():
    contender(f"normal_log_prob_{name}", "SciPy")(normal_log_prob(dtype))


@contender("multivariate_normal", "SciPy")
def multivariate_normal(side=1_000):
    mean, sigma, x = inputs.multivariate_normal(side)
    law = stats.multivariate_normal(mean, sigma)
    state = {}

    def run():
        state["p"] = law.pdf(x)

    return run, lambda: spread(state["p"])


if __name__ == "__main__":
    main(lambda: {"SciPy": scipy.__version__})
