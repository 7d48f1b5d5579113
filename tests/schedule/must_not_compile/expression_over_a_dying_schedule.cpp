// expect: use of deleted function|call to deleted
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

const xt::xtensor<int, 1> times{1, 2};
const auto value = ab::linear_schedule(10, 1e-4, 0.02).beta(times);
