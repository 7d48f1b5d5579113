// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/fit.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    const xt::xtensor<std::int32_t, 1> none = xt::xtensor<std::int32_t, 1>::from_shape({0});

    TEST_CASE("A fit finds the law that draws came from, and no neighbour is likelier")
    {
        const auto likelihood = [](const auto& law, const auto& draws) { return ab::sum(law.log_prob(draws))(); };
        const ab::key k{1};

        const xt::xtensor<std::int32_t, 1> coins = ab::make_bernoulli(0.3).sample(k, {100'000});
        const double p = ab::fit_bernoulli(coins).probability()();
        CHECK(std::abs(p - 0.3) < 5 * std::sqrt(0.21 / 1e5));
        CHECK(likelihood(ab::make_bernoulli(p), coins) > likelihood(ab::make_bernoulli(p + 1e-3), coins));
        CHECK(likelihood(ab::make_bernoulli(p), coins) > likelihood(ab::make_bernoulli(p - 1e-3), coins));

        const xt::xtensor<std::int32_t, 2> counts = ab::make_binomial(20, 0.6).sample(k, {100, 1000});
        const auto binomial = ab::fit_binomial(counts, 20);
        const double q = binomial.probability()();
        CHECK((binomial.trials()() == 20 && std::abs(q - 0.6) < 5 * std::sqrt(0.24 / 2e6)));
        CHECK(likelihood(binomial, counts) > likelihood(ab::make_binomial(20, q + 1e-3), counts));
        CHECK(likelihood(binomial, counts) > likelihood(ab::make_binomial(20, q - 1e-3), counts));

        const xt::xtensor<double, 1> x = ab::make_normal(1e6, 0.5).sample(k, {100'000});
        const auto normal = ab::fit_normal(x);
        CHECK(std::abs(normal.mean()() - 1e6) < 5 * 0.5 / std::sqrt(1e5));
        CHECK(std::abs(normal.stddev()() - 0.5) < 5 * 0.5 / std::sqrt(2e5));

        const xt::xtensor<float, 1> u = ab::make_uniform(-2.f, 3.f).sample(k, {10'000});
        const auto uniform = ab::fit_uniform(u);
        CHECK((uniform.low()() >= -2 && uniform.low()() < -1.99f && uniform.high()() <= 3 && uniform.high()() > 2.99f));
        CHECK((uniform.low()() == *std::min_element(u.begin(), u.end())));

        const auto die = ab::fit_discrete_uniform(xt::xtensor<std::int32_t, 1>{4, -2, 3});
        CHECK((die.low()() == -2 && die.high()() == 4));
    }

    TEST_CASE("Fits in closed form")
    {
        CHECK(ab::fit_bernoulli(xt::xtensor<int, 1>{1, 0, 1, 1}).probability()() == 0.75);
        CHECK(ab::fit_binomial(xt::xtensor<int, 1>{1, 2, 3}, 4).probability()() == 0.5);
        const xt::xtensor<double, 1> shares =
            ab::fit_categorical(xt::xtensor<int, 2>{{0, 2}, {2, 3}}, 5).probabilities();
        CHECK(shares == xt::xtensor<double, 1>{0.25, 0, 0.5, 0.25, 0});
        const auto normal = ab::fit_normal(xt::xtensor<int, 1>{1, 3});
        CHECK((normal.mean()() == 2 && normal.stddev()() == 1));
    }

    TEST_CASE("No data, and data that the law cannot draw, are refused")
    {
        const std::string nothing = "draws: none, nothing to fit";
        CHECK(refusal([] { return ab::fit_bernoulli(none); }) == nothing);
        CHECK(refusal([] { return ab::fit_binomial(none, 3); }) == nothing);
        CHECK(refusal([] { return ab::fit_categorical(none, 3); }) == nothing);
        CHECK(refusal([] { return ab::fit_uniform(none); }) == nothing);
        CHECK(refusal([] { return ab::fit_discrete_uniform(none); }) == nothing);
        CHECK(refusal([] { return ab::fit_normal(none); }) == nothing);

        const xt::xtensor<double, 2> x = {{0, 1}, {2, 3.5}};
        CHECK(refusal([&] { return ab::fit_bernoulli(x); }) == "draws[1, 0] = 2: must be a whole number in 0…1");
        CHECK(refusal([&] { return ab::fit_binomial(x, 3); }) == "draws[1, 1] = 3.5: must be a whole number in 0…3");
        CHECK(refusal([&] { return ab::fit_categorical(x, 2); }) == "draws[1, 0] = 2: must be a whole number in 0…1");
        CHECK(refusal([&] { return ab::fit_binomial(x, 0); }) == "n = 0: must be positive");
        CHECK(refusal([&] { return ab::fit_categorical(x, 0); }) == "classes = 0: must be positive");
        CHECK(refusal([&] { return ab::fit_discrete_uniform(x); })
                  .starts_with("draws[1, 1] = 3.5: must be a whole number"));
        const xt::xtensor<double, 1> same = {2, 2}, broken = {1, std::nan("")};
        CHECK(refusal([&] { return ab::fit_uniform(same); }) == "high - low = 0: must be finite and positive");
        CHECK(refusal([&] { return ab::fit_normal(same); }) == "draws: all are 2, which leaves no deviation");
        CHECK(refusal([&] { return ab::fit_normal(broken); }) == "draws[1] = nan: must be finite");
        CHECK(refusal([&] { return ab::fit_uniform(broken); }) == "draws[1] = nan: must be finite");
    }
}
