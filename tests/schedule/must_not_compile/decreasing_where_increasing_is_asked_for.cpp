// expect: betas_must_not_decrease
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

constexpr auto schedule = ab::linear_schedule<10>(0.02, 1e-4, {.increasing = true});
