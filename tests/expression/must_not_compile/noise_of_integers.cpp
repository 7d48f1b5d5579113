// expect: constraints not satisfied|no matching function for call to 'normal'
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/random/normal.hpp>

const auto e = alphabar::normal<int>(alphabar::key{1}, {2, 4});
