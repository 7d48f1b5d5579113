// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/log1p.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::log1p(0.0) == 0.0 && math::log1p(1.0) == 0x1.62e42fefa39efp-1);
    static_assert(math::log1p(-1e-300) == -1e-300 && math::log1p(1e-30f) == 1e-30f);
    static_assert(math::log1p(-1.0f) == -inf<float> && math::log1p(inf<double>) == inf<double>);
    static_assert(math::log1p(-2.0f) != math::log1p(-2.0f));

    TEST_CASE("log1p keeps its promises")
    {
        check_promises<float>(the_log1p{});
        check_promises<double>(the_log1p{});
    }

    TEST_CASE("log1p keeps the sign of zero and returns tiny arguments")
    {
        CHECK(same_bits(in_a_batch(the_log1p{}, -0.0f), -0.0f));
        CHECK(same_bits(in_a_batch(the_log1p{}, 0.0), 0.0));
        CHECK(same_bits(in_a_batch(the_log1p{}, -0.0), -0.0));
        const float tiny_f = std::numeric_limits<float>::denorm_min();
        const double tiny_d = std::numeric_limits<double>::denorm_min();
        CHECK(in_a_batch(the_log1p{}, 3 * tiny_f) == 3 * tiny_f);
        CHECK(in_a_batch(the_log1p{}, -5 * tiny_d) == -5 * tiny_d);
    }

    TEST_CASE("log1p of the extremes")
    {
        CHECK(in_a_batch(the_log1p{}, -1.0f) == -inf<float>);
        CHECK(in_a_batch(the_log1p{}, -1.0) == -inf<double>);
        CHECK(std::isnan(in_a_batch(the_log1p{}, std::nextafter(-1.0f, -2.0f))));
        CHECK(std::isnan(in_a_batch(the_log1p{}, -inf<double>)));
        CHECK(std::isnan(in_a_batch(the_log1p{}, std::numeric_limits<float>::quiet_NaN())));
        CHECK(in_a_batch(the_log1p{}, inf<float>) == inf<float>);
        // 128 log 2 and 1024 log 2, less than half a unit below
        CHECK(in_a_batch(the_log1p{}, std::numeric_limits<float>::max()) == 0x1.62e43p6f);
        CHECK(in_a_batch(the_log1p{}, std::numeric_limits<double>::max()) == 0x1.62e42fefa39efp9);
        // log(2^-24) and log(2^-53): where 1 + x keeps one bit of x
        CHECK(in_a_batch(the_log1p{}, -0x1.fffffep-1f) == -0x1.0a2b24p4f);
        CHECK(in_a_batch(the_log1p{}, -0x1.fffffffffffffp-1) == -0x1.25e4f7b2737fap5);
    }
}
