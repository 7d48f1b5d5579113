// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"

#include <alphabar/expression/apply.hpp>

#if __has_include(<xtensor/core/xmath.hpp>)
#include <xtensor/core/xmath.hpp>
#else
#include <xtensor/xmath.hpp>
#endif

namespace
{
    using namespace alphabar::test;

    constexpr std::size_t cases = 60;

    template <class Y, class... T, class Tree>
    void hold(Tree tree)
    {
        for_random_cases(cases, [&](dice& d) { compare_with_xtensor<Y, T...>(d, tree); });
    }
}

TEST_CASE("comparisons select among numbers as in xtensor")
{
    hold<bool, float, float>([](auto& a, auto& b) { return a < b; });
    hold<float, float, float>([](auto& a, auto& b) { return xt::where(a <= b, a, b + 1.f); });
    hold<double, std::int8_t, double>([](auto& a, auto& b) { return xt::where(a > 3, a, b); });
    hold<float, double, float, float>([](auto& a, auto& b, auto& c) { return xt::where(a >= b, b, c); });
    hold<float, bool, float>([](auto& m, auto& b) { return xt::where(m, b, 0.f); });
}

TEST_CASE("comparisons combine and count as numbers as in xtensor")
{
    hold<bool, float, double, float>([](auto& a, auto& b, auto& c) { return (a < b) && !(b >= c); });
    hold<std::int32_t, float, std::uint16_t>([](auto& a, auto& b) { return (a < 0.f) + (b > 7u); });
    hold<float, float, float>([](auto& a, auto& b) { return xt::equal(a, b) * a; });
    hold<float, float, std::int32_t>([](auto& a, auto& b) { return xt::where(xt::not_equal(b, 1) || a > 0.f, a, -a); });
}

TEST_CASE("integers of every width compute as in C++")
{
    hold<std::int32_t, std::int8_t, std::uint8_t>([](auto& a, auto& b) { return a * b - 3; });
    hold<std::int64_t, std::int16_t, std::uint32_t>([](auto& a, auto& b) { return a + b * 2u; });
    hold<std::uint8_t, std::uint8_t, std::uint16_t>([](auto& a, auto& b) { return (a & b) | (b % 7); });
    hold<std::uint32_t, std::uint32_t, std::uint8_t>([](auto& a, auto& b) { return (a ^ b) / (b + 1); });
}
