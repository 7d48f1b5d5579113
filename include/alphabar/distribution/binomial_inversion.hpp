// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/log1p.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace alphabar::distribution
{
    /// Binomial draws of few expected successes, np < 10 with p ≤ ½, by inversion: 2^64 words are dealt out to 0, 1, 2,
    /// … in shares of p(k) 2^64, each rounded down, and a word draws the count to whom it went.
    ///
    /// Shares are made by the recurrence p(k + 1) = p(k) (n − k)/(k + 1) · p/(1−p). All are smaller by 2⁻⁴⁴ than they
    /// ought to be, so that rounding errors never take words from the last ones, the tail; words that are left over are
    /// the mode's.
    class binomial_inversion
    {
    public:

        static constexpr double limit = 10;

        /// How far the probability of a count may be off, relative to it, beside 2⁻⁶⁴.
        static constexpr double max_relative_error = 1e-12;

        binomial_inversion(double n, double p)
            : m_count(n), m_odds(p / (1 - p)), m_first(math::exp(n * math::log1p(-p)) * (0x1p64 - 0x1p20)),
              m_mode(static_cast<std::int32_t>((n + 1) * p))
        {
        }

        std::int32_t mode() const { return m_mode; }

        /// The count of a word.
        std::int32_t operator()(std::uint64_t word) const
        {
            std::int32_t drawn = m_mode;
            each_share(
                [&](std::int32_t k, std::uint64_t share)
                {
                    const bool found = word < share;
                    drawn = found ? k : drawn;
                    word -= share;
                    return !found;
                });
            return drawn;
        }

        /// Calls f(k, share) from 0 on until it returns false or no more counts have words.
        template <class F>
        void each_share(F&& f) const
        {
            double share = m_first;
            for (std::int32_t k = 0; k <= m_count && (share >= 1 || k <= m_mode); ++k)
            {
                if (!f(k, static_cast<std::uint64_t>(share)))
                {
                    return;
                }
                share *= (m_count - k) / (k + 1.0) * m_odds;
            }
        }

    private:

        double m_count;
        double m_odds;
        double m_first;
        std::int32_t m_mode;
    };

    /// The same as a table, for many draws of one law: the first bits of a word say where in it to start.
    class binomial_table
    {
    public:

        explicit binomial_table(const binomial_inversion& law) : m_mode(law.mode())
        {
            std::uint64_t end = 0;
            law.each_share(
                [&](std::int32_t, std::uint64_t share)
                {
                    core::require(m_size < room, "binomial table: more counts than there is room for");
                    m_end[m_size++] = end += share;
                    return true;
                });
            for (std::size_t cell = 0, k = 0; cell < cells; ++cell)
            {
                while (k < m_size && m_end[k] <= static_cast<std::uint64_t>(cell) << 56)
                {
                    ++k;
                }
                m_start[cell] = static_cast<std::uint8_t>(k);
            }
        }

        std::int32_t operator()(std::uint64_t word) const
        {
            std::size_t k = m_start[word >> 56];
            while (k < m_size && word >= m_end[k])
            {
                ++k;
            }
            return k < m_size ? static_cast<std::int32_t>(k) : m_mode;
        }

    private:

        static constexpr std::size_t cells = 256;
        static constexpr std::size_t room = 96;  // 2^64 words reach 57 counts beyond which np = 10 has none

        std::array<std::uint64_t, room> m_end{};
        std::array<std::uint8_t, cells> m_start{};
        std::size_t m_size = 0;
        std::int32_t m_mode;
    };
}
