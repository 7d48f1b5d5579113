// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/reduction_loop.hpp>

/// Reductions as expressions; reduction_loop.hpp says how they run.
namespace alphabar::expression
{
    template <class Reducer, class E>
    struct reduction
    {
        using operand = std::decay_t<E>;
        static constexpr std::size_t axes = axes_of<typename operand::shape_type>;
        using value_type = typename Reducer::template result_type<typename operand::value_type>;

        E expression;
        std::array<bool, axes> reduced;

        struct origin_type : reduction_loop<Reducer, operand, axes>
        {
            explicit origin_type(const reduction& source)
                : reduction_loop<Reducer, operand, axes>(source.expression, source.reduced)
            {
            }
        };
    };

    /// The shape that is left: as static as the operand's.
    template <std::size_t Reduced, std::size_t N, class Shape>
    auto kept_shape(const Shape& shape, const std::array<bool, N>& reduced)
    {
        const auto copy = [&](auto out)
        {
            std::size_t kept = 0;
            for (std::size_t axis = 0; axis < shape.size(); ++axis)
            {
                if (!reduced[axis] && kept < out.size())
                {
                    out[kept++] = static_cast<std::size_t>(shape[axis]);
                }
            }
            return out;
        };
        if constexpr (requires { std::tuple_size<Shape>::value; })
        {
            static_assert(Reduced <= std::tuple_size<Shape>::value, "more axes than the expression has");
            return copy(std::array<std::size_t, std::tuple_size<Shape>::value - Reduced>{});
        }
        else
        {
            return copy(xt::dynamic_shape<std::size_t>(shape.size() - Reduced));
        }
    }

    template <class Reducer, class E, std::size_t K>
    auto reduce(E&& e, const std::ptrdiff_t (&axes)[K])
    {
        using closure = owned_t<xt::const_xclosure_t<E>>;
        using source = reduction<Reducer, closure>;
        const auto rank = static_cast<std::ptrdiff_t>(e.dimension());
        core::require(e.dimension() <= source::axes, "rank ", rank, ": a reduction has room for ", source::axes,
                      " axes");
        std::array<bool, source::axes> reduced{};
        for (const std::ptrdiff_t axis : axes)
        {
            const std::ptrdiff_t from_front = axis < 0 ? axis + rank : axis;
            core::require(from_front >= 0 && from_front < rank, "axis ", axis, ": an expression of rank ", rank,
                          " has axes ", -rank, "…", rank - 1);
            core::require(!reduced[static_cast<std::size_t>(from_front)], "axis ", axis, ": named twice");
            reduced[static_cast<std::size_t>(from_front)] = true;
            core::require(Reducer::empty_allowed || e.shape()[static_cast<std::size_t>(from_front)] != 0, "axis ", axis,
                          " has extent 0: nothing to reduce");
        }
        const auto shape = kept_shape<K>(to_shape(e.shape()), reduced);
        return make_node(source{closure(std::forward<E>(e)), reduced}, shape);
    }

    template <class Reducer, class E>
    auto reduce_all(E&& e)
    {
        using closure = owned_t<xt::const_xclosure_t<E>>;
        using source = reduction<Reducer, closure>;
        core::require(e.dimension() <= source::axes, "rank ", e.dimension(), ": a reduction has room for ",
                      source::axes, " axes");
        core::require(Reducer::empty_allowed || e.size() != 0, "an expression of size 0: nothing to reduce");
        std::array<bool, source::axes> reduced;
        reduced.fill(true);
        return make_node(source{closure(std::forward<E>(e)), reduced}, std::array<std::size_t, 0>{});
    }
}

namespace alphabar
{
    /// `Σ e` over the given axes (negative ones count from the last), or over all of them; a lazy expression.
    ///
    /// *Shape* that of e without the axes. *Type* that of e if floating-point, else a 64-bit integer. *Errors* an axis that
    /// e does not have, or named twice, throws `argument_error`. *Accuracy* blocks of 128 join a
    /// compensated total: the relative error for terms of one sign is at most 68 ε, however many they are; for float beyond
    /// 10⁷ see `expression::sum_error`. *Lifetime* lvalue containers are borrowed. *Cost* one pass over e, no
    /// intermediate, no allocation. *Example* `ab::sum(x, {1, 2})`; a number is `ab::sum(x)()`.
    template <class E, std::size_t K>
    auto sum(E&& e, const std::ptrdiff_t (&axes)[K])
    {
        return expression::reduce<expression::sum_reducer>(std::forward<E>(e), axes);
    }
    template <class E>
    auto sum(E&& e)
    {
        return expression::reduce_all<expression::sum_reducer>(std::forward<E>(e));
    }

    /// `Σ e / n` over the given axes, or over all of them; as `sum`. *Type* double for integers. *Errors* also a reduced
    /// axis of extent 0: there is no mean of nothing.
    template <class E, std::size_t K>
    auto mean(E&& e, const std::ptrdiff_t (&axes)[K])
    {
        return expression::reduce<expression::mean_reducer>(std::forward<E>(e), axes);
    }
    template <class E>
    auto mean(E&& e)
    {
        return expression::reduce_all<expression::mean_reducer>(std::forward<E>(e));
    }

    /// `log Σ exp e` over the given axes, or over all of them, without overflow or underflow on the way; as `sum`, of whose
    /// relative error it is the logarithm. The
    /// result is −∞ if every term is −∞ or there is none, +∞ if one term is.
    template <class E, std::size_t K>
    auto log_sum_exp(E&& e, const std::ptrdiff_t (&axes)[K])
    {
        return expression::reduce<expression::log_sum_exp_reducer>(std::forward<E>(e), axes);
    }
    template <class E>
    auto log_sum_exp(E&& e)
    {
        return expression::reduce_all<expression::log_sum_exp_reducer>(std::forward<E>(e));
    }
}
