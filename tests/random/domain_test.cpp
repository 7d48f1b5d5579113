// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/random/domain.hpp>

#include <cstdint>

namespace
{
    namespace ar = alphabar::random;

    constexpr std::uint64_t key = 0x0123456789abcdef;

    static_assert(ar::draw(key, ar::domain::split, 0x1122334455667788, 9) ==
                  ar::philox4x32({0x55667788, 0x11223344, 9, 2}, key));

    TEST_CASE("A draw has a counter of its own for every index, attempt and domain")
    {
        CHECK(ar::draw(key, ar::domain::words, 5) == ar::philox4x32({5, 0, 0, 0}, key));
        CHECK(ar::draw(key, ar::domain::words, 5) == ar::draw(key, ar::domain::words, 5, 0));
        CHECK(ar::draw(key, ar::domain::words, 5) != ar::draw(key, ar::domain::words, 5, 1));
        CHECK(ar::draw(key, ar::domain::words, 5) != ar::draw(key, ar::domain::user, 5));
    }

    TEST_CASE("The numbers of the domains are those of version 1")
    {
        CHECK(static_cast<std::uint32_t>(ar::domain::words) == 0);
        CHECK(static_cast<std::uint32_t>(ar::domain::fold_in) == 1);
        CHECK(static_cast<std::uint32_t>(ar::domain::split) == 2);
        CHECK(static_cast<std::uint32_t>(ar::domain::uniform_float) == 16);
        CHECK(static_cast<std::uint32_t>(ar::domain::uniform_double) == 17);
        CHECK(static_cast<std::uint32_t>(ar::domain::normal_float) == 18);
        CHECK(static_cast<std::uint32_t>(ar::domain::normal_double) == 19);
        CHECK(static_cast<std::uint32_t>(ar::domain::bernoulli) == 20);
        CHECK(static_cast<std::uint32_t>(ar::domain::binomial) == 21);
        CHECK(static_cast<std::uint32_t>(ar::domain::categorical) == 22);
        CHECK(static_cast<std::uint32_t>(ar::domain::discrete_uniform) == 23);
        CHECK(static_cast<std::uint32_t>(ar::domain::user) == 0x80000000);
    }
}
