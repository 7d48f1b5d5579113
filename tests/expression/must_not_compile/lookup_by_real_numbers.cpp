// expect: constraints not satisfied|no matching function for call to 'gather'
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/gather.hpp>

const xt::xtensor<float, 1> where{0, 1};
const float table[] = {1, 2};
const auto values = alphabar::gather(std::span<const float>(table), where);
