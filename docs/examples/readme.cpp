// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// [example]
#include <alphabar/alphabar.hpp>

#include <iostream>

namespace ab = alphabar;

constexpr auto schedule = ab::linear_schedule<1000>(1e-4, 0.02);  // checked and tabulated by the compiler

int main()
{
    const auto kernel = ab::gaussian_kernel(schedule);

    const xt::xtensor<float, 3> x0({2, 32, 32}, 1.f);  // two white images, each at a time of its own
    const xt::xtensor<int, 1> t = {10, 900};
    const auto x_t = kernel.marginal(x0, t).sample(ab::key{42});     // an expression: nothing is computed yet
    const xt::xtensor<float, 1> brightness = ab::mean(x_t, {1, 2});  // one loop: draws the noise, adds it, averages
    std::cout << "mean of x_10: " << brightness(0) << ", of x_900: " << brightness(1) << '\n';

    const xt::xtensor<double, 1> points = {-2, -0.5, 0.5, 2}, grid = {-2, -1, 0, 1, 2};
    const auto q = ab::mixture(1., points, 0.).through(kernel, ab::step{300});  // the law of four points, noised
    const xt::xtensor<double, 1> ratio = q.pdf(grid) / q.pdf(0.);
    std::cout << "q_300 at -2, -1, 0: " << ratio(0) << ", " << ratio(1) << ", " << ratio(2) << " of its centre's\n";
}
// [example]
