// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/indexed.hpp>
#include <alphabar/schedule/at_times.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <utility>

/// Coefficients of a chain over an array of times: what a kernel multiplies x and the noise by, element by element.
namespace alphabar::kernel
{
    /// Throws if a time t lies outside first..last; `position` says where in an array it stands.
    template <std::integral Integer, class... Position>
    constexpr void require_time(Integer t, step first, step last, const Position&... position)
    {
        const bool early = std::cmp_less(t, first.value());
        if (early && last.value() == std::numeric_limits<std::int64_t>::max())
        {
            core::fail("t", position..., " = ", t, ": must be at least ", first.value());
        }
        core::require(!early && !std::cmp_greater(t, last.value()), "t", position..., " = ", t, " lies outside ",
                      first.value(), "..", last.value());
    }

    /// `T(f(step{t}))` for one of many times t: the very number that a scalar step gives, since f computes in double and
    /// the cast comes last. Refuses times outside first..last.
    template <class T, class F>
    struct coefficient
    {
        F f;
        step first;
        step last;

        template <std::integral Integer>
        T operator()(Integer t, std::ptrdiff_t position) const
        {
            require_time(t, first, last, "[", position, "]");
            return static_cast<T>(f(step{t}));
        }
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
        const auto shape = shape_over(times, x);
        return expression::make_indexed(coefficient<T, F>{std::move(f), first, last}, std::forward<Times>(times),
                                        shape);
    }
}
