// expect: x must hold floating-point numbers
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/fixed_factor.hpp>
#include <alphabar/process/forward.hpp>

namespace ab = alphabar;

void walk(xt::xtensor<int, 1>& x)
{
    ab::walk(ab::fixed_factor_kernel::preserving(0.2), x, ab::step{0}, ab::step{9}, ab::key{1},
             [](ab::step, const auto&) {});
}
