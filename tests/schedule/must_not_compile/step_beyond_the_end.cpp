// expect: step_lies_outside_the_schedule
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

constexpr auto schedule = ab::linear_schedule<10>(1e-4, 0.02);
constexpr double value = schedule.alpha_bar(ab::step{11});
