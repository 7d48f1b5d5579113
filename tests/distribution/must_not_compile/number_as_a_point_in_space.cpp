// expect: in d dimensions a point is an array
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>

const auto law = alphabar::mixture(1, xt::xtensor<double, 2>{{0, 1}}, 1);
const auto p = law.pdf(0.5);
