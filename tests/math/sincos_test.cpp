// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/sincos.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::sin(0.0) == 0.0 && math::cos(0.0) == 1.0);
    static_assert(math::sin(inf<float>) != math::sin(inf<float>));
    static_assert(math::sincos_2pi(0.25f).sin == 1.0f && math::sincos_2pi(0.5).cos == -1.0);
    static_assert(math::sincos_2pi(-0.25).sin == -1.0 && math::sincos_2pi(1e30f).cos == 1.0f);

    TEST_CASE("sin and cos keep their promises")
    {
        check_promises<float>(the_sin{});
        check_promises<float>(the_cos{});
        check_promises<double>(the_sin{});
        check_promises<double>(the_cos{});
    }

    TEST_CASE("sincos_2pi keeps its promises")
    {
        check_promises<float>(the_sin_2pi{});
        check_promises<float>(the_cos_2pi{});
        check_promises<double>(the_sin_2pi{});
        check_promises<double>(the_cos_2pi{});
    }

    TEST_CASE("sincos is sin and cos")
    {
        for (std::uint64_t i = 0; i != 10'000; ++i)
        {
            const auto x = sample<double>(i, -1e3, 1e3);
            const auto both = math::sincos(x);
            REQUIRE(same_bits(both.sin, math::sin(x)));
            REQUIRE(same_bits(both.cos, math::cos(x)));
        }
    }

    TEST_CASE("sin and cos of the double that is nearest of all to a multiple of pi/2")
    {
        // Kahan's 6381956970095103 2^797, whose cosine is -4.68716592425462761112e-19 (Muller, Elementary Functions)
        const double x = std::ldexp(6381956970095103.0, 797);
        CHECK(in_a_batch(the_cos{}, x) == -4.68716592425462761112e-19);
        CHECK(in_a_batch(the_sin{}, x) == 1.0);
    }

    TEST_CASE("sin keeps the sign of zero, infinity and NaN have no sine")
    {
        CHECK(same_bits(in_a_batch(the_sin{}, -0.0f), -0.0f));
        CHECK(same_bits(in_a_batch(the_sin{}, -0.0), -0.0));
        CHECK(same_bits(in_a_batch(the_sin_2pi{}, -0.0f), -0.0f));
        CHECK(same_bits(in_a_batch(the_sin{}, 5e-324), 5e-324));
        for (const double x : {inf<double>, -inf<double>, std::numeric_limits<double>::quiet_NaN()})
        {
            CHECK(std::isnan(in_a_batch(the_sin{}, x)));
            CHECK(std::isnan(in_a_batch(the_cos{}, static_cast<float>(x))));
            CHECK(std::isnan(in_a_batch(the_sin_2pi{}, x)));
            CHECK(std::isnan(in_a_batch(the_cos_2pi{}, static_cast<float>(x))));
        }
    }

    TEST_CASE("Quarter turns are exact, however many")
    {
        for (const double turns : {1.0, 3.0, 12345.0, 0x1p22, 0x1p40})
        {
            CHECK(in_a_batch(the_sin_2pi{}, turns) == 0.0);
            CHECK(in_a_batch(the_cos_2pi{}, turns) == 1.0);
            CHECK(in_a_batch(the_sin_2pi{}, turns + 0.25) == 1.0);
            CHECK(in_a_batch(the_cos_2pi{}, turns + 0.25) == 0.0);
            CHECK(in_a_batch(the_sin_2pi{}, -turns - 0.25) == -1.0);
            CHECK(in_a_batch(the_cos_2pi{}, turns + 0.5) == -1.0);
        }
        CHECK(in_a_batch(the_cos_2pi{}, 0x1p22f + 0.5f) == -1.0f);
        CHECK(in_a_batch(the_cos_2pi{}, 0x1p100f) == 1.0f);
    }

    TEST_CASE("A lane's sine does not depend on its neighbours")
    {
        const float mixed_lanes[16] = {3.0f, 1e30f, 6001.0f, -1.0f, 0.7f, inf<float>,    -2e9f, 1e-30f,
                                       5.0f, -0.0f, 5999.0f, 9.0f,  0.1f, std::nanf(""), 1e10f, 1.0f};
        float together[16];
        map_batches(the_sin{}, mixed_lanes, together, 16);
        for (int i = 0; i != 16; ++i)
        {
            CHECK(same_bits(together[i], in_a_batch(the_sin{}, mixed_lanes[i])));
        }
    }
}
