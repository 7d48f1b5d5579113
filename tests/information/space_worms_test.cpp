// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// A hundred worms from space with 0 … 10 teeth: is it a uniform or a binomial law that describes them better?

#include <alphabar/distribution/fit.hpp>
#include <alphabar/information/tabulated.hpp>

#include "information/space_worms_reference.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <numbers>

namespace ab = alphabar;

namespace
{
    constexpr double rounding = 8 * 0x1p-52;  // of sums of eleven terms

    void check_near(double found, double exact)
    {
        INFO("found " << found << ", exact " << exact);
        CHECK(std::abs(found - exact) <= rounding * std::abs(exact));
    }

    /// Every worm's teeth, and the share of worms that have as many.
    struct findings
    {
        xt::xtensor<std::int32_t, 1> teeth = xt::xtensor<std::int32_t, 1>::from_shape({100});
        xt::xtensor<std::int32_t, 1> kinds = xt::xtensor<std::int32_t, 1>::from_shape({11});
        xt::xtensor<double, 1> p = xt::xtensor<double, 1>::from_shape({11});

        findings()
        {
            std::size_t worm = 0;
            for (std::int32_t kind = 0; kind < 11; ++kind)
            {
                const int count = space_worms::worms[kind];
                kinds(static_cast<std::size_t>(kind)) = kind;
                p(static_cast<std::size_t>(kind)) = count / 100.;
                for (int i = 0; i < count; ++i)
                {
                    teeth(worm++) = kind;
                }
            }
        }
    };

    TEST_CASE("The worms' empirical law is the categorical one that fits them")
    {
        const findings found;
        const auto law = ab::fit_categorical(found.teeth, 11);
        const xt::xtensor<double, 1> p = law.probabilities();
        for (std::size_t k = 0; k < 11; ++k)
        {
            check_near(p(k), found.p(k));
        }
        check_near(ab::entropy(found.p)(), space_worms::entropy);
        check_near(law.entropy()(), space_worms::entropy);
    }

    TEST_CASE("The uniform law that fits the worms reaches from 0 to 10 teeth")
    {
        const findings found;
        const auto law = ab::fit_discrete_uniform(found.teeth);
        CHECK((law.low()() == 0 && law.high()() == 10));
        const xt::xtensor<double, 1> q = law.prob(found.kinds);
        check_near(q(3), 1 / 11.);
        check_near(ab::kl_divergence(found.p, law.prob(found.kinds))(), space_worms::kl_to_uniform);
        check_near(ab::cross_entropy(found.p, law.prob(found.kinds))(), std::log(11.));
    }

    TEST_CASE("The binomial law that fits the worms has n = 10 and p = 0.544")
    {
        const findings found;
        const auto law = ab::fit_binomial(found.teeth, 10);
        check_near(law.probability()(), space_worms::success);
        check_near(law.mean()(), space_worms::mean_teeth);
        const xt::xtensor<double, 1> q = law.prob(found.kinds);
        for (std::size_t k = 0; k < 11; ++k)
        {
            check_near(q(k), space_worms::binomial_probabilities[k]);
        }
        check_near(ab::kl_divergence(found.p, law.prob(found.kinds))(), space_worms::kl_to_binomial);
    }

    TEST_CASE("The uniform law describes the worms better, by 0.29 nats or 0.42 bits a worm")
    {
        const findings found;
        const double uniform = ab::kl_divergence(found.p, ab::make_discrete_uniform(0, 10).prob(found.kinds))();
        const double binomial = ab::kl_divergence(found.p, ab::make_binomial(10, 0.544).prob(found.kinds))();
        CHECK(uniform < binomial);
        CHECK(std::abs(binomial - uniform - space_worms::uniform_wins_by) <= rounding * binomial);
        CHECK(std::abs((binomial - uniform) / std::numbers::ln2 - space_worms::uniform_wins_by_bits) <=
              2 * rounding * binomial);
    }
}
