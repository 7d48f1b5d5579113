// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"

#include <alphabar/expression/assign.hpp>

#if __has_include(<xtensor/views/xindex_view.hpp>)
#include <xtensor/views/xindex_view.hpp>
#else
#include <xtensor/xindex_view.hpp>
#endif

#include <array>
#include <numeric>
#include <vector>

namespace ab = alphabar;

namespace
{
    using namespace alphabar::test;

    constexpr float unwritten = 77;

    /// 0, 1, 2, … in the given shape.
    xt::xarray<float> ramp(const extents& shape)
    {
        xt::xarray<float> out(shape);
        float next = 0;
        for (float& value : out)
        {
            value = next++;
        }
        return out;
    }

    /// Makes y hold 1, 2, …, without xtensor's assignment: that of 0.24 crashes for views of views.
    template <class Y>
    void count_up(Y& y)
    {
        float next = 1;
        for_each_index(extents(y.shape().begin(), y.shape().end()),
                       [&](const extents& index) { y.element(index.begin(), index.end()) = next++; });
    }

    /// Whether y holds value(index) everywhere.
    template <class Y, class Value>
    bool holds(const Y& y, Value&& value)
    {
        bool all = true;
        for_each_index(extents(y.shape().begin(), y.shape().end()), [&](const extents& index)
                       { all &= same<typename Y::value_type>(element(y, index), value(index)); });
        return all;
    }

    /// Assigns 2x + 1 to a left side of shape (3, 5) in every way that there is. `make()` gives a new one that holds 1, 2, ….
    template <class Make>
    void assign_in_every_way(Make&& make)
    {
        const xt::xarray<float> x = ramp({3, 5});
        const auto e = ab::fuse(2.f * x + 1.f);
        const auto value = [&](const extents& i) { return 2.f * element(x, i) + 1.f; };
        const auto old = [&](const extents& i) { return element(x, i) + 1.f; };
        const auto check = [&](auto&& assign, auto&& expected)
        {
            auto y = make();
            assign(y);
            CHECK(holds(y, expected));
        };
        check([&](auto& y) { y = e; }, value);
        check([&](auto& y) { xt::noalias(y) = e; }, value);
        check([&](auto& y) { y += e; }, [&](const extents& i) { return old(i) + value(i); });
        check([&](auto& y) { y -= e; }, [&](const extents& i) { return old(i) - value(i); });
        check([&](auto& y) { y *= e; }, [&](const extents& i) { return old(i) * value(i); });
        check([&](auto& y) { y /= e; }, [&](const extents& i) { return old(i) / value(i); });
        check([&](auto& y) { xt::noalias(y) += e; }, [&](const extents& i) { return old(i) + value(i); });
        check([&](auto& y) { xt::noalias(y) -= e; }, [&](const extents& i) { return old(i) - value(i); });
        check([&](auto& y) { xt::noalias(y) *= e; }, [&](const extents& i) { return old(i) * value(i); });
        check([&](auto& y) { xt::noalias(y) /= e; }, [&](const extents& i) { return old(i) / value(i); });
    }
}

TEST_CASE("containers of every kind are assigned in every way")
{
    assign_in_every_way([] { return xt::xarray<float>(ramp({3, 5}) + 1.f); });
    assign_in_every_way([] { return xt::xtensor<float, 2>(ramp({3, 5}) + 1.f); });
    assign_in_every_way([] { return xt::xtensor<float, 2, xt::layout_type::column_major>(ramp({3, 5}) + 1.f); });
}

TEST_CASE("fixed shapes, and adaptors of memory of others, are assigned in every way")
{
    assign_in_every_way([] { return xt::xtensor_fixed<float, xt::xshape<3, 5>>(ramp({3, 5}) + 1.f); });
    std::vector<float> memory(15);
    assign_in_every_way(
        [&]
        {
            std::iota(memory.begin(), memory.end(), 1.f);
            return xt::adapt(memory.data(), 15, xt::no_ownership(), std::array<std::size_t, 2>{3, 5});
        });
}

TEST_CASE("views of every kind are assigned in every way")
{
    using xt::placeholders::_;
    xt::xtensor<float, 3> cube(std::array<std::size_t, 3>{3, 9, 2});
    assign_in_every_way(
        [&]
        {
            auto y = xt::view(cube, xt::all(), xt::range(0, 9, 2), 1);
            count_up(y);
            return y;
        });
    xt::xarray<float> square(extents{5, 6});
    auto turned = xt::transpose(square);
    assign_in_every_way(
        [&]
        {
            auto y = xt::strided_view(turned, {xt::range(0, 6, 2), xt::range(_, _, -1)});
            count_up(y);
            return y;
        });
}

