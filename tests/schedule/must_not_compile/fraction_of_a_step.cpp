// expect: (no match for .operator[+].|invalid operands)
// expect: (counting_number|std::integral|std::is_integral)
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/time.hpp>

namespace ab = alphabar;

constexpr auto t = ab::step{10} + 0.9;
