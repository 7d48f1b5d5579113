#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""NumPy's contenders: no temporaries where `out=` can avoid them, blocks that stay in the cache where that helps, and
each of its bit generators."""

import math

import numpy as np

import inputs
from common import contender, golden, main, moments, spread

# --- affine -----------------------------------------------------------------------------------------------------------


def affine_of(arrays):
    """Whole arrays: three passes and one scratch array."""

    def prepare(**sizes):
        a, s, x, e, y = arrays(**sizes)
        scratch = np.empty_like(y)

        def run():
            np.multiply(a, x, out=y)
            np.multiply(s, e, out=scratch)
            np.add(y, scratch, out=y)

        return run, lambda: spread(y)

    prepare.sizes_of = arrays
    return prepare


for work, arrays in inputs.AFFINE.items():
    contender(work, "NumPy, whole arrays")(affine_of(arrays))


@contender("affine", "NumPy, image by image")
def affine_by_image(images=64, pixels=12_288):
    a, s, x, e, y = inputs.affine(images, pixels)
    scratch = np.empty(pixels, np.float32)

    def run():
        for b in range(images):
            np.multiply(s[b], e[b], out=scratch)
            np.multiply(a[b], x[b], out=y[b])
            np.add(y[b], scratch, out=y[b])

    return run, lambda: spread(y)


# --- noise ------------------------------------------------------------------------------------------------------------

GENERATORS = {"SFC64": np.random.SFC64, "PCG64": np.random.PCG64, "Philox": np.random.Philox}
TYPES = {"float": np.float32, "double": np.float64}


def normal_fill(generator, dtype):
    def prepare(count=1 << 20):
        rng, z = np.random.Generator(generator(1)), np.empty(count, dtype)
        return lambda: rng.standard_normal(out=z, dtype=dtype), lambda: moments(z)

    return prepare


def uniform_fill(generator, dtype):
    def prepare(count=1 << 20):
        rng, u = np.random.Generator(generator(1)), np.empty(count, dtype)
        return lambda: rng.random(out=u, dtype=dtype), lambda: moments(u)

    return prepare


for name, generator in GENERATORS.items():
    for type_name, dtype in TYPES.items():
        contender(f"normal_fill_{type_name}", f"NumPy, {name}")(normal_fill(generator, dtype))
        contender(f"uniform_fill_{type_name}", f"NumPy, {name}")(uniform_fill(generator, dtype))


def binomial(generator, show):
    """NumPy has no `out=` for these: a new array of 64-bit integers each time."""

    def prepare(draws=1_000_000, trials=10):
        rng = np.random.Generator(generator(1))
        state = {}

        def run():
            state["k"] = rng.binomial(trials, 0.3, draws)

        return run, lambda: show(state["k"], trials)

    return prepare


for name, generator in GENERATORS.items():
    contender("binomial_few", f"NumPy, {name}")(binomial(generator, inputs.spread_counts))
    contender("binomial_many", f"NumPy, {name}")(binomial(generator, inputs.standardise_counts))


@contender("marginal", "NumPy, as written")
def marginal_as_written(images=64, pixels=12_288):
    d = inputs.Marginal(images, pixels)
    rng = np.random.default_rng(1)
    state = {}

    def run():
        state["x_t"] = d.signal * d.x0 + d.noise * rng.standard_normal(d.x0.shape, dtype=np.float32)

    return run, lambda: d.show(state["x_t"])


@contender("marginal", "NumPy, in place")
def marginal_in_place(images=64, pixels=12_288):
    d = inputs.Marginal(images, pixels)
    rng = np.random.Generator(np.random.SFC64(1))
    x_t, scratch = np.empty_like(d.x0), np.empty_like(d.x0)

    def run():
        rng.standard_normal(out=x_t, dtype=np.float32)
        np.multiply(x_t, d.noise, out=x_t)
        np.multiply(d.x0, d.signal, out=scratch)
        np.add(x_t, scratch, out=x_t)

    return run, lambda: d.show(x_t)


@contender("trajectory", "NumPy, in place")
def trajectory(particles=100_000, steps=200):
    d = inputs.Trajectory(particles, steps)
    rng = np.random.Generator(np.random.SFC64(1))
    x, z = np.empty_like(d.x0), np.empty_like(d.x0)

    def run():
        np.copyto(x, d.x0)
        for signal, noise in zip(d.signal, d.noise):
            rng.standard_normal(out=z, dtype=np.float32)
            np.multiply(z, noise, out=z)
            np.multiply(x, signal, out=x)
            np.add(x, z, out=x)

    return run, lambda: d.show(x)


# --- mixtures ---------------------------------------------------------------------------------------------------------


@contender("mixture", "NumPy, as written")
def mixture(components=1_000, points=3_201):
    w, mu, v, x = inputs.mixture(components, points)
    two_pi = np.float32(2 * math.pi)
    p = np.empty_like(x)

    def run():
        z = x - mu[:, None]
        np.sum((w / np.sqrt(two_pi * v))[:, None] * np.exp(np.float32(-0.5) * z * z / v[:, None]), axis=0, out=p)

    return run, lambda: spread(p)


@contender("mixture", "NumPy, in place")
def mixture_in_place(components=1_000, points=3_201):
    """One table, overwritten step by step; the weighted sum is a vector-matrix product."""
    w, mu, v, x = inputs.mixture(components, points)
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


@contender("mixture", "NumPy, in place, blocks of points")
def mixture_by_block(components=1_000, points=3_201):
    """The same over blocks of points, whose table stays in the cache."""
    w, mu, v, x = inputs.mixture(components, points)
    block = 32
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


@contender("mixture", "NumPy, in place, near components")
def mixture_of_near(components=1_000, points=3_201):
    """Of components sorted by mean, those that count for a block of points: this chart's points come in order."""
    w, mu, v, x = inputs.mixture(components, points)
    order, blocks = inputs.near_components(w, mu, v, x, 128)
    factor = (w / np.sqrt(np.float32(2 * math.pi) * v))[order]
    root = np.sqrt(np.float32(0.5) / v)[order]
    scaled_mu = root * mu[order]
    z = np.empty((128, components), np.float32)
    p = np.empty_like(x)

    def run():
        for some, near in blocks:
            column = x[some, None]
            t = z[: len(column), near]
            np.multiply(column, root[near], out=t)
            np.subtract(t, scaled_mu[near], out=t)
            np.multiply(t, t, out=t)
            np.negative(t, out=t)
            np.exp(t, out=t)
            np.dot(t, factor[near], out=p[some])

    return run, lambda: spread(p)


