// expect: (noise_schedule|no viable constructor or deduction guide)
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

const auto schedule = ab::linear_schedule(10, 1e-4, 0.02);
const xt::xtensor<float, 1> x{1, 2, 3};

const auto kernel = ab::gaussian_kernel(x);
