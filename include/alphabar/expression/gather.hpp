// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/indexed.hpp>

#include <concepts>
#include <span>
#include <utility>

namespace alphabar
{
    namespace expression
    {
        template <class T, class U>
        struct table_entry
        {
            std::span<const U> table;

            template <std::integral Index>
            T operator()(Index index, std::ptrdiff_t position) const
            {
                core::require(std::in_range<std::size_t>(index) && static_cast<std::size_t>(index) < table.size(),
                              "index[", position, "] = ", index, ": must lie in 0…",
                              static_cast<std::ptrdiff_t>(table.size()) - 1);
                return static_cast<T>(table[static_cast<std::size_t>(index)]);
            }

            bool reads(const memory_range& range) const { return reach(table).overlaps(range); }
        };
    }

    /// `out[i] = table[index[i]]`, lazily; the entry is cast to T as it is read.
    ///
    /// *Shape* that of `index`, an expression of integers. *Errors* an index outside the table throws `argument_error`
    /// with its position and value, before anything is written. *Lifetime* the table is borrowed; an index that is an
    /// lvalue is borrowed, an rvalue is owned. *Cost* one read of the table an element, plus one pass over `index`
    /// before the loop; no allocation.
    template <class T = void, class U, class Index>
        requires std::integral<typename std::decay_t<Index>::value_type>
    auto gather(std::span<const U> table, Index&& index)
    {
        using entry = expression::table_entry<std::conditional_t<std::is_void_v<T>, U, T>, U>;
        const auto shape = expression::to_shape(index.shape());
        return expression::make_indexed(entry{table}, std::forward<Index>(index), shape);
    }
}
