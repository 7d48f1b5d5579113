#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026 the alphabar authors
"""PyTorch's contenders, eager and on one thread: in place or into given tensors, and for distances its matrix product and
its own cdist."""

import math
import os

import numpy as np
import torch

import inputs
from common import contender, golden, main, moments, spread

THREADS = int(os.environ.get("OMP_NUM_THREADS", "1"))
torch.set_num_threads(THREADS)
torch.set_grad_enabled(False)
torch.manual_seed(1)

TYPES = {"float": (np.float32, torch.float32), "double": (np.float64, torch.float64)}


def tensors(*arrays):
    """Tensors of the same layout as the arrays."""
    return [torch.from_numpy(array) for array in arrays]


# --- affine -----------------------------------------------------------------------------------------------------------


def whole_tensors(arrays):
    """y = a x, y += s e: two passes, of which the second is one of PyTorch's fused functions."""

    def prepare(**sizes):
        a, s, x, e, y = tensors(*arrays(**sizes))

        def run():
            torch.mul(a, x, out=y)
            y.addcmul_(s, e)

        return run, lambda: spread(y.numpy())

    prepare.sizes_of = arrays
    return prepare


for work, arrays in inputs.AFFINE.items():
    contender(work, "PyTorch, addcmul")(whole_tensors(arrays))


@contender("affine", "PyTorch, as written")
def affine(images=64, pixels=12_288):
    a, s, x, e, y = tensors(*inputs.affine(images, pixels))

    def run():
        y.copy_(a * x + s * e)

    return run, lambda: spread(y.numpy())


# --- noise ------------------------------------------------------------------------------------------------------------


def normal_fill(dtype):
    def prepare(count=1 << 20):
        z = torch.empty(count, dtype=dtype)
        return z.normal_, lambda: moments(z.numpy())

    return prepare


def uniform_fill(dtype):
    def prepare(count=1 << 20):
        u = torch.empty(count, dtype=dtype)
        return u.uniform_, lambda: moments(u.numpy())

    return prepare


for name, (_, dtype) in TYPES.items():
    contender(f"normal_fill_{name}", "PyTorch")(normal_fill(dtype))
    contender(f"uniform_fill_{name}", "PyTorch")(uniform_fill(dtype))


def binomial(show):
    def prepare(draws=1_000_000, trials=10):
        count, p = torch.full((draws,), float(trials)), torch.full((draws,), 0.3)
        state = {}

        def run():
            state["k"] = torch.binomial(count, p)

        return run, lambda: show(state["k"].numpy(), trials)

    return prepare


contender("binomial_few", "PyTorch")(binomial(inputs.spread_counts))
contender("binomial_many", "PyTorch")(binomial(inputs.standardise_counts))


@contender("marginal", "PyTorch, as written")
def marginal_as_written(images=64, pixels=12_288):
    d = inputs.Marginal(images, pixels)
    signal, noise, x0 = tensors(d.signal, d.noise, d.x0)
    state = {}

    def run():
        state["x_t"] = signal * x0 + noise * torch.randn_like(x0)

    return run, lambda: d.show(state["x_t"].numpy())


@contender("marginal", "PyTorch, in place")
def marginal_in_place(images=64, pixels=12_288):
    d = inputs.Marginal(images, pixels)
    signal, noise, x0 = tensors(d.signal, d.noise, d.x0)
    x_t = torch.empty_like(x0)

    def run():
        x_t.normal_()
        x_t.mul_(noise)
        x_t.addcmul_(signal, x0)

    return run, lambda: d.show(x_t.numpy())


@contender("trajectory", "PyTorch, in place")
def trajectory(particles=100_000, steps=200):
    d = inputs.Trajectory(particles, steps)
    (x0,) = tensors(d.x0)
    x, z = torch.empty_like(x0), torch.empty_like(x0)
    coefficients = list(zip(d.signal.tolist(), d.noise.tolist()))

    def run():
        x.copy_(x0)
        for signal, noise in coefficients:
            z.normal_()
            x.mul_(signal).add_(z, alpha=noise)

    return run, lambda: d.show(x.numpy())


