// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <utility>

namespace alphabar
{
    namespace schedules::detail
    {
        template <class T>
        concept counting_number = std::integral<T> && !std::same_as<T, bool>;
    }

    /// A step of a diffusion process, counted as the papers count: 0 is data, 1..T are noisy.
    ///
    /// A scalar time is always spelt out, `ab::step{20}`: a bare 20 could as well be the row of a table that starts at
    /// t = 1, and that confusion is one of the most reported faults of diffusion code. An *array* of times (one a batch
    /// element, say) is an expression of plain integers, and its integers are steps: an array of rows has no use here.
    ///
    /// Domain: any integer; a schedule refuses what lies outside its own 0..T.
    /// Errors: an unsigned value above 2^63 - 1 throws `argument_error`; `step{2.5}` and `step{10} + 0.5` do
    /// not compile.
    class step
    {
    public:
        constexpr step() noexcept = default;

        template <schedules::detail::counting_number Integer>
        explicit constexpr step(Integer t) : m_value(static_cast<std::int64_t>(t))
        {
            core::require(std::in_range<std::int64_t>(t), "step ", t, ": must be at most ",
                          std::numeric_limits<std::int64_t>::max());
        }

        [[nodiscard]] constexpr std::int64_t value() const noexcept { return m_value; }

        friend constexpr auto operator<=>(step, step) noexcept = default;

        /// Steps are positions: they move by a whole number of steps, and the difference of two is a number of steps.
        template <schedules::detail::counting_number Integer>
        friend constexpr step operator+(step t, Integer n)
        {
            return step{t.m_value + step{n}.m_value};
        }
        template <schedules::detail::counting_number Integer>
        friend constexpr step operator-(step t, Integer n)
        {
            return step{t.m_value - step{n}.m_value};
        }
        friend constexpr std::int64_t operator-(step a, step b) noexcept { return a.m_value - b.m_value; }

        constexpr step& operator++() noexcept
        {
            ++m_value;
            return *this;
        }

        constexpr step& operator--() noexcept
        {
            --m_value;
            return *this;
        }

    private:
        std::int64_t m_value = 0;
    };

    /// The row of step t in a table of T rows that starts at t = 1, as an array of betas does: t - 1.
    /// It is what foreign code calls a timestep when it counts from 0. `row_of` and `step_of` convert, nothing else
    /// does.
    class table_index
    {
    public:
        constexpr table_index() noexcept = default;

        template <schedules::detail::counting_number Integer>
        explicit constexpr table_index(Integer row) : m_value(static_cast<std::int64_t>(row))
        {
            core::require(std::in_range<std::int64_t>(row) && m_value >= 0, "table index ", row, ": must lie in 0..",
                          std::numeric_limits<std::int64_t>::max());
        }

        [[nodiscard]] constexpr std::int64_t value() const noexcept { return m_value; }

        friend constexpr auto operator<=>(table_index, table_index) noexcept = default;

    private:
        std::int64_t m_value = 0;
    };

    /// Time on the unit interval, 0 for data and 1 for the end of the process (Song et al. 2021, "Score-based
    /// generative modeling through stochastic differential equations").
    /// Errors: a value outside [0, 1], or NaN, throws `argument_error`.
    class continuous_time
    {
    public:
        constexpr continuous_time() noexcept = default;

        explicit constexpr continuous_time(std::floating_point auto time) : m_value(static_cast<double>(time))
        {
            core::require(m_value >= 0.0 && m_value <= 1.0, "continuous time ", m_value, ": must lie in [0, 1]");
        }

        [[nodiscard]] constexpr double value() const noexcept { return m_value; }

        friend constexpr auto operator<=>(continuous_time, continuous_time) noexcept = default;

    private:
        double m_value = 0.0;
    };

    /// A noise level: the standard deviation of the noise on data of unit scale,
    /// sigma = sqrt((1 - alpha_bar)/alpha_bar) (Karras et al. 2022, "Elucidating the design space of diffusion-based
    /// generative models").
    /// Errors: a negative or infinite value, or NaN, throws `argument_error`.
    class sigma_level
    {
    public:
        constexpr sigma_level() noexcept = default;

        explicit constexpr sigma_level(std::floating_point auto sigma) : m_value(static_cast<double>(sigma))
        {
            core::require(m_value >= 0.0 && m_value <= std::numeric_limits<double>::max(), "sigma level ", m_value,
                          ": must be finite and not negative");
        }

        [[nodiscard]] constexpr double value() const noexcept { return m_value; }

        friend constexpr auto operator<=>(sigma_level, sigma_level) noexcept = default;

    private:
        double m_value = 0.0;
    };

    /// The row of step t, t - 1. Errors: step 0 has no row and throws `argument_error`.
    [[nodiscard]] constexpr table_index row_of(step t)
    {
        core::require(t.value() >= 1, "row_of: step ", t.value(), " has no row in a table that starts at step 1");
        return table_index{t.value() - 1};
    }

    /// The step of a row, row + 1.
    [[nodiscard]] constexpr step step_of(table_index row) { return step{row.value()} + 1; }
}
