// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/erfc.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::erfc(0.0) == 1.0 && math::erfc(inf<float>) == 0.0f && math::erfc(-inf<double>) == 2.0);
    static_assert(math::erfc(-10.0f) == 2.0f && math::erfc(28.0) == 0.0);

    TEST_CASE("erfc keeps its promises")
    {
        check_promises<float>(the_erfc{});
        check_promises<double>(the_erfc{});
    }

    TEST_CASE("erfc far out is right to the last subnormal")
    {
        // erfc(10) = 2.088487583762544757e-45, erfc(27.2) = 1.3e-323: NIST's asymptotic series (7.12.1) gives them too
        CHECK(in_a_batch(the_erfc{}, 10.0f) == std::numeric_limits<float>::denorm_min());
        CHECK(in_a_batch(the_erfc{}, 10.0) > 2.0884875837625447e-45 * (1 - 1e-15));
        CHECK(in_a_batch(the_erfc{}, 10.0) < 2.0884875837625447e-45 * (1 + 1e-15));
        CHECK(in_a_batch(the_erfc{}, 27.0) > 0.0);
        CHECK(in_a_batch(the_erfc{}, std::numeric_limits<float>::max()) == 0.0f);
        CHECK(in_a_batch(the_erfc{}, std::numeric_limits<double>::lowest()) == 2.0);
        CHECK(std::isnan(in_a_batch(the_erfc{}, std::numeric_limits<float>::quiet_NaN())));
    }
}
