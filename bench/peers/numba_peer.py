#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""numba's contenders: the loops that one writes by hand, compiled for this machine, with fastmath and on one thread."""

import math

import numba
import numpy as np

import inputs
from common import contender, golden, main, moments, spread

compiled = numba.njit(fastmath=True)


# --- affine -----------------------------------------------------------------------------------------------------------


@compiled
def row(a, s, x, e, y):
    for i in range(x.size):
        y[i] = a * x[i] + s * e[i]


@compiled
def affine_loop(a, s, x, e, y):
    for b in range(x.shape[0]):
        row(a[b, 0], s[b, 0], x[b], e[b], y[b])


@compiled
def channel_loop(a, s, x, e, y):
    for b in range(x.shape[0]):
        for c in range(x.shape[1]):
            row(a[0, c, 0, 0], s[0, c, 0, 0], x[b, c].ravel(), e[b, c].ravel(), y[b, c].ravel())


@compiled
def varying_row(a, s, x, e, y):
    for i in range(x.size):
        y[i] = a[i] * x[i] + s[i] * e[i]


@compiled
def pixel_loop(a, s, x, e, y):
    for b in range(x.shape[0]):
        varying_row(a[0], s[0], x[b], e[b], y[b])


@compiled
def column_loop(a, s, x, e, y):
    for i in range(x.shape[1]):
        varying_row(a[:, 0], s[:, 0], x[:, i], e[:, i], y[:, i])


LOOPS = {
    "affine": affine_loop,
    "affine_per_channel": channel_loop,
    "affine_per_pixel": pixel_loop,
    "affine_column_major": column_loop,
    "affine_transposed": affine_loop,
    "affine_strided": affine_loop,
}


def affine_of(arrays, loop):
    def prepare(**sizes):
        data = arrays(**sizes)
        return lambda: loop(*data), lambda: spread(data[-1])

    prepare.sizes_of = arrays
    return prepare


for work, loop in LOOPS.items():
    contender(work, "numba")(affine_of(inputs.AFFINE[work], loop))


# --- noise ------------------------------------------------------------------------------------------------------------


@compiled
def fill_normal(z):
    for i in range(z.size):
        z[i] = np.random.standard_normal()


@compiled
def fill_uniform(u):
    for i in range(u.size):
        u[i] = np.random.random()


@compiled
def noised(signal, noise, x0, x_t):
    for b in range(x0.shape[0]):
        for i in range(x0.shape[1]):
            x_t[b, i] = signal[b, 0] * x0[b, i] + noise[b, 0] * np.float32(np.random.standard_normal())


@compiled
def walk(signal, noise, x0, x):
    for i in range(x0.size):
        value = x0[i]
        for t in range(signal.size):
            value = signal[t] * value + noise[t] * np.float32(np.random.standard_normal())
        x[i] = value


@contender("normal_fill_double", "numba")
def normal_fill(count=1 << 20):
    z = np.empty(count)
    return lambda: fill_normal(z), lambda: moments(z)


@contender("uniform_fill_double", "numba")
def uniform_fill(count=1 << 20):
    u = np.empty(count)
    return lambda: fill_uniform(u), lambda: moments(u)


@contender("marginal", "numba")
def marginal(images=64, pixels=12_288):
    d = inputs.Marginal(images, pixels)
    x_t = np.empty_like(d.x0)
    return lambda: noised(d.signal, d.noise, d.x0, x_t), lambda: d.show(x_t)


@contender("trajectory", "numba")
def trajectory(particles=100_000, steps=200):
    d = inputs.Trajectory(particles, steps)
    x = np.empty_like(d.x0)
    return lambda: walk(d.signal, d.noise, d.x0, x), lambda: d.show(x)


# --- mixtures ---------------------------------------------------------------------------------------------------------


@compiled
def density_loop(factor, mu, scale, x, p):
    for m in range(x.size):
        total = np.float32(0)
        for n in range(mu.size):
            z = x[m] - mu[n]
            total += factor[n] * math.exp(scale[n] * z * z)
        p[m] = total


@contender("mixture", "numba")
def mixture(components=1_000, points=3_201):
    w, mu, v, x = inputs.mixture(components, points)
    factor = w / np.sqrt(np.float32(2 * math.pi) * v)
    scale = np.float32(-0.5) / v
    p = np.empty_like(x)
    return lambda: density_loop(factor, mu, scale, x, p), lambda: spread(p)


@compiled
def squared_distance(x, mu):
    total = np.float32(0)
    for k in range(x.size):
        z = x[k] - mu[k]
        total += z * z
    return total


@compiled
def distances_loop(mu, x, scale, norm, q, log_p):
    for m in range(x.shape[0]):
        greatest = np.float32(-np.inf)
        for n in range(mu.shape[0]):
            q[n] = scale * squared_distance(x[m], mu[n])
            greatest = max(greatest, q[n])
        total = np.float32(0)
        for n in range(mu.shape[0]):
            total += math.exp(q[n] - greatest)
        log_p[m] = math.log(total) + greatest - norm


@contender("image_mixture", "numba")
def image_mixture(images=1_000, dimensions=3_072, points=64):
    mu, x = inputs.image_mixture(images, dimensions, points)
    norm = np.float32(math.log(images) + 0.5 * dimensions * math.log(2 * math.pi * inputs.IMAGE_VARIANCE))
    scale = np.float32(-0.5 / inputs.IMAGE_VARIANCE)
    q, log_p = np.empty(images, np.float32), np.empty(points, np.float32)
    return lambda: distances_loop(mu, x, scale, norm, q, log_p), lambda: spread(log_p)


@compiled
def window_loop(ordered, x, scale, reach, factor, p):
    for m in range(x.size):
        n = np.searchsorted(ordered, x[m] - reach)
        total = x.dtype.type(0)
        while n < ordered.size and ordered[n] <= x[m] + reach:
            z = x[m] - ordered[n]
            total += math.exp(scale * z * z)
            n += 1
        p[m] = factor * total


def shared_variance(dtype):
    def prepare(count=100_000):
        variance, mu, x = inputs.shared_variance(count, dtype)
        reach = dtype(math.sqrt(-2 * float(variance) * math.log(np.finfo(dtype).eps / 64)))
        factor = dtype(1 / (count * math.sqrt(2 * math.pi * float(variance))))
        p = np.empty_like(x)
        scale = dtype(-0.5) / variance
        ordered = np.sort(mu)
        return lambda: window_loop(ordered, x, scale, reach, factor, p), lambda: spread(p)[:16]

    return prepare


for name, dtype in {"float": np.float32, "double": np.float64}.items():
    contender(f"shared_variance_{name}", "numba, sorted")(shared_variance(dtype))


# --- elementary functions ---------------------------------------------------------------------------------------------


@compiled
def exp_loop(x, y):
    for i in range(x.size):
        y[i] = math.exp(x[i])


def exp_of(dtype):
    def prepare(count=2_048):
        x = golden(count, -20, 20, dtype=dtype)
        y = np.empty_like(x)
        return lambda: exp_loop(x, y), lambda: spread(y)

    return prepare


for name, dtype in {"float": np.float32, "double": np.float64}.items():
    contender(f"exp_{name}", "numba")(exp_of(dtype))


if __name__ == "__main__":
    main(lambda: {"numba": numba.__version__})
