// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/allocations.hpp"
#include "support/catch.hpp"

#include <alphabar/expression/functions.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/expression/gather.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/random/normal.hpp>

#include <span>
#include <vector>

namespace ab = alphabar;

namespace
{
    using ab::test::allocations_of;

    /// Allocations of forming and assigning each expression, over operands of the given containers of four and two axes.
    template <class Images, class Rows>
    void check()
    {
        Images x = xt::ones<float>({4, 3, 17, 19});
        Images y = x;
        Rows table = xt::ones<float>({50, 70});
        Rows points = xt::ones<float>({50, 70});
        const float a = 2;

        CHECK(allocations_of([&] { xt::noalias(y) = ab::fuse(a * x + 1.f); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(y) += ab::fuse(a * x * y); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(y) = ab::exp(-x) / (1.f + ab::exp(x)); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(y) = a * x + ab::normal(ab::key{1}, x.shape()); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(y) = x - ab::mean(x); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(y) = ab::fuse(xt::where(x > 0.f, x, a)); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(points) = table - ab::log_sum_exp(table, {0}); }) == 0);
        CHECK(allocations_of(
                  [&]
                  { xt::noalias(points) = table / ab::sum(ab::exp(table - ab::log_sum_exp(table, {0})), {0}); }) == 0);
    }
}

#if ALPHABAR_TEST_COUNTS_ALLOCATIONS
TEST_CASE("allocations are counted")
{
    CHECK(allocations_of([] { ::operator delete(::operator new(8)); }) == 1);
    CHECK(allocations_of([] { xt::xtensor<float, 1> x = xt::ones<float>({1000}); }) > 0);
}
#endif

TEST_CASE("assigning in place allocates nothing") { check<xt::xtensor<float, 4>, xt::xtensor<float, 2>>(); }

TEST_CASE("assigning in place allocates nothing with dynamic shapes of up to four axes")
{
    check<xt::xarray<float>, xt::xarray<float>>();
}

TEST_CASE("lookups, views and other types allocate nothing")
{
    const std::vector<double> table(100, 2.0);
    const std::span<const double> entries(table);
    const xt::xtensor<int, 1> index = xt::ones<int>({1000});
    const xt::xtensor<std::uint8_t, 2> pixels = xt::ones<std::uint8_t>({1000, 3});
    xt::xtensor<float, 2> y = xt::ones<float>({3, 1000});
    xt::xtensor<float, 1> z = xt::ones<float>({500});

    CHECK(allocations_of([&] { xt::noalias(y) = ab::gather<float>(entries, index) * y; }) == 0);
    CHECK(allocations_of(
              [&]
              { xt::noalias(y) = ab::gather<float>(entries, xt::view(index, xt::newaxis(), xt::all())) * y; }) == 0);
    CHECK(allocations_of([&] { xt::noalias(xt::view(y, 1, xt::range(0, 500))) = ab::fuse(z * 2.f); }) == 0);
    CHECK(allocations_of([&] { xt::noalias(z) = ab::fuse(xt::view(y, 1, xt::range(0, 1000, 2)) * 2.f); }) == 0);
    CHECK(allocations_of([&] { xt::noalias(xt::view(y, 2)) = ab::fuse(xt::view(pixels, xt::all(), 1) / 255.f); }) == 0);
}
