// expect: responsibilities at one number are those at an array of shape
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>

const auto law = alphabar::mixture(1, xt::xtensor<double, 1>{0, 1}, 1);
const auto r = law.responsibilities(0.5);
