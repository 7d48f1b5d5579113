// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
//
// One fused expression under the umbrella header; the study measures how long this takes to compile.

#include <alphabar/alphabar.hpp>

using matrix = xt::xtensor<float, 2>;

void affine(const matrix& a, const matrix& x, const matrix& s, const matrix& e, matrix& y);

void affine(const matrix& a, const matrix& x, const matrix& s, const matrix& e, matrix& y)
{
    xt::noalias(y) = alphabar::fuse(a * x + s * e);
}
