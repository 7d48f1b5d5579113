// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/binomial_rejection.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>

namespace
{
    using alphabar::distribution::binomial_log_prob;
    using alphabar::distribution::binomial_rejection;

    /// Where the map from u to counts reaches `from` above the mode, by bisection.
    double inverse(const binomial_rejection& law, double from)
    {
        double low = -0.5, high = 0.5;
        for (int i = 0; i < 200; ++i)
        {
            const double u = (low + high) / 2;
            const double at = (2 * law.alpha / (0.5 - std::abs(u)) + law.beta) * u + law.shift;
            (at < from ? low : high) = u;
        }
        return high;
    }

    struct bounds
    {
        double hat = 0;        // the largest share of the unit interval in which v is taken: must not exceed 1
        double squeeze = 1e9;  // the least one inside the squeeze, of what is taken unseen: must be at least 1
        double normal = 0;     // how often the bounds about the normal law are on the wrong side
    };

    /// Rejection draws exactly if a proposal's chance to be taken is p(k)/p(mode) (α/s² + β)/scale: never more than 1,
    /// never less than the squeeze takes unseen. Both are looked at for every count that matters.
    bounds of(const binomial_rejection& law)
    {
        const double n = law.n, p = law.p;
        bounds found;
        const double reach = 9 * std::sqrt(law.variance) + 30;
        for (double k = std::max(0.0, law.mode - std::floor(reach)); k <= std::min(n, law.mode + reach); ++k)
        {
            const double ratio = std::exp(binomial_log_prob()(k, n, p) - law.log_at_mode);
            const double from = inverse(law, k - law.mode), to = inverse(law, k - law.mode + 1);
            const double s_from = 0.5 - std::abs(from), s_to = 0.5 - std::abs(to);
            const double least = std::min(s_from, s_to);
            const double most = from < 0 && to > 0 ? 0.5 : std::max(s_from, s_to);
            const auto chance = [&](double s) { return ratio * (law.alpha / (s * s) + law.beta) / law.scale; };
            if (least > 0)
            {
                found.hat = std::max(found.hat, chance(least));
            }
            if (most >= 0.07)
            {
                found.squeeze = std::min(found.squeeze, chance(most) / law.sure);
            }
            for (const double v : {0.999, 1.001})
            {
                // is_taken is asked for s and v just on either side of the decision
                const double s = std::max(most, 1e-6);
                const binomial_rejection::proposal<double> x{k, s, v * chance(s)};
                found.normal += law.is_taken(x) != (v < 1);
            }
        }
        return found;
    }

    TEST_CASE("Proposals dominate the law, and the squeeze takes none that should be refused")
    {
        for (const double n : {20., 21., 30., 100., 1000., 50'000.})
        {
            for (const double p : {10 / n, 12 / n, 30 / n, 0.1, 0.3, 0.5})
            {
                if (p <= 0.5 && n * p >= 10)
                {
                    const bounds found = of(binomial_rejection(n, p));
                    INFO("n = " << n << ", p = " << p << ": hat " << found.hat << ", squeeze " << found.squeeze);
                    CHECK(found.hat <= 1);
                    CHECK(found.squeeze >= 1);
                    CHECK(found.normal == 0);
                }
            }
        }
    }

    TEST_CASE("A hat that is too low and a squeeze that is too bold are seen")
    {
        binomial_rejection law(100, 0.3);
        law.scale *= 0.9;
        CHECK(of(law).hat > 1);
        law = binomial_rejection(100, 0.3);
        law.sure = 0.92;
        CHECK(of(law).squeeze < 1);
    }

    TEST_CASE("Words map to proposals in range, in the extremes too")
    {
        for (const double n : {20., 1e6, 2147483647.})
        {
            const binomial_rejection law(n, 0.5);
            for (const std::uint64_t a : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1} << 63})
            {
                for (const std::uint64_t b : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}})
                {
                    const auto x = law.propose<double>(a, b);
                    CHECK((x.k >= -1 && x.k <= n && x.s > 0 && x.s <= 0.5 && x.v >= 0 && x.v < 1));
                }
            }
            CHECK(law.propose<double>(~std::uint64_t{0}, 0).k == law.mode);
        }
    }
}
