// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/erf.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::erf(0.0) == 0.0 && math::erf(inf<float>) == 1.0f && math::erf(-30.0) == -1.0);

    TEST_CASE("erf keeps its promises")
    {
        check_promises<float>(the_erf{});
        check_promises<double>(the_erf{});
    }

    TEST_CASE("erf is odd, also at zero, and bounded by one")
    {
        CHECK(same_bits(in_a_batch(the_erf{}, -0.0f), -0.0f));
        CHECK(same_bits(in_a_batch(the_erf{}, 0.0), 0.0));
        CHECK(in_a_batch(the_erf{}, -inf<float>) == -1.0f);
        CHECK(std::isnan(in_a_batch(the_erf{}, std::numeric_limits<double>::quiet_NaN())));
        for (std::uint64_t i = 0; i != 10'000; ++i)
        {
            const auto x = sample<float>(i, -6, 6);
            REQUIRE(same_bits(math::erf(-x), -math::erf(x)));
            REQUIRE_FALSE(std::fabs(math::erf(x)) > 1.0f);
        }
    }
}
