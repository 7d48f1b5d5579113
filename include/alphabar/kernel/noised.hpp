// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/xtensor.hpp>

#include <type_traits>

namespace alphabar::kernel
{
    namespace detail
    {
        template <class X>
        struct element
        {
            static_assert(xt::is_xexpression<X>::value,
                          "x must be an xtensor expression or a number; of a std::vector, xt::adapt makes one");
            using type = typename X::value_type;
        };
        template <class X>
            requires std::is_arithmetic_v<X>
        struct element<X>
        {
            using type = X;
        };
    }

    /// The type in which x, an array or a number, is noised: its own if floating-point, else float (an 8-bit image, say).
    template <class X>
    using noised_t = std::conditional_t<std::is_floating_point_v<typename detail::element<std::decay_t<X>>::type>,
                                        typename detail::element<std::decay_t<X>>::type, float>;
}
