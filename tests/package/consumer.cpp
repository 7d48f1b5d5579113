// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// An outsider's program: it knows the package's target and nothing else of the build.

#include <alphabar/core/version.hpp>
#include <alphabar/core/xtensor.hpp>

#include <iostream>

int main()
{
#if !defined(XTENSOR_USE_XSIMD)
    std::cout << "the target does not switch SIMD on\n";
    return 1;
#else
    constexpr auto width = xsimd::batch<float>::size;
    xt::xtensor<float, 1> x = {1.f, 2.f, 3.f};
    xt::xtensor<float, 1> y = 2.f * x + 1.f;
    std::cout << "alphabar " << alphabar::version << ", " << width << " floats at a time: " << y(2) << '\n';
    return width > 1 && y(2) == 7.f ? 0 : 1;
#endif
}
