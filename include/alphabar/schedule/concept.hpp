// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/time.hpp>

#include <concepts>
#include <cstdint>

namespace alphabar
{
    /// What a kernel asks of a schedule: T, and at each step 0..T (beta and alpha from 1) the share of signal and of noise.
    /// Any type with these members will do; `schedule_table` is the library's, static and dynamic.
    ///
    /// The relations that a model keeps: alpha_bar(0) = 1, alpha_bar(t) = alpha_bar(t-1) alpha(t), and
    /// one_minus_alpha_bar(t) = 1 - alpha_bar(t) as real numbers, each to its own relative accuracy. A step outside 0..T
    /// throws `argument_error`.
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
    };
}
