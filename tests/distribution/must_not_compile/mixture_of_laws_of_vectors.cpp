// expect: laws of vectors do not mix
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/mixture_of.hpp>

const auto law = alphabar::mixture_of(1, alphabar::mixture(1, xt::xtensor<double, 2>{{0, 1}}, 1));
