// expect: constraints not satisfied|no matching function for call to 'exp'
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/functions.hpp>

const auto e = alphabar::exp(1.f);
