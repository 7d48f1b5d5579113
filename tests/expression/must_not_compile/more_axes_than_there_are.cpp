// expect: more axes than the expression has
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/reduce.hpp>

const xt::xtensor<float, 1> x{1, 2};
const auto e = alphabar::sum(x, {0, 1});
