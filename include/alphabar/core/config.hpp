// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

/// What a build must be for the library's promises to hold.
///
/// Results are the same bits in constant expressions, on scalars and on SIMD batches of any width. That rests on IEEE
/// basic operations being evaluated as written. The CMake target `alphabar::alphabar` passes `-ffp-contract=off`;
/// whoever uses `alphabar::headers` passes it themselves.

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "alphabar needs IEEE arithmetic: compile without -ffast-math, -Ofast and -ffinite-math-only"
#endif

#if __cplusplus < 202002L
#error "alphabar needs C++20: compile with -std=c++20 or newer"
#endif

#if defined(XTENSOR_USE_XSIMD)
#include <xsimd/xsimd.hpp>
#endif
