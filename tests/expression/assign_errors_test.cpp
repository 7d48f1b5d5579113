// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// What assignment refuses: shapes that do not broadcast, and operands that it would overwrite before it has read them.

#include "support/catch.hpp"

#include <alphabar/core/error.hpp>
#include <alphabar/expression/functions.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/expression/gather.hpp>
#include <alphabar/expression/reduce.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    using xt::placeholders::_;

    template <class T>
    auto ramp(std::size_t n)
    {
        std::vector<T> values(n);
        for (std::size_t i = 0; i < n; ++i)
        {
            values[i] = static_cast<T>(i);
        }
        return values;
    }

    /// Whether `assign` throws an Error and leaves the memory as it was.
    template <class Error, class T, class Assign>
    bool refuses(std::vector<T>& memory, Assign&& assign)
    {
        const auto before = memory;
        try
        {
            assign();
        }
        catch (const Error&)
        {
            return memory == before;
        }
        return false;
    }
}

TEST_CASE("shapes that do not broadcast throw before an element is written")
{
    using error = xt::broadcast_error;
    auto memory = ramp<float>(64);
    const xt::xtensor<float, 1> three{1, 2, 3};
    const xt::xtensor<float, 2> two_by_four{{1, 2, 3, 4}, {5, 6, 7, 8}};
    const auto e = ab::fuse(three + 1.f);

    SECTION("operands of one another")
    {
        xt::xtensor<float, 1> y{7, 8};
        CHECK_THROWS_AS(y = ab::fuse(three + xt::xtensor<float, 1>{1, 2}), error);
        CHECK_THROWS_AS(xt::noalias(y) = ab::fuse(two_by_four * three), error);
        CHECK_THROWS_AS(y += e, error);
        CHECK_THROWS_AS(xt::noalias(y) += e, error);
        CHECK((y == xt::xtensor<float, 1>{7, 8}));
    }
    SECTION("with both shapes in the message, in every build")
    {
        const auto message = [](auto&& f) -> std::string
        {
            try
            {
                f();
            }
            catch (const error& refusal)
            {
                return refusal.what();
            }
            return "";
        };
        xt::xtensor<float, 2> y({2, 4});
        CHECK(message([&] { xt::noalias(xt::view(y, xt::all(), xt::range(0, 2))) = e; }) ==
              "an expression of shape (3,) does not broadcast to (2, 2)");
        xt::xtensor_fixed<float, xt::xshape<>> number;
        CHECK(message([&] { xt::noalias(number) = e; }) == "an expression of shape (3,) does not broadcast to ()");
    }
    SECTION("more axes than the type of the left side has")
    {
        xt::xtensor<float, 1> y{7, 8};
        const xt::xarray<float> dynamic = two_by_four;
        CHECK_THROWS_AS(y = ab::fuse(two_by_four + 1.f), error);
        CHECK_THROWS_AS(xt::noalias(y) = ab::fuse(two_by_four + 1.f), error);
        CHECK_THROWS_AS(xt::noalias(y) = ab::fuse(dynamic + 1.f), error);
        CHECK_THROWS_AS(xt::noalias(y) += ab::fuse(xt::xtensor<float, 2>{{1.f}, {2.f}} + 1.f), error);
        CHECK((y == xt::xtensor<float, 1>{7, 8}));
    }
    SECTION("views")
    {
        auto all = xt::adapt(memory, {8, 8});
        CHECK(refuses<error>(memory, [&] { xt::view(all, xt::all(), xt::range(0, 2)) = e; }));
        CHECK(refuses<error>(memory, [&] { xt::noalias(xt::view(all, xt::range(0, 3), xt::range(0, 4))) = e; }));
        CHECK(refuses<error>(memory, [&] { xt::noalias(xt::view(all, 0, xt::range(0, 4))) += e; }));
        CHECK(refuses<error>(memory,
                             [&] { xt::noalias(xt::view(all, 0, xt::range(0, 4))) = ab::fuse(two_by_four * 1.f); }));
        CHECK(refuses<error>(memory, [&] { xt::strided_view(all, {xt::range(2, 4)}) = e; }));
        CHECK(refuses<error>(memory, [&] { xt::noalias(xt::strided_view(all, {xt::range(2, 4)})) *= e; }));
    }
    SECTION("fixed shapes")
    {
        xt::xtensor_fixed<float, xt::xshape<4>> y{6, 7, 8, 9};
        CHECK_THROWS_AS(y = e, error);
        CHECK_THROWS_AS(xt::noalias(y) = e, error);
        CHECK_THROWS_AS(xt::noalias(y) += e, error);
        CHECK_THROWS_AS(xt::noalias(y) += ab::fuse(two_by_four * 1.f), error);
        CHECK((y == xt::xtensor<float, 1>{6, 7, 8, 9}));
    }
    SECTION("memory of others")
    {
        auto y = xt::adapt(memory.data(), 4, xt::no_ownership(), std::array<std::size_t, 1>{4});
        CHECK(refuses<error>(memory, [&] { xt::noalias(y) = e; }));
        CHECK(refuses<error>(memory, [&] { xt::noalias(y) += e; }));
        CHECK(refuses<error>(memory, [&] { xt::noalias(y) += ab::fuse(two_by_four * 1.f); }));
        CHECK(y.shape()[0] == 4);
    }
}

