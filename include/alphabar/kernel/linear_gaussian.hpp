// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/kernel/coefficient.hpp>
#include <alphabar/kernel/noised.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <type_traits>
#include <utility>

namespace alphabar
{
    /// Kernels whose laws are normal with means linear in x, known by four numbers a step:
    ///
    ///     x_t = a_t x_{t−1} + b_t ε     a = step_signal, b = step_noise       x_t = s_t x_0 + n_t ε     s = signal, n = noise
    ///
    /// with s_0 = 1, n_0 = 0, s_t = a_t s_{t−1} and n_t² = a_t² n_{t−1}² + b_t². Deterministic samplers, predictions of the noise
    /// and signal-to-noise ratios make sense for these.
    template <class K>
    concept linear_gaussian_kernel = requires(const std::remove_cvref_t<K>& kernel, step t) {
        { kernel.signal(t) } -> std::same_as<double>;
        { kernel.noise(t) } -> std::same_as<double>;
        { kernel.step_signal(t) } -> std::same_as<double>;
        { kernel.step_noise(t) } -> std::same_as<double>;
    };

    namespace kernel
    {
        /// Whether laws over an array of times copy a kernel of type K. Others they borrow.
        template <class K>
        inline constexpr bool is_light = std::is_trivially_copyable_v<K> && sizeof(K) <= 64;

        /// q(x_{t−1} | x_t, x_0) = N(start x_0 + present x_t, noise²)
        struct posterior_coefficients
        {
            double start;
            double present;
            double noise;
        };

        /// Those of step t ≥ 1. *Source* the product of q(x_t | x_{t−1}) and q(x_{t−1} | x_0), completed to a square: with
        /// n_t² = a² n_{t−1}² + b², start = s_{t−1} b²/n_t², present = a n_{t−1}²/n_t², noise = n_{t−1} b/n_t (Ho, Jain, Abbeel
        /// 2020, eqs. 6 and 7, for s² + n² = 1). *Accuracy* five roundings on those of the kernel's numbers.
        template <linear_gaussian_kernel K>
        constexpr posterior_coefficients posterior_of(const K& kernel, step t)
        {
            const double before = kernel.noise(t - 1);
            const double kept = before / kernel.noise(t);
            const double fresh = kernel.step_noise(t) / kernel.noise(t);
            return {kernel.signal(t - 1) * fresh * fresh, kernel.step_signal(t) * kept * kept, before * fresh};
        }
    }

    /// The laws that follow from the four numbers, for kernels to derive from: `class k : public
    /// ab::linear_gaussian_interface<k>`. A kernel has `signal`, `noise`, `step_signal` and `step_noise` (each refuses steps
    /// outside its domain); `steps()` if it has a last step; and, if its steps keep a law N(0, σ²), `stationary_noise()`, this σ.
    ///
    /// *Shapes* x of any shape, or a number. t is a `step`, or an expression of integers: one time an image (rank 1, as long
    /// as x's first axis), or any shape that broadcasts to x, such as one time an element. *Domain* transition and posterior
    /// 1 ≤ t ≤ T, marginal 0 ≤ t ≤ T; x of integers is noised in float; a NaN or an infinity in x stays in its element.
    /// *Errors* a t outside throws `argument_error` with its value: a step at once, an array with the position when it is
    /// assigned, before anything is written. Times that do not fit x throw at once. *Accuracy* coefficients are computed
    /// in double and cast to the type of x last, so that an array of equal times gives the same bits as the step. *Lifetime*
    /// laws borrow x and t where they are lvalues, and nothing of the kernel if t is a step. Over an array of times they
    /// copy a kernel of at most 64 trivially copyable bytes, and borrow any other (deleted for one that dies).
    /// *Cost* laws are expressions: a sample is one fused loop, noise drawn inside it.
    template <class Self>
    class linear_gaussian_interface
    {
    public:

        /// A transition is a x + b ε: an x that is an expression is evaluated once (process/forward.hpp).
        static constexpr bool reads_once = true;

        /// q(x_t | x_{t−1})
        template <class X>
        auto transition(X&& x_prev, step t) const
        {
            const Self& k = allowing(t, 1);
            return law(k.step_signal(t), std::forward<X>(x_prev), k.step_noise(t));
        }
        template <class X, step_expression Times>
        auto transition(X&& x_prev, Times&& times) const&
        {
            return law_over(
                std::forward<X>(x_prev), std::forward<Times>(times), 1, [](const Self& k, step t)
                { return k.step_signal(t); }, [](const Self& k, step t) { return k.step_noise(t); });
        }
        template <class X, step_expression Times, class Kernel = Self>
            requires(!kernel::is_light<Kernel>)
        auto transition(X&& x_prev, Times&& times) const&& = delete;

