// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"

#include <alphabar/expression/functions.hpp>

namespace ab = alphabar;

namespace
{
    using namespace alphabar::test;

    /// Whether f of a random expression holds g of each element, whatever the shape and layout.
    template <class T, class F, class G>
    void hold(F&& f, G&& g)
    {
        for_random_cases(20,
                         [&](dice& d)
                         {
                             using result = decltype(g(T()));
                             const extents shape = random_shape(d);
                             placed<T> x(d, shape);
                             placed<result> y(d, shape);
                             const auto values = x.view();
                             const auto before = y.memory();
                             auto target = y.view();
                             xt::noalias(target) = f(values);
                             check_memory(y, before, [&](const extents& index) { return g(element(values, index)); });
                         });
    }
}

TEST_CASE("functions over expressions are those of math, to the last bit, in any layout")
{
    namespace math = alphabar::math;
    hold<float>([](auto& x) { return ab::exp(x); }, [](float x) { return math::exp(x); });
    hold<double>([](auto& x) { return ab::exp(x); }, [](double x) { return math::exp(x); });
    hold<float>([](auto& x) { return ab::expm1(x); }, [](float x) { return math::expm1(x); });
    hold<double>([](auto& x) { return ab::log(x); }, [](double x) { return math::log(x); });
    hold<float>([](auto& x) { return ab::log1p(x); }, [](float x) { return math::log1p(x); });
    hold<float>([](auto& x) { return ab::sin(x); }, [](float x) { return math::sin(x); });
    hold<double>([](auto& x) { return ab::cos(x); }, [](double x) { return math::cos(x); });
    hold<float>([](auto& x) { return ab::sqrt(x); }, [](float x) { return math::sqrt(x); });
}

TEST_CASE("functions take integers in double")
{
    hold<std::int8_t>([](auto& x) { return ab::exp(x); },
                      [](std::int8_t x) { return alphabar::math::exp(static_cast<double>(x)); });
    STATIC_REQUIRE(std::same_as<decltype(ab::sqrt(std::declval<xt::xtensor<int, 1>>()))::value_type, double>);
    STATIC_REQUIRE(std::same_as<decltype(ab::sqrt(std::declval<xt::xtensor<float, 1>>()))::value_type, float>);
}
