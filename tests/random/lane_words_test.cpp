// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/random/lane_words.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace
{
    namespace ar = alphabar::random;
    namespace math = alphabar::math;

    // The layout, element by element: a block of 64 is 16 first words, 16 second words, …
    static_assert(ar::position_of<4>(0).counter == 0 && ar::position_of<4>(0).slot == 0);
    static_assert(ar::position_of<4>(15).counter == 15 && ar::position_of<4>(15).slot == 0);
    static_assert(ar::position_of<4>(16).counter == 0 && ar::position_of<4>(16).slot == 1);
    static_assert(ar::position_of<4>(63).counter == 15 && ar::position_of<4>(63).slot == 3);
    static_assert(ar::position_of<4>(64).counter == 16 && ar::position_of<4>(64).slot == 0);
    static_assert(ar::position_of<2>(31).counter == 15 && ar::position_of<2>(31).slot == 1);
    static_assert(ar::position_of<2>(32).counter == 16 && ar::position_of<2>(32).slot == 0);

    // Every number of a block of V's words, in the order of counters, against Philox of each counter.
    template <class V>
    void check_block(std::uint64_t key, std::uint64_t block)
    {
        using number = math::uint_t<math::scalar_t<V>>;
        constexpr std::size_t width = math::lane_count<V>;
        constexpr std::size_t per_counter = 16 / sizeof(number);
        ar::lane_words<V> words(key, ar::domain::words);
        words.start_block(block);
        for (std::size_t first = 0; first != ar::virtual_width; first += ar::lane_words<V>::column_width)
        {
            const auto column = words.column(first);
            REQUIRE(column.size() * width == ar::lane_words<V>::column_width);
            for (std::size_t vector = 0; vector != column.size(); ++vector)
            {
                for (std::size_t k = 0; k != per_counter; ++k)
                {
                    std::array<number, width> lanes{};
                    if constexpr (width == 1)
                    {
                        lanes[0] = column[vector][k];
                    }
                    else
                    {
                        column[vector][k].store_unaligned(lanes.data());
                    }
                    for (std::size_t lane = 0; lane != width; ++lane)
                    {
                        const auto w = ar::draw(key, ar::domain::words, 16 * block + first + vector * width + lane);
                        const number expected =
                            sizeof(number) == 4
                                ? static_cast<number>(w[k])
                                : static_cast<number>((std::uint64_t{w[(2 * k + 1) % 4]} << 32) | w[2 * k % 4]);
                        REQUIRE(lanes[lane] == expected);
                    }
                }
            }
        }
    }

    template <class V>
    void check_blocks()
    {
        for (std::uint64_t i = 0; i != 200; ++i)
        {
            const auto random = ar::draw(5, ar::domain::words, i);
            const std::uint64_t key = (std::uint64_t{random[0]} << 32) | random[1];
            check_block<V>(key, i);
            check_block<V>(key, (std::uint64_t{random[2]} << 28) | random[3]);
        }
        // Where the low counter word is largest, and where it starts again.
        check_block<V>(1, (std::uint64_t{1} << 28) - 1);
        check_block<V>(1, std::uint64_t{1} << 28);
        check_block<V>(~std::uint64_t{0}, (std::uint64_t{1} << 60) - 1);
    }

    TEST_CASE("Words of blocks are Philox of their counters, in scalars")
    {
        check_blocks<float>();
        check_blocks<double>();
    }

#if defined(XTENSOR_USE_XSIMD)
    TEST_CASE("Words of blocks are Philox of their counters, in batches")
    {
        check_blocks<xsimd::batch<float>>();
        check_blocks<xsimd::batch<double>>();
    }
#endif
}
