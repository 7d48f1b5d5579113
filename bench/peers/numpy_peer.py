#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""NumPy's contenders: no temporaries where `out=` can avoid them, and the fastest of its bit generators."""

import math

import numpy as np

from common import contender, main, spread
from inputs import affine_inputs, mixture_inputs


def affine_of(a, s, x, e, y):
    """y = a x + s e over whole arrays: three passes, one scratch array."""
    scratch = np.empty_like(y)

    def run():
        np.multiply(a, x, out=y)
        np.multiply(s, e, out=scratch)
        np.add(y, scratch, out=y)

    return run, lambda: spread(y)


@contender("affine", "NumPy, whole arrays")
def affine(images=64, pixels=12_288):
    return affine_of(*affine_inputs(images, pixels))


@contender("affine", "NumPy, image by image")
def affine_by_image(images=64, pixels=12_288):
    a, s, x, e, y = affine_inputs(images, pixels)
    scratch = np.empty(pixels, np.float32)

    def run():
        for b in range(images):
            np.multiply(s[b], e[b], out=scratch)
            np.multiply(a[b], x[b], out=y[b])
            np.add(y[b], scratch, out=y[b])

    return run, lambda: spread(y)


@contender("mixture", "NumPy, as written")
def mixture(components=1_000, points=3_201):
    w, mu, v, x = mixture_inputs(components, points)
    two_pi = np.float32(2 * math.pi)
    p = np.empty_like(x)

    def run():
        z = x - mu[:, None]
        np.sum((w / np.sqrt(two_pi * v))[:, None] * np.exp(np.float32(-0.5) * z * z / v[:, None]), axis=0, out=p)

    return run, lambda: spread(p)


@contender("mixture", "NumPy, in place")
def mixture_in_place(components=1_000, points=3_201):
    """One table, overwritten step by step; the weighted sum is a vector-matrix product."""
    w, mu, v, x = mixture_inputs(components, points)
    factor = w / np.sqrt(np.float32(2 * math.pi) * v)
    root = np.sqrt(np.float32(0.5) / v)[:, None]
    scaled_mu = root * mu[:, None]
    z = np.empty((components, points), np.float32)
    p = np.empty_like(x)

    def run():
        np.multiply(root, x, out=z)
        np.subtract(z, scaled_mu, out=z)
        np.multiply(z, z, out=z)
        np.negative(z, out=z)
        np.exp(z, out=z)
        np.dot(factor, z, out=p)

    return run, lambda: spread(p)


@contender("mixture", "NumPy, blocks of points")
def mixture_by_block(components=1_000, points=3_201, block=32):
    """The same over blocks of points whose table stays in the cache."""
    w, mu, v, x = mixture_inputs(components, points)
    factor = w / np.sqrt(np.float32(2 * math.pi) * v)
    root = np.sqrt(np.float32(0.5) / v)
    scaled_mu = root * mu
    z = np.empty((block, components), np.float32)
    p = np.empty_like(x)

    def run():
        for first in range(0, points, block):
            some = x[first : first + block, None]
            t = z[: len(some)]
            np.multiply(some, root, out=t)
            np.subtract(t, scaled_mu, out=t)
            np.multiply(t, t, out=t)
            np.negative(t, out=t)
            np.exp(t, out=t)
            np.dot(t, factor, out=p[first : first + block])

    return run, lambda: spread(p)


if __name__ == "__main__":
    main(lambda: {"NumPy": np.__version__})