# --- mixtures ---------------------------------------------------------------------------------------------------------


@contender("mixture", "PyTorch, as written")
def mixture(components=1_000, points=3_201):
    w, mu, v, x = tensors(*inputs.mixture(components, points))
    state = {}

    def run():
        z = x - mu[:, None]
        state["p"] = ((w / torch.sqrt(2 * math.pi * v))[:, None] * torch.exp(-0.5 * z * z / v[:, None])).sum(0)

    return run, lambda: spread(state["p"].numpy())


@contender("mixture", "PyTorch, in place")
def mixture_in_place(components=1_000, points=3_201):
    w, mu, v, x = tensors(*inputs.mixture(components, points))
    factor = w / torch.sqrt(2 * math.pi * v)
    root = torch.sqrt(0.5 / v)[:, None]
    minus_scaled_mu = -root * mu[:, None]
    z = torch.empty(components, points)
    p = torch.empty_like(x)

    def run():
        torch.addcmul(minus_scaled_mu, root, x, out=z)
        z.square_().neg_().exp_()
        torch.mv(z.t(), factor, out=p)

    return run, lambda: spread(p.numpy())


@contender("mixture", "PyTorch, in place, blocks of points")
def mixture_by_block(components=1_000, points=3_201):
    """The same over blocks of points, whose table stays in the cache."""
    w, mu, v, x = tensors(*inputs.mixture(components, points))
    factor = w / torch.sqrt(2 * math.pi * v)
    root = torch.sqrt(0.5 / v)
    minus_scaled_mu = -root * mu
    p = torch.empty_like(x)
    blocks = [(some[:, None], out) for some, out in zip(x.split(64), p.split(64))]
    tables = {len(some): torch.empty(len(some), components) for some, _ in blocks}

    def run():
        for some, out in blocks:
            z = tables[len(some)]
            torch.addcmul(minus_scaled_mu, root, some, out=z)
            z.square_().neg_().exp_()
            torch.mv(z, factor, out=out)

    return run, lambda: spread(p.numpy())


@contender("mixture", "PyTorch, in place, near components")
def mixture_of_near(components=1_000, points=3_201):
    """Of components sorted by mean, those that count for a block of points: this chart's points come in order."""
    arrays = inputs.mixture(components, points)
    order, blocks = inputs.near_components(*arrays, 128)
    w, mu, v, x = tensors(*(a[order] for a in arrays[:3]), arrays[3])
    factor = w / torch.sqrt(2 * math.pi * v)
    root = torch.sqrt(0.5 / v)
    minus_scaled_mu = -root * mu
    p = torch.empty_like(x)
    tables = [
        (x[some, None], root[near], minus_scaled_mu[near], factor[near], p[some], torch.empty(len(x[some]), near.stop - near.start))
        for some, near in blocks
    ]

    def run():
        for column, some_root, some_mu, some_factor, out, z in tables:
            torch.addcmul(some_mu, some_root, column, out=z)
            z.square_().neg_().exp_()
            torch.mv(z, some_factor, out=out)

    return run, lambda: spread(p.numpy())


def log_density_of(squared_distances, images, dimensions):
    norm = math.log(images) + 0.5 * dimensions * math.log(2 * math.pi * inputs.IMAGE_VARIANCE)
    return torch.logsumexp(squared_distances.mul_(-0.5 / inputs.IMAGE_VARIANCE), 1).sub_(norm)


@contender("image_mixture", "PyTorch, cdist", blas=True)
def image_mixture_cdist(images=1_000, dimensions=3_072, points=64):
    mu, x = tensors(*inputs.image_mixture(images, dimensions, points))
    state = {}

    def run():
        state["log_p"] = log_density_of(torch.cdist(x, mu).square_(), images, dimensions)

    return run, lambda: spread(state["log_p"].numpy())


