// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cmath>

// The GNU C library has its functions of doubles for whole vectors too, within 4 units in the last place, on x86-64 since
// version 2.35. This tells g++, which then vectorises loops that call them; elsewhere such loops call the scalar ones.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__GLIBC__)
#if __GLIBC_PREREQ(2, 35)
extern "C"
{
#define ALPHABAR_HAS_VECTORS(function) double function(double) noexcept __attribute__((simd("notinbranch"), const))
    ALPHABAR_HAS_VECTORS(exp);
    ALPHABAR_HAS_VECTORS(exp2);
    ALPHABAR_HAS_VECTORS(expm1);
    ALPHABAR_HAS_VECTORS(log);
    ALPHABAR_HAS_VECTORS(log1p);
    ALPHABAR_HAS_VECTORS(sin);
    ALPHABAR_HAS_VECTORS(cos);
    ALPHABAR_HAS_VECTORS(tanh);
    ALPHABAR_HAS_VECTORS(erf);
    ALPHABAR_HAS_VECTORS(erfc);
#undef ALPHABAR_HAS_VECTORS
}
#endif
#endif
