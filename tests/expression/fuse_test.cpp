// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"

namespace
{
    using namespace alphabar::test;

    constexpr std::size_t cases = 60;

    /// Random cases of one tree; the first type is that of the result.
    template <class Y, class... T, class Tree>
    void hold(Tree tree)
    {
        for_random_cases(cases, [&](dice& d) { compare_with_xtensor<Y, T...>(d, tree); });
    }
}

TEST_CASE("arithmetic of floating-point numbers has the values that xtensor gives it")
{
    hold<float, float>([](auto& x) { return 2.f * x + 1.f; });
    hold<float, float, float, float>([](auto& a, auto& x, auto& b) { return a * x + b; });
    hold<double, double, double>([](auto& a, auto& b) { return (a - b) / (a + 3.); });
    hold<float, float, float, float, float>([](auto& a, auto& b, auto& c, auto& d)
                                            { return ((a - b) * (c + a) / (d * d) - c) * (a + b + c + d); });
}

TEST_CASE("arithmetic of mixed types happens in the types that C++ gives it")
{
    hold<double, float, double>([](auto& a, auto& b) { return a * b - a; });
    hold<float, double>([](auto& a) { return -a / 3.f; });
    hold<float, std::uint8_t>([](auto& pixel) { return pixel / 127.5f - 1.f; });
    hold<double, std::int32_t, float>([](auto& n, auto& x) { return n / 2 + x * 0.5; });
}

TEST_CASE("the result is converted once, where it is stored")
{
    hold<float, double, double>([](auto& a, auto& b) { return a * b; });
    hold<std::int32_t, std::int8_t>([](auto& a) { return a * 0.75f; });
    hold<bool, std::int16_t, std::int16_t>([](auto& a, auto& b) { return a - b; });
}
