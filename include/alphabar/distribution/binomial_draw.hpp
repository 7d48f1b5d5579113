// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/binomial_inversion.hpp>
#include <alphabar/distribution/binomial_rejection.hpp>
#include <alphabar/random/lane_words.hpp>
#include <alphabar/random/words.hpp>

#include <numeric>
#include <optional>

/// Draws of a binomial law: element i is a pure function of key, i, n and p, whichever way it is asked for.
namespace alphabar::distribution
{
    struct binomial_words
    {
        std::uint64_t a, b;
    };

    /// The words of an element's attempt: counter words (i low, i high, attempt, `random::domain::binomial`).
    inline binomial_words words_of(key k, std::uint64_t element, std::uint32_t attempt)
    {
        const auto w = random::draw(k.value(), random::domain::binomial, element, attempt);
        return {random::join(w[0], w[1]), random::join(w[2], w[3])};
    }

    /// Either way of drawing, for the rarer of success and failure. Out of range, where nobody looked at the
    /// parameters, n trials of p = 0: no loop depends on what they are.
    class binomial_method
    {
    public:

        binomial_method(double n, double p) : m_count(n), m_flipped(p > 0.5)
        {
            const bool sound = n >= 0 && n < 0x1p31 && p >= 0 && p <= 1;
            m_count = sound ? n : 0;
            const double rarer = sound ? (m_flipped ? 1 - p : p) : 0;
            if (m_count * rarer < binomial_inversion::limit)
            {
                m_inversion.emplace(m_count, rarer);
            }
            else
            {
                m_rejection.emplace(m_count, rarer);
            }
        }

        const std::optional<binomial_inversion>& inversion() const { return m_inversion; }
        const binomial_rejection& rejection() const { return *m_rejection; }

        /// Successes, given the count of the rarer outcome.
        double successes(double rarer) const { return m_flipped ? m_count - rarer : rarer; }

        std::int32_t draw(key k, std::uint64_t element) const
        {
            if (m_inversion)
            {
                return static_cast<std::int32_t>(successes((*m_inversion)(words_of(k, element, 0).a)));
            }
            for (std::uint32_t attempt = 0;; ++attempt)
            {
                const auto w = words_of(k, element, attempt);
                const auto x = m_rejection->propose<double>(w.a, w.b);
                if (m_rejection->is_sure(x) || m_rejection->is_taken(x))
                {
                    return static_cast<std::int32_t>(successes(x.k));
                }
            }
        }

    private:

        double m_count;
        bool m_flipped;
        std::optional<binomial_inversion> m_inversion;
        std::optional<binomial_rejection> m_rejection;
    };

    /// Draws of parameters of their own each.
    struct binomial_draw : expression::node_functor
    {
        key stream;

        explicit binomial_draw(key k) : stream(k) {}

        template <class N, class P>
        std::int32_t operator()(std::uint64_t element, const N& n, const P& p) const
        {
            return binomial_method(static_cast<double>(n), static_cast<double>(p)).draw(stream, element);
        }
    };

    /// Draws of one n and p: words by the block, proposals by the batch. Those that the squeeze does not decide are
    /// gathered and looked at together, and so are the next attempts of those that are refused.
    class binomial_filler
    {
    public:

        template <class Law>
        explicit binomial_filler(const Law& law)
            : m_stream(law.stream), m_method(law.n, law.p), m_words(law.stream.value(), random::domain::binomial),
              m_schedule(law.stream.value())
        {
        }

        void fill(std::uint64_t first, std::int32_t* out, std::size_t n)
        {
            if (n < 4)  // one element, as a rule
            {
                for (std::size_t i = 0; i < n; ++i)
                {
                    out[i] = m_method.draw(m_stream, first + i);
                }
                return;
            }
            if (m_method.inversion() && !m_table)
            {
                m_table.emplace(*m_method.inversion());
            }
            while (n != 0)
            {
                // The blocks that these elements are in have their words drawn whole.
                const std::size_t skip = static_cast<std::size_t>(first % random::virtual_width);
                const std::size_t count = std::min(n, room - skip);
                draw_blocks(first / random::virtual_width, skip + count);
                if (m_table)
                {
                    for (std::size_t i = 0; i < count; ++i)
                    {
                        out[i] = static_cast<std::int32_t>(m_method.successes((*m_table)(m_a[skip + i])));
                    }
                }
                else
                {
                    reject(first, skip, count, out);
                }
                first += count;
                out += count;
                n -= count;
            }
        }

    private:

        using lanes = typename random::detail::machine_lanes<double>::type;
        using word = math::uint_t<lanes>;
        static constexpr std::size_t width = math::lane_count<lanes>;
        static constexpr std::size_t room = 256;  // elements at a time; whole blocks

        template <class Word>
        static void store(const Word& w, std::uint64_t* to)
        {
            if constexpr (std::same_as<Word, std::uint64_t>)
            {
                *to = w;
            }
            else
            {
                w.store_unaligned(to);
            }
        }

        /// Flattened: a call left in it would pass words through memory.
        [[gnu::flatten, gnu::noinline]] void draw_blocks(std::uint64_t block, std::size_t elements)
        {
            for (std::size_t at = 0; at < elements; at += random::virtual_width, ++block)
            {
                m_words.start_block(block);
                for (std::size_t lane = 0; lane < random::virtual_width;
                     lane += random::lane_words<lanes>::column_width)
                {
                    const auto column = m_words.column(lane);
                    for (std::size_t i = 0; i < column.size(); ++i)
                    {
                        store(column[i][0], m_a + at + lane + i * width);
                        store(column[i][1], m_b + at + lane + i * width);
                    }
                }
            }
        }

