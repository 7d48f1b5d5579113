// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/normal_probability.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace
{
    using namespace alphabar::distribution;

    bool near(double a, double b, double relative) { return std::abs(a - b) <= relative * std::abs(b); }

    TEST_CASE("Probabilities of both sides are mirror images to the last bit, add up to 1 and rise")
    {
        const normal_probability<false> below;
        const normal_probability<true> above;
        double last = 0;
        for (int i = -380; i <= 380; ++i)
        {
            const double x = i / 10.;
            CHECK(below(x, 0., 1.) == above(-x, 0., 1.));
            CHECK(near(below(x, 0., 1.) + above(x, 0., 1.), 1, 3e-16));
            CHECK(below(x, 0., 1.) >= last);
            last = below(x, 0., 1.);
        }
        CHECK((below(0., 0., 1.) == 0.5 && below(1e300, 0., 1.) == 1 && below(-1e300, 0., 1e-300) == 0));
        CHECK((below(-INFINITY, 0., 1.) == 0 && above(-INFINITY, 0., 1.) == 1 && std::isnan(below(NAN, 0., 1.))));
    }

    TEST_CASE("An inverse is where the probability is")
    {
        for (const double p : {1e-250, 1e-10, 0.3, 0.5, 0.99})
        {
            const double x = normal_inverse<false>()(p, 2., 3.);
            CHECK(near(normal_probability<false>()(x, 2., 3.), p, 1e-12));
            CHECK(near(normal_probability<true>()(normal_inverse<true>()(p, 2., 3.), 2., 3.), p, 1e-12));
        }
    }
}
