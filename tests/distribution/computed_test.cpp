// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/computed.hpp>

#include "support/catch.hpp"

namespace
{
    using namespace alphabar::distribution;

    static_assert(std::same_as<computed_t<float, int>, float> && std::same_as<computed_t<int, bool>, double>);
    static_assert(std::same_as<computed_t<float, double>, double> && std::same_as<computed_t<std::uint8_t>, double>);

    struct half_of_sum : elementwise<half_of_sum>
    {
        template <class V>
        V simd_apply(const V& a, const V& b) const
        {
            return (a + b) / V(2);
        }
    };

    TEST_CASE("A function for batches takes numbers in the type in which they are computed")
    {
        static_assert(std::same_as<decltype(half_of_sum()(1, 2)), double>);
        static_assert(std::same_as<decltype(half_of_sum()(1, 2.f)), float>);
        CHECK(half_of_sum()(1, 2) == 1.5);
    }
}
