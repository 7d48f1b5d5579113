// expect: value_is_infinite_there
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

constexpr auto schedule = ab::linear_schedule<10>(1e-4, 0.02);
constexpr double value = schedule.log_snr(ab::step{0});
