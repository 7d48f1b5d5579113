// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/concept.hpp>

#include <alphabar/schedule/linear.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    static_assert(ab::noise_schedule<ab::dynamic_schedule>);
    static_assert(ab::noise_schedule<ab::schedule_table<1>> && ab::noise_schedule<ab::schedule_table<1000>>);
    static_assert(!ab::noise_schedule<int> && !ab::noise_schedule<xt::xtensor<double, 1>>);

    /// The least that is a schedule: alpha_bar halves at each of three steps.
    struct halving
    {
        std::int64_t steps() const { return 3; }
        double beta(ab::step) const { return 0.5; }
        double alpha(ab::step) const { return 0.5; }
        double alpha_bar(ab::step t) const { return std::exp2(-t.value()); }
        double one_minus_alpha_bar(ab::step t) const { return 1.0 - alpha_bar(t); }
        double log_alpha_bar(ab::step t) const { return -static_cast<double>(t.value()) * std::log(2.0); }
        double snr(ab::step t) const { return alpha_bar(t) / one_minus_alpha_bar(t); }
        double log_snr(ab::step t) const { return std::log(snr(t)); }
        double sigma(ab::step t) const { return std::sqrt(1.0 / snr(t)); }
        double signal(ab::step t) const { return std::sqrt(alpha_bar(t)); }
        double noise(ab::step t) const { return std::sqrt(one_minus_alpha_bar(t)); }
        double posterior_variance(ab::step t) const
        {
            return 0.5 * one_minus_alpha_bar(t - 1) / one_minus_alpha_bar(t);
        }
        double step_signal(ab::step) const { return std::sqrt(0.5); }
        double step_noise(ab::step) const { return std::sqrt(0.5); }
    };
    static_assert(ab::noise_schedule<halving>);
    static_assert(ab::tabulated_schedule<ab::dynamic_schedule> && !ab::tabulated_schedule<halving>);

    /// Off by a type: counts with plain integers.
    struct counts_with_integers : halving
    {
        double beta(int) const { return 0.5; }
    };
    static_assert(!ab::noise_schedule<counts_with_integers>);

    /// Off by a precision.
    struct float_table : halving
    {
        float alpha_bar(ab::step) const { return 0.5f; }
    };
    static_assert(!ab::noise_schedule<float_table>);

    template <ab::noise_schedule S>
    double last_noise(const S& s)
    {
        return s.noise(ab::step{s.steps()});
    }

    TEST_CASE("A function over the concept takes the library's schedules and a stranger's")
    {
        CHECK(last_noise(halving{}) == std::sqrt(0.875));
        CHECK(last_noise(ab::linear_schedule(1, 0.25, 0.25)) == 0.5);
    }
}
