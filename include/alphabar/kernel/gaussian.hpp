// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/kernel/noised.hpp>
#include <alphabar/schedule/concept.hpp>

namespace alphabar
{
    namespace kernel
    {
        /// A node over times given the shape in which it meets x: as it is, or, if times has one entry for each entry of x's
        /// first axis, (B, 1, …, 1).
        template <class Node, class X>
        auto over_batch(const Node& node, const X& x)
        {
            const auto& source = node.functor().source();
            auto shape = expression::to_shape(x.shape());
            if (node.dimension() == 1 && shape.size() > 1)
            {
                core::require(node.shape()[0] == shape[0], "times: ", node.shape()[0], " of them for a batch of ", shape[0]);
                std::fill(shape.begin() + 1, shape.end(), std::size_t(1));
            }
            else
            {
                const std::size_t rank = node.dimension();
                core::require(rank <= shape.size(), "times: rank ", rank, " exceeds that of x, ", shape.size());
                std::fill(shape.begin(), shape.end(), std::size_t(1));
                std::copy(node.shape().begin(), node.shape().end(),
                          shape.end() - static_cast<std::ptrdiff_t>(rank));
            }
            return expression::make_node(source, shape);
        }
    }

    /// The Gaussian, variance-preserving diffusion kernel of a schedule:
    ///
    ///     q(x_t | x_{t−1}) = N(√(1 − β_t) x_{t−1}, β_t)        q(x_t | x_0) = N(√ᾱ_t x_0, 1 − ᾱ_t)
    ///
    /// *Source* Ho, Jain, Abbeel 2020, eqs. 2 and 4. *Shapes* x of any shape. t is a `step`, or an expression of integers:
    /// one time an image (rank 1, as long as x's first axis) or any shape that broadcasts to x, such as one time an
    /// element. *Domain* transition 1 ≤ t ≤ T, marginal 0 ≤ t ≤ T. *Errors* a t outside throws `argument_error` with
    /// its value, for an expression when it is assigned, before anything is written; so do times that do not fit x.
    /// *Accuracy* coefficients are the schedule's doubles, cast to the type of x last. *Lifetime* the kernel borrows a
    /// schedule that is an lvalue and owns one that is an rvalue; laws borrow the kernel's schedule for array t, and x if it
    /// is an lvalue. *Cost* laws are expressions: a sample is one fused loop, noise drawn inside it.
    template <class Schedule>
    class gaussian_kernel
    {
    public:

        template <class S>
            requires std::constructible_from<Schedule, S&&>
        constexpr explicit gaussian_kernel(S&& schedule) : m_schedule(std::forward<S>(schedule))
        {
        }

        constexpr const auto& schedule() const { return m_schedule; }
        constexpr std::int64_t steps() const { return m_schedule.steps(); }

        /// √ᾱ_t and √(1 − ᾱ_t): the factors of x_0 and of the noise in x_t.
        constexpr double signal(step t) const { return m_schedule.signal(t); }
        constexpr double noise(step t) const { return m_schedule.noise(t); }

        /// q(x_t | x_{t−1})
        template <class X>
        auto transition(X&& x_prev, step t) const
        {
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(math::sqrt(m_schedule.alpha(t))) * std::forward<X>(x_prev),
                               static_cast<T>(math::sqrt(m_schedule.beta(t))));
        }
        template <class X, class Times>
            requires xt::is_xexpression<std::decay_t<Times>>::value
        auto transition(X&& x_prev, Times&& times) const
        {
            using T = kernel::noised_t<X>;
            auto alpha = kernel::over_batch(m_schedule.template alpha<T>(times), x_prev);
            auto beta = kernel::over_batch(m_schedule.template beta<T>(std::forward<Times>(times)), x_prev);
            return make_normal(alphabar::sqrt(std::move(alpha)) * std::forward<X>(x_prev), alphabar::sqrt(std::move(beta)));
        }

        /// q(x_t | x_0)
        template <class X>
        auto marginal(X&& x0, step t) const
        {
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(m_schedule.signal(t)) * std::forward<X>(x0),
                               static_cast<T>(m_schedule.noise(t)));
        }
        template <class X, class Times>
            requires xt::is_xexpression<std::decay_t<Times>>::value
        auto marginal(X&& x0, Times&& times) const
        {
            using T = kernel::noised_t<X>;
            auto signal = kernel::over_batch(m_schedule.template signal<T>(times), x0);
            auto noise = kernel::over_batch(m_schedule.template noise<T>(std::forward<Times>(times)), x0);
            return make_normal(std::move(signal) * std::forward<X>(x0), std::move(noise));
        }

        /// N(0, 1): what q keeps, and reaches as ᾱ_t → 0.
        template <class T = float, class Shape>
        auto stationary(const Shape& shape) const
        {
            return make_normal(xt::broadcast(T(0), expression::to_shape(shape)), T(1));
        }

    private:

        Schedule m_schedule;
    };

    template <class S>
    gaussian_kernel(S&&) -> gaussian_kernel<xtl::const_closure_type_t<S>>;
}
