// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// What holds in every schedule, whatever its betas.

#include "support/catch.hpp"

#include <alphabar/schedule/schedule.hpp>

#include <cmath>

namespace schedule_reference
{
    /// Holds a schedule to the relations between its quantities. Each side is right to a few units of the last place,
    /// so the two agree to a few.
    template <class Schedule>
    void check_identities(const Schedule& s)
    {
        using alphabar::ends;
        using alphabar::step;
        constexpr double few = 4e-15;
        const auto close = [](double a, double b)
        { return std::abs(a - b) <= few * std::max(std::abs(a), std::abs(b)); };

        CHECK(s.alpha_bar(step{0}) == 1.0);
        CHECK(s.one_minus_alpha_bar(step{0}) == 0.0);
        CHECK(s.log_alpha_bar(step{0}) == 0.0);
        CHECK(s.sigma(step{0}) == 0.0);
        CHECK(s.signal(step{0}) == 1.0);
        CHECK(s.noise(step{0}) == 0.0);
        CHECK(s.posterior_variance(step{1}) == 0.0);
        CHECK(s.one_minus_alpha_bar(step{1}) == s.beta(step{1}));

        constexpr double least = 1e-300;  // below, quotients of subnormal numbers say nothing
        bool held = true;
        std::int64_t at = 0;
        const auto expect = [&](bool holds, std::int64_t t)
        {
            at = held && !holds ? t : at;
            held = held && holds;
        };
        for (std::int64_t i = 1; i <= s.steps(); ++i)
        {
            const step t{i}, previous{i - 1};
            const double alpha_bar = s.alpha_bar(t), lost = s.one_minus_alpha_bar(t);
            expect(s.beta(t) > 0.0 && s.beta(t) <= 1.0 && alpha_bar >= 0.0 && lost <= 1.0, i);
            expect(alpha_bar < s.alpha_bar(previous) || alpha_bar <= least || s.beta(t) < 1e-15, i);
            expect(lost >= s.one_minus_alpha_bar(previous), i);
            expect(std::abs(alpha_bar + lost - 1.0) <= few && std::abs(s.alpha(t) + s.beta(t) - 1.0) <= few, i);
            expect(close(s.noise(t) * s.noise(t), lost), i);
            expect(close(s.step_signal(t) * s.step_signal(t), s.alpha(t)), i);
            expect(close(s.step_noise(t) * s.step_noise(t), s.beta(t)), i);
            expect(s.posterior_variance(t) < s.beta(t) || s.beta(t) == 1.0 || lost > 1.0 - 1e-15, i);
            expect(close(s.posterior_variance(t) * lost, s.beta(t) * s.one_minus_alpha_bar(previous)), i);
            if (alpha_bar < least)
            {
                continue;
            }
            expect(close(alpha_bar, s.alpha_bar(previous) * s.alpha(t)), i);
            expect(close(s.signal(t) * s.signal(t), alpha_bar), i);
            expect(close(s.snr(t) * lost, alpha_bar), i);
            expect(close(s.sigma(t) * s.sigma(t) * alpha_bar, lost), i);
            expect(std::abs(std::exp(s.log_alpha_bar(t)) - alpha_bar) <= 1e-15 * (1.0 - s.log_alpha_bar(t)) * alpha_bar,
                   i);
            expect(std::abs(s.log_snr(t) - (s.log_alpha_bar(t) - std::log(lost))) <=
                       few * (2.0 - s.log_alpha_bar(t) - std::log(lost)),
                   i);
            // beta from its neighbours: alpha_bar_{t-1} - alpha_bar_t = beta_t alpha_bar_{t-1}
            expect(std::abs(s.beta(t) - (lost - s.one_minus_alpha_bar(previous)) / s.alpha_bar(previous)) <=
                       few / s.alpha_bar(previous),
                   i);
        }
        CAPTURE(s.steps(), at);
        CHECK(held);
    }

    /// Two schedules hold the same numbers.
    template <class A, class B>
    bool same(const A& a, const B& b)
    {
        bool equal = a.steps() == b.steps();
        for (std::int64_t t = 1; equal && t <= a.steps(); ++t)
        {
            for (const auto q : alphabar::all_quantities)
            {
                equal = equal && a.at(q, alphabar::step{t}, alphabar::ends::limit) ==
                                     b.at(q, alphabar::step{t}, alphabar::ends::limit);
            }
        }
        return equal;
    }
}
