// expect: no closed form is known for these two laws
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/information/kl_divergence.hpp>

const auto p = alphabar::empirical(xt::xtensor<double, 1>{1, 2, 3});
const auto kl = alphabar::kl_divergence(p, alphabar::make_normal(0., 1.));
