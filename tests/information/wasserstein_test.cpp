// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/normal.hpp>
#include <alphabar/information/wasserstein.hpp>

#include "information/tabulated_reference.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    auto row(const std::vector<double>& values)
    {
        auto out = xt::xtensor<double, 1>::from_shape({values.size()});
        std::copy(values.begin(), values.end(), out.begin());
        return out;
    }

    TEST_CASE("Wasserstein's distance is that of multiprecision, with unit spacing and with positions")
    {
        for (const auto& known : tabulated_reference::cases)
        {
            INFO(known.name);
            const auto p = row(known.p), q = row(known.q), x = row(known.positions);
            const double rounding = 0x1p-52 * static_cast<double>(known.p.size());  // of the sums of p and of q
            CHECK(std::abs(ab::wasserstein(p, q)() - known.wasserstein) <= 4 * 0x1p-52 * known.wasserstein + rounding);
            CHECK(std::abs(ab::wasserstein(p, q, x)() - known.wasserstein_at_positions) <=
                  4 * 0x1p-52 * known.wasserstein_at_positions + 2 * rounding);
        }
    }

    TEST_CASE("Rows broadcast; a law carried along by k positions is k away")
    {
        xt::xtensor<double, 3> p = xt::zeros<double>({2, 3, 600});
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                p(i, j, 10 + 100 * i + 7 * j) = 0.75;
                p(i, j, 300 + 100 * i + 7 * j) = 0.25;
            }
        }
        const xt::xtensor<double, 1> q = xt::view(p, 0, 0, xt::all());
        const auto distance = ab::wasserstein(p, q);
        auto out = xt::xtensor<double, 2>::from_shape({2, 3});
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = distance; }) == 0);
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                CHECK(std::abs(out(i, j) - static_cast<double>(100 * i + 7 * j)) < 1e-12);
                CHECK(distance(i, j) == out(i, j));
            }
        }
    }

    TEST_CASE("On a grid: normal laws a distance apart, and of another width")
    {
        const double h = 1. / 256;
        const xt::xtensor<double, 1> x = xt::arange<double>(-20, 20, h);
        const auto p = ab::make_normal(0.0, 1.0).pdf(x);
        CHECK(std::abs(ab::wasserstein(p, ab::make_normal(0.5, 1.0).pdf(x), ab::grid_step(h))() - 0.5) < 1e-12);
        const double mean_absolute = std::sqrt(2 / 3.14159265358979323846);  // W1 = |σ − τ| E|z|
        CHECK(std::abs(ab::wasserstein(p, ab::make_normal(0.0, 2.0).pdf(x), ab::grid_step(h))() - mean_absolute) <
              1e-4);
    }

    TEST_CASE("Positions that are none are refused")
    {
        const xt::xtensor<double, 1> p = {0.5, 0.5, 0}, q = {0, 0.5, 0.5};
        CHECK(refusal([&] { return ab::wasserstein(p, q, xt::xtensor<double, 1>{0, 1}); }) ==
              "positions: must have shape (3)");
        CHECK(refusal([&] { return ab::wasserstein(p, q, xt::xtensor<double, 1>{0, 2, 1}); }) ==
              "positions[2] = 1: must not be less than the one before, 2");
        CHECK(refusal([&] { return ab::wasserstein(p, q, xt::xtensor<double, 1>{0, std::nan(""), 1}); }) ==
              "positions[1] = nan: must be finite");
        CHECK(refusal([&] { return ab::wasserstein(p, xt::xtensor<double, 1>{0.5, 0.25, 0.5}); }) ==
              "q: sums to 1.25, 0.25 more than 1");
        CHECK(ab::wasserstein(p, q, xt::xtensor<int, 1>{-1, 3, 3})() == 2);
    }
}
