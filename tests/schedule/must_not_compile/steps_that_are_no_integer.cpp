// expect: step_count
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

const auto schedule = ab::linear_schedule(1000.7, 1e-4, 0.02);
