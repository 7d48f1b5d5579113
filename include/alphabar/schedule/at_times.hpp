// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/indexed.hpp>
#include <alphabar/schedule/table.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace alphabar
{
    /// An expression of integers, each of them a step: one time a batch element, or one an element. A compiler that
    /// refuses a std::vector quotes the line that failed, with its comment.
    template <class E>
    concept step_expression =
        xt::is_xexpression<std::remove_cvref_t<E>>::value &&  // of a std::vector, xt::adapt makes one
        schedules::detail::counting_number<std::remove_cv_t<typename std::remove_cvref_t<E>::value_type>>;

    namespace schedules::detail
    {
        /// The entry of one quantity at a step. It differs from that of `gather` in what it refuses and how: an index
        /// is a step, and the message speaks of the quantity, the step and T.
        template <class Value, std::size_t Steps>
        class entry_at
        {
        public:
            entry_at(const table<Steps>& source, quantity what, ends policy)
                : m_source(&source), m_row(source.row(what)), m_what(what), m_first(source.first_step(what, policy)),
                  m_last(source.last_step(what, policy))
            {
            }

            template <class Integer>
            Value operator()(Integer t, std::ptrdiff_t position) const
            {
                if (std::cmp_less(t, m_first) || std::cmp_greater(t, m_last))
                {
                    refuse(position, t);
                }
                return static_cast<Value>(m_row[static_cast<std::size_t>(t)]);
            }

            bool reads(const expression::memory_range& range) const { return expression::reach(m_row).overlaps(range); }

        private:
            template <class Integer>
            [[noreturn]] void refuse(std::ptrdiff_t position, Integer t) const
            {
                core::require(std::cmp_greater_equal(t, first_step_of(m_what)) &&
                                  std::cmp_less_equal(t, m_source->steps()),
                              name_of(m_what), ": t[", position, "] = ", t, " lies outside ", first_step_of(m_what),
                              "..", m_source->steps());
                core::fail(name_of(m_what), ": t[", position, "] = ", t, ": ", infinite_there);
            }

            const table<Steps>* m_source;
            std::span<const double> m_row;
            quantity m_what;
            std::int64_t m_first;
            std::int64_t m_last;
        };

        template <class Value, std::size_t Steps, class Times>
        auto lookup(const table<Steps>& source, quantity what, ends policy, Times&& times)
        {
            const auto shape = expression::to_shape(times.shape());
            return expression::make_indexed(entry_at<Value, Steps>(source, what, policy), std::forward<Times>(times),
                                            shape);
        }
    }
}
