// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/node.hpp>

#include <memory>

/// Functions of an array of integers, element by element: what lookups in tables and schedules, and the coefficients of
/// kernels over arrays of times, have in common.
namespace alphabar::expression
{
    /// Reads an expression at positions counted in row-major order of its own shape.
    template <class E>
    class reader
    {
    public:

        using value_type = typename E::value_type;

        explicit reader(const E& e) : m_expression(std::addressof(e))
        {
            if constexpr (strided_memory<E>)
            {
                std::ptrdiff_t stride = 1;
                bool row_major = true;
                for (std::size_t axis = e.shape().size(); axis-- > 0;)
                {
                    row_major &= e.shape()[axis] == 1 || static_cast<std::ptrdiff_t>(e.strides()[axis]) == stride;
                    stride *= static_cast<std::ptrdiff_t>(e.shape()[axis]);
                }
                m_data = row_major ? e.data() + e.data_offset() : nullptr;
            }
        }

        value_type operator()(std::ptrdiff_t position) const
        {
            if (m_data != nullptr)
            {
                return m_data[position];
            }
            value_type out;
            opaque<E>{*m_expression}.fill(position, 1, &out, 1);
            return out;
        }

        std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(m_expression->size()); }

        bool reads(const memory_range& range) const { return reads_memory(*m_expression, range); }

    private:

        const E* m_expression;
        const value_type* m_data = nullptr;
    };

    /// The source whose element at a position is `f(index, position)`, for f that throws if it refuses the index. All of
    /// them are asked once before a loop writes anything. f may have `reads(range)`: does it read this memory?
    template <class F, class Index>
    struct indexed
    {
        using index_type = std::decay_t<Index>;
        using value_type = std::invoke_result_t<const F&, typename index_type::value_type, std::ptrdiff_t>;

        F f;
        Index index;

        class origin_type
        {
        public:

            using value_type = indexed::value_type;

            explicit origin_type(const indexed& source) : m_f(source.f), m_index(source.index) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, value_type* out, std::size_t n) const
            {
                for (std::size_t i = 0; i < n; ++i)
                {
                    out[i] = at(first + static_cast<std::ptrdiff_t>(i) * step);
                }
            }

            void check() const
            {
                for (std::ptrdiff_t position = 0; position < m_index.size(); ++position)
                {
                    at(position);
                }
            }

            bool reads(const memory_range& range) const
            {
                if constexpr (requires { m_f.reads(range); })
                {
                    return m_index.reads(range) || m_f.reads(range);
                }
                else
                {
                    return m_index.reads(range);
                }
            }

        private:

            value_type at(std::ptrdiff_t position) const { return m_f(m_index(position), position); }

            F m_f;
            reader<index_type> m_index;
        };
    };

    /// The expression of `f(index, position)`, of the given shape: that of index, or one with the same number of elements.
    /// An index that is an lvalue is borrowed, an rvalue is owned.
    template <class F, class Index, class Shape>
    auto make_indexed(F f, Index&& index, const Shape& shape)
    {
        using closure = owned_t<xt::const_xclosure_t<Index>>;
        return make_node(indexed<F, closure>{std::move(f), closure(std::forward<Index>(index))}, shape);
    }
}
