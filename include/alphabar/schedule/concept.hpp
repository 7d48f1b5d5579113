// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/options.hpp>
#include <alphabar/schedule/time.hpp>

#include <alphabar/core/xtensor.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>

namespace alphabar
{
    namespace schedules::detail
    {
        template <class E>
        concept expression = xt::is_xexpression<std::remove_cvref_t<E>>::value;
    }

    /// What a kernel asks of a schedule: T, and at each step 0..T (what belongs to a transition from 1) the share of
    /// signal and of noise. Any type with these members will do; `schedule_table` is the library's, static and dynamic.
    ///
    /// The relations that a model keeps: alpha_bar(0) = 1, alpha_bar(t) = alpha_bar(t-1) alpha(t), and
    /// one_minus_alpha_bar(t) = 1 - alpha_bar(t) as real numbers, each to its own relative accuracy. A step outside
    /// 0..T throws `argument_error`.
    template <class S>
    concept noise_schedule = requires(const S& s, step t) {
        { s.steps() } -> std::same_as<std::int64_t>;
        { s.beta(t) } -> std::same_as<double>;
        { s.alpha(t) } -> std::same_as<double>;
        { s.alpha_bar(t) } -> std::same_as<double>;
        { s.one_minus_alpha_bar(t) } -> std::same_as<double>;
        { s.log_alpha_bar(t) } -> std::same_as<double>;
        { s.snr(t) } -> std::same_as<double>;
        { s.log_snr(t) } -> std::same_as<double>;
        { s.sigma(t) } -> std::same_as<double>;
        { s.signal(t) } -> std::same_as<double>;
        { s.noise(t) } -> std::same_as<double>;
        { s.posterior_variance(t) } -> std::same_as<double>;
        { s.step_signal(t) } -> std::same_as<double>;
        { s.step_noise(t) } -> std::same_as<double>;
    };

    /// A schedule that also gives its quantities as expressions over times, one a batch element or one an element: what
    /// a kernel needs to treat a batch whose images are at different steps in one loop.
    template <class S>
    concept tabulated_schedule = noise_schedule<S> && requires(const S& s, const xt::xtensor<std::int64_t, 1>& times) {
        { s.template beta<float>(times) } -> schedules::detail::expression;
        { s.template step_signal<float>(times) } -> schedules::detail::expression;
        { s.template step_noise<float>(times) } -> schedules::detail::expression;
        { s.template signal<float>(times) } -> schedules::detail::expression;
        { s.template noise<float>(times) } -> schedules::detail::expression;
        { s.template alpha_bar<double>(times) } -> schedules::detail::expression;
        { s.template one_minus_alpha_bar<double>(times) } -> schedules::detail::expression;
        { s.template log_snr<double>(times) } -> schedules::detail::expression;
    };
}
