// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/law_node.hpp>

#include <cstring>

namespace alphabar::random
{
    /// The words of a domain, dressed as the doubles that have their bits.
    template <domain Use>
    struct word_map
    {
        using value_type = double;
        static constexpr std::size_t arity = 1;
        static constexpr domain use = Use;

        template <class V>
        static constexpr std::array<V, 1> values(const math::uint_t<V>& w) noexcept
        {
            return {math::from_bits(w)};
        }
    };

    /// Random words of 64 bits, for laws that decide by comparing integers: exactly, where a fraction would be rounded.
    /// Element i is a pure function of (key, i): word (w_2s) + 2^32 (w_2s+1) of slot s, as for `uniform_law<double>`
    /// and in a domain of its own.
    template <domain Use>
    class word_law
    {
    public:

        using value_type = std::uint64_t;

        class filler
        {
        public:

            explicit filler(const word_law& law) noexcept : m_blocks(law.m_elements) {}

            void fill(std::uint64_t first, std::uint64_t* out, std::size_t n) noexcept
            {
                double dressed[256];
                while (n != 0)
                {
                    const std::size_t count = std::min(n, std::size(dressed));
                    m_blocks.fill(first, dressed, count);
                    std::memcpy(out, dressed, count * sizeof(double));
                    first += count;
                    out += count;
                    n -= count;
                }
            }

        private:

            block_filler<word_map<Use>> m_blocks;
        };

        constexpr explicit word_law(key k) noexcept : m_elements(k) {}

        constexpr std::uint64_t at(std::uint64_t i) const noexcept { return math::bits(m_elements.at(i)); }

    private:

        element_law<word_map<Use>> m_elements;
    };

    /// The words as an expression.
    template <domain Use, class Shape>
    auto words(key k, const Shape& shape)
    {
        return noise_of(word_law<Use>(k), shape);
    }

    /// The word that two of a counter's four make.
    constexpr std::uint64_t join(std::uint32_t low, std::uint32_t high) noexcept
    {
        return (std::uint64_t{high} << 32) | low;
    }
}
