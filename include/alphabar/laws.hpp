// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

/// Every law of random variables, and what can be said of one or two of them: entropy, divergences, distances. Laws with full
/// covariance and convolution on grids need Eigen and are headers of their own (component `linear_algebra`).
/// Not in alphabar.hpp, which has the laws that diffusion kernels are made of, so that it stays quick to compile.

#include <alphabar/distribution/bernoulli.hpp>
#include <alphabar/distribution/binomial.hpp>
#include <alphabar/distribution/categorical.hpp>
#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/convolution.hpp>
#include <alphabar/distribution/discrete_uniform.hpp>
#include <alphabar/distribution/fit.hpp>
#include <alphabar/distribution/histogram.hpp>
#include <alphabar/distribution/independent.hpp>
#include <alphabar/distribution/isotropic_normal.hpp>
#include <alphabar/distribution/maps.hpp>
#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/mixture_of.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/pushforward.hpp>
#include <alphabar/distribution/sample_moments.hpp>
#include <alphabar/distribution/uniform_distribution.hpp>
#include <alphabar/information/cross_entropy.hpp>
#include <alphabar/information/discrete_divergence.hpp>
#include <alphabar/information/entropy.hpp>
#include <alphabar/information/kl_divergence.hpp>
#include <alphabar/information/monte_carlo.hpp>
#include <alphabar/information/tabulated.hpp>
#include <alphabar/information/wasserstein.hpp>
