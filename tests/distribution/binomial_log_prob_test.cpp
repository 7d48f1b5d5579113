// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/binomial.hpp>
#include <alphabar/distribution/binomial_log_prob.hpp>

#include "distribution/binomial_reference.hpp"
#include "support/catch.hpp"
#include "support/ulp.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    constexpr double epsilon = 0x1p-52;
    constexpr double infinity = std::numeric_limits<double>::infinity();

    TEST_CASE("log-probabilities of binomial laws are those of multiprecision, up to n = 2^31 − 1")
    {
        double worst = 0;
        for (const auto& known : binomial_reference::values)
        {
            INFO("n = " << known.n << ", p = " << known.p << ", k = " << known.k << ", exact " << known.log_p);
            const double found = ab::distribution::binomial_log_prob()(known.k, known.n, known.p);
            const double error = std::abs(found - known.log_p) / (epsilon * known.terms);
            CHECK((found == known.log_p || error <= ab::distribution::binomial_max_epsilons));
            worst = found == known.log_p ? worst : std::max(worst, error);
        }
        CHECK(worst > 0.25);
    }

    TEST_CASE("The sum of logarithms that is usual is off by far more where n is large")
    {
        double worst = 0;
        for (const auto& known : binomial_reference::values)
        {
            if (known.k > 0 && known.k < known.n)
            {
                const double usual = std::lgamma(known.n + 1) - std::lgamma(known.k + 1) -
                                     std::lgamma(known.n - known.k + 1) + known.k * std::log(known.p) +
                                     (known.n - known.k) * std::log1p(-known.p);
                worst = std::max(worst, std::abs(usual - known.log_p) / (epsilon * known.terms));
            }
        }
        CHECK(worst > 1e6);
    }

    TEST_CASE("Elements of an array have the bits of numbers")
    {
        const auto& known = binomial_reference::values;
        auto n = xt::xtensor<double, 1>::from_shape({known.size()});
        auto p = n, k = n;
        for (std::size_t i = 0; i < known.size(); ++i)
        {
            n(i) = known[i].n;
            p(i) = known[i].p;
            k(i) = known[i].k;
        }
        const xt::xtensor<double, 1> y = ab::make_binomial(n, p).log_prob(k);
        for (std::size_t i = 0; i < known.size(); ++i)
        {
            CHECK(alphabar::test::same_bits(y(i), ab::distribution::binomial_log_prob()(k(i), n(i), p(i))));
        }
    }

    TEST_CASE("What is certain and what is impossible, exactly")
    {
        const auto log_prob = [](double n, double p, double k) { return ab::make_binomial(n, p).log_prob(k)(); };
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const double n : {1., 2., 10., 2147483647.})
        {
            CHECK(log_prob(n, 0, 0) == 0);
            CHECK(log_prob(n, 0, 1) == -infinity);
            CHECK(log_prob(n, 0, n) == -infinity);
            CHECK(log_prob(n, 1, n) == 0);
            CHECK(log_prob(n, 1, n - 1) == -infinity);
            CHECK(log_prob(n, 1, 0) == -infinity);
            CHECK(log_prob(n, 0.5, -1) == -infinity);
            CHECK(log_prob(n, 0.5, n + 1) == -infinity);
            CHECK(log_prob(n, 0.5, 0.5) == -infinity);
            CHECK(log_prob(n, 0.5, infinity) == -infinity);
            CHECK(std::isnan(log_prob(n, 0.5, nan)));
        }
        CHECK(log_prob(0, 0.3, 0) == 0);
        CHECK(log_prob(0, 0, 0) == 0);
        CHECK(log_prob(0, 1, 0) == 0);
        CHECK(log_prob(0, 0.3, 1) == -infinity);
    }

    TEST_CASE("Probabilities sum to 1")
    {
        for (const auto& [n, p] : {std::pair{10., 0.544}, {1000., 0.01}, {100'000., 0.37}})
        {
            const xt::xtensor<double, 1> k = xt::arange<double>(n + 1);
            const xt::xtensor<double, 1> q = ab::make_binomial(n, p).prob(k);
            CHECK(std::abs(ab::sum(q)() - 1) < 1e-14);
        }
    }
}