TEST_CASE("a strided view of more than four axes is assigned")
{
    using xt::placeholders::_;
    const xt::xarray<float> x = ramp({2, 2, 3, 2, 5});
    xt::xarray<float> y = ramp({2, 2, 3, 2, 5});
    auto flipped = xt::strided_view(y, {xt::ellipsis(), xt::range(_, _, -1)});
    flipped = ab::fuse(2.f * x);
    CHECK(holds(flipped, [&](const extents& i) { return 2.f * element(x, i); }));
    flipped -= ab::fuse(2.f * x);
    CHECK(holds(y, [](const extents&) { return 0.f; }));
}

TEST_CASE("elements that are picked one by one are assigned")
{
    xt::xarray<float> y = ramp({4, 4});
    const std::vector<xt::xindex> picked{{0, 1}, {2, 3}, {3, 0}};
    xt::index_view(y, picked) = ab::fuse(xt::xtensor<float, 1>{10, 20, 30} * 2.f);
    CHECK(y(0, 1) == 20);
    CHECK(y(2, 3) == 40);
    CHECK(y(3, 0) == 60);
    CHECK(y(3, 3) == 15);
    xt::filter(y, y > 13.f) += ab::fuse(xt::xtensor<float, 1>{1} + 1.f);
    CHECK(y(3, 3) == 17);
    CHECK(y(0, 1) == 22);
    CHECK(y(3, 1) == 13);
}

TEST_CASE("a left side of integers or truth values takes what the expression's values convert to")
{
    const xt::xarray<float> x = ramp({2, 70});
    const xt::xtensor<std::int8_t, 2> bytes = ab::fuse(x / 2.f);
    const xt::xtensor<bool, 2> truths = ab::fuse(x > 100.f);
    CHECK(holds(bytes, [&](const extents& i) { return static_cast<std::int8_t>(element(x, i) / 2.f); }));
    CHECK(holds(truths, [&](const extents& i) { return element(x, i) > 100.f; }));
}

TEST_CASE("a container grows where the expression is larger, and an expression fills a container that is larger")
{
    const xt::xarray<float> x = ramp({3, 5});
    xt::xarray<float> y = ramp({5});
    y += ab::fuse(x * 1.f);
    CHECK(holds(y, [&](const extents& i) { return element(x, i) + static_cast<float>(i[1]); }));
    y = ramp({3, 1});
    xt::noalias(y) -= ab::fuse(x * 1.f);
    CHECK(holds(y, [&](const extents& i) { return static_cast<float>(i[0]) - element(x, i); }));
    xt::noalias(y) += ab::fuse(ramp({5}) * 1.f);
    CHECK(holds(y,
                [&](const extents& i) { return static_cast<float>(i[0]) - element(x, i) + static_cast<float>(i[1]); }));
    xt::view(y, xt::all(), xt::range(0, 2)) = ab::fuse(ramp({3, 1}) * 1.f);
    CHECK(y(2, 0) == 2);
    CHECK(y(2, 1) == 2);
    y = ab::fuse(ramp({4}) * 1.f);
    CHECK((y.shape() == extents{4}));
    const xt::xtensor<float, 3> z = ab::fuse(x * 2.f);
    CHECK((z.shape() == std::array<std::size_t, 3>{1, 3, 5}));
    CHECK(z(0, 2, 4) == 28);
}

TEST_CASE("an adaptor of a vector grows with it, one of an array of fixed size refuses")
{
    const xt::xtensor<float, 1> x{1, 2, 3};
    std::vector<float> vector(1);
    auto growing = xt::adapt(vector, std::array<std::size_t, 1>{1});
    xt::noalias(growing) = ab::fuse(2.f * x);
    CHECK((vector == std::vector<float>{2, 4, 6}));
    std::array<float, 2> array{unwritten, unwritten};
    auto fixed = xt::adapt(array, std::array<std::size_t, 1>{2});
    CHECK_THROWS_AS(xt::noalias(fixed) = ab::fuse(2.f * x), xt::broadcast_error);
    CHECK((array == std::array<float, 2>{unwritten, unwritten}));
    CHECK(fixed.shape()[0] == 2);
}

TEST_CASE("a layout known at run time only stays what it is")
{
    using array = xt::xarray<float, xt::layout_type::dynamic>;
    const xt::xarray<float> x = ramp({3, 5});
    array y(extents{3, 5}, xt::layout_type::column_major);
    xt::noalias(y) = ab::fuse(x + 1.f);
    CHECK(y.layout() == xt::layout_type::column_major);
    CHECK(holds(y, [&](const extents& i) { return element(x, i) + 1.f; }));
    const xt::xarray<float> larger = ramp({5, 5});
    xt::noalias(y) = ab::fuse(larger + 1.f);
    CHECK(y.layout() == xt::layout_type::column_major);
    CHECK(holds(y, [&](const extents& i) { return element(larger, i) + 1.f; }));
}
