// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/node.hpp>
#include <alphabar/expression/reducers.hpp>

/// Reductions inside the loop: the elements of an expression are combined in registers as they are computed, so the
/// expression itself never exists in memory.
///
/// A reduction goes over its operand in one of two ways. *Across*: a tile of results, to which a tile of the operand is
/// added for each position along the reduced axes. *Along*: one result, tiles of the reduced axes added to one another
/// and the lanes combined at the end. Which one is decided from shapes and strides alone, tiles have 32 lanes whatever
/// the machine, and lanes are combined in a fixed order: same bits on every instruction set.
namespace alphabar::expression
{
    inline constexpr std::size_t reduction_lanes = 32;

    template <class Reducer, class E, std::size_t N>
    class reduction_loop
    {
    public:

        using value_type = typename Reducer::template result_type<typename E::value_type>;

        reduction_loop(const E& e, const std::array<bool, N>& reduced)
            : m_shape(to_loop_shape<N>(e.shape())), m_tree(e, m_shape)
        {
            arrange(reduced);
            m_count = 1;
            for (std::size_t axis = m_kept; axis < m_shape.rank; ++axis)
            {
                m_count *= m_shape.extent[axis];
            }
            choose_way();
        }

        void fill(std::ptrdiff_t first, std::ptrdiff_t step, value_type* out, std::size_t n)
        {
            if (m_across && step == 1)
            {
                const auto inner = static_cast<std::ptrdiff_t>(m_shape.extent[m_kept - 1]);
                while (n != 0)
                {
                    const std::ptrdiff_t column = first % inner;
                    const auto count = std::min(n, static_cast<std::size_t>(inner - column));
                    at_row(first - column, [&] { across(static_cast<std::size_t>(column), count, out); });
                    first += static_cast<std::ptrdiff_t>(count);
                    out += count;
                    n -= count;
                }
                return;
            }
            for (std::size_t i = 0; i < n; ++i, first += step)
            {
                if (m_across)
                {
                    fill(first, 1, out + i, 1);
                }
                else
                {
                    at_row(first, [&] { out[i] = along(); });
                }
            }
        }

        void check()
        {
            m_tree.each_leaf(
                [](auto& leaf)
                {
                    if constexpr (requires { leaf.origin().check(); })
                    {
                        leaf.origin().check();
                    }
                });
        }

        bool reads(const memory_range& range)
        {
            bool any = false;
            m_tree.each_leaf(
                [&](auto& leaf)
                {
                    if constexpr (std::decay_t<decltype(leaf)>::in_memory)
                    {
                        any |= reach(leaf.data(), m_shape.extent, leaf.strides, m_shape.rank).overlaps(range);
                    }
                    else if constexpr (requires { leaf.origin().reads(range); })
                    {
                        any |= leaf.origin().reads(range);
                    }
                });
            return any;
        }

    private:

        static constexpr std::size_t lanes = reduction_lanes;
        using state = typename Reducer::template state<value_type, lanes>;

        /// Puts kept axes before reduced ones and merges within each group.
        void arrange(const std::array<bool, N>& reduced)
        {
            std::array<std::size_t, N> order;
            std::size_t count = 0;
            for (const bool group : {false, true})
            {
                m_kept = group ? count : 0;
                for (std::size_t axis = 0; axis < m_shape.rank; ++axis)
                {
                    if (reduced[axis] == group && m_shape.extent[axis] != 1)
                    {
                        order[count++] = axis;
                    }
                }
            }
            const auto each_strides = [&](auto&& f)
            {
                for (any_leaf<N>* leaf : m_leaves)
                {
                    f(leaf->strides);
                }
            };
            reorder(m_shape, order, count, each_strides);
            merge(m_shape, m_kept, count, each_strides);
            m_kept = merge(m_shape, 0, m_kept, each_strides);
        }

        /// Whether every operand can be read in place along an axis.
        bool direct_along(std::size_t axis)
        {
            bool direct = true;
            for (any_leaf<N>* leaf : m_leaves)
            {
                leaf->run_along(axis, true);
                direct &= leaf->is_direct();
            }
            return direct;
        }

        void choose_way()
        {
            const bool any_reduced = m_kept < m_shape.rank;
            if (m_kept == 0 && !any_reduced)
            {
                for (any_leaf<N>* leaf : m_leaves)
                {
                    leaf->run_along(0, false);
                }
                return;
            }
            const bool along_is_direct = any_reduced && direct_along(m_shape.rank - 1);
            m_direct = m_kept != 0 && direct_along(m_kept - 1);
            m_across = m_kept != 0 &&
                       (!any_reduced || (m_direct && (m_shape.extent[m_kept - 1] >= lanes || !along_is_direct)));
            const std::size_t run = m_across ? m_kept - 1 : m_shape.rank - 1;
            for (any_leaf<N>* leaf : m_leaves)
            {
                leaf->run_along(run, true);
            }
        }

        void move(std::size_t axis, std::ptrdiff_t by) { move_leaves(leaf_list<N>(m_leaves), axis, by); }

