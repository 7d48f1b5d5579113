# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""The inputs of each work, as the C++ programs make them, and what is shown of noise."""

import math

import numpy as np

from common import golden, moments

# --- affine: a, s, x, e and the output --------------------------------------------------------------------------------


def affine(images=64, pixels=12_288):
    n = images * pixels
    a = golden(images, 0.5)[:, None]
    s = golden(images, 0.5, first=images)[:, None]
    x = golden(n).reshape(images, pixels)
    e = golden(n, first=n).reshape(images, pixels)
    return a, s, x, e, np.empty_like(x)


def affine_per_channel(images=64, channels=3, side=64):
    shape = (images, channels, side, side)
    n = images * channels * side * side
    a = golden(channels, 0.5).reshape(1, -1, 1, 1)
    s = golden(channels, 0.5, first=channels).reshape(1, -1, 1, 1)
    x, e = golden(n).reshape(shape), golden(n, first=n).reshape(shape)
    return a, s, x, e, np.empty_like(x)


def affine_per_pixel(images=64, pixels=12_288):
    _, _, x, e, y = affine(images, pixels)
    return golden(pixels, 0.5)[None, :], golden(pixels, 0.5, first=pixels)[None, :], x, e, y


def affine_column_major(images=64, pixels=12_288):
    return tuple(np.asfortranarray(array) for array in affine(images, pixels))


def affine_transposed(images=64, pixels=12_288):
    a, s, x, e, y = affine(images, pixels)
    return a, s, x, np.asfortranarray(e), y


def affine_strided(images=64, pixels=12_288):
    a, s, _, _, y = affine(images, pixels)
    n = images * pixels
    x = golden(2 * n).reshape(images, 2 * pixels)[:, ::2]
    return a, s, x, golden(n, first=2 * n).reshape(images, pixels), y


AFFINE = {
    "affine": affine,
    "affine_per_channel": affine_per_channel,
    "affine_per_pixel": affine_per_pixel,
    "affine_column_major": affine_column_major,
    "affine_transposed": affine_transposed,
    "affine_strided": affine_strided,
}

# --- diffusion --------------------------------------------------------------------------------------------------------


def linear_betas(steps=1_000):
    return 1e-4 + (0.02 - 1e-4) * np.arange(steps) / (steps - 1)


def alpha_bars(steps=1_000):
    """For t = 0..steps."""
    return np.concatenate([[1.0], np.cumprod(1 - linear_betas(steps))])


class Marginal:
    """A batch of images, each at a time of its own."""

    def __init__(self, images, pixels):
        t = 1 + (999 * golden(images, dtype=np.float64)).astype(np.int64)
        alpha_bar = alpha_bars()[t][:, None]
        self.signal = np.sqrt(alpha_bar).astype(np.float32)
        self.noise = np.sqrt(1 - alpha_bar).astype(np.float32)
        self.x0 = golden(images * pixels, -1, 1).reshape(images, pixels)

    def show(self, x_t):
        z = (np.asarray(x_t, np.float64) - self.signal.astype(np.float64) * self.x0) / self.noise.astype(np.float64)
        return moments(z)


class Trajectory:
    """Many particles, walked step by step."""

    def __init__(self, particles, steps):
        betas = linear_betas()[:steps]
        self.signal = np.sqrt(1 - betas).astype(np.float32)
        self.noise = np.sqrt(betas).astype(np.float32)
        self.alpha_bar = alpha_bars()[steps]
        self.x0 = golden(particles, -1, 1)

    def show(self, x):
        z = (np.asarray(x, np.float64) - np.sqrt(self.alpha_bar) * self.x0) / np.sqrt(1 - self.alpha_bar)
        return moments(z)


# --- mixtures ---------------------------------------------------------------------------------------------------------


def mixture(components, points):
    """w, mu, v of the components, x"""
    w = golden(components, 0.5, 1.5)
    w = (w.astype(np.float64) / w.sum(dtype=np.float64)).astype(np.float32)
    mu = golden(components, -16, 16, 1_000)
    v = golden(components, 0.2, 0.3, 2_000)
    x = (-16 + 32.0 * np.arange(points) / (points - 1)).astype(np.float32)
    return w, mu, v, x


def near_components(w, mu, v, x, block):
    """For blocks of the points, in the order in which they come: which of the components, sorted by mean, are not further
    from all of them than where a term is below a 64th of an epsilon of the largest; all, where there are so few that a
    point may be far from every one. (order, [(points, components)])"""
    order = np.argsort(mu)
    reach = math.sqrt(-2 * float(v.max()) * math.log(np.finfo(x.dtype).eps / 64)) if len(mu) >= 16 else math.inf
    blocks = []
    for first in range(0, len(x), block):
        some = x[first : first + block]
        begin, end = np.searchsorted(mu[order], [some.min() - reach, some.max() + reach])
        blocks.append((slice(first, first + len(some)), slice(int(begin), int(end))))
    return order, blocks


IMAGE_VARIANCE = 0.25


def image_mixture(images, dimensions, points):
    """mu, x"""
    mu = golden(images * dimensions).reshape(images, dimensions)
    reach = np.sqrt(3 * IMAGE_VARIANCE)
    noise = golden(points * dimensions, -reach, reach, images * dimensions).reshape(points, dimensions)
    return mu, mu[np.arange(points) * 7 % images] + noise


def multivariate_normal(side):
    """mean, covariance, points"""
    axis = -3 + 6 * np.arange(side) / (side - 1)
    x = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1)
    return np.array([0.25, -0.5]), np.array([[1, 0.9], [0.9, 1.5]]), x


def covariance(rows, columns):
    """the batch"""
    return golden(rows * columns, -1, 1, dtype=np.float64).reshape(rows, columns)


def shared_variance(count, dtype):
    """variance, mu, x"""
    variance = dtype(25.0 / count / count)
    return variance, golden(count, dtype=dtype), golden(count, first=count, dtype=dtype)


# --- normal laws ------------------------------------------------------------------------------------------------------


def normal_log_prob(count, dtype):
    """x, mean, stddev"""
    return (
        golden(count, -4, 4, dtype=dtype),
        golden(count, -1, 1, count, dtype=dtype),
        golden(count, 0.5, 2, 2 * count, dtype=dtype),
    )


def normal_kl(count, dtype):
    """mean and stddev of the one, then of the other"""
    return (
        golden(count, -1, 1, dtype=dtype),
        golden(count, 0.5, 1.5, count, dtype=dtype),
        golden(count, -1, 1, 2 * count, dtype=dtype),
        golden(count, 0.75, 1.25, 3 * count, dtype=dtype),
    )
# --- binomial draws, of success probability 0.3: what shows their law ---------------------------------------------------


def spread_counts(k, trials):
    """Spread evenly over the steps of their distribution function: uniform numbers."""
    p = [math.comb(trials, j) * 0.3**j * 0.7 ** (trials - j) for j in range(trials + 1)]
    below = np.concatenate([[0.0], np.cumsum(p)])
    k = np.asarray(k, dtype=np.int64)
    return moments(below[k] + (below[k + 1] - below[k]) * golden(k.size, dtype=np.float64))


def standardise_counts(k, trials):
    """In deviations from their mean: nearly normal numbers."""
    return moments((np.asarray(k, dtype=np.float64) - trials * 0.3) / math.sqrt(trials * 0.3 * 0.7))
