// expect: x must be an xtensor expression or a number; of a std::vector, xt::adapt makes one
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/schedule/linear.hpp>

#include <vector>

namespace ab = alphabar;

const auto schedule = ab::linear_schedule(10, 1e-4, 0.02);

const auto law = ab::gaussian_kernel(schedule).marginal(std::vector<float>{1, 2, 3}, ab::step{5});
