// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"

#include <alphabar/expression/node.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/random/normal.hpp>

#include <sstream>

#if __has_include(<xtensor/core/xmath.hpp>)
#include <xtensor/core/xeval.hpp>
#include <xtensor/core/xmath.hpp>
#include <xtensor/io/xio.hpp>
#else
#include <xtensor/xeval.hpp>
#include <xtensor/xio.hpp>
#include <xtensor/xmath.hpp>
#endif

namespace ab = alphabar;

namespace
{
    using namespace alphabar::test;

    /// Position p as a number: shows where the loop asks.
    struct positions
    {
        using value_type = double;

        struct origin_type
        {
            using value_type = double;
            explicit origin_type(const positions&) {}
            void fill(std::ptrdiff_t first, std::ptrdiff_t step, double* out, std::size_t n) const
            {
                for (std::size_t i = 0; i < n; ++i)
                {
                    out[i] = static_cast<double>(first + static_cast<std::ptrdiff_t>(i) * step);
                }
            }
        };
    };

    template <class Shape>
    auto positions_of(const Shape& shape)
    {
        return alphabar::expression::make_node(positions(), shape);
    }

    double position(const extents& index, const extents& shape)
    {
        double out = 0;
        for (std::size_t axis = 0; axis < shape.size(); ++axis)
        {
            out = out * static_cast<double>(shape[axis]) + (shape[axis] == 1 ? 0.0 : static_cast<double>(index[axis]));
        }
        return out;
    }
}

TEST_CASE("a node's elements are at row-major positions, whatever the layout they are written in")
{
    for_random_cases(200,
                     [](dice& d)
                     {
                         const extents shape = random_shape(d);
                         placed<double> y(d, shape);
                         const auto before = y.memory();
                         auto target = y.view();
                         xt::noalias(target) = positions_of(shape);
                         check_memory(y, before, [&](const extents& index) { return position(index, shape); });
                     });
}

TEST_CASE("a node broadcasts among other operands")
{
    for_random_cases(200,
                     [](dice& d)
                     {
                         const extents shape = random_shape(d);
                         const extents own = random_operand_shape(d, shape);
                         placed<double> x(d, shape);
                         placed<double> y(d, shape);
                         const auto values = x.view();
                         const auto before = y.memory();
                         auto target = y.view();
                         xt::noalias(target) = values * 2. + positions_of(own);
                         check_memory(y, before,
                                      [&](const extents& index)
                                      {
                                          const extents mine(index.end() - static_cast<std::ptrdiff_t>(own.size()),
                                                             index.end());
                                          return element(values, index) * 2. + position(mine, own);
                                      });
                     });
}

TEST_CASE("views of a node are the node of the view")
{
    using xt::placeholders::_;
    const auto node = positions_of(extents{4, 30, 7});
    const xt::xarray<double> stored = node;
    const auto agree = [&](auto&& of_node, auto&& of_stored)
    {
        xt::xarray<double> y = xt::zeros<double>(of_stored.shape());
        xt::noalias(y) = of_node;
        CHECK((y == of_stored));
        CHECK((xt::xarray<double>(ab::fuse(2. * of_node)) == xt::xarray<double>(2. * of_stored)));
    };
    agree(xt::view(node, 2), xt::view(stored, 2));
    agree(xt::view(node, xt::all(), xt::range(3, 29, 5), 6), xt::view(stored, xt::all(), xt::range(3, 29, 5), 6));
    agree(xt::view(node, xt::range(_, _, -1), xt::range(_, _, -2)),
          xt::view(stored, xt::range(_, _, -1), xt::range(_, _, -2)));
    agree(xt::view(node, xt::all(), xt::newaxis(), 3), xt::view(stored, xt::all(), xt::newaxis(), 3));
    agree(xt::view(node, xt::keep(3, 1, 1), xt::drop(0, 5)), xt::view(stored, xt::keep(3, 1, 1), xt::drop(0, 5)));
    agree(xt::strided_view(node, {xt::range(1, 3), xt::ellipsis(), xt::newaxis()}),
          xt::strided_view(stored, {xt::range(1, 3), xt::ellipsis(), xt::newaxis()}));
    agree(xt::transpose(node), xt::transpose(stored));
    agree(xt::broadcast(node, {2, 4, 30, 7}), xt::broadcast(stored, {2, 4, 30, 7}));
}

