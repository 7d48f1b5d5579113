// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/gather.hpp>
#include <alphabar/schedule/at_times.hpp>

#include <cstdint>
#include <limits>
#include <utility>

/// Coefficients of a chain over an array of times: what a kernel multiplies x and the noise by, element by element.
namespace alphabar::kernel
{
    /// `T(f(step{t}))` for each of many times t: the very number that a scalar step gives, since f computes in double
    /// and the cast comes last.
    template <class T, class F, class Times>
    struct coefficient
    {
        using value_type = T;
        using times_type = std::decay_t<Times>;

        F f;
        step first;
        step last;
        Times times;

        class origin_type
        {
        public:

            using value_type = T;

            explicit origin_type(const coefficient& source)
                : m_f(source.f), m_first(source.first.value()), m_last(source.last.value()), m_times(source.times)
            {
            }

            void fill(std::ptrdiff_t from, std::ptrdiff_t stride, T* out, std::size_t n) const
            {
                for (std::size_t i = 0; i < n; ++i)
                {
                    out[i] = static_cast<T>(m_f(checked(from + static_cast<std::ptrdiff_t>(i) * stride)));
                }
            }

            void check() const
            {
                for (std::ptrdiff_t position = 0; position < m_times.size(); ++position)
                {
                    checked(position);
                }
            }

            bool reads(const expression::memory_range& range) const { return m_times.reads(range); }

        private:

            step checked(std::ptrdiff_t position) const
            {
                const auto t = m_times(position);
                if (std::cmp_less(t, m_first) || std::cmp_greater(t, m_last))
                {
                    refuse(position, t);
                }
                return step{t};
            }

            template <class Integer>
            [[noreturn]] void refuse(std::ptrdiff_t position, Integer t) const
            {
                if (m_last == std::numeric_limits<std::int64_t>::max())
                {
                    core::fail("t[", position, "] = ", t, ": must be at least ", m_first);
                }
                core::fail("t[", position, "] = ", t, " lies outside ", m_first, "..", m_last);
            }

            F m_f;
            std::int64_t m_first;
            std::int64_t m_last;
            expression::reader<times_type> m_times;
        };
    };

    /// The shape in which times meet x. One time for each entry of x's first axis, (B), becomes (B, 1, …, 1); any other
    /// shape is aligned at the last axis and must broadcast to x. A number x takes the shape of the times.
    template <class Times, class X>
    auto shape_over(const Times& times, const X& x)
    {
        if constexpr (std::is_arithmetic_v<X>)
        {
            return expression::to_shape(times.shape());
        }
        else
        {
            auto shape = expression::to_shape(x.shape());
            const std::size_t rank = times.dimension();
            core::require(rank <= shape.size(), "times: rank ", rank, " exceeds that of x, ", shape.size());
            const std::size_t first = rank == 1 ? 0 : shape.size() - rank;
            for (std::size_t axis = 0; axis < shape.size(); ++axis)
            {
                const bool given = axis >= first && axis < first + rank;
                const std::size_t extent = given ? static_cast<std::size_t>(times.shape()[axis - first]) : 1;
                core::require(extent == shape[axis] || extent == 1, "times: extent ", extent, " of axis ",
                              given ? axis - first : 0, " meets extent ", shape[axis], " of axis ", axis, " of x");
                shape[axis] = extent;
            }
            return shape;
        }
    }

    /// The expression of the coefficient f at times, in the shape in which it meets x; times from first to last are allowed.
    template <class T, class F, class Times, class X>
    auto over_times(F f, step first, step last, Times&& times, const X& x)
    {
        using closure = expression::owned_t<xt::const_xclosure_t<Times>>;
        const auto shape = shape_over(times, x);
        using source = coefficient<T, F, closure>;
        return expression::make_node(source{std::move(f), first, last, closure(std::forward<Times>(times))}, shape);
    }
}
