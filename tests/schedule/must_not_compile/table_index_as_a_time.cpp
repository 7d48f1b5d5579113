// expect: no known conversion .*table_index. to .*step
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

const auto schedule = ab::linear_schedule(10, 1e-4, 0.02);
const double value = schedule.beta(ab::table_index{5});
