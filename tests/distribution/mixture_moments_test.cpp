// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

namespace ab = alphabar;

namespace
{
    TEST_CASE("Moments on a line are sums over the components, of data far from 0 too")
    {
        const auto law = ab::mixture(std::vector{0.25, 0.25, 0.5}, std::vector{-1., 3., 5.}, std::vector{1., 2., 0.5});
        CHECK(law.mean()() == 3);
        CHECK(law.variance()() == 0.25 * (1 + 16) + 0.25 * 2 + 0.5 * (0.5 + 4));
        CHECK(law.stddev()() == std::sqrt(law.variance()()));
        CHECK(law.mean().dimension() == 0);
        const auto far = ab::empirical(std::vector{1e9, 1e9 + 1, 1e9 + 2});  // squares of these have no digit left
        CHECK(std::abs(far.mean()() - (1e9 + 1)) <= 1e-6);
        CHECK(std::abs(far.variance()() - 2. / 3) <= 1e-12);
    }

    TEST_CASE("In space there is a variance for each coordinate, and their covariance")
    {
        const xt::xtensor<double, 2> means{{0, 0}, {2, 4}, {4, -4}, {2, 0}};
        const auto law = ab::mixture(1, means, std::vector{1., 3., 0., 4.});
        CHECK((law.mean() == xt::xtensor<double, 1>{2, 0}));
        CHECK((law.variance() == xt::xtensor<double, 1>{2 + 2, 2 + 8}));
        CHECK((law.covariance() == xt::xtensor<double, 2>{{4, -2}, {-2, 10}}));
        const auto data = ab::empirical(xt::xtensor<std::uint8_t, 2>{{1, 2, 3}, {3, 6, 3}});
        CHECK((data.covariance() == xt::xtensor<double, 2>{{1, 2, 0}, {2, 4, 0}, {0, 0, 0}}));
    }
}
