// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/isotropic_normal.hpp>
#include <alphabar/information/entropy.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    TEST_CASE("The entropy of a normal law is what its log density is on average, less the sign")
    {
        const double expected = 0.5 * std::log(2 * std::acos(-1.) * std::exp(1.) * 9);
        CHECK(std::abs(ab::entropy(ab::make_normal(5., 3.))() - expected) < 4e-16);
        const xt::xtensor<double, 1> mean{1, 2};
        CHECK(std::abs(ab::entropy(ab::isotropic_normal(mean, 3.))() - 2 * expected) < 1e-15);

        const auto law = ab::make_normal(5., 3.);
        const xt::xtensor<double, 1> draws = law.sample(ab::key{11}, {400'000});
        const double estimate = -ab::mean(law.log_prob(draws))();
        CHECK(std::abs(estimate - expected) < 5 * std::sqrt(0.5 / 400'000));  // log p has variance 1/2
    }

    TEST_CASE("An entropy has the shape of the law, whichever parameter has the axes")
    {
        const xt::xtensor<double, 2> mean{{0}, {1}};
        const xt::xtensor<double, 1> stddev{1, 2, 3};
        const xt::xtensor<double, 2> entropy = ab::entropy(ab::make_normal(mean, stddev));
        REQUIRE(entropy.shape() == std::array<std::size_t, 2>{2, 3});
        CHECK(entropy(1, 2) == ab::entropy(ab::make_normal(0., 3.))());
        CHECK(ab::entropy(ab::make_normal(mean, 0.)).dimension() == 2);
        CHECK(ab::entropy(ab::make_normal(mean, 0.))(0, 0) == -std::numeric_limits<double>::infinity());
    }
}
