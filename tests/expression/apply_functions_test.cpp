// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"

#include <alphabar/expression/apply.hpp>

#if __has_include(<xtensor/core/xmath.hpp>)
#include <xtensor/core/xmath.hpp>
#include <xtensor/core/xvectorize.hpp>
#else
#include <xtensor/xmath.hpp>
#include <xtensor/xvectorize.hpp>
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

    struct half_plus
    {
        template <class T>
        T operator()(const T& x) const
        {
            return x / T(2) + T(added);
        }
        template <class Batch>
        Batch simd_apply(const Batch& x) const
        {
            return x / Batch(2.f) + Batch(added);
        }
        float added;
    };
}

TEST_CASE("functions of xtensor work inside a fused expression")
{
    hold<float, float>([](auto& a) { return xt::sqrt(xt::abs(a)); });
    hold<double, std::int32_t>([](auto& a) { return xt::sqrt(xt::abs(a)); });
    hold<float, float, float>([](auto& a, auto& b) { return xt::floor(a) * xt::ceil(b) + xt::square(b); });
    hold<std::int32_t, std::int8_t>([](auto& a) { return xt::cast<int>(a) * 2; });
    hold<float, double>([](auto& a) { return xt::cast<float>(a) / 3.f; });
    hold<float, float, std::uint8_t>([](auto& a, auto& b)
                                     { return xt::minimum(xt::maximum(a, 0), xt::cast<float>(b)); });
}

TEST_CASE("lambdas and function objects of users compute in the types of their operands")
{
    hold<float, float, float>([](auto& a, auto& b)
                              { return xt::make_lambda_xfunction([](auto x, auto y) { return x * y + x; }, a, b); });
    hold<double, std::int32_t, double>(
        [](auto& n, auto& a)
        { return xt::make_lambda_xfunction([](auto i, auto x) { return i / decltype(i)(2) * x; }, n, a); });
    hold<double, std::int32_t, float>(
        [](auto& n, auto& a)
        {
            static auto f =
                xt::vectorize([](int i, float x) { return static_cast<double>(i % 3) * static_cast<double>(x); });
            return f(n, a);
        });
    hold<float, float>([](auto& a) { return xt::xfunction<half_plus, decltype(a)>(half_plus{3.f}, a); });
}