        /// Calls body with every leaf at the given position of the kept axes.
        template <class Body>
        void at_row(std::ptrdiff_t position, Body&& body)
        {
            std::array<std::ptrdiff_t, N> index{};  // g++ 12 does not see that what is read has been written
            for (std::size_t axis = m_kept; axis-- > 0;)
            {
                const auto extent = static_cast<std::ptrdiff_t>(m_shape.extent[axis]);
                index[axis] = position % extent;
                position /= extent;
                move(axis, index[axis]);
            }
            body();
            for (std::size_t axis = 0; axis < m_kept; ++axis)
            {
                move(axis, -index[axis]);
            }
        }

        void across(std::size_t column, std::size_t n, value_type* out)
        {
            alignas(64) value_type results[lanes];
            const std::size_t end = column + n;
            while (column < end)
            {
                // A last tile reaches back over columns that are done already rather than staging a part of one.
                const std::size_t extent = m_shape.extent[m_kept - 1];
                const std::size_t start =
                    !m_direct || column + lanes <= extent || extent < lanes ? column : extent - lanes;
                const std::size_t skip = column - start;
                const std::size_t count = std::min(lanes - skip, end - column);
                state s;
                if (m_count != 0)
                {
                    if (m_direct && start + lanes <= extent)
                    {
                        add_direct(s, start);
                    }
                    else
                    {
                        add_staged(s, start, count);
                    }
                }
                s.flush();
                s.finish(m_count, results);
                std::copy_n(results + skip, count, out);
                out += count;
                column += count;
            }
        }

        void add_direct(state& s, std::size_t start)
        {
            const bool any = m_kept < m_shape.rank;
            const std::size_t last = any ? m_shape.rank - 1 : 0;
            const std::size_t steps = any ? m_shape.extent[last] : 1;
            odometer(
                m_shape, m_kept, any ? last : m_kept,
                [&]
                {
                    auto cursor = m_tree.look_along(start, last);
                    for (std::size_t left = steps; left != 0;)
                    {
                        const std::size_t count = std::min(Reducer::block, left);
                        add_steps(s, cursor, count);
                        s.flush();
                        left -= count;
                    }
                },
                [&](std::size_t axis, std::ptrdiff_t by) { move(axis, by); });
        }

        /// The innermost loop. Flattened: a call left in it would pass tiles through memory.
        template <class Cursor>
        [[gnu::flatten]] static void add_steps(state& s, Cursor& cursor, std::size_t count)
        {
            Cursor here = cursor;
            auto adder = s.begin();
            for (; count != 0; --count)
            {
                adder.add(convert<value_type>(here.template at<lanes>(0)));
                here.next();
            }
            s.end(adder);
            cursor = here;
        }

        void add_staged(state& s, std::size_t start, std::size_t count)
        {
            std::size_t done = 0;
            odometer(
                m_shape, m_kept, m_shape.rank,
                [&]
                {
                    for (any_leaf<N>* leaf : m_leaves)
                    {
                        leaf->begin_run();
                        leaf->stage_padded(start, count, lanes);
                    }
                    auto cursor = m_tree.look();
                    add_steps(s, cursor, 1);
                    if (++done % Reducer::block == 0)
                    {
                        s.flush();
                    }
                },
                [&](std::size_t axis, std::ptrdiff_t by) { move(axis, by); });
        }

        value_type along()
        {
            state s;
            std::size_t done = 0;
            const auto add = [&](const auto& x)
            {
                auto adder = s.begin();
                adder.add(x);
                s.end(adder);
                if (++done % Reducer::block == 0)
                {
                    s.flush();
                }
            };
            const auto run = [&](std::size_t length)
            {
                for (any_leaf<N>* leaf : m_leaves)
                {
                    leaf->begin_run();
                }
                for (std::size_t from = 0; from < length; from += chunk)
                {
                    const std::size_t count = std::min(chunk, length - from);
                    const std::size_t whole = count / lanes * lanes;
                    for (any_leaf<N>* leaf : m_leaves)
                    {
                        leaf->stage(from, whole);
                    }
                    const auto cursor = m_tree.look();
                    for (std::size_t at = 0; at < whole; at += lanes)
                    {
                        add(convert<value_type>(cursor.template at<lanes>(at)));
                    }
                    if (whole != count)
                    {
                        for (any_leaf<N>* leaf : m_leaves)
                        {
                            leaf->stage_padded(from + whole, count - whole, lanes);
                        }
                        alignas(64) value_type values[lanes];
                        store(values, convert<value_type>(m_tree.look().template at<lanes>(0)));
                        std::fill(values + (count - whole), values + lanes, Reducer::template identity<value_type>);
                        add(load<lanes>(values));
                    }
                }
            };
            if (m_count != 0)
            {
                const bool any = m_kept < m_shape.rank;
                odometer(
                    m_shape, m_kept, any ? m_shape.rank - 1 : m_kept,
                    [&] { run(any ? m_shape.extent[m_shape.rank - 1] : 1); },
                    [&](std::size_t axis, std::ptrdiff_t by) { move(axis, by); });
            }
            s.flush();
            return s.fold(m_count);
        }

        loop_shape<N> m_shape;
        bound<E, N> m_tree;
        std::array<any_leaf<N>*, bound<E, N>::leaf_count> m_leaves = leaves_of<N>(m_tree);
        std::size_t m_kept = 0;   // axes [0, m_kept) are kept, the rest are reduced
        std::size_t m_count = 1;  // elements that go into one result
        bool m_across = false;
        bool m_direct = false;
    };
}
