// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/pushforward.hpp>

#include "distribution/maps_reference.hpp"
#include "random/statistics.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    const auto standard = ab::make_normal(0., 1.);
    static_assert(ab::probability_distribution<decltype(ab::pushforward(standard, ab::exp_map))>);

    template <class Map>
    void check(const Map& map, const std::vector<maps_reference::density>& values)
    {
        for (const auto& known : values)
        {
            const auto law = ab::pushforward(ab::make_normal(known.mean, known.stddev), map);
            INFO("mean " << known.mean << ", stddev " << known.stddev << ", y = " << known.y);
            const double log_p = law.log_prob(xt::xscalar<double>(known.y))();
            CHECK(std::abs(log_p - known.log_p) <= 1e-13 * (1 + std::abs(known.log_p)));
            CHECK(std::abs(law.prob(known.y)() - std::exp(known.log_p)) <= 1e-12 * std::exp(known.log_p));
        }
    }

    TEST_CASE("Log-normal and logit-normal densities are those of the reference")
    {
        check(ab::exp_map, maps_reference::log_normal);
        check(ab::sigmoid_map, maps_reference::logit_normal);
    }

    template <class Map>
    double mass(const Map& map, double low, double high)
    {
        constexpr std::size_t count = 200'001;
        const xt::xtensor<double, 1> y = xt::linspace<double>(low, high, count);
        const xt::xtensor<double, 1> p = ab::pushforward(ab::make_normal(0.25, 0.5), map).prob(y);
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i)
        {
            sum += p(i) * (i % (count - 1) == 0 ? 0.5 : 1);
        }
        return sum * (high - low) / (count - 1);
    }

    TEST_CASE("Densities integrate to one, of maps that fall and of composed ones too")
    {
        CHECK(std::abs(mass(ab::exp_map, 0, 60) - 1) <= 1e-8);
        CHECK(std::abs(mass(ab::softplus_map, 0, 8) - 1) <= 1e-8);
        CHECK(std::abs(mass(ab::sigmoid_map, 0, 1) - 1) <= 1e-8);
        CHECK(std::abs(mass(ab::affine_map(-3., 2.), -20, 20) - 1) <= 1e-8);
        CHECK(std::abs(mass(ab::affine_map(-2., 1.) | ab::sigmoid_map | ab::affine_map(4., -1.), -1, 3) - 1) <= 1e-8);
        CHECK(std::abs(mass(ab::exp_map | ab::affine_map(0.5, 0.), 0, 60) - 1) <= 1e-8);
    }

    TEST_CASE("What is no image has the density 0, and so have the ends; NaN stays NaN")
    {
        const double infinity = std::numeric_limits<double>::infinity();
        const xt::xtensor<double, 1> y{-1, 0, infinity, -infinity, std::nan(""), 0.5};
        const xt::xtensor<double, 1> log_normal = ab::pushforward(standard, ab::exp_map).log_prob(y);
        const xt::xtensor<double, 1> of_softplus = ab::pushforward(standard, ab::softplus_map).log_prob(y);
        for (std::size_t i = 0; i < 4; ++i)
        {
            CHECK((log_normal(i) == -infinity && of_softplus(i) == -infinity));
        }
        CHECK((std::isnan(log_normal(4)) && std::isnan(of_softplus(4)) && std::isfinite(log_normal(5))));
        const xt::xtensor<double, 1> z{-0.5, 0, 1, 1.5, infinity};
        const xt::xtensor<double, 1> logit_normal = ab::pushforward(standard, ab::sigmoid_map).log_prob(z);
        const xt::xtensor<double, 1> composed =
            ab::pushforward(standard, ab::exp_map | ab::exp_map).log_prob(y);  // e^{e^x} > 1
        CHECK((logit_normal == xt::xtensor<double, 1>({5}, -infinity)));
        CHECK((composed(5) == -infinity && composed(1) == -infinity && std::isnan(composed(4))));
    }

    TEST_CASE("An affine image of a normal law is a normal law, and a composed map the image of an image")
    {
        const xt::xtensor<double, 1> scale{2, -0.5, 3};
        const xt::xtensor<double, 1> mean{1, 0, -1};
        const auto law = ab::pushforward(ab::make_normal(mean, 0.75), ab::affine_map(scale, 4));
        const auto known = ab::make_normal(xt::xtensor<double, 1>{6, 4, 1}, xt::xtensor<double, 1>{1.5, 0.375, 2.25});
        CHECK((law.shape() == std::array<std::size_t, 1>{3}));
        const xt::xtensor<double, 2> y{{1, 2, 3}, {6, 4, 1}};
        const xt::xtensor<double, 2> log_p = law.log_prob(y);
        const xt::xtensor<double, 2> known_log_p = known.log_prob(y);
        for (std::size_t i = 0; i < y.size(); ++i)
        {
            CHECK(std::abs(log_p.data()[i] - known_log_p.data()[i]) <= 1e-13);
        }
        const auto twice = ab::pushforward(ab::pushforward(standard, ab::sigmoid_map), ab::affine_map(2., 1.));
        const auto at_once = ab::pushforward(standard, ab::sigmoid_map | ab::affine_map(2., 1.));
        for (double at = 1.1; at < 3; at += 0.2)
        {
            CHECK(std::abs(twice.log_prob(at)() - at_once.log_prob(at)()) <= 1e-14 * 10);
        }
        CHECK(refusal([&] { return ab::pushforward(standard, ab::affine_map(scale, 1.)); }) ==
              "map: of draws of shape () it makes (3,)");
    }

    TEST_CASE("Where draws are vectors, the slopes of all coordinates count")
    {
        const xt::xtensor<double, 2> means{{0, 1}, {1, -1}};
        const auto inner = ab::mixture(1, means, 0.25);
        const auto law = ab::pushforward(inner, ab::exp_map);
        const xt::xtensor<double, 2> y{{1, 2}, {0.5, 3}, {-1, 1}, {1, std::nan("")}};
        const xt::xtensor<double, 1> log_p = law.log_prob(y);
        for (std::size_t i = 0; i < 2; ++i)
        {
            const xt::xtensor<double, 1> x{std::log(y(i, 0)), std::log(y(i, 1))};
            const xt::xtensor<double, 0> of_x = inner.log_prob(x);
            CHECK(std::abs(log_p(i) - (of_x() - x(0) - x(1))) <= 1e-14 * 10);
        }
        CHECK((log_p(2) == -std::numeric_limits<double>::infinity() && std::isnan(log_p(3))));
        const xt::xtensor<double, 1> one = law.sample(ab::key{1});
        const xt::xtensor<double, 1> of_inner = inner.sample(ab::key{1});
        CHECK((one(0) == ab::math::exp(of_inner(0)) && one(1) == ab::math::exp(of_inner(1))));
    }

    TEST_CASE("Images of samples fit the law, and a law that is off by a hundredth is caught")
    {
        constexpr std::size_t count = 200'000;
        const auto law = ab::pushforward(ab::make_normal(0.5, 0.75), ab::exp_map | ab::affine_map(2., -1.));
        const xt::xtensor<double, 1> y = law.sample(ab::key{11}, {count});
        const auto fit = [&](double mean)
        {
            std::vector<double> u(count);
            std::transform(y.begin(), y.end(), u.begin(),
                           [&](double at) { return statistics::normal_cdf((std::log((at + 1) / 2) - mean) / 0.75); });
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(0.5) > statistics::pass);
        CHECK(fit(0.52) < statistics::caught);
    }

    // What follows reads freed memory, under the address sanitizer, if expressions borrow what they should own.

    auto density_of_locals()
    {
        return ab::pushforward(ab::mixture(1, xt::xtensor<double, 1>{0, 1}, 0.5), ab::affine_map(2., 0.))
            .log_prob(xt::xtensor<double, 1>{0.5, 1});
    }
    auto draws_of_locals()
    {
        return ab::pushforward(ab::mixture(1, xt::xtensor<double, 1>{0, 1}, 0.5), ab::exp_map).sample(ab::key{1}, {3});
    }

    TEST_CASE("Expressions of an rvalue image own it, and nothing is allocated while they run")
    {
        const auto law = ab::pushforward(ab::mixture(1, xt::xtensor<double, 1>{0, 1}, 0.5), ab::affine_map(2., 0.));
        const xt::xtensor<double, 1> owned = density_of_locals();
        const xt::xtensor<double, 1> y{0.5, 1};
        CHECK((owned == xt::xtensor<double, 1>(law.log_prob(y))));
        CHECK(xt::xtensor<double, 1>(draws_of_locals())(2) > 0);
        auto out = xt::xtensor<double, 1>::from_shape({2});
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = law.log_prob(y); }) == 0);
    }
}
