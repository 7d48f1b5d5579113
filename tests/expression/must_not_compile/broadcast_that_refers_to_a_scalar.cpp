// expect: fuse the expression first
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/random/normal.hpp>

auto dangling(const xt::xtensor<float, 1>& x)
{
    const float scale = 3;
    return xt::broadcast(scale * x, {2, 4}) + alphabar::normal(alphabar::key{1}, {2, 4});
}
