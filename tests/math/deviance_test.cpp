// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/functions.hpp"
#include "support/catch.hpp"

#include <alphabar/expression/tile.hpp>
#include <alphabar/math/deviance.hpp>
#include <alphabar/random/domain.hpp>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;
    using alphabar::expression::load_batch;
    using alphabar::expression::store_batch;

    template <class T>
    constexpr T infinity = std::numeric_limits<T>::infinity();

    static_assert(math::deviance(0.0, 0.0) == 0.0 && math::deviance(3.0f, 3.0f) == 0.0f);
    static_assert(math::deviance(0.0, 0.25) == 0.25 && math::deviance(1.0, 0.0) == infinity<double>);
    static_assert(math::deviance(1.0, 2.0) > 0.3068 && math::deviance(1.0, 2.0) < 0.3069);        // 1 − log 2
    static_assert(math::deviance(4.0f, 1.0f) > 2.5451f && math::deviance(4.0f, 1.0f) < 2.5452f);  // 4 log 4 − 3

    /// x log(x/m) + m − x in units in the last place of T.
    template <class T>
    double error(T got, T x, T m)
    {
        real a, b, ratio;
        mpfr_set_d(a.get(), static_cast<double>(x), MPFR_RNDN);
        mpfr_set_d(b.get(), static_cast<double>(m), MPFR_RNDN);
        mpfr_div(ratio.get(), a.get(), b.get(), MPFR_RNDN);
        mpfr_log(ratio.get(), ratio.get(), MPFR_RNDN);
        mpfr_mul(ratio.get(), ratio.get(), a.get(), MPFR_RNDN);
        mpfr_sub(b.get(), b.get(), a.get(), MPFR_RNDN);
        mpfr_add(ratio.get(), ratio.get(), b.get(), MPFR_RNDN);
        const auto exponent = std::max<mpfr_exp_t>(mpfr_get_exp(ratio.get()), std::numeric_limits<T>::min_exponent);
        mpfr_sub_d(ratio.get(), ratio.get(), static_cast<double>(got), MPFR_RNDN);
        mpfr_mul_2si(ratio.get(), ratio.get(), std::numeric_limits<T>::digits - exponent, MPFR_RNDN);
        return std::fabs(mpfr_get_d(ratio.get(), MPFR_RNDN));
    }

    template <class T>
    struct pair
    {
        T x, m;
    };

    /// Nearly equal, of like size, and far apart.
    template <class T>
    std::vector<pair<T>> pairs()
    {
        std::vector<pair<T>> out;
        for (std::uint64_t i = 0; i < 20'000; ++i)
        {
            const auto w = alphabar::random::draw(7, alphabar::random::domain::words, i);
            const T x = static_cast<T>(std::ldexp(1 + w[0] * 0x1p-32, static_cast<int>(w[1] % 61) - 30));
            const int bits = static_cast<int>(w[2] % static_cast<unsigned>(std::numeric_limits<T>::digits));
            const T small = static_cast<T>(std::ldexp(1 + w[3] * 0x1p-32, -bits));
            out.push_back({x, x * (1 + small)});
            out.push_back({x, x / (1 + small)});
            out.push_back({x, static_cast<T>(std::ldexp(1 + w[3] * 0x1p-32, static_cast<int>(w[2] % 81) - 40))});
        }
        return out;
    }

    template <class T>
    void check()
    {
        double worst = 0;
        pair<T> where{};
        std::vector<T> x, m;
        for (const auto [a, b] : pairs<T>())
        {
            x.push_back(a);
            m.push_back(b);
            if (a != b)
            {
                const double found = error(math::deviance(a, b), a, b);
                where = found > worst ? pair<T>{a, b} : where;
                worst = std::max(worst, found);
            }
        }
        INFO(worst << " ulp at " << where.x << ", " << where.m);
        CHECK(worst <= math::deviance_max_ulp);
        CHECK(worst > 0.5);

        std::size_t different = 0;
        constexpr std::size_t width = alphabar::expression::simd<T>::width;
        for (std::size_t i = 0; i + width <= x.size(); i += width)
        {
            T y[width];
            store_batch(y, math::deviance(load_batch(x.data() + i), load_batch(m.data() + i)));
            for (std::size_t j = 0; j < width; ++j)
            {
                different += !same_bits(y[j], math::deviance(x[i + j], m[i + j]));
            }
        }
        CHECK(different == 0);
    }

    /// The formula as it stands, which cancels: must be caught.
    TEST_CASE("The formula of the deviance as it stands is off by millions of ulp for neighbours")
    {
        const double x = 1000, m = 1000 + 0x1p-20;
        CHECK(error(x * math::log(x / m) + m - x, x, m) > 1e6);
        CHECK(error(math::deviance(x, m), x, m) <= math::deviance_max_ulp);
    }

    TEST_CASE("deviance keeps its promise at any distance, and its batches have the bits of scalars")
    {
        check<float>();
        check<double>();
    }

    template <class T>
    void check_extremes()
    {
        constexpr T least = std::numeric_limits<T>::denorm_min();
        constexpr T most = std::numeric_limits<T>::max();
        constexpr T nan = std::numeric_limits<T>::quiet_NaN();
        const auto in_every_lane = [](T x, T m)
        {
            using V = typename alphabar::expression::simd<T>::batch;
            T y[alphabar::expression::simd<T>::width];
            store_batch(y, math::deviance(V(x), V(m)));
            for (const T each : y)
            {
                CHECK(same_bits(each, math::deviance(x, m)));
            }
            return y[0];
        };
        CHECK(in_every_lane(0, 0) == 0);
        CHECK(in_every_lane(0, T(0.3)) == T(0.3));
        CHECK(in_every_lane(0, most) == most);
        CHECK(in_every_lane(least, 0) == infinity<T>);
        CHECK(in_every_lane(most, most) == 0);
        CHECK(in_every_lane(least, T(0.5)) == T(0.5));
        CHECK(std::isnan(in_every_lane(nan, 1)));
        CHECK(std::isnan(in_every_lane(1, nan)));
        for (const auto [x, m] : {pair<T>{1, least}, pair<T>{T(0.5), std::numeric_limits<T>::min()},
                                  pair<T>{std::numeric_limits<T>::min(), 3 * std::numeric_limits<T>::min()},
                                  pair<T>{1, T(1e30)}, pair<T>{T(1e-30), 1}, pair<T>{T(1e30), T(1e-30)}})
        {
            INFO(x << ", " << m);
            CHECK(error(in_every_lane(x, m), x, m) <= math::deviance_max_ulp);
        }
    }

    TEST_CASE("deviance of 0, of the least and of the largest numbers")
    {
        check_extremes<float>();
        check_extremes<double>();
    }

    TEST_CASE("A difference that is known better than the rounded m counts")
    {
        const double x = 1e9, m = 1e9, difference = 1e-8;  // of m = 10^9 + 10^-8, which no double is
        CHECK(std::abs(math::deviance(x, m, difference) - difference * difference / 2e9) <= 1e-15 * 5e-26);
        CHECK(math::deviance(x, m) == 0);
    }
}
