// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/kernel/coefficient.hpp>
#include <alphabar/kernel/noised.hpp>
#include <alphabar/schedule/concept.hpp>

namespace alphabar
{
    /// The Gaussian, variance-preserving diffusion kernel of a schedule:
    ///
    ///     q(x_t | x_{t−1}) = N(√(1 − β_t) x_{t−1}, β_t)        q(x_t | x_0) = N(√ᾱ_t x_0, 1 − ᾱ_t)
    ///
    /// *Source* Ho, Jain, Abbeel 2020, eqs. 2 and 4. *Shapes* x of any shape, or a number. t is a `step`, or an expression
    /// of integers: one time an image (rank 1, as long as x's first axis), or any shape that broadcasts to x, such as one
    /// time an element. *Domain* transition 1 ≤ t ≤ T, marginal 0 ≤ t ≤ T; x of integers is noised in float; a NaN or an
    /// infinity in x stays in its element. *Errors* a t outside throws `argument_error` with its value: a step at once,
    /// an array with the position when it is assigned, before anything is written. Times that do not fit x throw at once.
    /// *Accuracy* coefficients are computed from the schedule's doubles and cast to the type of x last, so that an array of
    /// equal times gives the same bits as the step. *Lifetime* the kernel borrows a schedule that is an lvalue and owns one
    /// that is an rvalue; laws borrow the schedule if t is an array (deleted for a kernel that dies with its schedule), and
    /// x and t where they are lvalues. *Cost* laws are expressions: a sample is one fused loop, noise drawn inside it.
    template <class Schedule>
        requires noise_schedule<std::remove_cvref_t<Schedule>>
    class gaussian_kernel
    {
        static constexpr bool owns_its_schedule = !std::is_reference_v<Schedule>;

    public:

        /// A transition is a x + s ε: an x that is an expression is evaluated once (process/forward.hpp).
        static constexpr bool reads_once = true;

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
            check(t, 1);
            return law(m_schedule.step_signal(t), std::forward<X>(x_prev), m_schedule.step_noise(t));
        }
        template <class X, step_expression Times>
        auto transition(X&& x_prev, Times&& times) const&
        {
            return law_over_times(
                std::forward<X>(x_prev), std::forward<Times>(times), step{1}, [from = &m_schedule](step t)
                { return from->step_signal(t); }, [from = &m_schedule](step t) { return from->step_noise(t); });
        }
        template <class X, step_expression Times>
            requires owns_its_schedule
        auto transition(X&& x_prev, Times&& times) const&& = delete;

        /// q(x_t | x_0)
        template <class X>
        auto marginal(X&& x0, step t) const
        {
            check(t, 0);
            return law(m_schedule.signal(t), std::forward<X>(x0), m_schedule.noise(t));
        }
        template <class X, step_expression Times>
        auto marginal(X&& x0, Times&& times) const&
        {
            return law_over_times(
                std::forward<X>(x0), std::forward<Times>(times), step{0}, [from = &m_schedule](step t)
                { return from->signal(t); }, [from = &m_schedule](step t) { return from->noise(t); });
        }
        template <class X, step_expression Times>
            requires owns_its_schedule
        auto marginal(X&& x0, Times&& times) const&& = delete;

        /// N(0, 1) of the given shape: what q keeps, and reaches as ᾱ_t → 0.
        template <std::floating_point T = float, class Shape>
        auto stationary(const Shape& shape) const
        {
            return make_normal(xt::broadcast(T(0), expression::to_shape(shape)), T(1), unchecked);
        }
        template <std::floating_point T = float, std::integral I, std::size_t N>
        auto stationary(const I (&shape)[N]) const
        {
            return stationary<T>(std::to_array(shape));
        }

    private:

        void check(step t, std::int64_t first) const
        {
            core::require(t.value() >= first && t.value() <= steps(), "t = ", t.value(), " lies outside ", first, "..",
                          steps());
        }

        template <class X>
        static auto law(double factor, X&& x, double stddev)
        {
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(factor) * std::forward<X>(x), static_cast<T>(stddev), unchecked);
        }

        template <class X, class Times, class Signal, class Noise>
        auto law_over_times(X&& x, Times&& times, step first, Signal signal, Noise noise) const
        {
            using T = kernel::noised_t<X>;
            const step last{steps()};
            auto factor = kernel::over_times<T>(signal, first, last, Times(times), x);  // of an rvalue, a copy
            auto stddev = kernel::over_times<T>(noise, first, last, std::forward<Times>(times), x);
            return make_normal(std::move(factor) * std::forward<X>(x), std::move(stddev), unchecked);
        }

        Schedule m_schedule;
    };

    template <class S>
        requires noise_schedule<std::remove_cvref_t<S>>
    gaussian_kernel(S&&) -> gaussian_kernel<xtl::const_closure_type_t<S>>;
}
