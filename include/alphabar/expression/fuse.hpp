// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/assign.hpp>

namespace alphabar
{
    namespace expression
    {
        struct identity : node_functor
        {
            template <class T>
            constexpr T operator()(const T& value) const
            {
                return value;
            }
            template <class Batch>
            constexpr Batch simd_apply(const Batch& value) const
            {
                return value;
            }
        };
    }

    /// The same expression, evaluated by this library: `xt::noalias(y) = ab::fuse(a * x + b)`.
    ///
    /// Any expression of xtensor will do; needed only where no node of this library is in it already. Scalars, rvalues and
    /// the functions and nodes that it is made of are owned by the result; containers and views that are lvalues are
    /// borrowed, and the type says so (`const C&`). A view of `a * x` would refer to the scalar `a`: that does not
    /// compile, a view of `ab::fuse(a * x)` does. A *named* expression that owns an array is borrowed too: move it into what
    /// leaves its scope, `return xt::clip(std::move(e), a, b)`.
    ///
    /// Functions of your own join in as xtensor takes them, `ab::fuse(xt::make_lambda_xfunction(f, x, y))`. A generic f,
    /// `[](auto a, auto b) { return a * b; }`, is called with whole batches and is written for them (`xsimd::select`
    /// for `?:`); one that names its types, `[](float a, float b)`, is called lane by lane and may branch.
    template <class E>
        requires xt::is_xexpression<std::decay_t<E>>::value
    auto fuse(E&& e)
    {
        return expression::make_function(expression::identity(), std::forward<E>(e));
    }
}
