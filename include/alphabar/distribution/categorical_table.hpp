// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/log.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace alphabar::distribution
{
    /// What draws of a categorical law need, made once: for every row of K probabilities a partition of all 2^64 words
    /// into intervals, one a class, as long as its probability says.
    ///
    /// A class of probability p has p 2^64 words to `max_relative_error` of them, rounded down: rarer ones than 2⁻⁶⁴
    /// have none. Words that are left over, `max_left_over` at most, go to the likeliest class. The first bits of a
    /// word say between which two classes to look.
    class categorical_table
    {
    public:

        static constexpr double max_relative_error = 0x1p-50;

        static constexpr double max_left_over(std::size_t classes) { return 0x1p14 + static_cast<double>(classes); }

        /// `values`, row by row, are logarithms of probabilities or of any positive multiples, or probabilities.
        categorical_table(std::vector<double> values, std::size_t classes, bool logarithms)
            : m_classes(classes), m_cells(std::bit_ceil(std::max<std::size_t>(classes, 2))), m_log_p(std::move(values)),
              m_p(m_log_p.size()), m_begin(m_p.size()), m_last(m_p.size() / classes),
              m_start(m_last.size() * (m_cells + 1))
        {
            for (std::size_t row = 0; row < rows(); ++row)
            {
                logarithms ? normalise_logarithms(row) : normalise(row);
                partition(row);
            }
        }

        std::size_t classes() const { return m_classes; }
        std::size_t rows() const { return m_last.size(); }
        double probability(std::size_t position) const { return m_p[position]; }
        double log_prob(std::size_t row, std::size_t k) const { return m_log_p[row * m_classes + k]; }

        double entropy(std::size_t row) const
        {
            sum_of total;
            for (std::size_t i = row * m_classes; i < (row + 1) * m_classes; ++i)
            {
                total.add(m_p[i] > 0 ? -m_p[i] * m_log_p[i] : 0);
            }
            return total.value();
        }

        /// How many words draw class k.
        double words(std::size_t row, std::size_t k) const
        {
            if (k > m_last[row])
            {
                return 0;
            }
            const std::uint64_t* begin = &m_begin[row * m_classes];
            const std::uint64_t words = (k == m_last[row] ? 0 : begin[k + 1]) - begin[k];
            return words == 0 && k == m_last[row] ? 0x1p64 : static_cast<double>(words);
        }

        std::uint32_t draw(std::size_t row, std::uint64_t word) const
        {
            const std::uint64_t* begin = &m_begin[row * m_classes];
            const std::uint32_t* cell = &m_start[row * (m_cells + 1) + static_cast<std::size_t>(word >> shift())];
            return static_cast<std::uint32_t>(std::upper_bound(begin + cell[0] + 1, begin + cell[1] + 1, word) - begin -
                                              1);
        }

    private:

        /// Neumaier's compensated sum.
        struct sum_of
        {
            double total = 0, lost = 0;

            void add(double x)
            {
                const double sum = total + x;
                const double added = sum - total;
                lost += (total - (sum - added)) + (x - added);
                total = sum;
            }
            double value() const { return total + lost; }
        };

        int shift() const { return 64 - std::countr_zero(m_cells); }

        void normalise(std::size_t row)
        {
            sum_of total;
            for (std::size_t i = row * m_classes; i < (row + 1) * m_classes; ++i)
            {
                total.add(m_log_p[i]);
            }
            for (std::size_t i = row * m_classes; i < (row + 1) * m_classes; ++i)
            {
                m_p[i] = m_log_p[i] / total.value();
                m_log_p[i] = math::log(m_p[i]);
            }
        }

        void normalise_logarithms(std::size_t row)
        {
            const auto first = m_log_p.begin() + static_cast<std::ptrdiff_t>(row * m_classes);
            const double largest = *std::max_element(first, first + static_cast<std::ptrdiff_t>(m_classes));
            core::require(largest > -std::numeric_limits<double>::infinity(), "logits: all of row ", row, " are -inf");
            sum_of total;
            for (std::size_t i = row * m_classes; i < (row + 1) * m_classes; ++i)
            {
                m_p[i] = math::exp(m_log_p[i] - largest);
                total.add(m_p[i]);
            }
            const double log_total = math::log(total.value());
            for (std::size_t i = row * m_classes; i < (row + 1) * m_classes; ++i)
            {
                m_p[i] /= total.value();
                m_log_p[i] = (m_log_p[i] - largest) - log_total;
            }
        }

        void partition(std::size_t row)
        {
            const double* p = &m_p[row * m_classes];
            std::uint64_t* begin = &m_begin[row * m_classes];
            // Less by 2^-51 than it ought to be, so that rounding errors never deal out more words than there are.
            const auto share = [&](std::size_t k) { return static_cast<std::uint64_t>(p[k] * (0x1p64 - 0x1p13)); };
            std::uint64_t left = 0;  // 2^64 less all shares
            std::size_t likeliest = 0;
            for (std::size_t k = 0; k < m_classes; ++k)
            {
                left -= share(k);
                likeliest = p[k] > p[likeliest] ? k : likeliest;
            }
            std::uint64_t next = 0;
            for (std::size_t k = 0; k < m_classes; ++k)
            {
                const std::uint64_t words = share(k) + (k == likeliest ? left : 0);
                begin[k] = next;
                next += words;
                m_last[row] = share(k) != 0 ? static_cast<std::uint32_t>(k) : m_last[row];
            }
            std::uint32_t* start = &m_start[row * (m_cells + 1)];
            std::uint32_t k = 0;
            for (std::size_t cell = 0; cell < m_cells; ++cell)
            {
                while (k < m_last[row] && begin[k + 1] <= static_cast<std::uint64_t>(cell) << shift())
                {
                    ++k;
                }
                start[cell] = k;
            }
            start[m_cells] = m_last[row];
        }

        std::size_t m_classes;
        std::size_t m_cells;
        std::vector<double> m_log_p;
        std::vector<double> m_p;
        std::vector<std::uint64_t> m_begin;  // the first word of each class
        std::vector<std::uint32_t> m_last;   // of each row, the last class that has words
        std::vector<std::uint32_t> m_start;  // of each row, the class of the first word of each cell
    };
}
