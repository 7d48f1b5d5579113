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
    /// Any expression of xtensor will do; needed only where no node of this library is in it already. Scalars and
    /// rvalues are owned by the result; containers that are lvalues are borrowed, and the type says so (`const C&`).
    template <class E>
        requires xt::is_xexpression<std::decay_t<E>>::value
    auto fuse(E&& e)
    {
        return expression::make_function(expression::identity(), std::forward<E>(e));
    }
}
