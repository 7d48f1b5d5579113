// expect: step_expression
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

const auto schedule = ab::linear_schedule(10, 1e-4, 0.02);
const xt::xtensor<float, 1> times{1.0f, 2.0f};
const xt::xtensor<double, 1> value = schedule.beta(times);