@contender("image_mixture", "NumPy, matrix product", blas=True)
def image_mixture(images=1_000, dimensions=3_072, points=64):
    """|x - mu|^2 = |x|^2 + |mu|^2 - 2 x mu, and log-sum-exp."""
    mu, x = inputs.image_mixture(images, dimensions, points)
    mu_squared = np.einsum("nd,nd->n", mu, mu)
    scale = np.float32(0.5 / inputs.IMAGE_VARIANCE)
    norm = math.log(images) + 0.5 * dimensions * math.log(2 * math.pi * inputs.IMAGE_VARIANCE)
    q = np.empty((points, images), np.float32)
    log_p = np.empty(points, np.float32)

    def run():
        np.dot(x, mu.T, out=q)
        np.multiply(q, np.float32(-2), out=q)
        np.add(q, mu_squared, out=q)
        np.add(q, np.einsum("md,md->m", x, x)[:, None], out=q)
        np.multiply(q, -scale, out=q)
        greatest = q.max(axis=1)
        np.subtract(q, greatest[:, None], out=q)
        np.exp(q, out=q)
        np.log(q.sum(axis=1), out=log_p)
        np.add(log_p, greatest, out=log_p)
        np.subtract(log_p, np.float32(norm), out=log_p)

    return run, lambda: spread(log_p)


def shared_variance(dtype):
    def prepare(count=100_000):
        """Components sorted beforehand; of each point, those within reach are a row of a table, in blocks."""
        variance, mu, x = inputs.shared_variance(count, dtype)
        ordered = np.sort(mu)
        reach = math.sqrt(-2 * float(variance) * math.log(np.finfo(dtype).eps / 64))
        factor = dtype(1 / (count * math.sqrt(2 * math.pi * float(variance))))
        scale = dtype(-0.5) / variance
        p = np.empty_like(x)

        def run():
            first = np.searchsorted(ordered, x - dtype(reach))
            width = int((np.searchsorted(ordered, x + dtype(reach)) - first).max())
            near = np.minimum(first, max(count - width, 0))
            windows = np.lib.stride_tricks.sliding_window_view(ordered, min(width, count))
            for block in range(0, count, 512):
                z = windows[near[block : block + 512]] - x[block : block + 512, None]
                np.multiply(z, z, out=z)
                np.multiply(z, scale, out=z)
                np.exp(z, out=z)
                np.sum(z, axis=1, out=p[block : block + 512])
            np.multiply(p, factor, out=p)

        return run, lambda: spread(p)[:16]

    return prepare


