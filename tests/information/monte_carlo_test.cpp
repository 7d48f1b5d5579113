// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/pushforward.hpp>
#include <alphabar/information/monte_carlo.hpp>
#include <alphabar/random/uniform.hpp>

#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    constexpr std::size_t draws = 200'000;

    double normal_kl(double m, double s, double n, double t)
    {
        return std::log(t / s) + (s * s + (m - n) * (m - n)) / (2 * t * t) - 0.5;
    }

    /// Within five standard errors of the exact value.
    void check(const ab::estimate& found, double exact)
    {
        CAPTURE(found.value, found.standard_error, exact);
        CHECK(std::abs(found.value - exact) <= 5 * found.standard_error);
    }

    TEST_CASE(
        "Divergence, entropy and cross-entropy of normal laws are the closed forms within the error that they state")
    {
        const auto p = ab::make_normal(0.5, 1.5);
        const auto q = ab::make_normal(-0.25, 2.0);
        const double entropy = 0.5 * std::log(2 * std::numbers::pi * std::numbers::e * 2.25);
        const double kl = normal_kl(0.5, 1.5, -0.25, 2);
        const ab::key k{2026};
        check(ab::monte_carlo_kl(p, q, k, draws), kl);
        check(ab::monte_carlo_entropy(p, k, draws), entropy);
        check(ab::monte_carlo_cross_entropy(p, q, k, draws), entropy + kl);
        const auto found = ab::monte_carlo_entropy(p, k, draws);
        CHECK(found.draws == draws);
        CHECK(std::abs(found.standard_error * std::sqrt(2. * draws) - 1) <= 0.02);  // of z²/2 the variance is 1/2
        CHECK(std::abs(ab::monte_carlo_kl(p, q, k, draws).value - normal_kl(0.5, 1.5, -0.25, 2.1)) >
              5 * ab::monte_carlo_kl(p, q, k, draws).standard_error);
    }

    TEST_CASE("The elements of a law count together, and parameters of the other law broadcast")
    {
        const xt::xtensor<double, 2> mean{{0, 1, 2}, {3, 4, 5}};
        const auto p = ab::make_normal(mean, 0.5);
        const auto q = ab::make_normal(1., 2.);
        double exact = 0;
        for (const double m : mean)
        {
            exact += normal_kl(m, 0.5, 1, 2);
        }
        check(ab::monte_carlo_kl(p, q, ab::key{1}, 50'000), exact);
        CHECK_THROWS_AS(ab::monte_carlo_kl(q, p, ab::key{1}, 50), xt::broadcast_error);
    }

    TEST_CASE("Laws without a closed form: mixtures, in space too, and images under maps, which change no divergence")
    {
        const auto flat = ab::mixture(1, xt::xtensor<double, 2>{{0, 0}, {0, 0}}, 1);
        check(ab::monte_carlo_entropy(flat, ab::key{2}, draws), std::log(2 * std::numbers::pi * std::numbers::e));
        const auto far =
            ab::mixture(std::vector{0.25, 0.75}, std::vector{-100., 100.}, 1);  // log 2 and more: two that never meet
        const double split = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
        check(ab::monte_carlo_entropy(far, ab::key{3}, draws),
              split + 0.5 * std::log(2 * std::numbers::pi * std::numbers::e));
        const auto p = ab::pushforward(ab::make_normal(0., 1.), ab::exp_map);
        const auto q = ab::pushforward(ab::make_normal(0.5, 1.5), ab::exp_map);
        check(ab::monte_carlo_kl(p, q, ab::key{4}, draws), normal_kl(0, 1, 0.5, 1.5));
    }

    /// Uniform on [0, length], of the fewest members that a law needs.
    struct interval
    {
        using value_type = double;
        double length;

        std::array<std::size_t, 1> shape() const { return {1}; }
        auto sample(ab::key k) const { return length * ab::uniform<double>(k, shape()); }
        template <class Points>
        auto log_prob(Points&& x) const
        {
            return ab::fuse(xt::where(x <= length, -std::log(length), -HUGE_VAL));
        }
    };

    TEST_CASE("Laws that draw one at a time do, too; where q is 0 and p draws the divergence is infinite, by rule")
    {
        check(ab::monte_carlo_kl(interval{1}, ab::make_normal(0., 1.), ab::key{5}, 5000),
              0.5 * std::log(2 * std::numbers::pi) + 1. / 6);
        const auto infinite = ab::monte_carlo_kl(interval{2}, interval{1}, ab::key{5}, 500);
        CHECK((infinite.value == HUGE_VAL && infinite.standard_error == HUGE_VAL && infinite.draws == 500));
        const auto exact = ab::monte_carlo_kl(interval{1}, interval{2}, ab::key{5}, 500);
        CHECK((std::abs(exact.value - std::log(2.)) <= 1e-15 && exact.standard_error <= 1e-15));
        CHECK(ab::monte_carlo_cross_entropy(ab::make_normal(0., 1.),
                                            ab::pushforward(ab::make_normal(0., 1.), ab::exp_map), ab::key{6}, 500)
                  .value == HUGE_VAL);
    }

    TEST_CASE("Mean and error are those of all values, far from 0 and in any number of blocks")
    {
        ab::information::running_moments moments;
        std::vector<double> x(1000);
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            x[i] = 1e9 + static_cast<double>(i % 10);
        }
        for (std::size_t from = 0, n = 1; from < x.size(); from += n, n = std::min<std::size_t>(n * 3, x.size() - from))
        {
            moments.add(x.data() + from, n);
        }
        const auto found = moments.result();
        CHECK((found.draws == 1000 && std::abs(found.value - (1e9 + 4.5)) <= 1e-6));
        CHECK(std::abs(found.standard_error / std::sqrt(8.25 / 999) - 1) <= 1e-9);
    }

    TEST_CASE("A law is as far from itself as it ought to be, and draws are not stored")
    {
        const auto p = ab::mixture(1, xt::xtensor<float, 1>{0, 3}, 1);
        const auto none = ab::monte_carlo_kl(p, p, ab::key{7}, 10'000);
        CHECK((none.value == 0 && none.standard_error == 0));
        CHECK(ab::test::allocations_of([&] { ab::monte_carlo_kl(p, p, ab::key{7}, 10'000); }) == 0);
        CHECK(refusal([&] { return ab::monte_carlo_entropy(p, ab::key{7}, 1); }) ==
              "draws = 1: must be 2 or more, or there is no standard error");
        const auto square = [](const auto& x) { return x * x; };
        check(ab::monte_carlo(p, square, ab::key{8}, draws), 1 + 4.5);
    }
}
