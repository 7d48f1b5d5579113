// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/tanh.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::tanh(0.0) == 0.0 && math::tanh(100.0f) == 1.0f && math::tanh(-inf<double>) == -1.0);
    static_assert(math::tanh(1e-300) == 1e-300 && math::tanh(-1e-30f) == -1e-30f);

    TEST_CASE("tanh keeps its promises")
    {
        check_promises<float>(the_tanh{});
        check_promises<double>(the_tanh{});
    }

    TEST_CASE("tanh is odd, also at zero, and bounded by one")
    {
        CHECK(same_bits(in_a_batch(the_tanh{}, -0.0f), -0.0f));
        CHECK(same_bits(in_a_batch(the_tanh{}, 0.0), 0.0));
        CHECK(in_a_batch(the_tanh{}, -inf<float>) == -1.0f);
        CHECK(std::isnan(in_a_batch(the_tanh{}, std::numeric_limits<double>::quiet_NaN())));
        for (std::uint64_t i = 0; i != 10'000; ++i)
        {
            const auto x = sample<float>(i, -10, 10);
            REQUIRE(same_bits(math::tanh(-x), -math::tanh(x)));
            REQUIRE_FALSE(std::fabs(math::tanh(x)) > 1.0f);
        }
    }
}