        /// Attempt by attempt: of the elements whose words stand at `from` … `from` + count. Every proposal is written;
        /// those that are not taken are written again. No branch depends on chance but the number of attempts.
        void reject(std::uint64_t first, std::size_t from, std::size_t count, std::int32_t* out)
        {
            propose(from, count);
            std::copy_n(m_drawn, count, out);
            std::iota(m_element, m_element + count, std::uint32_t{0});
            count = keep_refused();
            for (std::uint32_t attempt = 1; count != 0; ++attempt)
            {
                draw_again(first, count, attempt);
                propose(0, count);
                for (std::size_t i = 0; i < count; ++i)
                {
                    out[m_element[i]] = m_drawn[i];
                }
                count = keep_refused();
            }
        }

        /// Makes proposals, and lists those that the squeeze does not decide.
        [[gnu::flatten]] void propose(std::size_t from, std::size_t count)
        {
            const binomial_rejection& law = m_method.rejection();
            const lanes origin(m_method.successes(0.0)), direction(m_method.successes(1.0) - m_method.successes(0.0));
            alignas(64) double successes[width];
            alignas(64) std::uint64_t open[width];
            m_open_count = 0;
            for (std::size_t i = 0; i < count; i += width)
            {
                const auto x = law.propose<lanes>(random::detail::load<word>(m_a + from + i),
                                                  random::detail::load<word>(m_b + from + i));
                expression::store_batch(m_k + i, x.k);
                expression::store_batch(m_s + i, x.s);
                expression::store_batch(m_v + i, x.v);
                expression::store_batch(successes, origin + direction * math::at_least(x.k, 0.0));
                store(math::choose(law.is_sure(x), word(0U), word(1U)), open);
                for (std::size_t j = 0; j < width; ++j)
                {
                    m_drawn[i + j] = static_cast<std::int32_t>(successes[j]);
                }
                for (std::size_t j = 0; j < width; ++j)
                {
                    m_open[m_open_count] = static_cast<std::uint32_t>(i + j);
                    m_open_count += open[j];
                }
            }
            while (m_open_count != 0 && m_open[m_open_count - 1] >= count)  // the last batch reaches beyond
            {
                --m_open_count;
            }
        }

        /// Of the listed elements, keeps those whose proposal is refused; how many.
        [[gnu::flatten]] std::size_t keep_refused()
        {
            const binomial_rejection& law = m_method.rejection();
            alignas(64) double k[width], s[width], v[width];
            alignas(64) std::uint64_t refused[width];
            std::size_t count = 0;
            for (std::size_t i = 0; i < m_open_count; i += width)
            {
                for (std::size_t j = 0; j < width; ++j)
                {
                    const std::uint32_t open = m_open[i + j];
                    k[j] = m_k[open];
                    s[j] = m_s[open];
                    v[j] = m_v[open];
                }
                const binomial_rejection::proposal<lanes> x{expression::load_batch(k), expression::load_batch(s),
                                                            expression::load_batch(v)};
                store(math::choose(law.is_taken(x), word(0U), word(1U)), refused);
                for (std::size_t j = 0; j < std::min(width, m_open_count - i); ++j)
                {
                    m_element[count] = m_element[m_open[i + j]];
                    count += refused[j];
                }
            }
            return count;
        }

        /// `words_of` the elements that are listed.
        void draw_again(std::uint64_t first, std::size_t count, std::uint32_t attempt)
        {
            alignas(64) std::uint64_t low[width], high[width];
            for (std::size_t i = 0; i < count; i += width)
            {
                for (std::size_t j = 0; j < width; ++j)
                {
                    const std::uint64_t element = first + m_element[i + j];
                    low[j] = element & 0xffffffffU;
                    high[j] = element >> 32;
                }
                random::philox_words<word> c{random::detail::load<word>(low), random::detail::load<word>(high),
                                             word(std::uint64_t{attempt}),
                                             word(static_cast<std::uint64_t>(random::domain::binomial))};
                random::philox_rounds_from<0>(c, m_schedule);
                const word lower(std::uint64_t{0xffffffffU});
                store((c.c0 & lower) | (c.c1 << 32), m_a + i);
                store((c.c2 & lower) | (c.c3 << 32), m_b + i);
            }
        }

        key m_stream;
        binomial_method m_method;
        random::lane_words<lanes> m_words;
        random::philox_schedule<random::philox_rounds, word> m_schedule;
        std::optional<binomial_table> m_table;

        // Of the elements in work, by the batch, of which the last may reach beyond them.
        std::size_t m_open_count = 0;
        std::uint32_t m_open[room + width]{};
        std::uint32_t m_element[room + width]{};
        std::int32_t m_drawn[room + width]{};
        std::uint64_t m_a[room + width]{};
        std::uint64_t m_b[room + width]{};
        double m_k[room + width]{};
        double m_s[room + width]{};
        double m_v[room + width]{};
    };

    /// The law of `random::noise_of`.
    struct binomial_stream
    {
        using value_type = std::int32_t;
        using filler = binomial_filler;

        key stream;
        double n, p;

        std::int32_t at(std::uint64_t element) const { return binomial_method(n, p).draw(stream, element); }
    };
}
