// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/expression/leaf.hpp>

#include <array>
#include <cstdint>

namespace
{
    using namespace alphabar::expression;

    std::uintptr_t address(const float* p) { return reinterpret_cast<std::uintptr_t>(p); }
}

TEST_CASE("a leaf reaches from its first to its last address, backwards too")
{
    const std::array<float, 100> memory{};
    const float* const at = memory.data() + 50;
    const std::array<std::size_t, 2> extents{3, 4};

    const auto rows = reach(at, extents, std::array<std::ptrdiff_t, 2>{4, 1}, 2);
    CHECK(rows.begin == address(at));
    CHECK(rows.end == address(at + 12));
    const auto reversed = reach(at, extents, std::array<std::ptrdiff_t, 2>{-4, -1}, 2);
    CHECK(reversed.begin == address(at - 11));
    CHECK(reversed.end == address(at + 1));
    const auto stepped = reach(at, extents, std::array<std::ptrdiff_t, 2>{-10, 2}, 2);
    CHECK(stepped.begin == address(at - 20));
    CHECK(stepped.end == address(at + 7));
    const auto scalar = reach(at, extents, std::array<std::ptrdiff_t, 2>{0, 0}, 2);
    CHECK(scalar.begin == address(at));
    CHECK(scalar.end == address(at + 1));
}

TEST_CASE("ranges overlap if they share a byte, and what is empty overlaps nothing")
{
    constexpr memory_range a{100, 200};
    CHECK(a.overlaps({199, 300}));
    CHECK(a.overlaps({0, 101}));
    CHECK(a.overlaps({150, 151}));
    CHECK(a.overlaps({0, 1000}));
    CHECK(!a.overlaps({200, 300}));
    CHECK(!a.overlaps({0, 100}));
    const float x = 0;
    const auto nothing = reach(&x, std::array<std::size_t, 1>{0}, std::array<std::ptrdiff_t, 1>{1}, 1);
    CHECK(!nothing.overlaps({0, ~std::uintptr_t(0)}));
}

TEST_CASE("chunks are made of whole tiles and of whole blocks of noise")
{
    STATIC_REQUIRE(chunk % lanes_for<float> == 0);
    STATIC_REQUIRE(chunk % lanes_for<double> == 0);
    STATIC_REQUIRE(chunk % 64 == 0);
}
