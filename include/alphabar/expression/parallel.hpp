// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/assign.hpp>

#include <tbb/parallel_for.h>

#include <utility>

/// Loops shared among threads by oneTBB. Opt in with this header, which the umbrella leaves out, and the CMake target
/// `alphabar::parallel`.
namespace alphabar
{
    namespace expression
    {
        /// A part as a range of oneTBB's.
        template <std::size_t N>
        struct divisible_part
        {
            part<N> piece;
            std::size_t grain;

            divisible_part(const part<N>& whole, std::size_t least) : piece(whole), grain(least) {}
            divisible_part(divisible_part& other, tbb::split) : piece(other.piece.split()), grain(other.grain) {}

            bool empty() const { return piece.size() == 0; }
            bool is_divisible() const { return piece.size() > grain && piece.can_split(); }
        };

        template <class Y>
        class parallel_target;
    }

    /// The policy that shares elements among the threads of the calling thread's arena (`tbb::task_arena`,
    /// `tbb::global_control` set how many), and the left side of an assignment that does so:
    ///
    ///     ab::parallel(x_t) = kernel.marginal(x0, t).sample(key);
    ///     ab::trajectory(kernel, x0, chain, {1000}, ab::parallel);
    ///
    /// As `xt::noalias(y) = e` otherwise: y is written in place and resized if need be, and what that refuses, this refuses
    /// before an element is written. The results are the same bits for any number of threads, as each element is a pure
    /// function of its position. *Domain* any expression; functions of the user's own in it are called by several threads
    /// at once. A single number, such as the sum of everything, is one element, and the work of one thread. *Cost* some
    /// microseconds to share the work out; oneTBB allocates its tasks.
    struct parallel_policy
    {
        template <class Y>
        auto operator()(Y&& y) const
        {
            return expression::parallel_target<xtl::closure_type_t<Y>>(std::forward<Y>(y));
        }

        template <std::size_t N, class F>
        void each_part(const expression::part<N>& whole, std::size_t grain, F&& f) const
        {
            tbb::parallel_for(expression::divisible_part<N>(whole, grain),
                              [&f](const expression::divisible_part<N>& range) { f(range.piece); });
        }
    };
    inline constexpr parallel_policy parallel;

    namespace expression
    {
        /// What `ab::parallel(y)` gives; y is borrowed if it is an lvalue, a view that is a temporary is owned.
        template <class Y>
        class parallel_target
        {
        public:

            explicit parallel_target(Y y) : m_y(std::forward<Y>(y)) {}
            parallel_target(const parallel_target&) = delete;
            parallel_target& operator=(const parallel_target&) = delete;

            template <class E>
            decltype(auto) operator=(const xt::xexpression<E>& e) &&
            {
                assign(m_y, e.derived_cast(), parallel);
                return std::forward<Y>(m_y);
            }

            template <class E>
            decltype(auto) operator+=(const E& e) &&
            {
                return std::move(*this) = m_y + e;
            }
            template <class E>
            decltype(auto) operator-=(const E& e) &&
            {
                return std::move(*this) = m_y - e;
            }
            template <class E>
            decltype(auto) operator*=(const E& e) &&
            {
                return std::move(*this) = m_y * e;
            }
            template <class E>
            decltype(auto) operator/=(const E& e) &&
            {
                return std::move(*this) = m_y / e;
            }

        private:

            Y m_y;
        };
    }
}
