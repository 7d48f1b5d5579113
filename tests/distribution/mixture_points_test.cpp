// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>

#include "support/catch.hpp"

#include <array>
#include <utility>
#include <vector>

// Where a mixture's density is asked for: points of any rank, owned or borrowed. mixture_test.cpp has its values and errors.

namespace ab = alphabar;

namespace
{
    const xt::xtensor<double, 1> four{-15, -5, 1, 10};

    TEST_CASE("Points may have any rank, known to their type or not, and a number gives a number")
    {
        const auto law = ab::mixture(1.0, four, 2.0);
        const xt::xtensor<double, 3> cube{{{-15, 0, 3}, {5, 10, 11}}};
        const xt::xarray<double> dynamic = cube;
        const xt::xtensor<double, 3> p = law.pdf(cube);
        const xt::xtensor<double, 3> log_p = law.log_prob(cube);
        const xt::xarray<double> p_dynamic = law.pdf(dynamic);
        const xt::xarray<double> log_p_dynamic = law.log_prob(dynamic);
        const xt::xtensor<double, 3, xt::layout_type::column_major> column_major = cube;
        const xt::xtensor<double, 3> p_of_expression = law.pdf(1.0 * column_major);
        REQUIRE(p.shape() == cube.shape());
        REQUIRE((p_dynamic.dimension() == 3 && p_dynamic.shape()[2] == 3));
        for (std::size_t i = 0; i < cube.size(); ++i)
        {
            const double x = cube.data()[i];
            CHECK(p.data()[i] == law.pdf(x));
            CHECK(log_p.data()[i] == law.log_prob(x));
            CHECK(p_dynamic.data()[i] == p.data()[i]);
            CHECK(log_p_dynamic.data()[i] == log_p.data()[i]);
            CHECK(p_of_expression.data()[i] == p.data()[i]);
        }
        const xt::xtensor<double, 3> none = xt::xtensor<double, 3>::from_shape({2, 0, 3});
        CHECK(xt::xtensor<double, 3>(law.pdf(none)).size() == 0);
        static_assert(std::same_as<decltype(law.pdf(0)), double>);
        static_assert(std::same_as<decltype(ab::mixture(1, xt::xtensor<float, 1>{1}, 1).log_prob(0.f)), float>);
    }

    TEST_CASE("Points in a plane may be one, a list, a grid, or an array of dynamic rank")
    {
        const xt::xtensor<double, 2> means{{-1, 0}, {1, 2}, {0, 0}};
        const auto law =
            ab::mixture(std::vector<float>{0.25f, 0.5f, 0.25f}, means, std::array<double, 3>{0.25, 0.5, 1});
        const xt::xtensor<double, 3> grid{{{0, 0}, {1, 1}}, {{2, -1}, {0.5, 3}}};
        const xt::xtensor<double, 2> p = law.pdf(grid);
        const xt::xarray<double> dynamic = grid;
        const xt::xarray<double> p_dynamic = law.pdf(dynamic);
        const xt::xarray<double> log_p_dynamic = law.log_prob(dynamic);
        REQUIRE(p_dynamic.dimension() == 2);
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 2; ++j)
            {
                const xt::xarray<double> point{grid(i, j, 0), grid(i, j, 1)};
                const xt::xarray<double> p_alone = law.pdf(point);
                const xt::xarray<double> log_p_alone = law.log_prob(point);
                REQUIRE((p_alone.dimension() == 0 && log_p_alone.dimension() == 0));
                CHECK(p_alone() == p(i, j));
                CHECK(p_dynamic(i, j) == p(i, j));
                CHECK(log_p_dynamic(i, j) == log_p_alone());
            }
        }
    }

    TEST_CASE("A density is an expression like any other")
    {
        const auto law = ab::mixture(1, four, 1);
        const xt::xtensor<double, 1> x{0, 1, 2};
        xt::xtensor<double, 1> y{1, 1, 1};
        y += 2.0 * law.pdf(x);
        const xt::xtensor<double, 1> p = law.pdf(x);
        for (std::size_t i = 0; i < 3; ++i)
        {
            CHECK(y(i) == 1 + 2 * p(i));
            CHECK(law.pdf(x)(i) == p(i));
        }
        auto two = xt::xtensor<double, 2>::from_shape({2, 3});
        xt::noalias(xt::view(two, 0, xt::all())) = law.pdf(x);
        CHECK(two(0, 2) == p(2));
    }

    // What follows reads freed memory, under the address sanitizer, if a density borrows what it should own.

    auto density_of_locals()
    {
        const xt::xtensor<double, 1> points{0, 1, 2};
        return ab::mixture(1, four, 1).pdf(xt::xtensor<double, 1>(points));
    }
    auto log_density_of_locals() { return ab::mixture(1, four, 1).log_prob(xt::xarray<double>{0, 1, 2}); }
    auto dynamic_density_in_plane_of_locals()
    {
        return ab::mixture(1, xt::xtensor<double, 2>{{0, 0}, {1, 1}}, 1)
            .log_prob(xt::xarray<double>{{0, 1}, {2, 0}, {0, 0}});
    }

    TEST_CASE("A density owns an rvalue mixture and rvalue points, through copies and moves of it")
    {
        const auto law = ab::mixture(1, four, 1);
        const xt::xarray<double> points{{0, 1}, {2, 0}, {0, 0}};
        const auto flat = ab::mixture(1, xt::xtensor<double, 2>{{0, 0}, {1, 1}}, 1);
        const auto a = density_of_locals();
        const auto b = log_density_of_locals();
        auto c = density_of_locals();
        const auto d = dynamic_density_in_plane_of_locals();
        const auto copy = c;
        const auto moved = std::move(c);
        const xt::xtensor<double, 1> p = a;
        const xt::xarray<double> log_p = b;
        const xt::xtensor<double, 1> p_copy = copy;
        const xt::xtensor<double, 1> p_moved = moved;
        const xt::xarray<double> log_q = d;
        CHECK(p(2) == law.pdf(2.0));
        CHECK(log_p(2) == law.log_prob(2.0));
        CHECK((p_copy == p && p_moved == p));
        CHECK(log_q == xt::xarray<double>(flat.log_prob(points)));
    }

    TEST_CASE("A density of an lvalue borrows tables and points")
    {
        const auto law = ab::mixture(1, four, 1);
        xt::xtensor<double, 1> x{0, 1, 2};
        const auto density = law.pdf(x);
        x(0) = 10;
        CHECK(density(0) == law.pdf(10.0));
    }
}