TEST_CASE("an element is read with as many indices as there are, with fewer or with more")
{
    const auto node = positions_of(std::array<std::size_t, 3>{4, 30, 7});
    const std::array<std::size_t, 3> index{3, 2, 1};
    CHECK(node(3, 2, 1) == 3 * 210 + 2 * 7 + 1);
    CHECK(node[index] == node(3, 2, 1));
    CHECK(node.element(index.begin(), index.end()) == node(3, 2, 1));
    CHECK(node(5) == 5);
    CHECK(node(2, 5) == 2 * 7 + 5);
    CHECK(node() == 0);
    CHECK(node(9, 3, 2, 1) == node(3, 2, 1));
    CHECK_THROWS(node.at(4, 0, 0));
    const auto row = positions_of(std::array<std::size_t, 2>{1, 3});
    const xt::xtensor<double, 2> zeros = xt::zeros<double>({2, 3});
    CHECK((zeros + row)(1, 2) == 2);
    CHECK(*(zeros + row).begin() == 0);
    const auto scalar = positions_of(std::array<std::size_t, 0>{});
    CHECK(scalar() == 0);
    CHECK(xt::xtensor<double, 0>(scalar + 1.)() == 1);
}

TEST_CASE("xtensor's own algorithms work on nodes")
{
    const auto node = positions_of(std::array<std::size_t, 2>{2, 3});
    CHECK(node.dimension() == 2);
    CHECK(node.size() == 6);
    CHECK(std::accumulate(node.begin(), node.end(), 0.0) == 15);
    CHECK(std::accumulate(node.begin<xt::layout_type::column_major>(), node.end<xt::layout_type::column_major>(),
                          0.0) == 15);
    CHECK(*std::next(node.begin<xt::layout_type::column_major>()) == 3);
    CHECK(xt::sum(node)() == 15);
    const xt::xtensor<double, 1> sums = xt::sum(node, {0});
    CHECK((sums == xt::xtensor<double, 1>{3, 5, 7}));
    CHECK((xt::eval(node) == xt::xtensor<double, 2>{{0, 1, 2}, {3, 4, 5}}));
    CHECK(xt::amax(node)() == 5);
    CHECK(xt::all(node >= 0.));
    std::ostringstream text;
    text << node;
    CHECK(text.str() == "{{ 0.,  1.,  2.},\n { 3.,  4.,  5.}}");
}

TEST_CASE("functions and reductions of nodes are read element by element, too")
{
    const auto node = positions_of(std::array<std::size_t, 2>{20, 30});
    const auto e = ab::sum(node, {1}) + 1.;
    const xt::xtensor<double, 1> stored = e;
    bool same_values = true;
    for (std::size_t i = 0; i < 20; ++i)
    {
        same_values &= e(i) == stored(i);
    }
    CHECK(same_values);
    CHECK(stored(19) == 19. * 900 + 435 + 1);
}

TEST_CASE("shapes are taken as arrays, fixed, dynamic, and of other integers")
{
    using alphabar::expression::to_shape;
    STATIC_REQUIRE(std::same_as<decltype(to_shape(std::array<int, 2>())), std::array<std::size_t, 2>>);
    STATIC_REQUIRE(std::same_as<decltype(to_shape(xt::fixed_shape<2, 3>())), std::array<std::size_t, 2>>);
    const xt::xtensor_fixed<float, xt::xshape<2, 3>> fixed{{1, 2, 3}, {4, 5, 6}};
    STATIC_REQUIRE(std::same_as<decltype(to_shape(fixed.shape())), std::array<std::size_t, 2>>);
    STATIC_REQUIRE(std::same_as<decltype(to_shape(std::vector<int>())), xt::dynamic_shape<std::size_t>>);
    CHECK((to_shape(fixed.shape()) == std::array<std::size_t, 2>{2, 3}));
    CHECK((to_shape(std::vector<int>{4, 5}) == extents{4, 5}));
}
