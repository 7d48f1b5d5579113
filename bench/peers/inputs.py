# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The inputs of each work, as the C++ programs make them."""

import numpy as np

from common import golden


def affine_inputs(images, pixels):
    """a, s of a factor an image, x, e, and the output."""
    n = images * pixels
    a = golden(images, 0.5)[:, None]
    s = golden(images, 0.5, first=images)[:, None]
    x = golden(n).reshape(images, pixels)
    e = golden(n, first=n).reshape(images, pixels)
    return a, s, x, e, np.empty_like(x)


def mixture_inputs(components, points):
    """w, mu, v of the components, x"""
    w = golden(components, 0.5, 1.5)
    w = (w.astype(np.float64) / w.sum(dtype=np.float64)).astype(np.float32)
    mu = golden(components, -16, 16, 1_000)
    v = golden(components, 0.2, 0.3, 2_000)
    x = (-16 + 32.0 * np.arange(points) / (points - 1)).astype(np.float32)
    return w, mu, v, x
