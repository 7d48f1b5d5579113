// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/information/discrete_divergence.hpp>

#include "information/discrete_divergence_reference.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using discrete_divergence_reference::infinity;

    void check_near(double found, double exact, double epsilons)
    {
        INFO("found " << found << ", exact " << exact);
        CHECK((found == exact || std::abs(found - exact) <= epsilons * 0x1p-52 * std::abs(exact)));
    }

    TEST_CASE("Coins: divergence and cross entropy are those of multiprecision, of nearly equal ones too")
    {
        for (const auto& known : discrete_divergence_reference::values)
        {
            INFO("p = " << known.p << ", q = " << known.q);
            const auto p = ab::make_bernoulli(known.p), q = ab::make_bernoulli(known.q);
            check_near(ab::kl_divergence(p, q)(), known.kl, ab::math::deviance_max_ulp);
            check_near(ab::cross_entropy(p, q)(), known.cross_entropy, 4);
            // n coins of one kind
            const auto ten = ab::make_binomial(10, known.p), other = ab::make_binomial(10, known.q);
            check_near(ab::kl_divergence(ten, other)(), 10 * known.kl, ab::math::deviance_max_ulp + 1);
        }
        CHECK(ab::kl_divergence(ab::make_binomial(0, 0.5), ab::make_binomial(0, 0.0))() == 0);
    }

    TEST_CASE("Binomial laws of equal n: the divergence is the sum over their counts")
    {
        const auto p = ab::make_binomial(30, 0.3), q = ab::make_binomial(30, 0.45);
        const xt::xtensor<double, 1> k = xt::arange<double>(31);
        const xt::xtensor<double, 1> tabulated_p = p.prob(k), tabulated_q = q.prob(k);
        check_near(ab::kl_divergence(tabulated_p, tabulated_q, ab::unchecked)(), ab::kl_divergence(p, q)(), 100);
        check_near(ab::cross_entropy(tabulated_p, tabulated_q, ab::unchecked)(), ab::cross_entropy(p, q)(), 100);
        check_near(ab::entropy(tabulated_p, ab::unchecked)(), p.entropy()(), 100);
    }

    TEST_CASE("Binomial laws of different n have no divergence in closed form, and both are named")
    {
        CHECK(refusal([] { return ab::kl_divergence(ab::make_binomial(10, 0.5), ab::make_binomial(12, 0.5)); }) ==
              "n = 10 and 12: a divergence of binomial laws in closed form needs equal n");
        const xt::xtensor<int, 1> n = {3, 4}, m = {3, 5};
        CHECK(refusal([&] { return ab::kl_divergence(ab::make_binomial(n, 0.5), ab::make_binomial(m, 0.5)); }) ==
              "n[1] = 4 and 5: a divergence of binomial laws in closed form needs equal n");
        CHECK(refusal([&] { return ab::cross_entropy(ab::make_binomial(n, 0.5), ab::make_binomial(3, 0.5)); }) ==
              "n[1] = 4 and 3: a divergence of binomial laws in closed form needs equal n");
        CHECK(refusal([&] { return ab::kl_divergence(ab::make_binomial(n, 0.5), ab::make_binomial(n, 0.25f)); }) ==
              "accepted");
    }

    TEST_CASE("Categorical laws: row by row, and infinite where q cannot draw what p does")
    {
        const auto p = ab::make_categorical(xt::xtensor<double, 2>{{0.5, 0.5, 0}, {0.25, 0.25, 0.5}});
        const auto q = ab::make_categorical(xt::xtensor<double, 1>{0.25, 0.75, 0});
        const xt::xtensor<double, 1> kl = ab::kl_divergence(p, q), cross = ab::cross_entropy(p, q);
        check_near(kl(0), 0.5 * std::log(2.) + 0.5 * std::log(2 / 3.), 16);
        check_near(cross(0), -0.5 * std::log(0.25) - 0.5 * std::log(0.75), 4);
        CHECK((kl(1) == infinity && cross(1) == infinity));
        CHECK(ab::kl_divergence(q, q)() == 0);
        const auto more = ab::make_categorical(xt::xtensor<float, 1>{0.5f, 0.5f});
        CHECK(refusal([&] { return ab::kl_divergence(p, more); }) == "p has 3 classes, q 2: must have as many");
        CHECK(refusal([&] { return ab::cross_entropy(p, more); }) == "p has 3 classes, q 2: must have as many");
    }

    TEST_CASE("Uniform laws: the logarithm of the ratio of lengths, infinite unless one contains the other")
    {
        check_near(ab::kl_divergence(ab::make_uniform(0.0, 1.0), ab::make_uniform(-1.0, 3.0))(), std::log(4.), 2);
        check_near(ab::cross_entropy(ab::make_uniform(0.0, 1.0), ab::make_uniform(-1.0, 3.0))(), std::log(4.), 2);
        CHECK(ab::kl_divergence(ab::make_uniform(0.0, 1.0), ab::make_uniform(0.0, 1.0))() == 0);
        CHECK(ab::kl_divergence(ab::make_uniform(0.0, 1.0), ab::make_uniform(0.1, 3.0))() == infinity);
        CHECK(ab::kl_divergence(ab::make_uniform(0.0, 1.0), ab::make_uniform(-1.0, 0.9))() == infinity);
        CHECK(ab::cross_entropy(ab::make_uniform(0.0, 1.0), ab::make_uniform(0.1, 3.0))() == infinity);
        const double little = 0x1p-40;
        check_near(ab::kl_divergence(ab::make_uniform(0.0, 1.0), ab::make_uniform(0.0, 1 + little))(),
                   little - little * little / 2, 2);

        check_near(ab::kl_divergence(ab::make_discrete_uniform(1, 6), ab::make_discrete_uniform(0, 11))(), std::log(2.),
                   2);
        check_near(ab::cross_entropy(ab::make_discrete_uniform(1, 6), ab::make_discrete_uniform(0, 11))(),
                   std::log(12.), 2);
        CHECK(ab::kl_divergence(ab::make_discrete_uniform(1, 6), ab::make_discrete_uniform(2, 11))() == infinity);
        CHECK(ab::kl_divergence(ab::make_discrete_uniform(-3, 6), ab::make_discrete_uniform(-3, 6))() == 0);
    }

    TEST_CASE("Divergences broadcast, keep the parameters' type, and evaluate without allocation")
    {
        const xt::xtensor<float, 2> p = {{0.25f}, {0.5f}, {0.75f}};
        const xt::xtensor<float, 1> q = {0.25f, 0.5f};
        const auto kl = ab::kl_divergence(ab::make_bernoulli(p), ab::make_bernoulli(q));
        static_assert(std::same_as<std::decay_t<decltype(kl)>::value_type, float>);
        auto out = xt::xtensor<float, 2>::from_shape({3, 2});
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = kl; }) == 0);
        CHECK((out(0, 0) == 0 && out(1, 1) == 0 && std::abs(out(2, 1) - 0.13081204f) < 1e-7f));
        const double total = ab::sum(ab::kl_divergence(ab::make_bernoulli(p), ab::make_bernoulli(q)))();
        CHECK(total > 0);
    }
}
