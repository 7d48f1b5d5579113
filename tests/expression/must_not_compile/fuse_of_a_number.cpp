// expect: constraints not satisfied|no matching function for call to 'fuse'
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/fuse.hpp>

const auto e = alphabar::fuse(1.f);
