// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/node.hpp>

#include <memory>
#include <span>

namespace alphabar
{
    namespace expression
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

            bool reads(const memory_range& range) const
            {
                if constexpr (strided_memory<E>)
                {
                    return reach(m_expression->data() + m_expression->data_offset(), m_expression->shape(),
                                 m_expression->strides(), m_expression->shape().size())
                        .overlaps(range);
                }
                else
                {
                    return false;
                }
            }

        private:

            const E* m_expression;
            const value_type* m_data = nullptr;
        };

        template <class T, class U, class Index>
        struct lookup
        {
            using value_type = T;
            using index_type = std::decay_t<Index>;

            std::span<const U> table;
            Index index;

            struct origin_type
            {
                using value_type = T;

                explicit origin_type(const lookup& source) : m_table(source.table), m_index(source.index) {}

                void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n) const
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
                    const std::array<std::size_t, 1> extent{m_table.size()};
                    const std::array<std::ptrdiff_t, 1> stride{1};
                    return m_index.reads(range) || reach(m_table.data(), extent, stride, 1).overlaps(range);
                }

            private:

                T at(std::ptrdiff_t position) const
                {
                    const auto row = m_index(position);
                    core::require(row >= 0 && static_cast<std::uint64_t>(row) < m_table.size(), "index[", position,
                                  "] = ", row, ": must lie in 0…", static_cast<std::ptrdiff_t>(m_table.size()) - 1);
                    return static_cast<T>(m_table[static_cast<std::size_t>(row)]);
                }

                std::span<const U> m_table;
                reader<index_type> m_index;
            };
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
        using value_type = std::conditional_t<std::is_void_v<T>, U, T>;
        using closure = expression::owned_t<xt::const_xclosure_t<Index>>;
        const auto shape = expression::to_shape(index.shape());
        using source = expression::lookup<value_type, U, closure>;
        return expression::make_node(source{table, closure(std::forward<Index>(index))}, shape);
    }
}
