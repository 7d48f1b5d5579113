// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/random/philox.hpp>

#include <array>
#include <cstdint>

namespace
{
    namespace ar = alphabar::random;
    using words = std::array<std::uint32_t, 4>;

    // Random123, tests/kat_vectors: counter, key, result.
    struct known_answer
    {
        words counter;
        std::uint64_t key;
        words seven;
        words ten;
    };

    constexpr known_answer known_answers[] = {
        {{0, 0, 0, 0},
         0,
         {0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48},
         {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         0xffffffffffffffff,
         {0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},  // the digits of pi
         0x299f31d0a4093822,
         {0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };

    template <std::size_t Rounds>
    constexpr bool all_known(words known_answer::* expected)
    {
        for (const auto& known : known_answers)
        {
            if (ar::philox4x32<Rounds>(known.counter, known.key) != known.*expected)
            {
                return false;
            }
        }
        return true;
    }

    static_assert(all_known<10>(&known_answer::ten), "constant expressions give Random123's answers");
    static_assert(!all_known<9>(&known_answer::ten), "which a round less does not");

    TEST_CASE("Philox gives the known answers of Random123")
    {
        for (const auto& known : known_answers)
        {
            CHECK(ar::philox4x32<7>(known.counter, known.key) == known.seven);
            CHECK(ar::philox4x32(known.counter, known.key) == known.ten);
        }
    }

    TEST_CASE("Philox gives the check value of C++26 [rand.predef]")
    {
        // The 10000th invocation of a default-constructed std::philox4x32 is word 3 of counter 2499; the default seed
        // 20111115 is the key's first word.
        CHECK(ar::philox4x32({2499, 0, 0, 0}, 20111115)[3] == 1955073260);
    }

#if defined(XTENSOR_USE_XSIMD)
    TEST_CASE("Batches give the words of scalars, whatever the unused halves hold")
    {
        using batch = xsimd::batch<std::uint64_t>;
        constexpr std::size_t width = batch::size;
        std::array<std::array<std::uint64_t, width>, 4> lanes{};
        std::uint64_t state = 7;
        for (int round = 0; round < 100; ++round)
        {
            for (auto& word : lanes)
            {
                for (auto& lane : word)
                {
                    lane = state = state * 6364136223846793005U + 1442695040888963407U;
                }
            }
            const std::uint64_t key = state;
            const auto load = [&](std::size_t w) { return batch::load_unaligned(lanes[w].data()); };
            ar::philox_words<batch> c{load(0), load(1), load(2), load(3)};
            ar::philox_rounds_from<0>(c, ar::philox_schedule<10, batch>(key));
            const batch results[4] = {c.c0, c.c1, c.c2, c.c3};
            for (std::size_t j = 0; j < width; ++j)
            {
                const auto expected =
                    ar::philox4x32({static_cast<std::uint32_t>(lanes[0][j]), static_cast<std::uint32_t>(lanes[1][j]),
                                    static_cast<std::uint32_t>(lanes[2][j]), static_cast<std::uint32_t>(lanes[3][j])},
                                   key);
                for (std::size_t w = 0; w < 4; ++w)
                {
                    CHECK(static_cast<std::uint32_t>(results[w].get(j)) == expected[w]);
                }
            }
        }
    }
#endif
}
