// expect: of a std::vector, xt::adapt makes one
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/schedule/linear.hpp>

#include <vector>

namespace ab = alphabar;

const auto schedule = ab::linear_schedule(10, 1e-4, 0.02);
const xt::xtensor<float, 1> x{1, 2, 3};

const auto law = ab::gaussian_kernel(schedule).marginal(x, std::vector<int>{1, 2, 3});
