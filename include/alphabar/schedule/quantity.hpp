// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace alphabar
{
    /// The quantities of a schedule, by name: for programs that choose one at run time (`s.at(quantity::snr, t)`) and
    /// for charts. The member functions of `schedule_table` are the same under the same names.
    enum class quantity : std::size_t
    {
        beta,                 ///< variance that step t adds
        alpha,                ///< 1 - beta
        alpha_bar,            ///< product of the alphas up to t
        one_minus_alpha_bar,  ///< variance of the noise in x_t
        log_alpha_bar,        ///< log of alpha_bar
        snr,                  ///< alpha_bar / (1 - alpha_bar)
        log_snr,              ///< its log
        sigma,                ///< sqrt((1 - alpha_bar) / alpha_bar)
        signal,               ///< sqrt(alpha_bar)
        noise,                ///< sqrt(1 - alpha_bar)
        posterior_variance,   ///< beta_t (1 - alpha_bar_{t-1}) / (1 - alpha_bar_t)
        step_signal,          ///< sqrt(alpha)
        step_noise            ///< sqrt(beta)
    };

    inline constexpr std::array<quantity, 13> all_quantities{quantity::beta,
                                                             quantity::alpha,
                                                             quantity::alpha_bar,
                                                             quantity::one_minus_alpha_bar,
                                                             quantity::log_alpha_bar,
                                                             quantity::snr,
                                                             quantity::log_snr,
                                                             quantity::sigma,
                                                             quantity::signal,
                                                             quantity::noise,
                                                             quantity::posterior_variance,
                                                             quantity::step_signal,
                                                             quantity::step_noise};

    [[nodiscard]] constexpr std::string_view name_of(quantity q) noexcept
    {
        constexpr std::array<std::string_view, all_quantities.size()> names{
            "beta",  "alpha",  "alpha_bar", "one_minus_alpha_bar", "log_alpha_bar", "snr",       "log_snr",
            "sigma", "signal", "noise",     "posterior_variance",  "step_signal",   "step_noise"};
        return names[static_cast<std::size_t>(q)];
    }

    /// The first step at which a quantity is defined: what belongs to a transition starts at 1, what belongs to a state
    /// at 0 (where the signal-to-noise ratio is infinite).
    [[nodiscard]] constexpr int first_step_of(quantity q) noexcept
    {
        const bool transition = q == quantity::beta || q == quantity::alpha || q >= quantity::posterior_variance;
        return transition ? 1 : 0;
    }
}
