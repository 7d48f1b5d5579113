// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/components_on_line.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace
{
    using alphabar::distribution::components_on_line;

    struct given
    {
        std::vector<float> means{3, -2, 0.5f, 8, 100, 0};
        xt::xtensor<double, 1> weights{0.2, 0.3, 0.1, 0.2, 0.2, 0};
        xt::xtensor<double, 1> variances{1, 0.01, 25, 1e-4, 4, 1};
        xt::xtensor<float, 1> scale = 1 / xt::sqrt(2 * variances);
        xt::xtensor<float, 1> log_factor = xt::log(weights / xt::sqrt(2 * std::acos(-1.) * variances));
        components_on_line<float> table;

        given() { table.tabulate(means.data(), weights, variances, scale, log_factor); }

        /// log₂ of a term at x.
        double level(std::size_t i, double x) const
        {
            const double z = (x - static_cast<double>(table.mean(i))) * static_cast<double>(table.halvings(i));
            return std::log2(static_cast<double>(table.mantissa(i))) + static_cast<double>(table.exponent(i)) - z * z;
        }
        double largest(double x) const
        {
            double out = -std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i < table.size(); ++i)
            {
                out = std::fmax(out, level(i, x));
            }
            return out;
        }
    };

    TEST_CASE("Components on a line are sorted by mean, without those of weight 0, and their terms are the density's")
    {
        const given g;
        REQUIRE(g.table.size() == 5);
        const std::vector<std::size_t> order{1, 2, 0, 3, 4};
        for (std::size_t i = 0; i < 5; ++i)
        {
            const std::size_t n = order[i];
            CHECK(g.table.mean(i) == g.means[n]);
            CHECK((g.table.mantissa(i) >= 1 && g.table.mantissa(i) < 2));
            const double at_one_off = std::log2(g.weights(n) / std::sqrt(2 * std::acos(-1.) * g.variances(n))) -
                                      std::log2(std::exp(1.)) / (2 * g.variances(n));
            CHECK(g.level(i, static_cast<double>(g.means[n]) + 1) == Approx(at_one_off).epsilon(1e-6));
        }
    }

    TEST_CASE("Whatever counts at a point of an interval is near it, and what is not near does not count")
    {
        const given g;
        std::size_t passed_over = 0;
        for (const float width : {0.f, 0.5f, 20.f, 1000.f})
        {
            for (float low = -60; low < 160; low += 0.7f)
            {
                const auto near = g.table.around(low, low + width);
                std::vector<bool> counts(g.table.size(), false);
                g.table.each_near(near, near.least,
                                  [&](const std::size_t* which, std::size_t count)
                                  {
                                      for (std::size_t i = 0; i < count; ++i)
                                      {
                                          counts[which[i]] = true;
                                      }
                                  });
                for (std::size_t i = 0; i < g.table.size(); ++i)
                {
                    passed_over += counts[i] ? 0U : 1U;
                    for (float x = low; x <= low + width && !counts[i]; x += width == 0 ? 1 : width / 64)
                    {
                        const auto at = static_cast<double>(x);
                        REQUIRE(g.level(i, at) < g.largest(at) - static_cast<double>(g.table.depth<float>()));
                    }
                }
            }
        }
        CHECK(passed_over > 1000);
    }

    TEST_CASE("All components left out together are less than a quarter of an epsilon of the sum")
    {
        const given g;
        // A term is left out from half a halving above the depth on, by a level that is rounded by as much; mantissas are below 2.
        const double left_out = 5 * std::exp2(2 - static_cast<double>(g.table.depth<float>()));
        CHECK(left_out <= double{std::numeric_limits<float>::epsilon()} / 4);
        CHECK(g.table.depth<double>() - g.table.depth<float>() == 29);
    }
}
