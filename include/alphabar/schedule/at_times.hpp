// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/gather.hpp>
#include <alphabar/schedule/table.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace alphabar
{
    /// An expression of integers, each of them a step: one time a batch element, or one an element.
    template <class E>
    concept step_expression =
        xt::is_xexpression<std::remove_cvref_t<E>>::value &&
        schedules::detail::counting_number<std::remove_cv_t<typename std::remove_cvref_t<E>::value_type>>;

    namespace schedules::detail
    {
        /// A lookup in a schedule, element by element. It differs from `gather` in what it refuses and how: an index is a
        /// step, and the message speaks of the quantity, the step and T.
        template <class Value, std::size_t Steps, class Times>
        struct at_times
        {
            using value_type = Value;
            using times_type = std::decay_t<Times>;

            const table<Steps>* source;
            quantity what;
            ends policy;
            Times times;

            class origin_type
            {
            public:
                using value_type = Value;

                explicit origin_type(const at_times& node)
                    : m_source(node.source), m_row(node.source->row(node.what)), m_what(node.what),
                      m_first(node.source->first_step(node.what, node.policy)),
                      m_last(node.source->last_step(node.what, node.policy)), m_times(node.times)
                {
                }

                void fill(std::ptrdiff_t first, std::ptrdiff_t stride, Value* out, std::size_t n) const
                {
                    for (std::size_t i = 0; i < n; ++i)
                    {
                        const std::ptrdiff_t position = first + static_cast<std::ptrdiff_t>(i) * stride;
                        out[i] = static_cast<Value>(m_row[static_cast<std::size_t>(checked(position))]);
                    }
                }

                void check() const
                {
                    for (std::ptrdiff_t position = 0; position < m_times.size(); ++position)
                    {
                        checked(position);
                    }
                }

                bool reads(const expression::memory_range& range) const
                {
                    const std::array<std::size_t, 1> extent{m_row.size()};
                    const std::array<std::ptrdiff_t, 1> stride{1};
                    return m_times.reads(range) || expression::reach(m_row.data(), extent, stride, 1).overlaps(range);
                }

            private:
                std::int64_t checked(std::ptrdiff_t position) const
                {
                    const auto t = m_times(position);
                    if (std::cmp_less(t, m_first) || std::cmp_greater(t, m_last))
                    {
                        refuse(position, t);
                    }
                    return static_cast<std::int64_t>(t);
                }

                template <class Integer>
                void refuse(std::ptrdiff_t position, Integer t) const
                {
                    core::require(std::cmp_greater_equal(t, first_step_of(m_what)) &&
                                      std::cmp_less_equal(t, m_source->steps()),
                                  name_of(m_what), ": t[", position, "] = ", t, " lies outside ",
                                  first_step_of(m_what), "..", m_source->steps());
                    core::fail(name_of(m_what), ": t[", position, "] = ", t, ": ", infinite_there);
                }

                const table<Steps>* m_source;
                std::span<const double> m_row;
                quantity m_what;
                std::int64_t m_first;
                std::int64_t m_last;
                expression::reader<times_type> m_times;
            };
        };

        template <class Value, std::size_t Steps, class Times>
        auto lookup(const table<Steps>& source, quantity what, ends policy, Times&& times)
        {
            using closure = expression::owned_t<xt::const_xclosure_t<Times>>;
            const auto shape = expression::to_shape(times.shape());
            using node = at_times<Value, Steps, closure>;
            return expression::make_node(node{&source, what, policy, closure(std::forward<Times>(times))}, shape);
        }
    }
}