@contender("image_mixture", "PyTorch, matrix product", blas=True)
def image_mixture_product(images=1_000, dimensions=3_072, points=64):
    """|x - mu|^2 = |x|^2 + |mu|^2 - 2 x mu, the squares of the images computed before."""
    mu, x = tensors(*inputs.image_mixture(images, dimensions, points))
    mu_squared = mu.square().sum(1)
    transposed = mu.t()
    state = {}

    def run():
        q = torch.addmm(mu_squared, x, transposed, alpha=-2)
        q += x.square().sum(1, keepdim=True)
        state["log_p"] = log_density_of(q, images, dimensions)

    return run, lambda: spread(state["log_p"].numpy())


def shared_variance(dtype, torch_dtype):
    def prepare(count=100_000):
        """Components sorted beforehand; of each point, those within reach are a row of a table, in blocks."""
        variance, mu, x = inputs.shared_variance(count, dtype)
        mu, x = tensors(mu, x)
        ordered = mu.sort().values
        reach = math.sqrt(-2 * float(variance) * math.log(np.finfo(dtype).eps / 64))
        factor = 1 / (count * math.sqrt(2 * math.pi * float(variance)))
        p = torch.empty_like(x)

        def run():
            first = torch.searchsorted(ordered, x - reach)
            width = int((torch.searchsorted(ordered, x + reach) - first).max())
            near = torch.clamp(first, max=max(count - width, 0))
            windows = ordered.unfold(0, min(width, count), 1)
            for some, start, out in zip(x.split(512), near.split(512), p.split(512)):
                z = windows[start] - some[:, None]
                torch.sum(z.square_().mul_(-0.5 / float(variance)).exp_(), 1, out=out)
            p.mul_(factor)

        return run, lambda: spread(p.numpy())[:16]

    return prepare


for name, types in TYPES.items():
    contender(f"shared_variance_{name}", "PyTorch, sorted")(shared_variance(*types))

# --- normal laws ------------------------------------------------------------------------------------------------------


def normal_log_prob(dtype, validate):
    def prepare(count=1_000_000):
        x, mean, stddev = tensors(*inputs.normal_log_prob(count, dtype))
        state = {}

        def run():
            law = torch.distributions.Normal(mean, stddev, validate_args=validate)
            state["log_p"] = law.log_prob(x)

        return run, lambda: spread(state["log_p"].numpy())

    return prepare


def normal_kl(dtype, validate):
    def prepare(count=1_000_000):
        mean1, stddev1, mean2, stddev2 = tensors(*inputs.normal_kl(count, dtype))
        state = {}

        def run():
            p = torch.distributions.Normal(mean1, stddev1, validate_args=validate)
            q = torch.distributions.Normal(mean2, stddev2, validate_args=validate)
            state["total"] = torch.distributions.kl_divergence(p, q).sum()

        return run, lambda: [float(state["total"])]

    return prepare


for name, (dtype, _) in TYPES.items():
    for validate, what in ((True, "as written"), (False, "not validated")):
        contender(f"normal_log_prob_{name}", f"PyTorch, {what}")(normal_log_prob(dtype, validate))
        contender(f"normal_kl_{name}", f"PyTorch, {what}")(normal_kl(dtype, validate))


# --- elementary functions ---------------------------------------------------------------------------------------------


def exp_of(dtype):
    def prepare(count=2_048):
        (x,) = tensors(golden(count, -20, 20, dtype=dtype))
        y = torch.empty_like(x)
        return lambda: torch.exp(x, out=y), lambda: spread(y.numpy())

    return prepare


for name, (dtype, _) in TYPES.items():
    contender(f"exp_{name}", "PyTorch")(exp_of(dtype))


if __name__ == "__main__":
    main(lambda: {"PyTorch": torch.__version__})
