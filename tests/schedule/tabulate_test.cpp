// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/tabulate.hpp>

#include <alphabar/schedule/constant.hpp>
#include <alphabar/schedule/cosine.hpp>
#include <alphabar/schedule/exponential.hpp>
#include <alphabar/schedule/inverse.hpp>
#include <alphabar/schedule/quadratic.hpp>
#include <alphabar/schedule/sigmoid.hpp>

#include "schedule/reference.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace
{
    namespace detail = alphabar::schedules::detail;
    using alphabar::quantity;
    using schedule_reference::real;

    TEST_CASE("A level keeps alpha_bar and its complement apart, far beyond the range of double")
    {
        detail::level at;
        const detail::double_double beta{0.9, 0.0}, alpha = detail::double_double{1.0, 0.0} - beta;
        for (int t = 0; t < 1000; ++t)
        {
            at.advance(beta, alpha);
        }
        // (1 - 0.9)^1000 is about 1e-1000; 0.9 is the double next to nine tenths
        const real expected = real(1000.0) * log(real(1.0) - real(0.9));
        CHECK(at.shrinks > 0);
        CHECK(at.lost.hi == 1.0);
        CHECK(schedule_reference::relative_error(detail::log_alpha_bar_of(at), expected) <= 3e-16);
    }

    TEST_CASE("Shrinking and growing by a power of two stop at 0 and at infinity")
    {
        CHECK(detail::shrunk(0.75, 0, 0x1p-512) == 0.75);
        CHECK(detail::shrunk(0.75, 1, 0x1p-512) == std::ldexp(0.75, -512));
        CHECK(detail::shrunk(0.75, 1'000'000'000, 0x1p-512) == 0.0);
        CHECK(detail::grown(0.75, 3, 0x1p256) == std::ldexp(0.75, 768));
        CHECK(detail::grown(0.75, 1'000'000'000, 0x1p256) == detail::infinity);
    }

    TEST_CASE("A log-SNR near zero comes from the difference, and keeps its digits")
    {
        detail::level at;
        const double beta = 0.5 + 0x1p-53;  // alpha_bar = 1/2 - 2^-53, so log-SNR = log(1 - 2^-52 ...) = -2^-51 ...
        at.advance({beta, 0.0}, detail::double_double{1.0, 0.0} - detail::double_double{beta, 0.0});
        const real expected = log((real(1.0) - real(beta)) / real(beta));
        CHECK(schedule_reference::relative_error(detail::log_snr_of(at, at.kept.hi / at.lost.hi), expected) <= 4e-16);
    }

    TEST_CASE("The lengths of schedules are bounded on both sides")
    {
        CHECK_THROWS_AS(detail::check_steps(0), alphabar::argument_error);
        CHECK_THROWS_AS(detail::check_steps(-3), alphabar::argument_error);
        CHECK_THROWS_AS(detail::check_steps(alphabar::longest_schedule + 1), alphabar::argument_error);
        CHECK_NOTHROW(detail::check_steps(alphabar::longest_schedule));
    }

    /// How many of the eight factories take a T of type N.
    template <class N>
    constexpr int factories = requires(N steps) { alphabar::constant_schedule(steps, 0.1); } + requires(N steps) {
        alphabar::cosine_schedule(steps);
    } + requires(N steps) { alphabar::exponential_schedule(steps, 0.1, 0.2); } + requires(N steps) {
        alphabar::inverse_schedule(steps);
    } + requires(N steps) { alphabar::linear_schedule(steps, 0.1, 0.2); } + requires(N steps) {
        alphabar::quadratic_schedule(steps, 0.1, 0.2);
    } + requires(N steps) { alphabar::scaled_linear_schedule(steps, 0.1, 0.2); } + requires(N steps) {
        alphabar::sigmoid_schedule(steps, 0.1, 0.2);
    };

    TEST_CASE("T is an integer of any type, never a number that would have to be cut to one")
    {
        static_assert(factories<int> == 8 && factories<std::int64_t> == 8 && factories<std::size_t> == 8);
        static_assert(factories<double> == 0 && factories<float> == 0 && factories<bool> == 0);
        CHECK(alphabar::cosine_schedule(std::uint8_t{200}).steps() == 200);
        CHECK(alphabar::test::refusal([] { return alphabar::inverse_schedule(~std::uint64_t{0}); }) ==
              "steps = 18446744073709551615: must lie in 1..10000000");
    }

    // The negative control: the tables of the common libraries, betas and their cumulative product in float32. The
    // checker that passes the library's schedules must see how far off these are.

    struct float_tables
    {
        std::vector<float> beta, one_minus_alpha_bar, posterior_variance;

        explicit float_tables(std::vector<float> betas) : beta(std::move(betas))
        {
            float alpha_bar = 1.0f, before = 1.0f;
            for (const float b : beta)
            {
                before = alpha_bar;
                alpha_bar *= 1.0f - b;
                one_minus_alpha_bar.push_back(1.0f - alpha_bar);
                posterior_variance.push_back(b * (1.0f - before) / (1.0f - alpha_bar));
            }
        }
    };

    struct worst_ulps
    {
        double one_minus_alpha_bar = 0.0;
        double posterior_variance = 0.0;
    };

    template <class Betas>
    worst_ulps measure(const float_tables& tables, Betas exact_beta)
    {
        worst_ulps worst;
        schedule_reference::definition exact;
        for (std::size_t i = 0; i < tables.beta.size(); ++i)
        {
            exact.advance(exact_beta(static_cast<std::int64_t>(i) + 1));
            worst.one_minus_alpha_bar = std::max(
                worst.one_minus_alpha_bar,
                schedule_reference::float_ulps(tables.one_minus_alpha_bar[i], exact.of(quantity::one_minus_alpha_bar)));
            if (i > 0)
            {
                worst.posterior_variance = std::max(
                    worst.posterior_variance, schedule_reference::float_ulps(tables.posterior_variance[i],
                                                                             exact.of(quantity::posterior_variance)));
            }
        }
        return worst;
    }

    TEST_CASE("A float32 cumulative product of linear betas fails the checker by thousands of ulp")
    {
        std::vector<float> betas;
        for (int t = 1; t <= 1000; ++t)
        {
            betas.push_back(static_cast<float>(1e-4 + (0.02 - 1e-4) * (t - 1) / 999.0));
        }
        const auto worst =
            measure(float_tables(betas), [](std::int64_t t)
                    { return real(1e-4) + (real(0.02) - real(1e-4)) * schedule_reference::fraction(t, 1000); });
        INFO(worst.one_minus_alpha_bar << " " << worst.posterior_variance);
        CHECK(worst.one_minus_alpha_bar > 2200);
        CHECK(worst.posterior_variance > 1000);
    }

    TEST_CASE("A float32 cumulative product of cosine betas fails the checker by thousands of ulp")
    {
        const auto f = [](double t)
        { return std::pow(std::cos((t / 1000.0 + 0.008) / 1.008 * 1.5707963267948966), 2); };
        std::vector<float> betas;
        for (int t = 1; t <= 1000; ++t)
        {
            betas.push_back(static_cast<float>(std::min(1.0 - f(t) / f(t - 1), 0.999)));
        }
        const auto worst = measure(float_tables(betas),
                                   [](std::int64_t t)
                                   {
                                       const auto g = [](std::int64_t k)
                                       {
                                           const real u = real(static_cast<double>(k)) / real(1000.0) + real(0.008);
                                           const real c = cos(real::pi() / real(2.0) * u / (real(1.0) + real(0.008)));
                                           return c * c;
                                       };
                                       return std::min(real(1.0) - g(t) / g(t - 1), real(0.999));
                                   });
        INFO(worst.one_minus_alpha_bar << " " << worst.posterior_variance);
        CHECK(worst.one_minus_alpha_bar > 5900);
        CHECK(worst.posterior_variance > 1000);
    }
}
