// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>
#include <alphabar/random/key.hpp>
#include <alphabar/random/lane_words.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace alphabar::random
{
    namespace detail
    {
        // The lanes in which elements of type T are made here: the machine's, if it has any for T.
        template <class T>
        struct machine_lanes
        {
            using type = T;
        };

#if defined(XTENSOR_USE_XSIMD)
        template <class T>
            requires(xsimd::has_simd_register<T, xsimd::default_arch>::value &&
                     xsimd::has_simd_register<std::uint64_t, xsimd::default_arch>::value)
        struct machine_lanes<T>
        {
            using type = xsimd::batch<T>;
            static_assert(type::size <= virtual_width, "a block is 16 lanes wide");
        };
#endif
    }

    /// A rule that makes elements of words: `Map::values<V>(w…)` takes `arity` unsigned integers as wide as the element
    /// and gives `std::array<V, arity>`, for V the element type and batches of it. `use` is a counter domain of its
    /// own.
    template <class Map>
    concept element_map = std::floating_point<typename Map::value_type> && requires {
        { Map::use } -> std::convertible_to<domain>;
        { Map::arity } -> std::convertible_to<std::size_t>;
    };

    template <element_map Map>
    class element_law;

    /// Writes runs of an `element_law`; holds what its key makes ready for every block.
    template <element_map Map>
    class block_filler
    {
    public:
        using value_type = typename Map::value_type;
        static constexpr std::size_t slots = 16 / sizeof(value_type);
        static constexpr std::size_t block_size = virtual_width * slots;

        explicit block_filler(const element_law<Map>& law) noexcept : m_words(law.stream().value(), Map::use) {}

        void fill(std::uint64_t first, value_type* out, std::size_t n) noexcept
        {
            std::uint64_t b = first / block_size;
            if (const auto skip = static_cast<std::size_t>(first % block_size); skip != 0)
            {
                const std::size_t count = std::min(block_size - skip, n);
                make_part(b++, skip, count, out);
                out += count;
                n -= count;
            }
            const std::size_t whole = n / block_size;
            make_blocks(m_words, b, whole, out);
            if (const std::size_t rest = n % block_size; rest != 0)
            {
                make_part(b + whole, 0, rest, out + whole * block_size);
            }
        }

    private:
        using lanes = typename detail::machine_lanes<value_type>::type;

        template <class V>
        static void store(const V& v, value_type* to) noexcept
        {
            if constexpr (math::lane_count<V> == 1)
            {
                *to = v;
            }
            else
            {
                v.store_unaligned(to);
            }
        }

        // The elements of the slots First, First + 1, … that come from one group of words.
        template <std::size_t First, std::size_t... J>
        static void store_group(const auto& w, value_type* to, std::index_sequence<J...>) noexcept
        {
            const auto values = Map::template values<lanes>(w[First + J]...);
            (store(values[J], to + (First + J) * virtual_width), ...);
        }

        // Blocks whose words are drawn before any element is made of them. A chain of rounds waits for its products, and
        // where all 16 counters of a block fit in two registers, two chains are too few to wait together.
        static constexpr std::size_t together = math::lane_count<lanes> * sizeof(value_type) == 64 ? 4 : 1;

        // Unrolled and flattened, so that everything between the words and the output stays in registers however large
        // the program is that it is compiled in: g++ inlines less in larger ones.
        [[gnu::flatten, gnu::noinline]] static void make_blocks(lane_words<lanes>& words, std::uint64_t b,
                                                                std::size_t count, value_type* to) noexcept
        {
            if constexpr (together > 1)
            {
                for (; count >= together; count -= together, b += together, to += together * block_size)
                {
                    [&]<std::size_t... I>(std::index_sequence<I...>)
                    {
                        const std::array all{words.block(b + I)...};
                        (store_column(all[I], to + I * block_size), ...);
                    }(std::make_index_sequence<together>());
                }
            }
            for (; count != 0; --count, ++b, to += block_size)
            {
                words.start_block(b);
                for (std::size_t lane = 0; lane < virtual_width; lane += lane_words<lanes>::column_width)
                {
                    store_column(words.column(lane), to + lane);
                }
            }
        }

        static void store_column(const auto& w, value_type* to) noexcept
        {
            constexpr std::size_t vectors = lane_words<lanes>::column_width / math::lane_count<lanes>;
            constexpr std::size_t groups = slots / Map::arity;
            [&]<std::size_t... I>(std::index_sequence<I...>)
            {
                (store_group<I % groups * Map::arity>(w[I / groups], to + I / groups * math::lane_count<lanes>,
                                                      std::make_index_sequence<Map::arity>()),
                 ...);
            }(std::make_index_sequence<vectors * groups>());
        }

        void make_part(std::uint64_t b, std::size_t skip, std::size_t count, value_type* out) noexcept
        {
            value_type whole[block_size];
            make_blocks(m_words, b, 1, whole);
            std::copy_n(whole + skip, count, out);
        }

        lane_words<lanes> m_words;
    };

    /// The elements of one key under one rule. Each is a pure function of key and index, whatever the machine, the
    /// instruction set or the way in which the elements are asked for.
    ///
    /// A counter gives four elements of 32 bits or two of 64 bits; see `virtual_width` for which.
    template <element_map Map>
    class element_law
    {
    public:
        using value_type = typename Map::value_type;

        /// Elements a counter, and elements a block: the unit in which `fill` works.
        using filler = block_filler<Map>;
        static constexpr std::size_t slots = filler::slots;
        static constexpr std::size_t block_size = filler::block_size;

        constexpr explicit element_law(key k) noexcept : m_key(k) {}

        constexpr key stream() const noexcept { return m_key; }

        /// Element i. Cost: one Philox of scalars.
        constexpr value_type at(std::uint64_t i) const noexcept
        {
            const lane_position position = position_of<slots>(i);
            const auto w = numbers(draw(m_key.value(), Map::use, position.counter));
            const std::size_t first = position.slot / Map::arity * Map::arity;
            return [&]<std::size_t... J>(std::index_sequence<J...>)
            {
                return Map::template values<value_type>(w[first + J]...)[position.slot - first];
            }(std::make_index_sequence<Map::arity>());
        }

        /// Elements first, …, first + n - 1, the same bits as `at` gives. The output needs no alignment.
        /// Cost: a whole block for each block that is touched; nothing is allocated.
        constexpr void fill(std::uint64_t first, value_type* out, std::size_t n) const noexcept
        {
            if (std::is_constant_evaluated())
            {
                for (std::size_t j = 0; j != n; ++j)
                {
                    out[j] = at(first + j);
                }
            }
            else
            {
                filler(*this).fill(first, out, n);
            }
        }

    private:
        static constexpr auto numbers(const std::array<std::uint32_t, 4>& w) noexcept
        {
            if constexpr (slots == 4)
            {
                return w;
            }
            else
            {
                return std::array<std::uint64_t, 2>{(std::uint64_t{w[1]} << 32) | w[0],
                                                    (std::uint64_t{w[3]} << 32) | w[2]};
            }
        }

        key m_key;
    };
}
