// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/expm1.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::expm1(0.0) == 0.0 && math::expm1(-inf<float>) == -1.0f);
    static_assert(math::expm1(1e-300) == 1e-300 && math::expm1(-1e-30f) == -1e-30f);
    static_assert(math::expm1(inf<double>) == inf<double> && math::expm1(-100.0) == -1.0);

    TEST_CASE("expm1 keeps its promises")
    {
        check_promises<float>(the_expm1{});
        check_promises<double>(the_expm1{});
    }

    TEST_CASE("expm1 keeps the sign of zero and returns tiny arguments")
    {
        CHECK(same_bits(in_a_batch(the_expm1{}, -0.0f), -0.0f));
        CHECK(same_bits(in_a_batch(the_expm1{}, 0.0f), 0.0f));
        CHECK(same_bits(in_a_batch(the_expm1{}, -0.0), -0.0));
        const float tiny_f = std::numeric_limits<float>::denorm_min();
        const double tiny_d = std::numeric_limits<double>::denorm_min();
        CHECK(in_a_batch(the_expm1{}, -3 * tiny_f) == -3 * tiny_f);
        CHECK(in_a_batch(the_expm1{}, 5 * tiny_d) == 5 * tiny_d);
    }

    TEST_CASE("expm1 of the extremes")
    {
        CHECK(in_a_batch(the_expm1{}, -inf<float>) == -1.0f);
        CHECK(in_a_batch(the_expm1{}, std::numeric_limits<double>::lowest()) == -1.0);
        CHECK(in_a_batch(the_expm1{}, inf<float>) == inf<float>);
        CHECK(in_a_batch(the_expm1{}, 0x1.62e42ep6f) < inf<float>);  // see exp
        CHECK(in_a_batch(the_expm1{}, 0x1.62e430p6f) == inf<float>);
        CHECK(std::isnan(in_a_batch(the_expm1{}, std::numeric_limits<double>::quiet_NaN())));
    }
}
