// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/expression/fuse.hpp>
#include <alphabar/expression/gather.hpp>
#include <alphabar/expression/plan.hpp>
#include <alphabar/expression/reduce.hpp>

#include <array>
#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    using namespace alphabar::expression;
}

TEST_CASE("a plan has room for the rank that a type knows, or for 16 axes")
{
    STATIC_REQUIRE(axes_of<std::array<std::size_t, 3>> == 3);
    STATIC_REQUIRE(axes_of<std::array<std::size_t, 0>> == 1);
    STATIC_REQUIRE(axes_of<xt::fixed_shape<2, 5>> == 2);
    STATIC_REQUIRE(axes_of<xt::xarray<float>::shape_type> == 16);
    STATIC_REQUIRE(dynamic_axes == 16);
}

TEST_CASE("more axes than a plan has room for are refused by name; as many as that are not")
{
    using shape = xt::dynamic_shape<std::size_t>;
    const xt::xarray<float> sixteen(shape(16, 1), 3.f);
    const xt::xarray<float> twice = ab::fuse(2.f * sixteen);
    CHECK(twice.data()[0] == 6);
    const xt::xarray<float> seventeen(shape(17, 1), 3.f);
    std::string message;
    try
    {
        const xt::xarray<float> y = ab::fuse(2.f * seventeen);
    }
    catch (const ab::argument_error& e)
    {
        message = e.what();
    }
    CHECK(message == "rank 17: a plan has room for 16 axes");
}

TEST_CASE("strides are aligned at the last axis, and 0 where an operand is broadcast")
{
    const loop_shape<4> result{4, {2, 3, 4, 5}};
    CHECK((broadcast_strides(result, std::array<std::size_t, 2>{4, 5}, std::array<std::ptrdiff_t, 2>{5, 1}) ==
           std::array<std::ptrdiff_t, 4>{0, 0, 5, 1}));
    CHECK((broadcast_strides(result, std::array<std::size_t, 3>{3, 1, 5}, std::array<std::ptrdiff_t, 3>{5, 0, 1}) ==
           std::array<std::ptrdiff_t, 4>{0, 5, 0, 1}));
    CHECK((broadcast_strides(result, std::array<std::size_t, 0>{}, std::array<std::ptrdiff_t, 0>{}) ==
           std::array<std::ptrdiff_t, 4>{0, 0, 0, 0}));
    CHECK((counting_strides<3>(std::array<std::size_t, 3>{2, 3, 4}) == std::array<std::ptrdiff_t, 3>{12, 4, 1}));
}

TEST_CASE("strided memory is told from what has to be read element by element")
{
    using matrix = xt::xtensor<float, 2>;
    matrix x(std::array<std::size_t, 2>{2, 3});
    STATIC_REQUIRE(strided_memory<matrix>);
    STATIC_REQUIRE(strided_memory<xt::xtensor_fixed<float, xt::xshape<2>>>);
    STATIC_REQUIRE(strided_memory<decltype(xt::view(x, 1))>);
    STATIC_REQUIRE(strided_memory<decltype(xt::transpose(x))>);
    STATIC_REQUIRE(strided_memory<decltype(xt::strided_view(x, {1}))>);
    STATIC_REQUIRE(!strided_memory<decltype(xt::view(x, xt::keep(0, 1)))>);
    STATIC_REQUIRE(!strided_memory<decltype(xt::view(x + x, 1))>);
    STATIC_REQUIRE(!strided_memory<decltype(x + x)>);
    STATIC_REQUIRE(is_node<decltype(ab::sum(x))>);
    STATIC_REQUIRE(!is_node<decltype(xt::arange(3))>);
}

TEST_CASE("what an expression reads is seen through functions, views and nodes")
{
    const xt::xtensor<float, 1> x(std::array<std::size_t, 1>{100}, 1.f);
    const xt::xtensor<float, 1> other(std::array<std::size_t, 1>{100}, 1.f);
    const auto in = [](const auto& array) { return reach(array.data(), array.shape(), array.strides(), 1); };
    CHECK(reads_memory(x, in(x)));
    CHECK(!reads_memory(x, in(other)));
    CHECK(reads_memory(other + 2.f * x, in(x)));
    CHECK(!reads_memory(other + 2.f, in(x)));
    CHECK(reads_memory(xt::view(x + 1.f, xt::range(0, 2)), in(x)));
    CHECK(reads_memory(ab::sum(2.f * x), in(x)));
    CHECK(!reads_memory(ab::sum(2.f * other), in(x)));
    CHECK(reads_memory(ab::gather(std::span<const float>(x.data(), 100), xt::xtensor<int, 1>{1}), in(x)));
    CHECK(reads_memory(ab::fuse(other * ab::mean(x)), in(x)));
    CHECK(!reads_memory(xt::arange(3), in(x)));
}
