// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/random/twin.hpp>

#include <cstdint>

namespace
{
    namespace ar = alphabar::random;
    using twin = ar::twin<std::uint64_t>;

    TEST_CASE("Twins compute each of their words alone")
    {
        const std::uint64_t shared = 0x123456789abcdef0;
        const ar::twin<twin> four(twin(10, 20), twin(0xffffffff, 40));
        CHECK(ar::chain<0>(four) == 10);
        CHECK(ar::chain<1>(four) == 0xffffffff);
        CHECK(ar::chain<2>(four) == 20);
        CHECK(ar::chain<3>(four) == 40);
        CHECK(ar::chain<1>((four + shared) ^ shared) == ((0xffffffff + shared) ^ shared));
        CHECK(ar::chain<2>(low_product(four, shared)) == std::uint64_t{20} * 0x9abcdef0U);
        CHECK(ar::chain<1>(low_product(four, shared) >> 32) == 0x9abcdeef);
        CHECK(ar::chain<3>((four ^ four) + shared) == shared);
    }
}
