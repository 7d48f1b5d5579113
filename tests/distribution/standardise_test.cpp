// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/standardise.hpp>

#include "math/functions.hpp"
#include "support/catch.hpp"

#include <cmath>

namespace
{
    namespace math = alphabar::math;
    using alphabar::distribution::standardise;
    using alphabar::distribution::unless_point_mass;
    using alphabar::test::mixed;

    /// The largest relative error of both parts together, in units of the epsilon squared of half a number.
    template <class T>
    double worst_error()
    {
        alphabar::test::real exact;
        double worst = 0;
        for (std::uint64_t i = 0; i < 5'000; ++i)
        {
            const auto number = [&](std::uint64_t k)
            { return static_cast<T>(static_cast<double>(mixed(3 * i + k) >> 11)); };
            const T scale = std::ldexp(T(1), static_cast<int>(mixed(i) % 60) - 70);
            const T x = number(0) * scale, mean = i % 2 == 0 ? T(0) : number(1) * scale, stddev = number(2) * scale;
            const auto z = standardise<T>(x, mean, math::detail::split_binary<T>(stddev));
            CHECK(std::fma(z.high, z.high, -(z.high * z.high)) == 0);
            mpfr_set_d(exact.get(), static_cast<double>(x), MPFR_RNDN);
            mpfr_sub_d(exact.get(), exact.get(), static_cast<double>(mean), MPFR_RNDN);
            mpfr_div_d(exact.get(), exact.get(), static_cast<double>(stddev), MPFR_RNDN);
            const double size = std::abs(mpfr_get_d(exact.get(), MPFR_RNDN));
            mpfr_sub_d(exact.get(), exact.get(), static_cast<double>(z.high), MPFR_RNDN);
            mpfr_sub_d(exact.get(), exact.get(), static_cast<double>(z.low), MPFR_RNDN);
            worst = std::max(worst, std::abs(mpfr_get_d(exact.get(), MPFR_RNDN)) / size);
        }
        return worst;
    }

    TEST_CASE("A standardised point has half as many digits again, and a first part whose square is exact")
    {
        CHECK(worst_error<float>() < 0x1p-33);
        CHECK(worst_error<double>() < 0x1p-76);
    }

    TEST_CASE("Widths at both ends of the range neither overflow nor underflow on the way")
    {
        const auto z = [](double x, double stddev)
        { return standardise<double>(x, 0., math::detail::split_binary<double>(stddev)).high; };
        CHECK(z(0x1p-1070, 0x1p-1072) == 4);
        CHECK(z(0x1.8p1023, 0x1p1023) == 1.5);
        CHECK(z(1, 0x1p-1074) == std::numeric_limits<double>::infinity());
    }

    TEST_CASE("A point mass has three values, and what is no deviation has none")
    {
        const auto value = [](double x, double stddev) { return unless_point_mass<double>(7, x, 1, stddev, 2, 3, 4); };
        CHECK((value(0, 0) == 2 && value(1, 0) == 3 && value(5, 0) == 4 && value(0, 1) == 7));
        CHECK((std::isnan(value(std::nan(""), 0)) && std::isnan(value(0, -1)) && std::isnan(value(0, std::nan("")))));
    }
}
