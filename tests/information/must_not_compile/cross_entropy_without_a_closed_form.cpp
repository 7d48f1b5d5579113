// expect: cross_entropy: no closed form is known for these two laws
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/information/cross_entropy.hpp>

const auto p = alphabar::empirical(xt::xtensor<double, 1>{1, 2, 3});
const auto h = alphabar::cross_entropy(alphabar::make_normal(0., 1.), p);
