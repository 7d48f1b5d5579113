// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// Is the generator good enough, and are the tests good enough to tell? Each property is asked of Philox with ten
// rounds, and of versions with too few, which it must reveal.

#include "statistics.hpp"
#include "support/catch.hpp"

#include <alphabar/random/domain.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace
{
    namespace ar = alphabar::random;
    using statistics::verdict;

    using words = std::array<std::uint32_t, 4>;

    void flip(words& w, std::uint64_t& key, std::size_t bit)
    {
        if (bit < 128)
        {
            w[bit / 32] ^= std::uint32_t{1} << (bit % 32);
        }
        else
        {
            key ^= std::uint64_t{1} << (bit - 128);
        }
    }

    // Each of the 192 bits that go in, flipped, must flip each of the 128 bits that come out half of the time.
    template <std::size_t Rounds>
    verdict avalanche(std::size_t first_bit, std::size_t last_bit, std::uint32_t samples)
    {
        std::vector<verdict> verdicts;
        for (std::size_t in = first_bit; in != last_bit; ++in)
        {
            std::array<std::uint32_t, 128> flips{};
            for (std::uint32_t n = 0; n != samples; ++n)
            {
                words counter = ar::philox4x32({n, static_cast<std::uint32_t>(in), 0, 0}, 1);
                const words random = ar::philox4x32({n, static_cast<std::uint32_t>(in), 0, 0}, 2);
                std::uint64_t key = (std::uint64_t{random[0]} << 32) | random[1];
                const words before = ar::philox4x32<Rounds>(counter, key);
                flip(counter, key, in);
                const words after = ar::philox4x32<Rounds>(counter, key);
                for (std::size_t w = 0; w != 4; ++w)
                {
                    for (std::size_t bit = 0; bit != 32; ++bit)
                    {
                        flips[32 * w + bit] += ((before[w] ^ after[w]) >> bit) & 1;
                    }
                }
            }
            for (std::size_t out = 0; out != flips.size(); ++out)
            {
                const double z = (flips[out] - samples / 2.0) / std::sqrt(samples / 4.0);
                verdicts.push_back(
                    {"bit " + std::to_string(in) + " on bit " + std::to_string(out), statistics::two_sided(z)});
            }
        }
        return statistics::worst(verdicts);
    }

    TEST_CASE("Every bit of counter and key flips every bit of the words half of the time")
    {
        const verdict counter = avalanche<10>(0, 128, 1 << 14);
        INFO(counter.name);
        CHECK(counter.p > statistics::pass);
        const verdict key = avalanche<10>(128, 192, 1 << 14);
        INFO(key.name);
        CHECK(key.p > statistics::pass);
    }

    TEST_CASE("Six rounds of Philox are caught by the bits of the counter")
    {
        CHECK(avalanche<6>(0, 128, 1 << 12).p < statistics::caught);
        CHECK(avalanche<5>(0, 128, 1 << 12).p < statistics::caught);
        CHECK(avalanche<7>(0, 128, 1 << 12).p > statistics::pass);  // which is where Philox becomes good
    }

    TEST_CASE("Keys that differ by one bit give related words up to five rounds, and are caught")
    {
        CHECK(avalanche<5>(128, 192, 1 << 12).p < statistics::caught);
        CHECK(avalanche<4>(128, 192, 1 << 12).p < statistics::caught);
    }

    // What the elements are made of: the words of counters in order, under one key.
    template <std::size_t Rounds>
    std::vector<words> stream(std::uint64_t key, std::uint32_t count)
    {
        std::vector<words> w;
        w.reserve(count);
        for (std::uint32_t n = 0; n != count; ++n)
        {
            w.push_back(ar::philox4x32<Rounds>({n, 0, 0, static_cast<std::uint32_t>(ar::domain::words)}, key));
        }
        return w;
    }

    // Bytes of the words; pairs of leading and of trailing bits of words, in one counter and in counters some way
    // apart.
    verdict equidistribution(const std::vector<words>& w)
    {
        std::vector<verdict> verdicts;
        for (std::size_t word = 0; word != 4; ++word)
        {
            for (int byte = 0; byte != 4; ++byte)
            {
                std::vector<std::uint64_t> counts(256);
                for (const words& x : w)
                {
                    ++counts[(x[word] >> (8 * byte)) & 0xff];
                }
                verdicts.push_back({"byte " + std::to_string(byte) + " of word " + std::to_string(word),
                                    statistics::chi_square(counts)});
            }
        }
        for (const std::size_t lag : {0u, 1u, 2u, 3u, 4u, 8u, 15u, 16u, 17u, 64u, 256u, 4096u})
        {
            for (std::size_t pair = 0; pair != 16; ++pair)
            {
                const std::size_t a = pair / 4;
                const std::size_t b = pair % 4;
                if (lag == 0 && a >= b)
                {
                    continue;
                }
                std::vector<std::uint64_t> leading(256);
                std::vector<std::uint64_t> trailing(256);
                for (std::size_t n = lag; n != w.size(); ++n)
                {
                    ++leading[(w[n][a] >> 28) * 16 + (w[n - lag][b] >> 28)];
                    ++trailing[(w[n][a] & 15) * 16 + (w[n - lag][b] & 15)];
                }
                const std::string name = "word " + std::to_string(a) + " and word " + std::to_string(b) + " of " +
                                         std::to_string(lag) + " counters before";
                verdicts.push_back({"leading bits, " + name, statistics::chi_square(leading)});
                verdicts.push_back({"trailing bits, " + name, statistics::chi_square(trailing)});
            }
        }
        return statistics::worst(verdicts);
    }

    // Marsaglia's birthday spacings: 4096 birthdays in 2^32 days have 4 equal spacings, on average.
    verdict birthday_spacings(const std::vector<words>& w)
    {
        constexpr std::size_t birthdays = 4096;
        std::vector<verdict> verdicts;
        for (std::size_t word = 0; word != 4; ++word)
        {
            std::uint64_t equal = 0;
            const std::size_t years = w.size() / birthdays;
            for (std::size_t year = 0; year != years; ++year)
            {
                std::vector<std::uint32_t> days;
                for (std::size_t n = 0; n != birthdays; ++n)
                {
                    days.push_back(w[year * birthdays + n][word]);
                }
                std::sort(days.begin(), days.end());
                for (std::size_t n = birthdays - 1; n != 0; --n)
                {
                    days[n] -= days[n - 1];
                }
                std::sort(days.begin(), days.end());
                for (std::size_t n = 1; n != birthdays; ++n)
                {
                    equal += days[n] == days[n - 1];
                }
            }
            verdicts.push_back({"spacings of word " + std::to_string(word),
                                statistics::poisson(equal, 4.0 * static_cast<double>(years))});
        }
        return statistics::worst(verdicts);
    }

    TEST_CASE("Words of counters in order are spread evenly, alone and in pairs")
    {
        for (const std::uint64_t key : {0u, 1u, 42u})
        {
            const auto w = stream<10>(key, 1 << 20);
            const verdict even = equidistribution(w);
            INFO(even.name << ", key " << key);
            CHECK(even.p > statistics::pass);
            const verdict spacings = birthday_spacings(w);
            INFO(spacings.name << ", key " << key);
            CHECK(spacings.p > statistics::pass);
        }
    }

    TEST_CASE("Too few rounds of Philox are caught by the words of counters in order")
    {
        CHECK(equidistribution(stream<5>(42, 1 << 18)).p < statistics::caught);
        CHECK(equidistribution(stream<4>(42, 1 << 18)).p < statistics::caught);
        CHECK(equidistribution(stream<3>(42, 1 << 18)).p < statistics::caught);
        CHECK(birthday_spacings(stream<4>(42, 1 << 18)).p < statistics::caught);
    }
}
