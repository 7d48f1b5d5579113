// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// An outsider's program that asks for linear algebra.

#include <alphabar/distribution/multivariate_normal.hpp>

namespace ab = alphabar;

int main()
{
    const xt::xtensor<double, 1> mean{0, 0};
    const xt::xtensor<double, 2> covariance{{2, 1}, {1, 1}};
    return ab::multivariate_normal(mean, covariance).conditional({1}, {3}).mean()(0) == 3 ? 0 : 1;
}