for type_name, dtype in TYPES.items():
    contender(f"shared_variance_{type_name}", "NumPy, sorted")(shared_variance(dtype))

# --- normal laws ------------------------------------------------------------------------------------------------------


def normal_log_prob(dtype):
    def prepare(count=1_000_000):
        x, mean, stddev = inputs.normal_log_prob(count, dtype)
        z, log_p = np.empty_like(x), np.empty_like(x)
        half, constant = dtype(0.5), dtype(0.5 * math.log(2 * math.pi))

        def run():
            np.subtract(x, mean, out=z)
            np.divide(z, stddev, out=z)
            np.multiply(z, z, out=z)
            np.multiply(z, half, out=z)
            np.log(stddev, out=log_p)
            np.add(log_p, z, out=log_p)
            np.add(log_p, constant, out=log_p)
            np.negative(log_p, out=log_p)

        return run, lambda: spread(log_p)

    return prepare


def normal_kl(dtype):
    def prepare(count=1_000_000):
        mean1, stddev1, mean2, stddev2 = inputs.normal_kl(count, dtype)
        z, ratio = np.empty_like(mean1), np.empty_like(mean1)
        state = {}

        def run():
            np.subtract(mean1, mean2, out=z)
            np.divide(z, stddev2, out=z)
            np.divide(stddev1, stddev2, out=ratio)
            squares = np.dot(z, z) + np.dot(ratio, ratio)
            np.log(ratio, out=ratio)
            state["total"] = 0.5 * (float(squares) - count) - float(ratio.sum())

        return run, lambda: [state["total"]]

    return prepare


for type_name, dtype in TYPES.items():
    contender(f"normal_log_prob_{type_name}", "NumPy, in place")(normal_log_prob(dtype))
    contender(f"normal_kl_{type_name}", "NumPy, in place")(normal_kl(dtype))


# --- covariance -------------------------------------------------------------------------------------------------------


@contender("multivariate_normal", "NumPy, two dimensions by hand")
def multivariate_normal(side=1_000):
    mean, sigma, x = inputs.multivariate_normal(side)
    first, second = np.ascontiguousarray(x[..., 0]), np.ascontiguousarray(x[..., 1])
    u, v = np.empty_like(first), np.empty_like(first)
    slope = sigma[1, 0] / sigma[0, 0]
    rest = sigma[1, 1] - slope * sigma[1, 0]
    factor = 1 / (2 * math.pi * math.sqrt(sigma[0, 0] * rest))

    def run():
        np.subtract(first, mean[0], out=u)
        np.multiply(u, -slope, out=v)
        np.add(v, second, out=v)
        np.subtract(v, mean[1], out=v)
        np.multiply(v, v, out=v)
        np.multiply(v, -0.5 / rest, out=v)
        np.multiply(u, u, out=u)
        np.multiply(u, -0.5 / sigma[0, 0], out=u)
        np.add(u, v, out=u)
        np.exp(u, out=u)
        np.multiply(u, factor, out=u)

    return run, lambda: spread(u)


@contender("covariance", "NumPy, cov", blas=True)
def covariance(rows=1_000_000, columns=16):
    x = inputs.covariance(rows, columns)
    state = {}

    def run():
        state["c"] = np.cov(x, rowvar=False)

    return run, lambda: spread(state["c"])


# --- schedules, elementary functions ----------------------------------------------------------------------------------


@contender("schedule", "NumPy")
def schedule(steps=1_000):
    state = {}

    def run():
        beta = 1e-4 + (0.02 - 1e-4) * np.arange(steps) / (steps - 1)
        alpha = 1 - beta
        alpha_bar = np.cumprod(alpha)
        rest = 1 - alpha_bar
        before = np.concatenate([[0.0], rest[:-1]])
        snr = alpha_bar / rest
        state["all"] = (
            beta,
            alpha,
            alpha_bar,
            rest,
            np.log(alpha_bar),
            snr,
            np.log(snr),
            np.sqrt(1 / snr),
            np.sqrt(alpha_bar),
            np.sqrt(rest),
            beta * before / rest,
            np.sqrt(alpha),
            np.sqrt(beta),
        )

    return run, lambda: spread(np.stack(state["all"]))


def exp_of(dtype):
    def prepare(count=2_048):
        x = golden(count, -20, 20, dtype=dtype)
        y = np.empty_like(x)
        return lambda: np.exp(x, out=y), lambda: spread(y)

    return prepare


for type_name, dtype in TYPES.items():
    contender(f"exp_{type_name}", "NumPy")(exp_of(dtype))


if __name__ == "__main__":
    main(lambda: {"NumPy": np.__version__})
