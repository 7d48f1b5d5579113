// expect: counting_number
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/time.hpp>

namespace ab = alphabar;

constexpr auto t = ab::step{3} - true;