TEST_CASE("x = f(x) is right in every form")
{
    xt::xtensor<float, 1> x(std::array<std::size_t, 1>{1000});
    const auto reset = [&]
    {
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            x(i) = static_cast<float>(i);
        }
    };
    const auto is = [&](auto value)
    {
        bool all = x.size() == 1000;
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            all &= x(i) == value(i);
        }
        return all;
    };
    const auto number = [](std::size_t i) { return static_cast<float>(i); };
    const auto reversed = xt::view(x, xt::range(_, _, -1));

    reset();
    x = ab::fuse(x * 2.f + x);
    CHECK(is([&](std::size_t i) { return 3 * number(i); }));
    reset();
    x = ab::fuse(reversed + 1.f);
    CHECK(is([&](std::size_t i) { return number(1000 - i); }));
    reset();
    x += ab::fuse(reversed + 1.f);
    CHECK(is([&](std::size_t) { return 1000.f; }));
    reset();
    xt::view(x, xt::range(1, _)) = ab::fuse(xt::view(x, xt::range(_, -1)) * 1.f);
    CHECK(is([&](std::size_t i) { return i == 0 ? 0.f : number(i - 1); }));
    reset();
    x = x - ab::sum(x) / 1000.f;
    CHECK(is([&](std::size_t i) { return number(i) - 499.5f; }));
    reset();
    x -= ab::sum(x) / 1000.f;
    CHECK(is([&](std::size_t i) { return number(i) - 499.5f; }));
    reset();
    const xt::xtensor<std::int64_t, 1> order{999, 998};
    xt::view(x, xt::range(0, 2)) = ab::gather(std::span<const float>(x.data(), x.size()), order);
    CHECK(is([&](std::size_t i) { return i < 2 ? number(999 - i) : number(i); }));
}

TEST_CASE("noalias in place is right where each element depends on itself alone")
{
    auto memory = ramp<float>(1000);
    auto x = xt::adapt(memory, {10, 100});
    const auto is = [&](auto value)
    {
        bool all = true;
        for (std::size_t i = 0; i < memory.size(); ++i)
        {
            all &= memory[i] == value(static_cast<float>(i));
        }
        return all;
    };
    xt::noalias(x) = ab::fuse(2.f * x + 1.f);
    CHECK(is([](float i) { return 2 * i + 1; }));
    xt::noalias(x) -= ab::fuse(x * 0.5f);
    CHECK(is([](float i) { return i + 0.5f; }));
    auto every_other = xt::view(x, xt::all(), xt::range(1, _, 2));
    xt::noalias(every_other) = ab::fuse(every_other * 0.f);
    CHECK(is([](float i) { return static_cast<int>(i) % 2 == 1 ? 0.f : i + 0.5f; }));
    auto flipped = xt::view(x, xt::range(_, _, -1), xt::range(_, _, -1));
    xt::noalias(flipped) = ab::fuse(flipped - flipped);
    CHECK(is([](float) { return 0.f; }));
}

