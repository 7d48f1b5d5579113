// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
//
// The expression of umbrella.cpp without this library, with no more of xtensor than it needs.

#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xtensor.hpp>
#include <xtensor/core/xnoalias.hpp>
#else
#include <xtensor/xnoalias.hpp>
#include <xtensor/xtensor.hpp>
#endif

using matrix = xt::xtensor<float, 2>;

void affine(const matrix& a, const matrix& x, const matrix& s, const matrix& e, matrix& y);

void affine(const matrix& a, const matrix& x, const matrix& s, const matrix& e, matrix& y)
{
    xt::noalias(y) = a * x + s * e;
}
