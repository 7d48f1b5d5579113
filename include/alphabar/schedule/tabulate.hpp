// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/schedule/double_double.hpp>
#include <alphabar/schedule/options.hpp>
#include <alphabar/schedule/quantity.hpp>
#include <alphabar/schedule/time.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace alphabar::schedules::detail
{
    inline constexpr double infinity = std::numeric_limits<double>::infinity();
    inline constexpr double largest = std::numeric_limits<double>::max();
    inline constexpr double smallest = std::numeric_limits<double>::min();  // of the normal numbers

    constexpr bool finite(double x) noexcept { return x >= -largest && x <= largest; }

    // A rule that is broken in a constant expression ends in a call of a function that is not constexpr, and its name
    // is what the compiler says. Hence one function a rule, named by the rule.

    template <counting_number Integer>
    [[noreturn]] void the_number_of_steps_is_out_of_range(Integer steps)
    {
        core::fail("steps = ", steps, ": must lie in 1..", longest_schedule);
    }

    [[noreturn]] inline void beta_must_lie_between_0_and_1(std::int64_t t, std::int64_t steps, double beta)
    {
        core::fail("beta[", t - 1, "] = ", beta, " (step ", t, "): must lie in (0, 1)",
                   beta == 1.0 && t == steps ? "; zero_terminal_snr allows a last 1" : "");
    }

    [[noreturn]] inline void parameter_must_lie_between_0_and_1(std::string_view name, double beta)
    {
        core::fail(name, " beta = ", beta, ": must lie in (0, 1)");
    }

    [[noreturn]] inline void parameter_must_be_a_normal_number(std::string_view name, double beta)
    {
        core::fail(name, " beta = ", beta, ": must be a normal number, at least ", smallest);
    }

    [[noreturn]] inline void betas_must_not_decrease(std::int64_t t, double beta, double before)
    {
        core::fail("beta[", t - 1, "] = ", beta, " (step ", t, "): is below the one before, ", before,
                   ", and increasing was asked for");
    }

    template <counting_number Integer>
    constexpr void check_steps(Integer steps)
    {
        if (std::cmp_less(steps, 1) || std::cmp_greater(steps, longest_schedule))
        {
            the_number_of_steps_is_out_of_range(steps);
        }
    }

    /// T as a factory takes it: any integer in 1..longest_schedule, and nothing that would have to be cut to one.
    class step_count
    {
    public:
        template <counting_number Integer>
        constexpr step_count(Integer steps) : m_value(static_cast<std::int64_t>(steps))
        {
            check_steps(steps);
        }

        constexpr operator std::int64_t() const noexcept { return m_value; }

    private:
        std::int64_t m_value;
    };

    /// Checks a parameter that is itself a beta. Between subnormal numbers a curve has no digits to be right to.
    constexpr void check_parameter(std::string_view name, double beta)
    {
        if (!(beta > 0.0 && beta < 1.0))
        {
            parameter_must_lie_between_0_and_1(name, beta);
        }
        if (beta < smallest)
        {
            parameter_must_be_a_normal_number(name, beta);
        }
    }

    constexpr void check_beta(std::int64_t t, std::int64_t steps, double beta, double before, schedule_options options)
    {
        if (!(beta > 0.0 && beta < 1.0) && !(options.zero_terminal_snr && t == steps && beta == 1.0))
        {
            beta_must_lie_between_0_and_1(t, steps, beta);
        }
        if (options.increasing && beta < before)
        {
            betas_must_not_decrease(t, beta, before);
        }
    }

    /// What is known of the state x_t: alpha_bar and 1 - alpha_bar, each with its own relative accuracy, neither got
    /// from the other by subtraction. alpha_bar is kept as `kept * 2^(-512 shrinks)`: a long schedule passes below the
    /// smallest double, and its logarithm must not notice.
    struct level
    {
        double_double kept{1.0, 0.0};
        double_double lost{0.0, 0.0};
        std::int64_t shrinks = 0;

        /// One step: 1 - alpha_bar gains beta alpha_bar, alpha_bar loses it. Every sum is of like signs.
        constexpr void advance(double_double beta, double_double alpha) noexcept
        {
            if (shrinks == 0)
            {
                lost = lost + beta * kept;
            }
            kept = kept * alpha;
            if (kept.hi < 0x1p-512 && kept.hi > 0.0)
            {
                kept = kept * 0x1p512;
                ++shrinks;
            }
        }
    };

    /// x * 2^(-width shrinks) with 0 where that is below the subnormal numbers.
    constexpr double shrunk(double x, std::int64_t shrinks, double factor) noexcept
    {
        for (; shrinks > 0 && x > 0.0; --shrinks)
        {
            x *= factor;
        }
        return x;
    }

    /// x * factor^shrinks, infinite where that is above the largest double; said without an overflowing product, which
    /// is no constant expression.
    constexpr double grown(double x, std::int64_t shrinks, double factor) noexcept
    {
        for (; shrinks > 0; --shrinks)
        {
            if (x > largest / factor)
            {
                return infinity;
            }
            x *= factor;
        }
        return x;
    }

    constexpr double log_alpha_bar_of(const level& at) noexcept
    {
        constexpr double log_of_shrink = 512.0 * log_of_2.hi;
        return at.lost.hi < 0.5 ? math::log1p(-at.lost.hi)
                                : math::log(at.kept.hi) - static_cast<double>(at.shrinks) * log_of_shrink;
    }

    /// log(kept/lost): through the difference where the ratio is near 1, so that a log-SNR near 0 keeps its digits.
    constexpr double log_snr_of(const level& at, double ratio) noexcept
    {
        const double excess = at.shrinks == 0 ? (at.kept - at.lost).hi : -at.lost.hi;
        if (excess < 0.5 * at.lost.hi && -excess < 0.5 * at.lost.hi)
        {
            return math::log1p(excess / at.lost.hi);
        }
        return at.shrinks > 0 ? log_alpha_bar_of(at) : at.lost.hi < 1e-290 ? -math::log(at.lost.hi) : math::log(ratio);
    }

    /// A table of all quantities at t = 0..steps, one row of steps + 1 numbers for each quantity.
    struct table_rows
    {
        double* data;
        std::int64_t steps;

        constexpr double& operator()(quantity q, std::int64_t t) const noexcept
        {
            return data[static_cast<std::int64_t>(q) * (steps + 1) + t];
        }
    };

    /// The quantities of the state x_t, t >= 1.
    constexpr void put_state(table_rows rows, std::int64_t t, const level& at) noexcept
    {
        const double kept = at.kept.hi, lost = at.lost.hi, root_kept = math::sqrt(kept), root_lost = math::sqrt(lost);
        rows(quantity::one_minus_alpha_bar, t) = lost;
        rows(quantity::noise, t) = root_lost;
        if (kept == 0.0)  // beta was 1: pure noise
        {
            rows(quantity::log_alpha_bar, t) = -infinity;
            rows(quantity::log_snr, t) = -infinity;
            rows(quantity::sigma, t) = infinity;
            return;
        }
        const double ratio = lost > 1.0 / largest ? kept / lost : infinity;
        rows(quantity::alpha_bar, t) = shrunk(kept, at.shrinks, 0x1p-512);
        rows(quantity::signal, t) = shrunk(root_kept, at.shrinks, 0x1p-256);
        rows(quantity::snr, t) = shrunk(ratio, at.shrinks, 0x1p-512);
        rows(quantity::sigma, t) = grown(root_lost / root_kept, at.shrinks, 0x1p256);
        rows(quantity::log_alpha_bar, t) = log_alpha_bar_of(at);
        rows(quantity::log_snr, t) = log_snr_of(at, ratio);
    }

    /// Fills a zeroed table. `betas.next()` gives beta at t = 1, 2, ... as a double_double.
    /// Errors: `argument_error` for a beta that is no probability, or breaks an option. Cost: one pass.
    template <class Betas>
    constexpr void tabulate(table_rows rows, Betas betas, schedule_options options)
    {
        rows(quantity::alpha, 0) = 1.0;
        rows(quantity::alpha_bar, 0) = 1.0;
        rows(quantity::signal, 0) = 1.0;
        rows(quantity::snr, 0) = infinity;
        rows(quantity::log_snr, 0) = infinity;
        level at;
        double before = 0.0;
        for (std::int64_t t = 1; t <= rows.steps; ++t)
        {
            const double_double beta = betas.next();
            check_beta(t, rows.steps, beta.hi, before, options);
            const double_double alpha = double_double{1.0, 0.0} - beta;
            const double lost_before = at.lost.hi;
            at.advance(beta, alpha);
            rows(quantity::beta, t) = beta.hi;
            rows(quantity::alpha, t) = alpha.hi;
            rows(quantity::posterior_variance, t) = beta.hi * (lost_before / at.lost.hi);
            rows(quantity::step_signal, t) = math::sqrt(alpha.hi);
            rows(quantity::step_noise, t) = math::sqrt(beta.hi);
            put_state(rows, t, at);
            before = beta.hi;
        }
    }
}
