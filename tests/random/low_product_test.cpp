// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/random/low_product.hpp>

#include <cstddef>
#include <cstdint>

namespace
{
    using alphabar::random::low_product;

    static_assert(low_product(0xffffffff'ffffffff, 0xffffffff'ffffffff) == 0xfffffffe'00000001);
    static_assert(low_product(0x12345678'00000003, 0x9abcdef0'00000005) == 15);

#if defined(XTENSOR_USE_XSIMD)
    TEST_CASE("Products of low halves are the same in batches as in scalars")
    {
        using batch = xsimd::batch<std::uint64_t>;
        constexpr std::size_t width = batch::size;
        std::uint64_t a[width];
        std::uint64_t b[width];
        std::uint64_t product[width];
        std::uint64_t state = 1;
        for (int round = 0; round < 1000; ++round)
        {
            for (std::size_t i = 0; i != width; ++i)
            {
                a[i] = state = state * 6364136223846793005U + 1442695040888963407U;
                b[i] = state = state * 6364136223846793005U + 1442695040888963407U;
            }
            low_product(batch::load_unaligned(a), batch::load_unaligned(b)).store_unaligned(product);
            for (std::size_t i = 0; i != width; ++i)
            {
                REQUIRE(product[i] == low_product(a[i], b[i]));
            }
        }
    }
#endif
}
