// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/low_product.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace alphabar::random
{
    /// Philox 4x32: a keyed bijection of 128-bit counters, four 32-bit words in and out.
    ///
    /// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11; the same function as
    /// Random123's and as `std::philox4x32` of C++26. Ten rounds; seven are the fewest that the paper found to pass
    /// BigCrush.
    ///
    /// `Word` is `std::uint64_t` or a batch of them, a counter a lane. A word lives in the **low half** of its lane;
    /// the high half is never read and holds anything. So both 32-bit halves of a product stay where the multiplication
    /// left them, and a round is two multiplications, two shifts and four exclusive ors, without a shuffle.
    template <class Word>
    struct philox_words
    {
        Word c0, c1, c2, c3;
    };

    inline constexpr std::size_t philox_rounds = 10;
    inline constexpr std::uint64_t philox_multipliers[2] = {0xD2511F53U, 0xCD9E8D57U};
    inline constexpr std::uint32_t philox_weyl[2] = {0x9E3779B9U, 0xBB67AE85U};  // golden ratio, sqrt(3) - 1

    /// What the rounds of one key multiply by and mix in. The key's low half is the first word, its high half the second.
    /// As `KeyWord`, a word or a batch with the same word in every lane, all of it is an operand in memory: spelt as
    /// constants, g++ puts the multipliers into registers anew before each use.
    template <std::size_t Rounds = philox_rounds, class KeyWord = std::uint64_t>
    struct philox_schedule
    {
        std::array<KeyWord, 2> multiplier{KeyWord(philox_multipliers[0]), KeyWord(philox_multipliers[1])};
        std::array<KeyWord, Rounds> even{};
        std::array<KeyWord, Rounds> odd{};

        constexpr explicit philox_schedule(std::uint64_t key) noexcept
        {
            std::uint32_t k0 = static_cast<std::uint32_t>(key);
            std::uint32_t k1 = static_cast<std::uint32_t>(key >> 32);
            for (std::size_t r = 0; r < Rounds; ++r, k0 += philox_weyl[0], k1 += philox_weyl[1])
            {
                even[r] = KeyWord(std::uint64_t{k0});
                odd[r] = KeyWord(std::uint64_t{k1});
            }
        }
    };

    /// Rounds `First` to the last, unrolled, so that the words stay in registers. In a round the product of one word feeds
    /// the other pair.
    template <std::size_t First, class Word, class KeyWord, std::size_t Rounds>
    [[gnu::always_inline]] constexpr void philox_rounds_from(philox_words<Word>& c,
                                                             const philox_schedule<Rounds, KeyWord>& schedule) noexcept
    {
        if constexpr (First < Rounds)
        {
            const Word p0 = low_product(c.c0, schedule.multiplier[0]);
            const Word p1 = low_product(c.c2, schedule.multiplier[1]);
            c = philox_words<Word>{(p1 >> 32) ^ (c.c1 ^ schedule.even[First]), p1,
                                   (p0 >> 32) ^ (c.c3 ^ schedule.odd[First]), p0};
            philox_rounds_from<First + 1>(c, schedule);
        }
    }

    /// Philox of one counter.
    template <std::size_t Rounds = philox_rounds>
    constexpr std::array<std::uint32_t, 4> philox4x32(const std::array<std::uint32_t, 4>& counter,
                                                      std::uint64_t key) noexcept
    {
        const philox_schedule<Rounds> schedule(key);
        philox_words<std::uint64_t> c{counter[0], counter[1], counter[2], counter[3]};
        philox_rounds_from<0>(c, schedule);
        return {static_cast<std::uint32_t>(c.c0), static_cast<std::uint32_t>(c.c1), static_cast<std::uint32_t>(c.c2),
                static_cast<std::uint32_t>(c.c3)};
    }
}
