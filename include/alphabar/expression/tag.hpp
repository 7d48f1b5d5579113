// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/xtensor.hpp>

#include <concepts>
#include <tuple>
#include <type_traits>

/// How expressions of this library and xtensor's own meet. Nodes carry `fused_tag`; xtensor combines the tags of operands,
/// so every operator and function of xtensor over a node of ours yields a fused expression, and assigning one reaches
/// the evaluator of assign.hpp. This file specialises xtensor's extension points and nothing else.
namespace alphabar
{
    /// Marks expressions that this library evaluates, in one fused loop.
    struct fused_tag
    {
    };

    namespace expression
    {
        struct fused_base
        {
            using expression_tag = fused_tag;
        };

        /// Function objects derived from this one make an `xt::xgenerator` or an `xt::xfunction` a node of ours.
        struct node_functor
        {
        };

        /// Whether an expression of type E holds references to scalars that were lvalues.
        template <class E>
        inline constexpr bool borrows_scalar = false;
        template <class T>
        inline constexpr bool borrows_scalar<xt::xscalar<T&>> = true;
        template <template <class...> class X, class... E>
        inline constexpr bool borrows_scalar<X<E...>> = (borrows_scalar<std::remove_cvref_t<E>> || ...);
        template <template <class, class, xt::layout_type, class> class X, class E, class S, xt::layout_type L, class F>
        inline constexpr bool borrows_scalar<X<E, S, L, F>> = borrows_scalar<std::remove_cvref_t<E>>;

        /// Whether a copy of an E would copy the elements of a container.
        template <class E>
        inline constexpr bool owns_container = requires { typename E::storage_type; };
        template <template <class...> class X, class... E>
        inline constexpr bool owns_container<X<E...>> = (owns_container<E> || ...);

        /// The closure type E with its scalars owned. xtensor's own closures keep a reference to a scalar that is an
        /// lvalue; an expression returned from a function would then read a dead variable. Containers and views stay what
        /// they are: `const C&` if borrowed, and the type says so, or C if owned. Functions and nodes that are lvalues are
        /// copied, too, unless they own a container: they are small, and often the local variables of such a function.
        template <class E>
        struct owned
        {
            static_assert(
                !borrows_scalar<std::remove_cvref_t<E>>,
                "xtensor's views, broadcasts and reducers refer to the scalars of an expression, which may be dead "
                "before it is evaluated: fuse the expression first, xt::view(alphabar::fuse(a * x), ...)");
            using type = E;
        };
        template <class T>
        struct owned<xt::xscalar<T>>
        {
            using type = xt::xscalar<std::decay_t<T>>;
        };
        template <class F, class... E>
        struct owned<xt::xfunction<F, E...>>
        {
            using type = xt::xfunction<F, typename owned<E>::type...>;
        };

        /// An owned function as the one operand of another. An xfunction can be made of anything at all, so `std::tuple` takes
        /// a tuple of one operand for the operand itself; this one can be made of what it owns alone.
        template <class Function, class From>
        struct sole_operand : Function, xt::xexpression<sole_operand<Function, From>>
        {
            template <std::same_as<From> E>
            sole_operand(const E& e) : Function(e)
            {
            }
        };
        template <class Function, class From>
        inline constexpr bool borrows_scalar<sole_operand<Function, From>> = false;
        template <class F, class E>
            requires(!std::same_as<typename owned<E>::type, E>)
        struct owned<xt::xfunction<F, E>>
        {
            using type = xt::xfunction<F, sole_operand<typename owned<E>::type, E>>;
        };
        template <class F, class... E>
            requires(!owns_container<xt::xfunction<F, E...>>)
        struct owned<const xt::xfunction<F, E...>&> : owned<xt::xfunction<F, E...>>
        {
        };
        template <std::derived_from<node_functor> F, class R, class S>
            requires(!owns_container<F>)
        struct owned<const xt::xgenerator<F, R, S>&>
        {
            using type = xt::xgenerator<F, R, S>;
        };
        template <class E>
        using owned_t = typename owned<E>::type;
    }
}

namespace xt
{
    namespace extension
    {
        // Declared by headers that users include or not.
        template <class Tag, class F, class E, class X, class O>
        struct xreducer_base_impl;
        template <class Tag, class E, class I>
        struct xindex_view_base_impl;
        template <class Tag, class E, class S, layout_type L, class FST>
        struct xdynamic_view_base_impl;
        template <class Tag, class F, class E>
        struct xfunctor_view_base_impl;

        template <class F, class E, class X, class O>
        struct xreducer_base_impl<alphabar::fused_tag, F, E, X, O>
        {
            using type = alphabar::expression::fused_base;
        };
        template <class E, class I>
        struct xindex_view_base_impl<alphabar::fused_tag, E, I>
        {
            using type = alphabar::expression::fused_base;
        };
        template <class E, class S, layout_type L, class FST>
        struct xdynamic_view_base_impl<alphabar::fused_tag, E, S, L, FST>
        {
            using type = alphabar::expression::fused_base;
        };
        template <class F, class E>
        struct xfunctor_view_base_impl<alphabar::fused_tag, F, E>
        {
            using type = alphabar::expression::fused_base;
        };
        template <class F, class... E>
        struct xfunction_base_impl<alphabar::fused_tag, F, E...>
        {
            using type = alphabar::expression::fused_base;
        };
        template <std::derived_from<alphabar::expression::node_functor> F, class... E>
        struct xfunction_base<F, E...>
        {
            using type = alphabar::expression::fused_base;
        };
        template <std::derived_from<alphabar::expression::node_functor> F, class R, class S>
        struct xgenerator_base<F, R, S>
        {
            using type = alphabar::expression::fused_base;
        };
        template <class E, class... S>
        struct xview_base_impl<alphabar::fused_tag, E, S...>
        {
            using type = alphabar::expression::fused_base;
        };
        template <class E, class X>
        struct xbroadcast_base_impl<alphabar::fused_tag, E, X>
        {
            using type = alphabar::expression::fused_base;
        };
        template <class E, class S, layout_type L, class FST>
        struct xstrided_view_base_impl<alphabar::fused_tag, E, S, L, FST>
        {
            using type = alphabar::expression::fused_base;
        };
    }

    template <class E>
    struct temporary_type_from_tag<alphabar::fused_tag, E> : temporary_type_from_tag<xtensor_expression_tag, E>
    {
    };

    namespace detail
    {
        // In C++20, xtensor and g++ take a dynamic shape for one of four axes, and give temporaries four.
        template <>
        struct xtype_for_shape<dynamic_shape<std::size_t>>
        {
            template <class T, layout_type L>
            using type = xarray<T, L>;
        };

        template <class F, class... E>
        struct select_xfunction_expression<alphabar::fused_tag, F, E...>
        {
            using type = xfunction<F, alphabar::expression::owned_t<E>...>;
        };
    }
}
