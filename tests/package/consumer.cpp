// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// An outsider's program: it knows the package's target and nothing else of the build.

#include <alphabar/alphabar.hpp>

#include <iostream>

namespace ab = alphabar;

int main()
{
#if !defined(XTENSOR_USE_XSIMD)
    std::cout << "the target does not switch SIMD on\n";
    return 1;
#else
    constexpr auto width = xsimd::batch<float>::size;
    const xt::xtensor<float, 1> x0 = {1.f, 2.f, 3.f};
    const xt::xtensor<float, 1> x_0 =
        2.f * ab::gaussian_kernel(ab::cosine_schedule(10)).marginal(x0, ab::step{0}).mean();
    const auto bits = ab::self_test();
    std::cout << "alphabar " << ab::version << ", " << width << " floats at a time: " << x_0(2) << ", "
              << (bits ? "the promised bits" : bits.broken) << '\n';
    return width > 1 && x_0(2) == 6.f && bits ? 0 : 1;
#endif
}