        /// q(x_t | x_0)
        template <class X>
        auto marginal(X&& x0, step t) const
        {
            const Self& k = allowing(t, 0);
            return law(k.signal(t), std::forward<X>(x0), k.noise(t));
        }
        template <class X, step_expression Times>
        auto marginal(X&& x0, Times&& times) const&
        {
            return law_over(
                std::forward<X>(x0), std::forward<Times>(times), 0, [](const Self& k, step t) { return k.signal(t); },
                [](const Self& k, step t) { return k.noise(t); });
        }
        template <class X, step_expression Times, class Kernel = Self>
            requires(!kernel::is_light<Kernel>)
        auto marginal(X&& x0, Times&& times) const&& = delete;

        /// q(x_{t−1} | x_t, x_0); at t = 1 the point x_0, a law without a density. x_0 broadcasts against x_t.
        template <class X, class X0>
        auto posterior(X&& x, X0&& x0, step t) const
        {
            using T = kernel::noised_t<X>;
            const auto c = kernel::posterior_of(allowing(t, 1), t);
            return make_normal(static_cast<T>(c.start) * std::forward<X0>(x0) +
                                   static_cast<T>(c.present) * std::forward<X>(x),
                               static_cast<T>(c.noise), unchecked);
        }
        template <class X, class X0, step_expression Times>
        auto posterior(X&& x, X0&& x0, Times&& times) const&
        {
            auto start =
                over<X>(Times(times), 1, x, [](const Self& k, step t) { return kernel::posterior_of(k, t).start; });
            auto present =
                over<X>(Times(times), 1, x, [](const Self& k, step t) { return kernel::posterior_of(k, t).present; });
            auto noise = over<X>(std::forward<Times>(times), 1, x,
                                 [](const Self& k, step t) { return kernel::posterior_of(k, t).noise; });
            return make_normal(std::move(start) * std::forward<X0>(x0) + std::move(present) * std::forward<X>(x),
                               std::move(noise), unchecked);
        }
        template <class X, class X0, step_expression Times, class Kernel = Self>
            requires(!kernel::is_light<Kernel>)
        auto posterior(X&& x, X0&& x0, Times&& times) const&& = delete;

        /// N(0, σ²) of the given shape: what a step keeps, and what q(x_t | x_0) reaches.
        template <std::floating_point T = float, class Shape, class Kernel = Self>
            requires requires(const Kernel& k) { k.stationary_noise(); }
        auto stationary(const Shape& shape) const
        {
            return make_normal(xt::broadcast(T(0), expression::to_shape(shape)),
                               static_cast<T>(self().stationary_noise()), unchecked);
        }
        template <std::floating_point T = float, std::integral I, std::size_t N>
        auto stationary(const I (&shape)[N]) const
        {
            return stationary<T>(std::to_array(shape));
        }

    private:

        friend Self;
        constexpr linear_gaussian_interface() = default;
        constexpr const Self& self() const { return static_cast<const Self&>(*this); }

        step last() const
        {
            if constexpr (requires { self().steps(); })
            {
                return step{self().steps()};
            }
            else
            {
                return step{std::numeric_limits<std::int64_t>::max()};
            }
        }

        const Self& allowing(step t, std::int64_t first) const
        {
            kernel::require_time(t.value(), step{first}, last());
            return self();
        }

        template <class X>
        static auto law(double factor, X&& x, double stddev)
        {
            using T = kernel::noised_t<X>;
            return make_normal(static_cast<T>(factor) * std::forward<X>(x), static_cast<T>(stddev), unchecked);
        }

        template <class X, class Times, class Signal, class Noise>
        auto law_over(X&& x, Times&& times, std::int64_t first, Signal signal, Noise noise) const
        {
            auto factor = over<X>(Times(times), first, x, signal);  // of an rvalue, a copy
            auto stddev = over<X>(std::forward<Times>(times), first, x, noise);
            return make_normal(std::move(factor) * std::forward<X>(x), std::move(stddev), unchecked);
        }

        /// The coefficient f(kernel, t) at times, an expression that meets x.
        template <class X, class Times, class F>
        auto over(Times&& times, std::int64_t first, const std::remove_reference_t<X>& x, F f) const
        {
            using held = std::conditional_t<kernel::is_light<Self>, Self, std::reference_wrapper<const Self>>;
            const auto at = [k = held(self()), f](step t) { return f(k, t); };
            return kernel::over_times<kernel::noised_t<X>>(at, step{first}, last(), std::forward<Times>(times), x);
        }
    };
}
