// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/assign.hpp>

#include <concepts>

namespace alphabar::distribution
{
    /// Looks up a number for each component in a table of its own; a table of one number has it for all.
    template <class T>
    struct entry : expression::node_functor
    {
        xt::xtensor<T, 1> table;

        template <std::integral Index>
        T operator()(Index component) const
        {
            return table(table.size() == 1 ? 0 : static_cast<std::size_t>(component));
        }
    };

    /// A parameter of a law of N components at the components that an expression of integers names: `parameter(index[i])`,
    /// or the parameter itself where it is a number. It is what a law's `at(index)` is made of. *Domain* 0 ≤ index < N, not
    /// looked at. *Lifetime* the parameter is copied; an index that is an lvalue container is borrowed.
    template <class Parameter, class Index>
    auto pick(const Parameter& parameter, Index&& index)
    {
        if constexpr (xt::is_xscalar<Parameter>::value)
        {
            return Parameter(parameter);
        }
        else
        {
            using T = typename Parameter::value_type;
            entry<T> look_up;
            look_up.table = xt::xtensor<T, 1>::from_shape({parameter.size()});
            std::copy(parameter.begin(), parameter.end(), look_up.table.begin());
            return expression::make_function(std::move(look_up), std::forward<Index>(index));
        }
    }
}
