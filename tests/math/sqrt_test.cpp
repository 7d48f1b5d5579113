// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/sqrt.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::sqrt(0.0) == 0.0 && math::sqrt(1.0f) == 1.0f && math::sqrt(6.25) == 2.5);
    static_assert(math::sqrt(2.0) == 0x1.6a09e667f3bcdp0 && math::sqrt(2.0f) == 0x1.6a09e6p0f);
    static_assert(math::sqrt(0x1p-1074) == 0x1p-537 && math::sqrt(0x1p-148f) == 0x1p-74f);
    static_assert(math::sqrt(inf<float>) == inf<float> && math::sqrt(-1.0) != math::sqrt(-1.0));

    TEST_CASE("sqrt keeps its promises")
    {
        check_promises<float>(the_sqrt{});
        check_promises<double>(the_sqrt{});
    }

    TEST_CASE("The square root of constant expressions is the machine's")
    {
        for (std::uint64_t i = 0; i != 50'000; ++i)
        {
            const auto x = std::fabs(sample<double>(i, 0, 4));
            if (x > 0 && x < inf<double>)
            {
                REQUIRE(same_bits(math::detail::sqrt_by_newton(x), std::sqrt(x)));
            }
            const auto y = std::fabs(sample<float>(i, 0, 4));
            if (y > 0 && y < inf<float>)
            {
                REQUIRE(same_bits(math::detail::sqrt_by_newton(y), std::sqrt(y)));
            }
        }
    }

    TEST_CASE("The square root of constant expressions rounds right next to squares and at the ends")
    {
        for (int k = -30; k != 31; ++k)
        {
            for (const double near : {1.0, 2.0, 2.25, 3.0, 4.0})
            {
                const double x = std::ldexp(near, k);
                for (const double y : {x, std::nextafter(x, 0.0), std::nextafter(x, inf<double>)})
                {
                    REQUIRE(same_bits(math::detail::sqrt_by_newton(y), std::sqrt(y)));
                }
            }
        }
        using limits = std::numeric_limits<double>;
        for (const double x : {limits::max(), limits::min(), limits::denorm_min(), 3 * limits::denorm_min()})
        {
            CHECK(same_bits(math::detail::sqrt_by_newton(x), std::sqrt(x)));
        }
    }

    TEST_CASE("sqrt outside its domain")
    {
        CHECK(same_bits(in_a_batch(the_sqrt{}, -0.0f), -0.0f));
        CHECK(std::isnan(in_a_batch(the_sqrt{}, -1.0)));
        CHECK(in_a_batch(the_sqrt{}, inf<double>) == inf<double>);
    }
}
