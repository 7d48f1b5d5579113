// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>
#include <alphabar/random/domain.hpp>
#include <alphabar/random/twin.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace alphabar::random
{
    /// How elements are laid over counters, on every machine: 16 consecutive counters are evaluated side by side, and a
    /// block of elements is their first words, then their second words, and so on. With s slots a counter,
    ///
    ///     element i  <-  counter 16 (i / 16s) + i mod 16, slot (i / 16) mod s.
    ///
    /// Sixteen lanes of 32 bits fill the widest registers in use; narrower machines take a block in two or four
    /// columns.
    inline constexpr std::size_t virtual_width = 16;

    /// Where element i comes from.
    struct lane_position
    {
        std::uint64_t counter;
        std::size_t slot;
    };

    template <std::size_t Slots>
    constexpr lane_position position_of(std::uint64_t i) noexcept
    {
        return {virtual_width * (i / (virtual_width * Slots)) + i % virtual_width,
                static_cast<std::size_t>(i / virtual_width % Slots)};
    }

    namespace detail
    {
        // The floating lanes whose integers carry Philox words: 64-bit lanes, as wide as V as a whole.
        template <class V>
        struct word_lanes
        {
            using type = std::uint64_t;
        };

#if defined(XTENSOR_USE_XSIMD)
        template <class T, class Arch>
        struct word_lanes<xsimd::batch<T, Arch>>
        {
            using type = xsimd::batch<std::uint64_t, Arch>;
        };
#endif

        // What the multiplier of the first round makes of a lane's number: even lanes, odd lanes, all lanes.
        struct lane_products
        {
            alignas(64) std::uint64_t even[virtual_width / 2];
            alignas(64) std::uint64_t odd[virtual_width / 2];
            alignas(64) std::uint64_t all[virtual_width];
        };

        inline constexpr lane_products first_products = []
        {
            lane_products table{};
            for (std::size_t lane = 0; lane != virtual_width; ++lane)
            {
                (lane % 2 == 0 ? table.even : table.odd)[lane / 2] = philox_multipliers[0] * lane;
                table.all[lane] = philox_multipliers[0] * lane;
            }
            return table;
        }();

        template <class Word>
        Word load(const std::uint64_t* words) noexcept
        {
            if constexpr (std::is_same_v<Word, std::uint64_t>)
            {
                return *words;
            }
            else
            {
                return Word::load_unaligned(words);
            }
        }
    }

    /// The words of blocks of one (key, domain), some counters at a time. V is `float`, `double` or a batch of them:
    /// the lanes that the words are wanted for.
    ///
    /// The 16 counters of a block differ in their lowest word alone, and within a block no addition carries. So of the
    /// first two rounds all but two vector products are the same in every lane, and are computed once, as scalars.
    template <class V>
    class lane_words
    {
        using word = typename detail::word_lanes<V>::type;
        using bits = math::uint_t<V>;
        static constexpr bool narrow = std::is_same_v<math::scalar_t<V>, float>;

        static constexpr bool scalar = math::lane_count<V> == 1;
        static constexpr std::size_t word_count = narrow && !scalar ? math::lane_count<V> / 2 : math::lane_count<V>;
        static constexpr std::size_t chain_count = word_count * 4 <= virtual_width ? 4 : virtual_width / word_count;
        static_assert(chain_count >= 2);

    public:
        static constexpr std::size_t column_width = word_count * chain_count;

        explicit lane_words(std::uint64_t key, domain use) noexcept : m_schedule(key)
        {
            const philox_schedule<> schedule(key);
            // Round 0 multiplies the third counter word, the attempt: it is 0, and so is the product.
            m_first_even = schedule.even[0];
            m_second_odd = schedule.odd[1];
            m_third_odd = schedule.odd[2];
            m_use = word(static_cast<std::uint64_t>(use) ^ schedule.odd[0]);
        }

        /// Prepares the block of counters 16 b … 16 b + 15.
        void start_block(std::uint64_t b) noexcept
        {
            const std::uint64_t counter = virtual_width * b;
            // Round 0: (low, high, 0, use) -> (c0, 0, use ^ odd ^ hi(M0 low), lo(M0 low)), with c0 the same in all
            // lanes.
            m_base_product = word(low_product(counter, philox_multipliers[0]));
            const std::uint64_t c0 = (counter >> 32) ^ m_first_even;
            // Round 1: the product of c0 is the same in all lanes.
            const std::uint64_t product = low_product(c0, philox_multipliers[0]);
            m_second = word((product >> 32) ^ m_second_odd);
            m_third = word((product & 0xffffffffU) ^ m_third_odd);
        }

        /// The words of `column_width` counters from number `lane` of the block on: an array of as many lanes of V as
        /// it takes, each an array of its counters' numbers. The numbers are the four 32-bit words for float; for
        /// double, the two 64-bit numbers that they make, the lower word first.
        [[gnu::always_inline]] auto column(std::size_t lane) const noexcept
        {
            return column(lane, std::make_index_sequence<column_width / math::lane_count<V>>());
        }

        /// The words of a whole block, where a column is one.
        [[gnu::always_inline]] auto block(std::uint64_t b) noexcept
            requires(column_width == virtual_width)
        {
            start_block(b);
            return column(0);
        }

    private:
        template <class Chains>
        [[gnu::always_inline]] philox_words<Chains> philox(Chains lane_product) const noexcept
        {
            // Round 0, as above.
            const Chains p0 = lane_product + m_base_product;
            const Chains c2 = (p0 >> 32) ^ m_use;
            // Round 1: (c0, 0, c2, p0) -> (hi(M1 c2) ^ even, lo(M1 c2), hi(M0 c0) ^ p0 ^ odd, lo(M0 c0)).
            const Chains p1 = low_product(c2, m_schedule.multiplier[1]);
            const Chains d0 = (p1 >> 32) ^ m_schedule.even[1];
            const Chains d2 = p0 ^ m_second;
            // Round 2: the last word, lo(M0 c0), and the key are in m_third.
            const Chains q0 = low_product(d0, m_schedule.multiplier[0]);
            const Chains q1 = low_product(d2, m_schedule.multiplier[1]);
            philox_words<Chains> c{(q1 >> 32) ^ (p1 ^ m_schedule.even[2]), q1, (q0 >> 32) ^ m_third, q0};
            philox_rounds_from<3>(c, m_schedule);
            return c;
        }

        // Chains K, K + Step, … of a column's counters, nested so that `chain<K>` finds chain K.
        template <std::size_t K = 0, std::size_t Step = 1>
        [[gnu::always_inline]] static auto lane_products(std::size_t lane) noexcept
        {
            if constexpr (Step < chain_count)
            {
                using half = decltype(lane_products<K, 2 * Step>(lane));
                return twin<half>(lane_products<K, 2 * Step>(lane), lane_products<K + Step, 2 * Step>(lane));
            }
            else if constexpr (narrow && !scalar)
            {
                // The lanes of a 32-bit register are an even and an odd chain of 64-bit products.
                const auto& table = K % 2 == 0 ? detail::first_products.even : detail::first_products.odd;
                return detail::load<word>(table + lane / 2 + K / 2 * word_count);
            }
            else
            {
                return detail::load<word>(detail::first_products.all + lane + K * word_count);
            }
        }

        template <std::size_t... Vector>
        [[gnu::always_inline]] auto column(std::size_t lane, std::index_sequence<Vector...>) const noexcept
        {
            const auto c = philox(lane_products(lane));
            return std::array<decltype(numbers<0>(c)), sizeof...(Vector)>{numbers<Vector>(c)...};
        }

        template <std::size_t K>
        [[gnu::always_inline]] static auto numbers(const auto& c) noexcept
        {
            if constexpr (!narrow)
            {
                return std::array<bits, 2>{join(chain<K>(c.c0), chain<K>(c.c1)), join(chain<K>(c.c2), chain<K>(c.c3))};
            }
            else if constexpr (scalar)
            {
                return std::array<bits, 4>{static_cast<bits>(chain<K>(c.c0)), static_cast<bits>(chain<K>(c.c1)),
                                           static_cast<bits>(chain<K>(c.c2)), static_cast<bits>(chain<K>(c.c3))};
            }
            else
            {
                return std::array<bits, 4>{interleave<K>(c.c0), interleave<K>(c.c1), interleave<K>(c.c2),
                                           interleave<K>(c.c3)};
            }
        }

        static word join(const word& low, const word& high) noexcept
        {
            return (low & word(std::uint64_t{0xffffffffU})) | (high << 32);
        }

#if defined(XTENSOR_USE_XSIMD)
        // The even chain's words into the even 32-bit lanes, the odd chain's into the odd lanes.
        template <std::size_t K>
        [[gnu::always_inline]] static bits interleave(const auto& w) noexcept
        {
            return math::detail::reinterpret<std::uint32_t>(join(chain<2 * K>(w), chain<2 * K + 1>(w)));
        }
#endif

        philox_schedule<philox_rounds, word> m_schedule;
        word m_use;
        word m_base_product;
        word m_second;
        word m_third;
        std::uint64_t m_first_even;
        std::uint64_t m_second_odd;
        std::uint64_t m_third_odd;
    };
}
