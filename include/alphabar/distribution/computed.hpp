// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/tag.hpp>

#include <type_traits>

namespace alphabar::distribution
{
    /// The type in which values of these types are computed: what C++ makes of them, but double for integers.
    template <class... T>
    using computed_t =
        std::conditional_t<std::is_floating_point_v<std::common_type_t<T...>>, std::common_type_t<T...>, double>;

    /// A function of numbers written for batches, `simd_apply`, as a node's function object: numbers are computed in the
    /// type that `computed_t` says.
    template <class Self>
    struct elementwise : expression::node_functor
    {
        template <class... X>
        auto operator()(const X&... x) const
        {
            using T = computed_t<X...>;
            return static_cast<const Self&>(*this).template simd_apply<T>(static_cast<T>(x)...);
        }
    };
}
