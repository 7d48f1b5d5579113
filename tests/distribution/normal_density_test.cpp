// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/normal_density.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace
{
    using namespace alphabar::distribution;

    bool near(double a, double b, double relative) { return std::abs(a - b) <= relative * std::abs(b); }

    TEST_CASE("A normal density is symmetric about its mean to the last bit, and greatest there")
    {
        const normal_log_prob log_p;
        for (const double d : {0.125, 1., 7.5, 300.})
        {
            CHECK(log_p(3 - 0.5 * d, 3., 2.) == log_p(3 + 0.5 * d, 3., 2.));
            CHECK(log_p(d, 0., 2.) == log_p(-d, 0., 2.));
            CHECK(log_p(d, 0., 2.) < log_p(0., 0., 2.));
            CHECK(normal_pdf()(d, 0., 2.) == normal_pdf()(-d, 0., 2.));
            CHECK(normal_score()(d, 0., 2.) == -normal_score()(-d, 0., 2.));
        }
    }

    TEST_CASE("A scale by a power of two scales the density by its inverse")
    {
        const normal_pdf p;
        for (const double x : {0.1, 1., -3.7, 20.})
        {
            for (const int k : {-800, -40, 1, 60, 800})
            {
                CHECK(near(p(std::ldexp(x, k), 0., std::ldexp(1.5, k)) * std::ldexp(1., k), p(x, 0., 1.5), 1e-15));
            }
        }
    }

    TEST_CASE("The logarithm of the density and the density agree, and the score is its slope")
    {
        for (const double x : {-2., 0.3, 5.})
        {
            CHECK(near(normal_pdf()(x, 1., 2.), std::exp(normal_log_prob()(x, 1., 2.)), 1e-15));
            const double slope =
                (normal_log_prob()(x + 0x1p-10, 1., 2.) - normal_log_prob()(x - 0x1p-10, 1., 2.)) * 0x1p9;
            CHECK(near(normal_score()(x, 1., 2.), slope, 1e-11));
        }
    }
}
