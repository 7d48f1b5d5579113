// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/memory.hpp>
#include <alphabar/expression/tag.hpp>

#include <algorithm>
#include <concepts>
#include <tuple>
#include <vector>

/// What an expression of xtensor is to a plan: memory, a node of ours, or anything else, read element by element; and what
/// can be asked of it as a whole.
namespace alphabar::expression
{
    /// Whether elements are bits, which have no addresses.
    template <class E>
    inline constexpr bool stores_bits = false;
    template <class E>
        requires std::same_as<std::decay_t<typename E::storage_type>, std::vector<bool>>
    inline constexpr bool stores_bits<E> = true;

    template <class E>
    concept strided_memory = !stores_bits<E> && requires(const E& e) {
        { e.data() } -> std::convertible_to<const typename E::value_type*>;
        { e.data_offset() } -> std::convertible_to<std::size_t>;
        e.strides();
    };

    /// A node of ours: an `xt::xgenerator` over a functor that can be bound to an origin.
    template <class E>
    inline constexpr bool is_node = false;
    template <std::derived_from<node_functor> F, class R, class S>
    inline constexpr bool is_node<xt::xgenerator<F, R, S>> = true;

    /// Whether an expression reads memory in a range, as far as its type shows: through functions, views and reducers. An
    /// expression that picks from memory counts as reading all of it.
    template <class E>
    bool reads_memory(const E& e, const memory_range& range)
    {
        if constexpr (strided_memory<E>)
        {
            return reach(e.data() + e.data_offset(), e.shape(), e.strides(), e.shape().size()).overlaps(range);
        }
        else if constexpr (is_node<E>)
        {
            typename std::decay_t<decltype(e.functor())>::origin_type origin(e.functor());
            if constexpr (requires { origin.reads(range); })
            {
                return origin.reads(range);
            }
            else
            {
                return false;
            }
        }
        else if constexpr (requires { e.arguments(); })
        {
            return std::apply([&](const auto&... x) { return (reads_memory(x, range) || ...); }, e.arguments());
        }
        else if constexpr (requires { e.expression(); })
        {
            return reads_memory(e.expression(), range);
        }
        else
        {
            return false;
        }
    }

    /// Lets every node in an expression check that none of its elements would throw, through functions, views and reducers.
    template <class E>
    void check_nodes(const E& e)
    {
        if constexpr (is_node<E>)
        {
            using origin = typename std::decay_t<decltype(e.functor())>::origin_type;
            if constexpr (requires(origin& o) { o.check(); })
            {
                origin(e.functor()).check();
            }
        }
        else if constexpr (requires { e.arguments(); })
        {
            std::apply([](const auto&... x) { (check_nodes(x), ...); }, e.arguments());
        }
        else if constexpr (requires { e.expression(); })
        {
            check_nodes(e.expression());
        }
    }

    /// Any other expression of xtensor, read element by element, through steppers as in xtensor's own loops: its `element`
    /// is wrong for views in which a new axis stands before an index.
    template <class E>
    struct opaque
    {
        using value_type = typename E::value_type;
        const E& expression;

        void fill(std::ptrdiff_t first, std::ptrdiff_t step, value_type* out, std::size_t n) const
        {
            const auto& shape = expression.shape();
            const std::size_t rank = shape.size();
            for (std::size_t i = 0; i < n;)
            {
                auto stepper = expression.stepper_begin(shape);
                std::size_t left = 1;  // in this row, if rows are read
                auto position = static_cast<std::size_t>(first + static_cast<std::ptrdiff_t>(i) * step);
                for (std::size_t axis = rank; axis-- > 0;)
                {
                    const auto extent = static_cast<std::size_t>(shape[axis]);
                    const std::size_t index = position % extent;
                    position /= extent;
                    if (index != 0)
                    {
                        stepper.step(axis, index);
                    }
                    if (axis + 1 == rank && step == 1)
                    {
                        left = extent - index;
                    }
                }
                out[i++] = static_cast<value_type>(*stepper);
                for (; --left != 0 && i < n; ++i)
                {
                    stepper.step(rank - 1, 1);
                    out[i] = static_cast<value_type>(*stepper);
                }
            }
        }

        bool reads(const memory_range& range) const { return reads_memory(expression, range); }
        void check() const { check_nodes(expression); }
    };
}