TEST_CASE("noalias refuses operands that it would overwrite before they are read")
{
    using error = ab::argument_error;
    auto memory = ramp<float>(1000);
    auto x = xt::adapt(memory, {1000});
    auto square = xt::adapt(memory.data(), 900, xt::no_ownership(), std::array<std::size_t, 2>{30, 30});

    CHECK(refuses<error>(
        memory, [&] { xt::noalias(xt::view(x, xt::range(1, _))) = ab::fuse(xt::view(x, xt::range(_, -1)) * 1.f); }));
    CHECK(refuses<error>(
        memory, [&] { xt::noalias(xt::view(x, xt::range(_, -1))) = ab::fuse(xt::view(x, xt::range(1, _)) * 1.f); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = ab::fuse(xt::view(x, xt::range(_, _, -1)) * 1.f); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) += ab::fuse(xt::view(x, xt::range(_, _, -1)) * 1.f); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = ab::fuse(xt::view(x, xt::range(3, 4)) + x); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(square) = ab::fuse(xt::transpose(square) * 1.f); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(square) = ab::fuse(xt::view(square, 3) + square); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(square) = ab::fuse(xt::view(square, 0) + 1.f); }));
    CHECK(refuses<error>(memory,
                         [&] { xt::noalias(square) = ab::fuse(xt::view(square, xt::all(), 3, xt::newaxis()) + 1.f); }));
    CHECK(refuses<error>(memory,
                         [&]
                         {
                             auto integers = xt::adapt(reinterpret_cast<unsigned char*>(memory.data()), 1000,
                                                       xt::no_ownership(), std::array<std::size_t, 1>{1000});
                             xt::noalias(x) = ab::fuse(integers + 1.f);
                         }));
}

TEST_CASE("noalias refuses reductions and lookups that read the output")
{
    using error = ab::argument_error;
    auto memory = ramp<float>(1000);
    auto x = xt::adapt(memory, {1000});
    auto integers = ramp<int>(1000);
    auto n = xt::adapt(integers, {1000});
    const std::vector<int> table(1000, 3);
    const xt::xtensor<int, 1> zeros = xt::zeros<int>({1000});

    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = x - ab::sum(x); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) /= ab::log_sum_exp(x); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = x - ab::sum(ab::exp(x - ab::mean(x))); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = ab::gather(std::span<const float>(memory), zeros); }));
    CHECK(refuses<error>(integers, [&] { xt::noalias(n) = ab::gather(std::span<const int>(table), n); }));
    CHECK(refuses<error>(
        integers, [&] { xt::noalias(n) = ab::gather(std::span<const int>(table), xt::view(n, xt::range(_, _, -1))); }));
}

TEST_CASE("noalias refuses other lazy expressions that read the output")
{
    using error = ab::argument_error;
    auto memory = ramp<float>(1000);
    auto x = xt::adapt(memory, {1000});
    auto integers = ramp<int>(1000);
    auto n = xt::adapt(integers, {1000});
    const std::vector<int> table(1001, 3);

    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = ab::fuse(xt::view(x + 1.f, xt::range(_, _, -1))); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = ab::fuse(xt::view(x, xt::keep(3)) + x); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = ab::fuse(x - xt::sum(x)); }));
    CHECK(refuses<error>(memory, [&] { xt::noalias(x) = x - ab::sum(xt::view(x + 1.f, xt::range(_, _, -1))); }));
    CHECK(refuses<error>(integers, [&] { xt::noalias(n) = ab::gather(std::span<const int>(table), n + 1); }));
}

TEST_CASE("operands beside the output in memory are no overlap")
{
    auto memory = ramp<float>(1000);
    auto x = xt::adapt(memory, {1000});
    xt::noalias(xt::view(x, xt::range(0, 500))) = ab::fuse(xt::view(x, xt::range(500, 1000)) * 1.f);
    CHECK(memory[0] == 500);
    CHECK(memory[499] == 999);
    xt::noalias(xt::view(x, xt::range(500, 1000))) =
        ab::fuse(xt::view(x, xt::range(499, _, -1)) + ab::sum(xt::view(x, xt::range(0, 1))));
    CHECK(memory[500] == 999 + 500);
    CHECK(memory[999] == 1000);
}
