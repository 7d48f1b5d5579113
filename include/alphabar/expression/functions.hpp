// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/assign.hpp>
#include <alphabar/math/erf.hpp>
#include <alphabar/math/erfc.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/expm1.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/sincos.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/math/tanh.hpp>

namespace alphabar
{
    namespace expression
    {
        /// A function of `math` as xtensor wants it; integers are taken in double, as the standard library does.
        template <class Function>
        struct math_functor : node_functor
        {
            template <class T>
            constexpr auto operator()(const T& x) const
            {
                if constexpr (std::is_integral_v<T>)
                {
                    return Function()(static_cast<double>(x));
                }
                else
                {
                    return Function()(x);
                }
            }
            template <class Batch>
            auto simd_apply(const Batch& x) const
            {
                return Function()(x);
            }
        };

        template <class Function, class E>
        auto lazily(Function, E&& e)
        {
            return make_function(math_functor<Function>(), std::forward<E>(e));
        }

        template <class E>
        concept array_expression = xt::is_xexpression<std::decay_t<E>>::value;
    }

    /// The functions of `math` over expressions, element by element and lazily: `ab::exp(-0.5f * x * x)`. Same bits on
    /// every instruction set and in constant expressions; xtensor's own `xt::exp` works too, with xsimd's bits. Domains and
    /// accuracy are those stated at `alphabar::math`.
    template <expression::array_expression E>
    auto exp(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::exp(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto expm1(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::expm1(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto log(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::log(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto log1p(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::log1p(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto sin(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::sin(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto cos(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::cos(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto sqrt(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::sqrt(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto tanh(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::tanh(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto erf(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::erf(x); }, std::forward<E>(e));
    }
    template <expression::array_expression E>
    auto erfc(E&& e)
    {
        return expression::lazily([](const auto& x) { return math::erfc(x); }, std::forward<E>(e));
    }
}
