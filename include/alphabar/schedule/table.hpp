// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/schedule/quantity.hpp>
#include <alphabar/schedule/tabulate.hpp>
#include <alphabar/schedule/time.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace alphabar::schedules::detail
{
    inline constexpr std::string_view infinite_there =
        "the value there is infinite (or beyond the range of double), and is given only with ends::limit";

    [[noreturn]] inline void step_lies_outside_the_schedule(quantity q, std::int64_t t, std::int64_t steps)
    {
        core::fail(name_of(q), ": step ", t, " lies outside ", first_step_of(q), "..", steps);
    }

    [[noreturn]] inline void value_is_infinite_there(quantity q, std::int64_t t, std::int64_t steps)
    {
        core::fail(name_of(q), ": step ", t, " of 0..", steps, ": ", infinite_there);
    }

    /// The numbers behind a schedule: every quantity at t = 0..T, in double, and where each is finite. Steps is T, or
    /// `std::dynamic_extent` for a T known at run time. Nothing here is mutable after construction.
    template <std::size_t Steps>
    class table
    {
        static constexpr std::size_t rows = all_quantities.size();
        static constexpr bool is_static = Steps != std::dynamic_extent;
        using storage =
            std::conditional_t<is_static, std::array<double, rows*(is_static ? Steps + 1 : 1)>, std::vector<double>>;

    public:
        template <class Betas>
        constexpr table(std::int64_t steps, const Betas& betas, schedule_options options) : m_steps(steps)
        {
            check_steps(steps);
            if constexpr (!is_static)
            {
                m_data.resize(rows * static_cast<std::size_t>(steps + 1));
            }
            tabulate({m_data.data(), steps}, betas, options);
            for (const quantity q : all_quantities)
            {
                find_finite(q);
            }
        }

        [[nodiscard]] constexpr std::int64_t steps() const noexcept { return m_steps; }

        /// All of a quantity, t = 0..T; what lies before its first step is no value of it.
        [[nodiscard]] constexpr std::span<const double> row(quantity q) const noexcept
        {
            const auto length = static_cast<std::size_t>(m_steps + 1);
            return {m_data.data() + static_cast<std::size_t>(q) * length, length};
        }

        /// The steps at which a quantity may be read.
        [[nodiscard]] constexpr std::int64_t first_step(quantity q, ends policy) const noexcept
        {
            return policy == ends::limit ? first_step_of(q) : m_first[static_cast<std::size_t>(q)];
        }

        [[nodiscard]] constexpr std::int64_t last_step(quantity q, ends policy) const noexcept
        {
            return policy == ends::limit ? m_steps : m_last[static_cast<std::size_t>(q)];
        }

        /// Refuses a t at which a quantity may not be read.
        constexpr void check(quantity q, std::int64_t t, ends policy) const
        {
            if (t < first_step_of(q) || t > m_steps)
            {
                step_lies_outside_the_schedule(q, t, m_steps);
            }
            if (t < first_step(q, policy) || t > last_step(q, policy))
            {
                value_is_infinite_there(q, t, m_steps);
            }
        }

        [[nodiscard]] constexpr double at(quantity q, step t, ends policy) const
        {
            check(q, t.value(), policy);
            return row(q)[static_cast<std::size_t>(t.value())];
        }

    private:
        constexpr void find_finite(quantity q)
        {
            const std::span<const double> values = row(q);
            std::int64_t first = first_step_of(q), last = m_steps;
            while (first <= last && !finite(values[static_cast<std::size_t>(first)]))
            {
                ++first;
            }
            while (last >= first && !finite(values[static_cast<std::size_t>(last)]))
            {
                --last;
            }
            m_first[static_cast<std::size_t>(q)] = first;
            m_last[static_cast<std::size_t>(q)] = last;
        }

        std::int64_t m_steps;
        storage m_data{};
        std::array<std::int64_t, rows> m_first{};
        std::array<std::int64_t, rows> m_last{};
    };
}
