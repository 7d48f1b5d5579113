// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/fixed_factor.hpp>

#include "kernel/reference.hpp"
#include "random/statistics.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    constexpr auto document = ab::fixed_factor_kernel::preserving(0.2);
    static_assert(document.signal(ab::step{0}) == 1);
    static_assert(document.noise(ab::step{0}) == 0);
    static_assert(document.sigma() == 0.2);
    static_assert(ab::fixed_factor_kernel(0.5, 2).factor() == 0.5);

    TEST_CASE("The fixed-factor chain's mean and deviation are those of multiprecision, for all factors and times")
    {
        for (const auto& known : kernel_reference::fixed_factor_values)
        {
            INFO("a = " << known.factor << ", sigma = " << known.sigma << ", t = " << known.t);
            const auto chain = known.preserving ? ab::fixed_factor_kernel::preserving(known.sigma)
                                                : ab::fixed_factor_kernel(known.factor, known.sigma);
            const ab::step t{known.t};
            CHECK(std::abs(chain.signal(t) - known.signal) <=
                  ab::fixed_factor_accuracy::signal(known.exponent) * known.signal);
            CHECK(std::abs(chain.noise(t) - known.noise) <= ab::fixed_factor_accuracy::noise * known.noise);
        }
    }

    TEST_CASE("A chain that keeps unit variance does so at every step, and tends to N(0, 1)")
    {
        for (std::int64_t t = 0; t <= 400; ++t)
        {
            const double signal = document.signal(ab::step{t});
            const double noise = document.noise(ab::step{t});
            CHECK(std::abs(signal * signal + noise * noise - 1) < 1e-15);
        }
        CHECK(document.signal(ab::step{2000}) < 1e-17);
        CHECK(document.noise(ab::step{2000}) == 1);
        CHECK(document.noise(ab::step{std::numeric_limits<std::int64_t>::max()}) == 1);
        CHECK(document.signal(ab::step{std::numeric_limits<std::int64_t>::max()}) == 0);

        for (const double sigma : {1e-140, 1e-160, 1e-170, std::numeric_limits<double>::min()})
        {
            const auto still = ab::fixed_factor_kernel::preserving(sigma);
            CHECK(still.noise(ab::step{1}) == sigma);
            CHECK(still.noise(ab::step{1'000'000}) == 1000 * sigma);
            CHECK(still.noise(ab::step{0}) == 0);
            CHECK(still.signal(ab::step{std::numeric_limits<std::int64_t>::max()}) == 1);
            CHECK(still.stationary<double>({1}).stddev()() == 1);
            const auto law = still.marginal(3.0, xt::xtensor<int, 1>{1, 4});
            CHECK((law.stddev()(0) == sigma && law.stddev()(1) == 2 * sigma));
        }

        const auto limit = document.stationary({2, 3});
        CHECK(limit.shape() == std::array<std::size_t, 2>{2, 3});
        CHECK((limit.mean()(1, 2) == 0 && limit.stddev()() == 1));
        const auto wide = ab::fixed_factor_kernel(0.6, 4).stationary<double>(std::vector<std::size_t>{5});
        CHECK(std::abs(wide.stddev()() - 5) < 1e-14);  // 4/√(1 − 0.36)
    }

    TEST_CASE("Steps compose: mean and variance of t steps come from those of t - 1")
    {
        for (const auto& chain : {document, ab::fixed_factor_kernel(0.9, 1), ab::fixed_factor_kernel(0.3, 0.01)})
        {
            const double a = chain.factor();
            for (std::int64_t t = 1; t <= 100; ++t)
            {
                const double before = chain.noise(ab::step{t - 1});
                const double variance = a * a * before * before + chain.sigma() * chain.sigma();
                const double now = chain.noise(ab::step{t});
                CHECK(std::abs(now * now - variance) <= 2e-15 * variance);
                CHECK(std::abs(chain.signal(ab::step{t}) - a * chain.signal(ab::step{t - 1})) <=
                      3e-14 * chain.signal(ab::step{t}));
            }
        }
    }

    TEST_CASE("Transition and marginal are their formulas, in the type of x")
    {
        const ab::key k{5};
        const xt::xtensor<float, 1> x{-15, -5, 1, 10};
        const xt::xtensor<float, 1> noise = ab::normal<float>(k, {4});
        const xt::xtensor<float, 1> one_step = document.transition(x, ab::step{7}).sample(k);
        const xt::xtensor<float, 1> at_seven = document.marginal(x, ab::step{7}).sample(k);
        const auto a = static_cast<float>(document.factor());
        const auto a7 = static_cast<float>(document.signal(ab::step{7}));
        const auto s7 = static_cast<float>(document.noise(ab::step{7}));
        for (std::size_t i = 0; i < 4; ++i)
        {
            CHECK(one_step(i) == a * x(i) + 0.2f * noise(i));
            CHECK(at_seven(i) == a7 * x(i) + s7 * noise(i));
        }
        static_assert(std::same_as<decltype(document.marginal(x, ab::step{1}))::value_type, float>);
        static_assert(std::same_as<decltype(document.marginal(xt::xarray<double>(), ab::step{1}))::value_type, double>);
        static_assert(
            std::same_as<decltype(document.marginal(xt::xtensor<std::uint8_t, 3>(), ab::step{1}))::value_type, float>);
        CHECK((xt::xtensor<float, 1>(document.marginal(x, ab::step{0}).sample(k)) == x));
        CHECK(document.marginal(2.0, ab::step{3}).mean()() == 2 * document.signal(ab::step{3}));
    }

    TEST_CASE("Times may be an array: one a batch element, one an element, with the bits of the step")
    {
        const ab::key k{6};
        const xt::xtensor<float, 2> x{{-15, -5, 1}, {10, 0, 2}};
        const xt::xtensor<int, 1> per_row{3, 400};
        const xt::xtensor<std::int64_t, 2> per_element{{0, 1, 2}, {3, 4, 5}};
        const xt::xtensor<float, 2> rows = document.marginal(x, per_row).sample(k);
        const xt::xtensor<float, 2> elements = document.marginal(x, per_element).sample(k);
        const xt::xtensor<float, 2> steps = document.transition(x, xt::xtensor<int, 1>{1, 99}).sample(k);
        const xt::xtensor<float, 2> one_step = document.transition(x, ab::step{1}).sample(k);
        CHECK((steps == one_step));
        for (std::size_t i = 0; i < 2; ++i)
        {
            const xt::xtensor<float, 2> row = document.marginal(x, ab::step{per_row(i)}).sample(k);
            for (std::size_t j = 0; j < 3; ++j)
            {
                CHECK(rows(i, j) == row(i, j));
                CHECK(elements(i, j) ==
                      (xt::xtensor<float, 2>(document.marginal(x, ab::step{per_element(i, j)}).sample(k)))(i, j));
            }
        }

        // The mean of one particle over time.
        const xt::xtensor<double, 1> path = document.marginal(10.0, xt::arange<int>(0, 5)).mean();
        CHECK((path(0) == 10 && path(4) == 10 * document.signal(ab::step{4})));
    }

    TEST_CASE("What the fixed-factor chain refuses, it names")
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK(refusal([] { return ab::fixed_factor_kernel(1, 1); }) == "factor 1: must lie in (0, 1)");
        CHECK(refusal([] { return ab::fixed_factor_kernel(0, 1); }) == "factor 0: must lie in (0, 1)");
        CHECK(refusal([=] { return ab::fixed_factor_kernel(nan, 1); }) == "factor nan: must lie in (0, 1)");
        CHECK(refusal([] { return ab::fixed_factor_kernel(0.5, 0); }) == "sigma 0: must be positive and finite");
        CHECK(refusal([] { return ab::fixed_factor_kernel(0.5, HUGE_VAL); }) ==
              "sigma inf: must be positive and finite");
        CHECK(refusal([=] { return ab::fixed_factor_kernel(0.5, nan); }) == "sigma nan: must be positive and finite");
        CHECK(refusal([] { return ab::fixed_factor_kernel(0.5, 1.7e308); }) ==
              "sigma 1.7e+308 with factor 0.5: sigma/sqrt(1 - factor^2), to which the noise grows, must be finite");
        CHECK(ab::fixed_factor_kernel(0.5, 1.5e308).noise(ab::step{1'000'000}) < HUGE_VAL);
        CHECK(refusal([] { return ab::fixed_factor_kernel::preserving(1); }) == "sigma 1: must lie in (0, 1)");
        CHECK(refusal([] { return ab::fixed_factor_kernel::preserving(-0.1); }) == "sigma -0.1: must lie in (0, 1)");
        CHECK(refusal([] { return document.signal(ab::step{-1}); }) == "step -1: must be at least 0");
        CHECK(refusal([] { return document.noise(ab::step{-7}); }) == "step -7: must be at least 0");
        const xt::xtensor<float, 1> x{1, 2};
        CHECK(refusal([&] { return document.transition(x, ab::step{0}); }) == "t = 0: must be at least 1");
        CHECK(refusal([&] { return document.marginal(x, ab::step{-1}); }) == "t = -1: must be at least 0");
        xt::xtensor<float, 1> y{7, 7};
        CHECK(refusal(
                  [&]
                  {
                      xt::noalias(y) = document.transition(x, xt::xtensor<int, 1>{1, 0}).sample(ab::key{1});
                      return 0;
                  }) == "t[1] = 0: must be at least 1");
        CHECK((y == xt::xtensor<float, 1>{7, 7}));
        const xt::xtensor<std::uint64_t, 1> beyond{~std::uint64_t{0}, 1};
        CHECK(refusal([&] { return document.marginal(x, beyond).stddev()(0); }) ==
              "t[0] = 18446744073709551615 lies outside 0..9223372036854775807");
    }

    TEST_CASE("Particles that walk have the law of the closed form, and a law one step off is caught")
    {
        // A coarse chain, so that neighbouring steps differ: a = 0.8, five steps.
        const auto chain = ab::fixed_factor_kernel(0.8, 0.5);
        constexpr std::size_t particles = 200'000;
        constexpr std::int64_t steps = 5;
        xt::xtensor<double, 1> x = xt::xtensor<double, 1>({particles}, 3.0);
        for (std::int64_t t = 1; t <= steps; ++t)
        {
            xt::noalias(x) = chain.transition(x, ab::step{t}).sample(ab::key{11}.fold_in(t));
        }
        const auto fit = [&](std::int64_t t)
        {
            std::vector<double> u(particles);
            for (std::size_t i = 0; i < particles; ++i)
            {
                u[i] = statistics::normal_cdf((x(i) - 3 * chain.signal(ab::step{t})) / chain.noise(ab::step{t}));
            }
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(steps) > statistics::pass);
        CHECK(fit(steps - 1) < statistics::caught);
        CHECK(fit(steps + 1) < statistics::caught);
    }
}
