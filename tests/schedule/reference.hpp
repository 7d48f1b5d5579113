// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// What the schedules are held against: their definitions, written down plainly and evaluated with 320 bits, and a
// checker that measures how far a table is from them.

#include "support/catch.hpp"

#include <alphabar/schedule/options.hpp>
#include <alphabar/schedule/quantity.hpp>
#include <alphabar/schedule/time.hpp>

#include <mpfr.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace schedule_reference
{
    /// A number of 320 bits, or as many as asked for before it is made.
    class real
    {
    public:
        static inline mpfr_prec_t bits = 320;

        real() { mpfr_init2(m_value, bits), mpfr_set_zero(m_value, 1); }
        real(double x) : real() { mpfr_set_d(m_value, x, MPFR_RNDN); }
        real(const real& other) : real() { mpfr_set(m_value, other.m_value, MPFR_RNDN); }
        real& operator=(const real& other)
        {
            mpfr_set(m_value, other.m_value, MPFR_RNDN);
            return *this;
        }
        ~real() { mpfr_clear(m_value); }

        friend real operator+(const real& a, const real& b) { return apply(mpfr_add, a, b); }
        friend real operator-(const real& a, const real& b) { return apply(mpfr_sub, a, b); }
        friend real operator*(const real& a, const real& b) { return apply(mpfr_mul, a, b); }
        friend real operator/(const real& a, const real& b) { return apply(mpfr_div, a, b); }
        friend real sqrt(const real& a) { return apply(mpfr_sqrt, a); }
        friend real log(const real& a) { return apply(mpfr_log, a); }
        friend real exp(const real& a) { return apply(mpfr_exp, a); }
        friend real sin(const real& a) { return apply(mpfr_sin, a); }
        friend real cos(const real& a) { return apply(mpfr_cos, a); }
        friend real abs(const real& a) { return apply(mpfr_abs, a); }
        friend real pow(const real& a, const real& b) { return apply(mpfr_pow, a, b); }
        friend bool operator<(const real& a, const real& b) { return mpfr_less_p(a.m_value, b.m_value) != 0; }

        [[nodiscard]] double value() const { return mpfr_get_d(m_value, MPFR_RNDN); }
        [[nodiscard]] bool zero() const { return mpfr_zero_p(m_value) != 0; }

        static real pi()
        {
            real out;
            mpfr_const_pi(out.m_value, MPFR_RNDN);
            return out;
        }

        /// The distance of floats (or doubles) at |x|.
        static real spacing(const real& x, int digits, int least_exponent)
        {
            const long exponent = x.zero() ? least_exponent : std::max<long>(mpfr_get_exp(x.m_value), least_exponent);
            real out(1.0);
            mpfr_mul_2si(out.m_value, out.m_value, exponent - digits, MPFR_RNDN);
            return out;
        }

    private:
        template <class F>
        static real apply(F f, const real& a)
        {
            real out;
            f(out.m_value, a.m_value, MPFR_RNDN);
            return out;
        }

        template <class F>
        static real apply(F f, const real& a, const real& b)
        {
            real out;
            f(out.m_value, a.m_value, b.m_value, MPFR_RNDN);
            return out;
        }

        mpfr_t m_value;
    };

    /// More bits for a while: 1 - alpha_bar from a product needs as many as the exponents of the betas span.
    class with_bits
    {
    public:
        explicit with_bits(mpfr_prec_t bits) : m_before(std::exchange(real::bits, bits)) {}
        with_bits(const with_bits&) = delete;
        with_bits& operator=(const with_bits&) = delete;
        ~with_bits() { real::bits = m_before; }

    private:
        mpfr_prec_t m_before;
    };

    /// |got - exact| / |exact|; below the normal numbers relative to the smallest of them.
    template <class Real = double>
    double relative_error(Real got, const real& exact)
    {
        const real scale = std::max(abs(exact), real(static_cast<double>(std::numeric_limits<Real>::min())));
        return (abs(real(static_cast<double>(got)) - exact) / scale).value();
    }

    /// |got - exact| in units of the spacing of floats at exact.
    inline double float_ulps(float got, const real& exact)
    {
        const int least = std::numeric_limits<float>::min_exponent;
        return (abs(real(static_cast<double>(got)) - exact) / real::spacing(exact, 24, least)).value();
    }

    /// The quantities of a schedule from its definition, in the order of `quantity`.
    class definition
    {
    public:
        /// Goes one step on.
        void advance(const real& next)
        {
            before = alpha_bar;
            beta = next;
            alpha_bar = alpha_bar * (real(1.0) - next);
        }

        [[nodiscard]] real of(alphabar::quantity q) const
        {
            const real one(1.0);
            switch (q)
            {
            case alphabar::quantity::beta:
                return beta;
            case alphabar::quantity::alpha:
                return one - beta;
            case alphabar::quantity::alpha_bar:
                return alpha_bar;
            case alphabar::quantity::one_minus_alpha_bar:
                return one - alpha_bar;
            case alphabar::quantity::log_alpha_bar:
                return log(alpha_bar);
            case alphabar::quantity::snr:
                return alpha_bar / (one - alpha_bar);
            case alphabar::quantity::log_snr:
                return log(alpha_bar / (one - alpha_bar));
            case alphabar::quantity::sigma:
                return sqrt((one - alpha_bar) / alpha_bar);
            case alphabar::quantity::signal:
                return sqrt(alpha_bar);
            case alphabar::quantity::noise:
                return sqrt(one - alpha_bar);
            case alphabar::quantity::posterior_variance:
                return beta * (one - before) / (one - alpha_bar);
            case alphabar::quantity::step_signal:
                return sqrt(one - beta);
            case alphabar::quantity::step_noise:
                return sqrt(beta);
            }
            return {};
        }

    private:
        real beta;
        real alpha_bar = 1.0;
        real before = 1.0;
    };

    /// The worst errors of a table.
    struct errors
    {
        std::array<double, alphabar::all_quantities.size()> relative{};
        std::array<double, alphabar::all_quantities.size()> ulps{};
        std::array<std::int64_t, alphabar::all_quantities.size()> at{};
    };

    /// True at the ends of a long schedule and at every 97th step between them; always in a short one.
    inline bool looked_at(std::int64_t t, std::int64_t steps)
    {
        return steps <= 2000 || t <= 200 || t > steps - 200 || t % 97 == 0;
    }

    /// Measures a schedule against the betas that define it: `beta(t)` gives them with 320 bits.
    template <class Schedule, class Betas>
    errors measure(const Schedule& schedule, Betas beta)
    {
        errors worst;
        definition exact;
        for (std::int64_t t = 1; t <= schedule.steps(); ++t)
        {
            exact.advance(beta(t));
            for (const auto q : alphabar::all_quantities)
            {
                if (!looked_at(t, schedule.steps()))
                {
                    continue;
                }
                const auto i = static_cast<std::size_t>(q);
                const double got = schedule.at(q, alphabar::step{t}, alphabar::ends::limit);
                const real expected = exact.of(q);
                if (std::isinf(got) && (std::isinf(expected.value())))
                {
                    continue;
                }
                const bool near_zero = q == alphabar::quantity::log_snr && std::abs(expected.value()) < 1e-9 &&
                                       abs(real(got) - expected) < real(alphabar::log_snr_zero_accuracy);
                if (const double e = near_zero ? 0.0 : relative_error(got, expected); !(e <= worst.relative[i]))
                {
                    worst.relative[i] = e;
                    worst.at[i] = t;
                }
                if (near_zero || std::isinf(static_cast<float>(expected.value())))
                {
                    continue;
                }
                if (const double e = float_ulps(static_cast<float>(got), expected); !(e <= worst.ulps[i]))
                {
                    worst.ulps[i] = e;
                }
            }
        }
        return worst;
    }

    /// The promise: `measure`, held to the constants that the documentation names.
    template <class Schedule, class Betas>
    void check_accuracy(const Schedule& schedule, Betas beta)
    {
        const errors worst = measure(schedule, beta);
        for (const auto q : alphabar::all_quantities)
        {
            const auto i = static_cast<std::size_t>(q);
            CAPTURE(schedule.steps(), std::string(alphabar::name_of(q)), worst.at[i]);
            CHECK(worst.relative[i] <= alphabar::schedule_accuracy);
            CHECK(worst.ulps[i] <= alphabar::schedule_float_accuracy_ulp);
        }
    }

    /// (t - 1)/(T - 1), 0 where T = 1.
    inline real fraction(std::int64_t t, std::int64_t steps)
    {
        return steps == 1 ? real(0.0) : real(static_cast<double>(t - 1)) / real(static_cast<double>(steps - 1));
    }

    /// The lengths that are tested: one step, short, the usual, the longest for which accuracy is promised.
    inline const std::array<std::int64_t, 6> lengths{1, 2, 3, 100, 1000, alphabar::accurate_steps};
}
