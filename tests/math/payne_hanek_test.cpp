// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/functions.hpp"
#include "support/catch.hpp"

#include <alphabar/math/payne_hanek.hpp>

#include <cmath>
#include <cstdint>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    // The relative error of high + low, and whether the quadrant is right, against MPFR at 1,300 bits.
    template <class T>
    double reduction_error(T x)
    {
        mpfr_t exact;
        mpfr_t half_pi;
        mpfr_t quadrant;
        mpfr_inits2(1300, exact, half_pi, quadrant, static_cast<mpfr_ptr>(nullptr));
        mpfr_const_pi(half_pi, MPFR_RNDN);
        mpfr_div_ui(half_pi, half_pi, 2, MPFR_RNDN);
        mpfr_set_d(exact, static_cast<double>(x), MPFR_RNDN);
        mpfr_div(quadrant, exact, half_pi, MPFR_RNDN);
        mpfr_rint(quadrant, quadrant, MPFR_RNDN);
        mpfr_mul(half_pi, half_pi, quadrant, MPFR_RNDN);
        mpfr_sub(exact, exact, half_pi, MPFR_RNDN);
        mpfr_fmod_ui(quadrant, quadrant, 4, MPFR_RNDN);

        const auto r = math::detail::reduce_large(x);
        double error = std::numeric_limits<double>::infinity();
        if (mpfr_cmp_d(quadrant, static_cast<double>(r.quadrant)) == 0 && std::fabs(r.low) <= std::fabs(r.high))
        {
            mpfr_set(half_pi, exact, MPFR_RNDN);
            mpfr_sub_d(exact, exact, static_cast<double>(r.high), MPFR_RNDN);
            mpfr_sub_d(exact, exact, static_cast<double>(r.low), MPFR_RNDN);
            mpfr_div(exact, exact, half_pi, MPFR_RNDN);
            error = std::fabs(mpfr_get_d(exact, MPFR_RNDN));
        }
        mpfr_clears(exact, half_pi, quadrant, static_cast<mpfr_ptr>(nullptr));
        return error;
    }

    TEST_CASE("2/pi is written out right")
    {
        mpfr_t value;
        mpfr_init2(value, 2000);
        mpfr_const_pi(value, MPFR_RNDN);
        mpfr_ui_div(value, 2, value, MPFR_RNDN);
        for (const std::uint32_t word : math::detail::two_over_pi)
        {
            CHECK(mpfr_get_ui(value, MPFR_RNDZ) == word);
            mpfr_sub_ui(value, value, word, MPFR_RNDN);
            mpfr_mul_2ui(value, value, 32, MPFR_RNDN);
        }
        mpfr_clear(value);
    }

    TEST_CASE("Large arguments are reduced with bits to spare")
    {
        double worst_f = 0;
        double worst_d = 0;
        for (std::uint64_t i = 0; i != 20'000; ++i)
        {
            // any exponent from 12 and 26 on, any mantissa
            const std::uint64_t z = mixed(i);
            const auto f = math::from_bits(static_cast<std::uint32_t>(z & 0x7fffff) |
                                           ((127 + 12 + static_cast<std::uint32_t>(z >> 40) % 116) << 23));
            const auto d = math::from_bits((z & 0xfffffffffffff) | ((1023 + 26 + (z >> 53) % 998) << 52));
            worst_f = std::fmax(worst_f, reduction_error(f));
            worst_d = std::fmax(worst_d, reduction_error(d));
        }
        CHECK(worst_f < 0x1p-34);
        CHECK(worst_d < 0x1p-64);
    }

    TEST_CASE("The arguments nearest to multiples of pi/2 are reduced with bits to spare")
    {
        // Kahan's 6381956970095103 2^797; 16367173 2^72 for floats (Muller, Elementary Functions, worst cases)
        CHECK(reduction_error(std::ldexp(6381956970095103.0, 797)) < 0x1p-64);
        CHECK(reduction_error(std::ldexp(16367173.0f, 72)) < 0x1p-34);
    }
}
