// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/evaluate.hpp>
#include <alphabar/expression/plan.hpp>

#include <cstddef>
#include <optional>

namespace alphabar::distribution
{
    /// Reads points in d dimensions, the last axis of an expression of shape (…, d), some at a time and as T. Arrays and
    /// views are read where they lie; any other expression is evaluated each time that it is read.
    template <class E, class T>
    class point_reader
    {
    public:

        /// With `own_axes` 0 dimensions are whatever lies next to one another: for points that are elements, in runs.
        point_reader(const E& e, std::size_t own_axes) : m_expression(e), m_shape(shape_of(e)), m_tree(e, m_shape)
        {
            const auto each_strides = [&](auto&& f) { m_tree.each_leaf([&](auto& leaf) { f(leaf.strides); }); };
            std::array<std::size_t, axes> order{};
            std::size_t count = 0;
            for (std::size_t axis = 0; axis < m_shape.rank; ++axis)
            {
                if (m_shape.extent[axis] != 1 || axis + own_axes >= m_shape.rank)
                {
                    order[count++] = axis;
                }
            }
            expression::reorder(m_shape, order, std::max<std::size_t>(count, 1), each_strides);
            m_last = expression::merge(m_shape, 0, m_shape.rank - own_axes, each_strides) - 1 + own_axes;
            m_tree.each_leaf([&](auto& leaf) { leaf.run_along(m_last, true); });
        }

        /// d.
        std::size_t extent() const { return m_shape.extent[m_last]; }

        /// Dimension from + k of point first + i, counted in row-major order, goes to `to[i·point_stride + k·dimension_stride]`
        /// for i < n and k < depth.
        void read(std::ptrdiff_t first, std::size_t n, std::size_t from, std::size_t depth, T* to,
                  std::ptrdiff_t point_stride, std::ptrdiff_t dimension_stride)
        {
            for (std::size_t i = 0; i < n; ++i, ++first, to += point_stride)
            {
                std::array<std::ptrdiff_t, axes> index{};
                index[m_last] = static_cast<std::ptrdiff_t>(from);
                std::ptrdiff_t left = first;
                for (std::size_t axis = m_last; axis-- > 1;)
                {
                    index[axis] = left % static_cast<std::ptrdiff_t>(m_shape.extent[axis]);
                    left /= static_cast<std::ptrdiff_t>(m_shape.extent[axis]);
                }
                index[0] += m_last == 0 ? 0 : left;
                if constexpr (expression::strided_memory<E>)
                {
                    m_tree.each_leaf(
                        [&](const auto& leaf)
                        {
                            const auto* value = leaf.data();
                            for (std::size_t axis = 0; axis <= m_last; ++axis)
                            {
                                value += index[axis] * leaf.strides[axis];
                            }
                            const std::ptrdiff_t step = leaf.strides[m_last];
                            if constexpr (std::same_as<T, typename E::value_type>)
                            {
                                if (step == 1 && dimension_stride == 1)
                                {
                                    std::copy_n(value, depth, to);
                                    return;
                                }
                            }
                            for (std::size_t k = 0; k < depth; ++k)
                            {
                                to[static_cast<std::ptrdiff_t>(k) * dimension_stride] =
                                    static_cast<T>(value[static_cast<std::ptrdiff_t>(k) * step]);
                            }
                        });
                }
                else
                {
                    move(index, 1);
                    expression::detail::write_run<lanes>(to, dimension_stride, depth, leaves(),
                                                         expression::row_writer<T>::template of<lanes>(m_tree));
                    move(index, -1);
                }
            }
        }

        /// Points that lie in memory at even distances: dimension k of point i at `data[i·point_stride + k·dimension_stride]`.
        struct even_points
        {
            const typename E::value_type* data;
            std::ptrdiff_t point_stride;
            std::ptrdiff_t dimension_stride;
        };
        std::optional<even_points> even()
        {
            std::optional<even_points> out;
            if constexpr (expression::strided_memory<E>)
            {
                if (m_last <= 1)
                {
                    m_tree.each_leaf(
                        [&](const auto& leaf) {
                            out = {leaf.data(), m_last == 0 ? 0 : leaf.strides[0], leaf.strides[m_last]};
                        });
                }
            }
            return out;
        }

        bool reads(const expression::memory_range& range) const
        {
            return expression::reads_memory(m_expression, range);
        }
        void check() const { expression::check_nodes(m_expression); }

    private:

        static constexpr std::size_t axes = expression::axes_of<typename E::shape_type>;
        static constexpr std::size_t lanes = expression::lanes_for<T>;
        using tree = expression::bound<E, axes>;

        expression::leaf_list<axes> leaves() const { return m_leaves; }

        /// A number has one axis.
        static auto shape_of(const E& e)
        {
            auto shape = expression::to_loop_shape<axes>(e.shape());
            if (shape.rank == 0)
            {
                shape.rank = shape.extent[0] = 1;
            }
            return shape;
        }

        void move(const std::array<std::ptrdiff_t, axes>& index, std::ptrdiff_t sign)
        {
            for (std::size_t axis = 0; axis <= m_last; ++axis)
            {
                expression::move_leaves(leaves(), axis, sign * index[axis]);
            }
        }

        const E& m_expression;
        expression::loop_shape<axes> m_shape;
        tree m_tree;
        std::array<expression::any_leaf<axes>*, tree::leaf_count> m_leaves = expression::leaves_of<axes>(m_tree);
        std::size_t m_last = 0;  // the axis of dimensions, once those before it are merged
    };
}
