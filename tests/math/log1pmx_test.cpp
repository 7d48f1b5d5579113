// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/log1p.hpp>
#include <alphabar/math/log1pmx.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::log1pmx(0.0) == 0.0 && math::log1pmx(0x1p60) == -0x1p60);
    static_assert(math::log1pmx(0x1p-300) == -0x1p-601 && math::log1pmx(-0x1p-40f) == -0x1p-81f);
    static_assert(math::log1pmx(-1.0f) == -inf<float> && math::log1pmx(inf<double>) == -inf<double>);
    static_assert(math::log1pmx(-2.0f) != math::log1pmx(-2.0f));

    TEST_CASE("log1pmx keeps its promises")
    {
        check_promises<float>(the_log1pmx{});
        check_promises<double>(the_log1pmx{});
    }

    TEST_CASE("log1pmx of the extremes")
    {
        CHECK(same_bits(in_a_batch(the_log1pmx{}, 0.0f), 0.0f));
        CHECK(same_bits(in_a_batch(the_log1pmx{}, -0.0), 0.0));
        CHECK(in_a_batch(the_log1pmx{}, std::numeric_limits<double>::denorm_min()) == 0);
        CHECK(in_a_batch(the_log1pmx{}, -1.0f) == -inf<float>);
        CHECK(in_a_batch(the_log1pmx{}, inf<double>) == -inf<double>);
        CHECK(in_a_batch(the_log1pmx{}, std::numeric_limits<double>::max()) == std::numeric_limits<double>::lowest());
        CHECK(std::isnan(in_a_batch(the_log1pmx{}, std::nextafter(-1.0f, -2.0f))));
        CHECK(std::isnan(in_a_batch(the_log1pmx{}, -inf<double>)));
        CHECK(std::isnan(in_a_batch(the_log1pmx{}, std::numeric_limits<float>::quiet_NaN())));
    }

    /// What it is there to avoid, and must be told from it: x cancels.
    struct careless_log1pmx : the_log1pmx
    {
        template <class V>
        constexpr V operator()(V x) const
        {
            return math::log1p(x) - x;
        }
    };

    TEST_CASE("A logarithm from which x is subtracted does not keep the promise")
    {
        CHECK(check_samples<double>(careless_log1pmx{}, 0, 1'000).worst_ulp > 1e6);
    }
}
