// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/weights.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <numeric>
#include <vector>

namespace ab = alphabar;

namespace
{
    using ab::distribution::shares;
    using alphabar::test::refusal;

    TEST_CASE("Weights that sum to one within rounding are accepted, in any type")
    {
        CHECK((shares(std::vector{0.25, 0.75}, 2) == xt::xtensor<double, 1>{0.25, 0.75}));
        CHECK(refusal([] { return shares(std::vector<double>(10, 0.1), 10); }) == "accepted");  // 1 − 2⁻⁵³
        CHECK(refusal([] { return shares(std::vector<float>(3, 1.f / 3), 3); }) == "accepted");
        CHECK(refusal([] { return shares(std::vector{0, 1, 0}, 3); }) == "accepted");
        const std::vector<float> many(100'000, 1e-5f);
        CHECK(refusal([&] { return shares(many, many.size()); }) == "accepted");
        const xt::xtensor<float, 1> thirds{1.f / 3, 2.f / 3};
        const auto exact = shares(thirds, 2);
        CHECK(std::abs(exact(0) + exact(1) - 1) <= 2e-16);
    }

    TEST_CASE("Weights that do not are refused with what they miss it by, and unnormalised ones are divided")
    {
        const std::string advice = "; ab::unnormalised(weights) are divided by their sum";
        CHECK(refusal([] { return shares(std::vector{1, 2, 1}, 3); }) ==
              "weights: they sum to 4, which misses 1 by 3" + advice);
        CHECK(refusal([] { return shares(std::vector{0.25, 0.5}, 2); }) ==
              "weights: they sum to 0.75, which misses 1 by 0.25" + advice);
        CHECK(refusal([] { return shares(std::vector{0.5, 0.5 + 1e-14}, 2); }) != "accepted");
        CHECK(refusal([] { return shares(std::vector{0.5f, 0.5001f}, 2); }) != "accepted");
        CHECK(refusal([] { return shares(std::vector{0., 0.}, 2); }) ==
              "weights: they sum to 0, which misses 1 by 1" + advice);
        CHECK((shares(ab::unnormalised(std::vector{1, 2, 1}), 3) == xt::xtensor<double, 1>{0.25, 0.5, 0.25}));
        const xt::xtensor<float, 1> counts{3, 1};
        CHECK((shares(ab::unnormalised(counts), 2) == xt::xtensor<double, 1>{0.75, 0.25}));
        CHECK((shares(ab::unnormalised(std::vector{1e308, 1e308}), 2) == xt::xtensor<double, 1>{0.5, 0.5}));
        CHECK(refusal([] { return shares(ab::unnormalised(std::vector{0, 0}), 2); }) ==
              "weights: they sum to 0, must be positive and finite");
        CHECK(refusal([] { return shares(ab::unnormalised(std::vector{1, -1}), 2); }) ==
              "weights[1] = -1: must be finite and not negative");
    }

    TEST_CASE("One number means equal weights, whatever its size")
    {
        CHECK((shares(1, 4) == xt::xtensor<double, 1>{0.25, 0.25, 0.25, 0.25}));
        CHECK((shares(7.f, 2) == xt::xtensor<double, 1>{0.5, 0.5}));
        CHECK(refusal([] { return shares(0, 4); }) == "weights: they sum to 0, must be positive and finite");
    }
}
