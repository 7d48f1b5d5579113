// expect: fuse the expression first
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/fuse.hpp>

auto dangling(const xt::xtensor<float, 1>& x)
{
    const float scale = 3;
    return alphabar::fuse(xt::view(scale * x, xt::range(0, 2)));
}
