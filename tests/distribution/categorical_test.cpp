// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/categorical.hpp>

#include "distribution/goodness_of_fit.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    using built = decltype(ab::make_categorical(xt::xtensor<float, 2>()));
    static_assert(ab::probability_distribution<built> && ab::has_entropy<built>);
    static_assert(ab::probability_distribution<decltype(ab::make_categorical(xt::xarray<double>()))>);
    static_assert(std::same_as<built::value_type, std::int32_t>);

    constexpr double infinity = std::numeric_limits<double>::infinity();

    TEST_CASE("log-probabilities of classes, and −∞ of what is none")
    {
        const auto law = ab::make_categorical(xt::xtensor<double, 1>{0.5, 0.25, 0, 0.25});
        CHECK(law.log_prob(0)() == std::log(0.5));
        CHECK(law.log_prob(3.0)() == std::log(0.25));
        CHECK(law.log_prob(2)() == -infinity);
        CHECK(law.log_prob(4)() == -infinity);
        CHECK(law.log_prob(-1)() == -infinity);
        CHECK(law.log_prob(0.5)() == -infinity);
        CHECK(std::isnan(law.log_prob(std::nan(""))()));
        CHECK(law.prob(1)() == 0.25);
        CHECK(std::abs(law.entropy()() - 1.5 * std::log(2.)) < 1e-15);
        CHECK(law.shape().size() == 0);
        static_assert(
            std::same_as<decltype(ab::make_categorical(xt::xtensor<float, 1>()).log_prob(1))::value_type, float>);
    }

    TEST_CASE("Rows are laws of their own; points and draws broadcast against them")
    {
        const xt::xtensor<float, 3> p = {{{0.5f, 0.5f, 0}, {0, 0.25f, 0.75f}}, {{1, 0, 0}, {0, 0, 1}}};
        const auto law = ab::make_categorical(p);
        CHECK((law.classes() == 3 && law.shape() == std::array<std::size_t, 2>{2, 2}));
        const xt::xtensor<double, 3> back = law.probabilities();
        CHECK(back == p);
        const xt::xtensor<float, 2> second = law.log_prob(1);
        CHECK((second(0, 0) == std::log(0.5f) && second(0, 1) == std::log(0.25f) && second(1, 0) == -INFINITY));
        const auto node = law.sample(ab::key{5}, {700, 2, 2});
        const xt::xtensor<std::int32_t, 3> k = node;
        double twos = 0;
        for (std::size_t i = 0; i < 700; ++i)
        {
            CHECK((k(i, 0, 0) <= 1 && k(i, 0, 1) >= 1 && k(i, 1, 0) == 0 && k(i, 1, 1) == 2));
            CHECK(node(i, 0, 1) == k(i, 0, 1));
            twos += k(i, 0, 1) == 2;
        }
        CHECK(std::abs(twos - 525) < 5 * std::sqrt(700 * 3 / 16.));
        const xt::xtensor<std::int32_t, 2> one = law.sample(ab::key{5});
        CHECK(one.shape() == law.shape());
        CHECK_THROWS_AS(law.sample(ab::key{5}, {2, 3}), xt::broadcast_error);
        auto out = xt::xtensor<std::int32_t, 3>::from_shape({700, 2, 2});
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = node; }) == 0);
    }

    TEST_CASE("Draws fit the law, of few and of many classes, and a law that is slightly off is caught")
    {
        for (const std::size_t classes : {3UL, 1000UL})
        {
            auto p = xt::xtensor<double, 1>::from_shape({classes});
            double total = 0;
            for (std::size_t k = 0; k < classes; ++k)
            {
                total += p(k) = 1 + static_cast<double>(k * 7 % 11);
            }
            p /= total;
            const xt::xtensor<std::int32_t, 1> k = ab::make_categorical(p).sample(ab::key{1}, {1'000'000});
            const auto fit = [&](double off)
            {
                return statistics::chi_square(
                    k, [&](double at)
                    { return p(static_cast<std::size_t>(at)) * (std::fmod(at, 2) == 0 ? 1 + off : 1 - off); }, 0,
                    static_cast<double>(classes - 1));
            };
            CHECK(fit(0) > statistics::pass);
            CHECK(fit(0.03) < statistics::caught);
        }
    }

    TEST_CASE("A rare class is drawn at its rate")
    {
        const xt::xtensor<double, 1> p = {0.5, 0.5 - 1e-5, 1e-5};
        const xt::xtensor<std::int32_t, 1> k = ab::make_categorical(p).sample(ab::key{11}, {4'000'000});
        std::uint64_t rare = 0;
        for (const auto x : k)
        {
            rare += x == 2;
        }
        CHECK(statistics::poisson(rare, 40) > statistics::pass);
    }

    TEST_CASE("Logits are probabilities up to a factor, and may be −∞")
    {
        const auto law = ab::make_categorical_of_logits(xt::xtensor<double, 1>{1000, 1000 + std::log(3.), -infinity});
        CHECK(std::abs(law.log_prob(0)() - std::log(0.25)) < 1e-13);
        CHECK(std::abs(law.log_prob(1)() - std::log(0.75)) < 1e-13);
        CHECK(law.log_prob(2)() == -infinity);
        CHECK(ab::make_categorical_of_logits(xt::xtensor<double, 1>{0, -2000}).log_prob(1)() == -2000);
        const double nan = std::nan("");
        CHECK(refusal([=] { return ab::make_categorical_of_logits(xt::xtensor<double, 1>{0, nan}); }) ==
              "logits[1] = nan: must be finite or -inf");
        CHECK(refusal([=] { return ab::make_categorical_of_logits(xt::xtensor<double, 1>{0, infinity}); }) ==
              "logits[1] = inf: must be finite or -inf");
        CHECK(refusal(
                  [=]
                  { return ab::make_categorical_of_logits(xt::xtensor<double, 2>{{0, 1}, {-infinity, -infinity}}); }) ==
              "logits: all of row 1 are -inf");
    }

    TEST_CASE("What is no law is refused, and it is said by how much")
    {
        CHECK(refusal([] { return ab::make_categorical(xt::xtensor<double, 1>{0.5, 0.25}); }) ==
              "probabilities: sums to 0.75, 0.25 less than 1");
        CHECK(refusal([] { return ab::make_categorical(xt::xtensor<float, 2>{{1, 0}, {0.75f, 0.5f}}); }) ==
              "probabilities[1]: the row sums to 1.25, 0.25 more than 1");
        CHECK(refusal([] { return ab::make_categorical(xt::xtensor<double, 1>{1.5, -0.5}); }) ==
              "probabilities[0] = 1.5: must lie in [0, 1]");
        CHECK(refusal([] { return ab::make_categorical(xt::xtensor<double, 1>::from_shape({0})); }) ==
              "probabilities: no classes");
        CHECK(refusal([] { return ab::make_categorical_of_logits(xt::xtensor<double, 2>::from_shape({3, 0})); }) ==
              "logits: no classes");
    }

    TEST_CASE("Expressions share the tables of a law that is gone")
    {
        const auto draws = [] { return ab::make_categorical(xt::xtensor<double, 1>{0, 1}).sample(ab::key{1}, {50}); }();
        const auto p = [] { return ab::make_categorical(xt::xtensor<double, 1>{0.25, 0.75}).probabilities(); }();
        CHECK((draws(49) == 1 && p(1) == 0.75));
    }
}
