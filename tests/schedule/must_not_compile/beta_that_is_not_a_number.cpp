// expect: beta_must_lie_between_0_and_1
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <limits>

#include <alphabar/schedule/from_betas.hpp>

namespace ab = alphabar;

constexpr auto schedule = ab::from_betas({0.1, std::numeric_limits<double>::quiet_NaN()});
