// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/log.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::log(1.0f) == 0.0f && math::log(1.0) == 0.0);
    static_assert(math::log(2.0) == 0x1.62e42fefa39efp-1 && math::log(2.0f) == 0x1.62e43p-1f);  // correctly rounded
    static_assert(math::log(0.0) == -inf<double> && math::log(-0.0f) == -inf<float>);
    static_assert(math::log(inf<float>) == inf<float>);
    static_assert(math::log(-1.0) != math::log(-1.0));

    TEST_CASE("log keeps its promises")
    {
        check_promises<float>(the_log{});
        check_promises<double>(the_log{});
    }

    TEST_CASE("log of what has no logarithm")
    {
        CHECK(in_a_batch(the_log{}, 0.0f) == -inf<float>);
        CHECK(in_a_batch(the_log{}, -0.0) == -inf<double>);
        CHECK(std::isnan(in_a_batch(the_log{}, -1.0f)));
        CHECK(std::isnan(in_a_batch(the_log{}, -std::numeric_limits<double>::denorm_min())));
        CHECK(std::isnan(in_a_batch(the_log{}, -inf<float>)));
        CHECK(std::isnan(in_a_batch(the_log{}, std::numeric_limits<float>::quiet_NaN())));
        CHECK(in_a_batch(the_log{}, inf<double>) == inf<double>);
    }

    TEST_CASE("log of subnormal numbers is that of the power of two that they are")
    {
        // -149 log 2 = -103.27892990343185..., -1074 log 2 = -744.44007192138126...
        CHECK(in_a_batch(the_log{}, std::numeric_limits<float>::denorm_min()) == -0x1.9d1d9fccf477p6f);
        CHECK(in_a_batch(the_log{}, std::numeric_limits<double>::denorm_min()) == -0x1.74385446d71c3p9);
    }

    TEST_CASE("A lane's logarithm does not depend on its neighbours")
    {
        const float mixed_lanes[16] = {3.0f, 0.0f,  1e-40f, -1.0f, 0.7f, inf<float>,    2.0f, 1e30f,
                                       5.0f, -0.0f, 1e-44f, 9.0f,  0.1f, std::nanf(""), 4.0f, 1.0f};
        float together[16];
        map_batches(the_log{}, mixed_lanes, together, 16);
        for (int i = 0; i != 16; ++i)
        {
            CHECK(same_bits(together[i], in_a_batch(the_log{}, mixed_lanes[i])));
        }
    }

    template <class T>
    void unchecked_is_checked()
    {
        using limits = std::numeric_limits<T>;
        CHECK(same_bits(math::log_unchecked(limits::min()), math::log(limits::min())));
        CHECK(same_bits(math::log_unchecked(limits::max()), math::log(limits::max())));
        for (std::uint64_t i = 0; i != 10'000; ++i)
        {
            const auto x = math::magnitude(sample<T>(i, 0, 2));
            if (std::isnormal(x))
            {
                REQUIRE(same_bits(math::log_unchecked(x), math::log(x)));
            }
        }
    }

    TEST_CASE("Without its check log is the same for positive normal numbers")
    {
        unchecked_is_checked<float>();
        unchecked_is_checked<double>();
    }
}
