// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/core/xtensor.hpp>
#include <alphabar/expression/node.hpp>
#include <alphabar/random/element_law.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

/// One of N components, each with the probability that its weight says: the inverse of the distribution function at 64
/// random bits.
namespace alphabar::distribution
{
    /// Which component belongs to a random word. Component n has the words from `Σ_{m<n} share_m` on, with shares
    /// `floor(w_n 2⁶⁴)`; what these lack of 2⁶⁴ goes to the largest. So of weights that sum to one the probabilities are
    /// exact to 2⁻⁶⁴ and a rounding, and a component of weight 0 never occurs.
    ///
    /// *Source* Chen and Asau 1974, "On generating random variates from an empirical distribution": a table says for the
    /// leading bits of a word where to begin. *Cost* tables of some 6 N numbers, made once; a choice takes a fraction of a
    /// step on average whatever the weights.
    class weighted_choice
    {
    public:

        weighted_choice() = default;

        /// *Domain* weights ≥ 0 that sum to 1.
        explicit weighted_choice(const xt::xtensor<double, 1>& weights) : m_begin(weights.shape())
        {
            core::require(weights.size() < std::numeric_limits<std::uint32_t>::max(), "weights: ", weights.size(),
                          " of them, more than can be chosen from");
            const auto largest = static_cast<std::size_t>(
                std::distance(weights.begin(), std::max_element(weights.begin(), weights.end())));
            const auto share = [&](std::size_t n)
            { return weights(n) < 1 ? static_cast<std::uint64_t>(weights(n) * 0x1p64) : 0; };  // 2⁶⁴ is 0 here
            std::uint64_t total = 0;
            for (std::size_t n = 0; n < weights.size(); ++n)
            {
                total += share(n);
            }
            std::uint64_t begin = 0;
            for (std::size_t n = 0; n < weights.size(); ++n)
            {
                m_begin(n) = begin;
                begin += share(n) - (n == largest ? total : 0);
                m_count = n == largest || share(n) != 0 ? n + 1 : m_count;
            }
            make_starts();
        }

        std::size_t operator()(std::uint64_t word) const
        {
            std::size_t n = m_start(word >> m_shift);
            while (n + 1 < m_count && m_begin(n + 1) <= word)
            {
                ++n;
            }
            return n;
        }

        bool reads(const expression::memory_range& range) const
        {
            return expression::reads_memory(m_begin, range) || expression::reads_memory(m_start, range);
        }

    private:

        void make_starts()
        {
            const int bits =
                static_cast<int>(std::bit_width(m_count - 1)) + 2;  // most intervals lie within a component
            m_shift = 64 - bits;
            m_start.resize({std::size_t{1} << bits});
            std::size_t n = 0;
            for (std::uint64_t i = 0; i < m_start.size(); ++i)
            {
                while (n + 1 < m_count && m_begin(n + 1) <= i << m_shift)
                {
                    ++n;
                }
                m_start(i) = static_cast<std::uint32_t>(n);
            }
        }

        xt::xtensor<std::uint64_t, 1> m_begin;
        xt::xtensor<std::uint32_t, 1> m_start;
        std::size_t m_count = 0;  // of components, without those at the end that never occur
        int m_shift = 63;
    };

    namespace detail
    {
        /// Random words as they come, in the guise of doubles, which are as wide: so they are made some at a time.
        struct word_map
        {
            using value_type = double;
            static constexpr std::size_t arity = 1;
            static constexpr random::domain use = random::domain::words;

            template <class V>
            static constexpr std::array<V, 1> values(const math::uint_t<V>& w) noexcept
            {
                return {math::from_bits(w)};
            }
        };
    }

    /// A word for each element of a key.
    class random_words
    {
    public:

        explicit random_words(key k) : m_law(k), m_filler(m_law) {}

        std::uint64_t at(std::uint64_t i) const { return math::bits(m_law.at(i)); }

        void fill(std::uint64_t first, std::uint64_t* out, std::size_t n)
        {
            constexpr std::size_t most = 256;
            double words[most];
            for (; n != 0; first += std::min(n, most), out += std::min(n, most), n -= std::min(n, most))
            {
                m_filler.fill(first, words, std::min(n, most));
                std::transform(words, words + std::min(n, most), out, [](double w) { return math::bits(w); });
            }
        }

    private:

        random::element_law<detail::word_map> m_law;
        random::block_filler<detail::word_map> m_filler;
    };

    /// The source of an expression (expression/node.hpp): element i is a component, a pure function of key and i.
    template <class Choice>
    struct choices
    {
        using value_type = std::size_t;

        Choice choice;
        key stream;

        class origin_type
        {
        public:

            using value_type = std::size_t;

            explicit origin_type(const choices& source) : m_choice(source.choice), m_words(source.stream) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, std::size_t* out, std::size_t n)
            {
                if (step != 1)
                {
                    for (std::size_t i = 0; i < n; ++i, first += step)
                    {
                        out[i] = m_choice(m_words.at(static_cast<std::uint64_t>(first)));
                    }
                    return;
                }
                constexpr std::size_t most = 256;
                std::uint64_t words[most];
                for (std::size_t count = 0; n != 0;
                     n -= count, out += count, first += static_cast<std::ptrdiff_t>(count))
                {
                    count = std::min(n, most);
                    m_words.fill(static_cast<std::uint64_t>(first), words, count);
                    std::transform(words, words + count, out, [this](std::uint64_t word) { return m_choice(word); });
                }
            }

            bool reads(const expression::memory_range& range) const { return m_choice.reads(range); }

        private:

            const weighted_choice& m_choice;
            random_words m_words;
        };
    };

    /// Components of this shape. A choice that is an lvalue is borrowed, an rvalue is owned.
    template <class Choice, class Shape>
    auto choose_components(Choice&& choice, key k, const Shape& shape)
    {
        using closure = std::conditional_t<std::is_lvalue_reference_v<Choice>, const weighted_choice&, weighted_choice>;
        return expression::make_node(choices<closure>{std::forward<Choice>(choice), k}, shape);
    }
}
