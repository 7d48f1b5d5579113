// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>
#include <alphabar/random/domain.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace alphabar::random
{
    /// How elements are laid over counters, on every machine: 16 consecutive counters are evaluated side by side, and a
    /// block of elements is their first words, then their second words, and so on. With s slots a counter,
    ///
    ///     element i  <-  counter 16 (i / 16s) + i mod 16, slot (i / 16) mod s.
    ///
    /// Sixteen lanes of 32 bits fill the widest registers in use; narrower machines take a block in two or four columns.
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

    /// The words of blocks of one (key, domain), a column of counters at a time. V is `float`, `double` or a batch of
    /// them: the lanes that the words are wanted for.
    ///
    /// The 16 counters of a block differ in their lowest word alone, and within a block no addition carries. So of the
    /// first two rounds all but two vector products are the same in every lane, and are computed once, as scalars.
    template <class V>
    class lane_words
    {
        using word = typename detail::word_lanes<V>::type;
        using bits = math::uint_t<V>;
        static constexpr bool narrow = std::is_same_v<math::scalar_t<V>, float>;

    public:
        static constexpr std::size_t column_width = math::lane_count<V>;

        explicit lane_words(std::uint64_t key, domain use) noexcept
        {
            const philox_schedule<> schedule(key);
            for (std::size_t r = 0; r != philox_rounds; ++r)
            {
                m_even[r] = word(schedule.even[r]);
                m_odd[r] = word(schedule.odd[r]);
            }
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
            // Round 0: (low, high, 0, use) -> (c0, 0, use ^ odd ^ hi(M0 low), lo(M0 low)), with c0 the same in all lanes.
            m_base_product = word(low_product(counter, philox_multipliers[0]));
            const std::uint64_t c0 = (counter >> 32) ^ m_first_even;
            // Round 1: the product of c0 is the same in all lanes.
            const std::uint64_t product = low_product(c0, philox_multipliers[0]);
            m_second = word((product >> 32) ^ m_second_odd);
            m_third = word((product & 0xffffffffU) ^ m_third_odd);
        }

        /// The four words of counters `lane`, `lane + 1`, … of the block, as lanes of V's width: for float the 32-bit
        /// words; for double the two 64-bit numbers that they make, the lower word first.
        auto column(std::size_t lane) const noexcept
        {
            if constexpr (!narrow)
            {
                const auto c = philox(detail::load<word>(detail::first_products.all + lane));
                return std::array<bits, 2>{pair(c[0], c[1]), pair(c[2], c[3])};
            }
            else if constexpr (column_width == 1)
            {
                const auto c = philox(detail::first_products.all[lane]);
                return std::array<bits, 4>{static_cast<bits>(c[0]), static_cast<bits>(c[1]), static_cast<bits>(c[2]),
                                           static_cast<bits>(c[3])};
            }
            else
            {
                // Two chains: while one waits for its product, the other multiplies.
                const auto even = philox(detail::load<word>(detail::first_products.even + lane / 2));
                const auto odd = philox(detail::load<word>(detail::first_products.odd + lane / 2));
                return std::array<bits, 4>{interleave(even[0], odd[0]), interleave(even[1], odd[1]),
                                           interleave(even[2], odd[2]), interleave(even[3], odd[3])};
            }
        }

    private:
        philox_words<word> philox(word lane_product) const noexcept
        {
            // Round 0, as above.
            const word p0 = m_base_product + lane_product;
            const word c2 = math::shift_right<32>(p0) ^ m_use;
            // Round 1: (c0, 0, c2, p0) -> (hi(M1 c2) ^ even, lo(M1 c2), hi(M0 c0) ^ p0 ^ odd, lo(M0 c0)).
            const word p1 = low_product(c2, word(philox_multipliers[1]));
            const word d0 = math::shift_right<32>(p1) ^ m_even[1];
            const word d2 = p0 ^ m_second;
            // Round 2: the last word, lo(M0 c0), and the key are in m_third.
            const word q0 = low_product(d0, word(philox_multipliers[0]));
            const word q1 = low_product(d2, word(philox_multipliers[1]));
            const philox_words<word> c{math::shift_right<32>(q1) ^ (p1 ^ m_even[2]), q1,
                                       math::shift_right<32>(q0) ^ m_third, q0};
            return philox_rounds_from<3>(c, m_even, m_odd);
        }

        static word pair(word low, word high) noexcept
        {
            return (low & word(std::uint64_t{0xffffffffU})) | math::shift_left<32>(high);
        }

#if defined(XTENSOR_USE_XSIMD)
        // Even counters' words into the even 32-bit lanes, odd ones' into the odd lanes.
        static bits interleave(word even, word odd) noexcept
        {
            return math::detail::reinterpret<std::uint32_t>(pair(even, odd));
        }
#endif

        std::array<word, philox_rounds> m_even;
        std::array<word, philox_rounds> m_odd;
        word m_use;
        word m_base_product;
        word m_second;
        word m_third;
        std::uint64_t m_first_even;
        std::uint64_t m_second_odd;
        std::uint64_t m_third_odd;
    };
}
