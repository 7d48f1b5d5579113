// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/expression/tile.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace
{
    using namespace alphabar::expression;

    template <class To, class From, std::size_t Lanes>
    bool converts()
    {
        std::array<From, Lanes> before;
        std::array<To, Lanes> after;
        for (std::size_t i = 0; i < Lanes; ++i)
        {
            before[i] = static_cast<From>(static_cast<double>(i) * 1.75);
        }
        store(after.data(), convert<To>(load<Lanes>(before.data())));
        return std::equal(before.begin(), before.end(), after.begin(),
                          [](From a, To b) { return static_cast<To>(a) == b; });
    }
}

TEST_CASE("a tile is four batches, and never fewer than 16 lanes")
{
    STATIC_REQUIRE(lanes_for<float> == std::max<std::size_t>(16, 4 * simd<float>::width));
    STATIC_REQUIRE(lanes_for<double> == std::max<std::size_t>(16, 4 * simd<double>::width));
    STATIC_REQUIRE(lanes_for<std::uint8_t> == lanes_for<float>);
    STATIC_REQUIRE(tile<float, 64>::parts * simd<float>::width == 64);
    STATIC_REQUIRE(!vectorizable<long double>);
    STATIC_REQUIRE(!vectorizable<int>);
}

TEST_CASE("tiles are loaded, stored and converted lane by lane")
{
    CHECK(converts<float, float, 16>());
    CHECK(converts<float, double, 16>());
    CHECK(converts<double, float, 64>());
    CHECK(converts<float, std::uint8_t, 16>());
    CHECK(converts<std::int32_t, float, 32>());
    CHECK(converts<bool, float, 16>());
    CHECK(converts<double, bool, 16>());
    CHECK(converts<std::int64_t, std::int8_t, 32>());
}

TEST_CASE("loads and stores need no alignment")
{
    alignas(64) std::array<double, 80> memory{};
    std::iota(memory.begin(), memory.end(), 0.0);
    for (std::size_t shift = 1; shift < 8; ++shift)
    {
        std::array<double, 80> out{};
        store(out.data() + shift + 1, load<32>(memory.data() + shift));
        CHECK(out[shift] == 0);
        CHECK(out[shift + 1] == memory[shift]);
        CHECK(out[shift + 32] == memory[shift + 31]);
        CHECK(out[shift + 33] == 0);
    }
}

TEST_CASE("a splat is one value in every lane")
{
    std::array<float, 32> out{};
    store(out.data(), splat<32>(2.5f));
    CHECK(std::all_of(out.begin(), out.end(), [](float x) { return x == 2.5f; }));
    std::array<std::int16_t, 32> integers{};
    store(integers.data(), splat<32>(std::int16_t(-3)));
    CHECK(std::all_of(integers.begin(), integers.end(), [](std::int16_t x) { return x == -3; }));
}

TEST_CASE("masks are stored as truth values")
{
    using batch = simd<double>::batch;
    mask_tile<double, 16> mask;
    std::array<double, 16> x;
    std::iota(x.begin(), x.end(), 0.0);
    const auto values = load<16>(x.data());
    for (std::size_t i = 0; i < parts_of<decltype(mask)>; ++i)
    {
        mask.part[i] = values.part[i] > batch(7.0);
    }
    std::array<bool, 16> out{};
    store(out.data(), mask);
    CHECK(std::count(out.begin(), out.end(), true) == 8);
    CHECK((out[8] && !out[7]));
}

TEST_CASE("repeat visits every index once, in order")
{
    std::size_t next = 0;
    bool in_order = true;
    repeat<16>([&](auto i) { in_order &= i == next++; });
    CHECK(next == 16);
    repeat<40>([&](std::size_t i) { in_order &= i + 16 == next++; });
    CHECK(next == 56);
    CHECK(in_order);
}
