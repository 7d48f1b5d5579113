// expect: parameter_must_lie_between_0_and_1
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

constexpr auto schedule = ab::linear_schedule<10>(0.0, 0.02);
