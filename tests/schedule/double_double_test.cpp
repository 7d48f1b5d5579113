// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/double_double.hpp>

#include "schedule/reference.hpp"

#include <cmath>
#include <random>

namespace
{
    namespace dd = alphabar::schedules::detail;
    using schedule_reference::real;

    real exact(dd::double_double x) { return real(x.hi) + real(x.lo); }

    double error(dd::double_double got, const real& expected)
    {
        return (abs(exact(got) - expected) / abs(expected)).value();
    }

    class numbers
    {
    public:
        dd::double_double operator()(double least, double most)
        {
            std::uniform_real_distribution<double> exponent(std::log(least), std::log(most)), low(-0.5, 0.5);
            const double hi = std::exp(exponent(m_engine));
            return {hi, low(m_engine) * (std::nextafter(hi, 2.0 * hi) - hi)};
        }

    private:
        std::mt19937_64 m_engine{20'061'139};
    };

    constexpr double arithmetic = 0x1p-102;
    constexpr double functions = 0x1p-96;

    static_assert(dd::two_sum(1.0, 0x1p-80).lo == 0x1p-80);
    static_assert(dd::two_product(1.0 + 0x1p-52, 1.0 - 0x1p-52).lo == -0x1p-104);
    static_assert((dd::double_double{1.0, 0.0} / 3.0).lo == 0x1.5555555555555p-56);
    static_assert(dd::double_double{1.0, -0x1p-80} < dd::double_double{1.0, 0.0});

    TEST_CASE("Sums of like signs, products, quotients and roots keep 102 bits")
    {
        numbers draw;
        double sum = 0, product = 0, quotient = 0, root = 0;
        for (int i = 0; i < 20'000; ++i)
        {
            const auto a = draw(1e-140, 1e140), b = draw(1e-140, 1e140);
            sum = std::max(sum, error(a + b, exact(a) + exact(b)));
            product = std::max({product, error(a * b, exact(a) * exact(b)), error(a * b.hi, exact(a) * real(b.hi))});
            quotient = std::max({quotient, error(a / b, exact(a) / exact(b)), error(a / b.hi, exact(a) / real(b.hi))});
            root = std::max(root, error(dd::square_root(a.hi), sqrt(real(a.hi))));
        }
        CHECK(sum <= arithmetic);
        CHECK(product <= arithmetic);
        CHECK(quotient <= arithmetic);
        CHECK(root <= arithmetic);
    }

    TEST_CASE("A sum of two doubles and a product of two doubles are exact")
    {
        numbers draw;
        for (int i = 0; i < 20'000; ++i)
        {
            const double a = draw(1e-10, 1e10).hi, b = draw(1e-10, 1e10).hi;
            REQUIRE(!(real(0.0) < abs(exact(dd::two_sum(a, -b)) - (real(a) - real(b)))));
            REQUIRE(!(real(0.0) < abs(exact(dd::two_product(a, b)) - real(a) * real(b))));
        }
    }

    TEST_CASE("The exponential keeps 96 bits over its whole domain, the logarithm 96 bits after the point")
    {
        numbers draw;
        double exponential = 0, logarithm = 0;
        for (int i = 0; i < 5'000; ++i)
        {
            const auto x = draw(1e-20, 600.0), y = draw(1e-290, 1e290);
            exponential = std::max(
                {exponential, error(dd::exponential(x), exp(exact(x))), error(dd::exponential(-x), exp(exact(-x)))});
            const real expected = log(exact(y));
            logarithm = std::max(
                logarithm, (abs(exact(dd::logarithm(y)) - expected) / std::max(real(1.0), abs(expected))).value());
        }
        CHECK(exponential <= functions);
        CHECK(logarithm <= functions);
    }

    TEST_CASE("Sine and cosine keep 96 bits from the smallest angle to the right angle")
    {
        numbers draw;
        double sine = 0, cosine = 0;
        for (int i = 0; i < 5'000; ++i)
        {
            const auto x = draw(1e-20, 1.5707);
            const auto got = dd::sincos(x);
            sine = std::max(sine, error(got.sin, sin(exact(x))));
            cosine = std::max(cosine, (abs(exact(got.cos) - cos(exact(x)))).value());
        }
        CHECK(sine <= functions);
        CHECK(cosine <= functions);
        CHECK(error(dd::half_pi, real::pi() / real(2.0)) < 0x1p-106);
        CHECK(error(dd::log_of_2, log(real(2.0))) < 0x1p-106);
    }
}
