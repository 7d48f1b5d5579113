// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/computed.hpp>
#include <alphabar/distribution/parameters.hpp>

#include <array>
#include <concepts>

/// What laws of integers have in common.
namespace alphabar::distribution
{
    /// The shape of many draws: one to which the law's broadcasts. *Errors* any other throws `xt::broadcast_error`.
    template <class From, class Shape>
    auto shape_of_draws(const From& law, const Shape& shape)
    {
        const auto to = expression::to_shape(shape);
        if (!xt::broadcastable(law, to))
        {
            expression::refuse_shape(law, to);
        }
        return to;
    }
    template <class From, std::integral I, std::size_t N>
    auto shape_of_draws(const From& law, const I (&shape)[N])
    {
        return shape_of_draws(law, std::to_array(shape));
    }

    template <class E>
    using element_t = typename std::decay_t<E>::value_type;

    template <class E>
    using closure_t = expression::owned_t<xt::const_xclosure_t<E>>;

    template <class E>
    inline constexpr bool is_number = xt::is_xscalar<std::decay_t<E>>::value;

    /// Whether x is a whole number; infinity counts as one.
    template <class V>
    auto is_whole(const V& x)
    {
        // What is too large for rounding by addition has no places behind the point, or half of one.
        constexpr auto far = static_cast<math::scalar_t<V>>(sizeof(math::scalar_t<V>) == 4 ? 0x1p22 : 0x1p51);
        const V size = math::magnitude(x);
        const V rest = math::choose(size < V(far), size, math::choose(size < V(2 * far), size - V(2 * far), V(0)));
        return (math::round_to_integer(rest).value == rest) && (x == x);
    }

    namespace rule
    {
        struct count
        {
            static constexpr std::string_view words = "must be a whole number in 0…2147483647";
            template <class V>
            auto operator()(const V& x) const
            {
                return (x >= V(0)) && (x < V(0x1p31)) && is_whole(x);
            }
        };
    }

    /// A function of the tree's operands in one floating type T, of which F is a template over scalars and batches.
    template <class F, class T = void>
    struct computed_by : expression::node_functor
    {
        template <class... X>
        auto operator()(const X&... x) const
        {
            using type = std::conditional_t<std::is_void_v<T>, computed_t<X...>, T>;
            return simd_apply(static_cast<type>(x)...);
        }
        template <class... V>
            requires(std::is_void_v<T> || (std::same_as<math::scalar_t<V>, T> && ...))
        auto simd_apply(const V&... x) const
        {
            return F()(x...);
        }
    };

    struct difference
    {
        template <class V>
        V operator()(const V& a, const V& b) const
        {
            return a - b;
        }
    };

    struct times
    {
        template <class V>
        V operator()(const V& a, const V& b) const
        {
            return a * b;
        }
    };

    /// (a + b)/2, without overflow.
    struct middle
    {
        template <class V>
        V operator()(const V& a, const V& b) const
        {
            const V half(math::scalar_t<V>(0.5));
            return half * a + half * b;
        }
    };
}
