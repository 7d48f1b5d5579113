// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/random/words.hpp>

#include "support/catch.hpp"

#include <bit>
#include <vector>

namespace ab = alphabar;

namespace
{
    using law = ab::random::word_law<ab::random::domain::bernoulli>;

    static_assert(ab::random::join(1, 2) == 0x200000001);
    static_assert(law(ab::key{42}).at(7) == law(ab::key{42}).at(7));

    TEST_CASE("Word i is half of the draw of its counter, in the layout of doubles")
    {
        const ab::key k{42};
        for (const std::uint64_t i : {0ULL, 5ULL, 15ULL, 16ULL, 31ULL, 32ULL, 1'000'003ULL})
        {
            const std::uint64_t counter = 16 * (i / 32) + i % 16;
            const auto w = ab::random::draw(k.value(), ab::random::domain::bernoulli, counter);
            CHECK(law(k).at(i) == (i / 16 % 2 == 0 ? ab::random::join(w[0], w[1]) : ab::random::join(w[2], w[3])));
        }
    }

    TEST_CASE("Runs of words are the words one by one, and have all bits")
    {
        law::filler filler(law(ab::key{3}));
        std::vector<std::uint64_t> words(1000);
        filler.fill(77, words.data(), words.size());
        std::uint64_t any = 0, all = ~std::uint64_t{0};
        for (std::size_t i = 0; i < words.size(); ++i)
        {
            CHECK(words[i] == law(ab::key{3}).at(77 + i));
            any |= words[i];
            all &= words[i];
        }
        CHECK((any == ~std::uint64_t{0} && all == 0));
        CHECK(ab::random::words<ab::random::domain::categorical>(ab::key{3}, std::array{4, 5})(2, 1) !=
              ab::random::words<ab::random::domain::bernoulli>(ab::key{3}, std::array{4, 5})(2, 1));
    }
}
