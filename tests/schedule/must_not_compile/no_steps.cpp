// expect: the_number_of_steps_is_out_of_range
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/cosine.hpp>

namespace ab = alphabar;

constexpr auto schedule = ab::cosine_schedule<0>();
