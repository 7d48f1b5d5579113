// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture_tables.hpp>
#include <alphabar/random/normal_law.hpp>

#include <algorithm>

/// Draws of a mixture: a component, and a normal variable about its mean.
namespace alphabar::distribution
{
    /// The source of an expression (expression/node.hpp) of shape (…, d), on a line (…): element i is
    /// `μ_c + √v_c · normal_law<T>(noise).at(i)`, c being the component that the words of `choice` pick for the draw i/d.
    template <class Tables>
    struct mixture_draws
    {
        using value_type = typename std::decay_t<Tables>::value_type;

        Tables tables;
        key choice;
        key noise;

        class origin_type
        {
        public:

            using value_type = mixture_draws::value_type;
            using T = value_type;

            explicit origin_type(const mixture_draws& source)
                : m_tables(source.tables), m_words(source.choice), m_law(source.noise), m_filler(m_law),
                  m_dimension(static_cast<std::ptrdiff_t>(m_tables.dimension()))
            {
            }

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                if (step != 1)
                {
                    for (std::size_t i = 0; i < n; ++i, first += step)
                    {
                        const auto word = m_words.at(static_cast<std::uint64_t>(first / m_dimension));
                        out[i] = value(m_tables.choice(word), first % m_dimension,
                                       m_law.at(static_cast<std::uint64_t>(first)));
                    }
                    return;
                }
                for (std::size_t count = 0; n != 0;
                     n -= count, out += count, first += static_cast<std::ptrdiff_t>(count))
                {
                    count = std::min(n, most);
                    fill_some(first, out, count);
                }
            }

            bool reads(const expression::memory_range& range) const
            {
                return expression::reads_memory(m_tables.means, range) ||
                       expression::reads_memory(m_tables.stddev, range) || m_tables.choice.reads(range);
            }

        private:

            static constexpr std::size_t most = 256;

            T value(std::size_t component, std::ptrdiff_t k, T z) const
            {
                return m_tables.means(static_cast<std::size_t>(k), component) + m_tables.stddev(component) * z;
            }

            void fill_some(std::ptrdiff_t first, T* out, std::size_t n)
            {
                std::uint64_t words[most];
                std::ptrdiff_t k = first % m_dimension;
                const std::ptrdiff_t draw = first / m_dimension;
                const std::ptrdiff_t last = (first + static_cast<std::ptrdiff_t>(n) - 1) / m_dimension;
                m_words.fill(static_cast<std::uint64_t>(draw), words, static_cast<std::size_t>(last - draw + 1));
                m_filler.fill(static_cast<std::uint64_t>(first), out, n);
                const std::uint64_t* word = words;
                for (std::size_t i = 0; i < n; k = 0)
                {
                    const std::size_t component = m_tables.choice(*word++);
                    for (; i < n && k < m_dimension; ++i, ++k)
                    {
                        out[i] = value(component, k, out[i]);
                    }
                }
            }

            const std::decay_t<Tables>& m_tables;
            random_words m_words;
            normal_law<T> m_law;
            typename normal_law<T>::filler m_filler;
            std::ptrdiff_t m_dimension;
        };
    };
}
