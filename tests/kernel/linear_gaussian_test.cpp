// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/fixed_factor.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/kernel/linear_gaussian.hpp>
#include <alphabar/kernel/rectified_flow.hpp>
#include <alphabar/kernel/sub_vp.hpp>
#include <alphabar/kernel/variance_exploding.hpp>
#include <alphabar/schedule/cosine.hpp>
#include <alphabar/schedule/linear.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

// What holds for every kernel of four numbers a step, and for each that the library brings.

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    /// A kernel of a user's own: the mean shrinks by a tenth a step, noise keeps the variance at 4, if it is the right one.
    template <bool Right>
    struct kernel_of_a_user : ab::linear_gaussian_interface<kernel_of_a_user<Right>>
    {
        double signal(ab::step t) const { return std::pow(0.9, static_cast<double>(t.value())); }
        double noise(ab::step t) const { return 2 * std::sqrt(1 - std::pow(0.81, static_cast<double>(t.value()))); }
        double step_signal(ab::step) const { return 0.9; }
        double step_noise(ab::step) const { return Right ? 2 * std::sqrt(0.19) : 2 * 0.19; }
        double stationary_noise() const { return 2; }
    };
    using my_kernel = kernel_of_a_user<true>;
    using wrong_kernel = kernel_of_a_user<false>;
    static_assert(ab::linear_gaussian_kernel<my_kernel>);
    static_assert(!ab::linear_gaussian_kernel<int>);

    const auto schedule = ab::linear_schedule(100, 1e-4, 0.2);
    const auto cosine = ab::cosine_schedule(1000);

    /// The largest relative error of s_t = a_t s_{t−1} and n_t² = a_t² n_{t−1}² + b_t².
    template <class Kernel>
    double error_of_composition(const Kernel& kernel, std::int64_t last)
    {
        double worst = std::fabs(kernel.signal(ab::step{0}) - 1) + kernel.noise(ab::step{0});
        for (ab::step t{1}; t <= ab::step{last}; ++t)
        {
            const double signal = kernel.step_signal(t) * kernel.signal(t - 1);
            const double noise = std::hypot(kernel.step_signal(t) * kernel.noise(t - 1), kernel.step_noise(t));
            worst = std::fmax(worst, std::fabs(signal - kernel.signal(t)) / std::fmax(signal, 1e-300));
            worst = std::fmax(worst, std::fabs(noise / kernel.noise(t) - 1));
        }
        return worst;
    }

    TEST_CASE("Steps compose to marginals, of every kernel of four numbers a step")
    {
        CHECK(error_of_composition(ab::gaussian_kernel(schedule), 100) < 4e-15);
        CHECK(error_of_composition(ab::gaussian_kernel(cosine), 1000) < 4e-15);
        CHECK(error_of_composition(ab::sub_vp_kernel(schedule), 100) < 4e-15);
        CHECK(error_of_composition(ab::sub_vp_kernel(cosine), 1000) < 4e-15);
        CHECK(error_of_composition(ab::fixed_factor_kernel::preserving(0.2), 300) < 1e-13);
        CHECK(error_of_composition(ab::fixed_factor_kernel(0.98, 0.2), 300) < 1e-13);
        CHECK(error_of_composition(ab::variance_exploding_kernel(200, 0.01, 50), 200) < 1e-14);
        CHECK(error_of_composition(ab::variance_exploding_kernel(1, 3, 3), 1) < 1e-14);
        CHECK(error_of_composition(ab::rectified_flow_kernel(1000), 1000) < 1e-14);
        CHECK(error_of_composition(ab::rectified_flow_kernel(1), 1) < 1e-14);
        CHECK(error_of_composition(my_kernel(), 50) < 1e-14);
        CHECK(error_of_composition(wrong_kernel(), 50) > 0.1);
    }

    /// How far log q(x_{t−1} | x_t, x_0) + log q(x_t | x_0) is from log q(x_t | x_{t−1}) + log q(x_{t−1} | x_0), in units of
    /// what rounding x, about 10, means where the noise is n_{t−1}.
    template <class Kernel>
    double error_of_posterior(const Kernel& kernel, ab::step t)
    {
        const xt::xtensor<double, 1> x0 = 3. * ab::normal<double>(ab::key{1}, {50});
        const xt::xtensor<double, 1> before = kernel.marginal(x0, t - 1).sample(ab::key{2});
        const xt::xtensor<double, 1> x = kernel.transition(before, t).sample(ab::key{3});
        const xt::xtensor<double, 1> left =
            kernel.posterior(x, x0, t).log_prob(before) + kernel.marginal(x0, t).log_prob(x);
        const xt::xtensor<double, 1> right =
            kernel.transition(before, t).log_prob(x) + kernel.marginal(x0, t - 1).log_prob(before);
        return xt::amax(xt::abs(left - right))() / (1e-15 * (1 + 10 / kernel.noise(t - 1)));
    }

    TEST_CASE("Bayes' rule holds for the posterior")
    {
        for (const std::int64_t t : {2, 3, 17, 99})
        {
            const ab::step at{t};
            CAPTURE(t);
            CHECK(error_of_posterior(ab::gaussian_kernel(schedule), at) < 30);
            CHECK(error_of_posterior(ab::gaussian_kernel(cosine), at) < 30);
            CHECK(error_of_posterior(ab::sub_vp_kernel(schedule), at) < 30);
            CHECK(error_of_posterior(ab::fixed_factor_kernel::preserving(0.2), at) < 30);
            CHECK(error_of_posterior(ab::variance_exploding_kernel(200, 0.01, 50), at) < 30);
            CHECK(error_of_posterior(ab::rectified_flow_kernel(100), at) < 30);
            CHECK(error_of_posterior(my_kernel(), at) < 30);
            CHECK(error_of_posterior(wrong_kernel(), at) > 1e9);
        }
    }

    TEST_CASE("The posterior of the schedule's kernel is that of the literature, and at t = 1 the data")
    {
        const auto kernel = ab::gaussian_kernel(schedule);
        for (const std::int64_t i : {1, 2, 50, 100})
        {
            const ab::step t{i};
            const auto c = ab::kernel::posterior_of(kernel, t);
            const double lost = schedule.one_minus_alpha_bar(t);
            CHECK(c.start == Approx(schedule.signal(t - 1) * schedule.beta(t) / lost).epsilon(1e-14));
            CHECK(c.present ==
                  Approx(schedule.step_signal(t) * schedule.one_minus_alpha_bar(t - 1) / lost).epsilon(1e-14));
            CHECK(c.noise * c.noise == Approx(schedule.posterior_variance(t)).epsilon(1e-14));
        }
        const xt::xtensor<float, 2> x0{{1, 2}, {3, -4}}, x{{0, 7}, {1, 1}};
        CHECK((xt::xtensor<float, 2>(kernel.posterior(x, x0, ab::step{1}).sample(ab::key{1})) == x0));
    }

    TEST_CASE("An array of equal times gives the bits of the step, for every law")
    {
        const xt::xtensor<float, 2> x = ab::normal<float>(ab::key{1}, {3, 40});
        const xt::xtensor<float, 2> x0 = ab::normal<float>(ab::key{2}, {3, 40});
        const xt::xtensor<int, 1> times{20, 20, 20};
        const ab::key k{5};
        const ab::step t{20};
        const auto check = [&](const auto& kernel)
        {
            using picture = xt::xtensor<float, 2>;
            CHECK((picture(kernel.posterior(x, x0, times).sample(k)) == picture(kernel.posterior(x, x0, t).sample(k))));
            CHECK((picture(kernel.transition(x, times).sample(k)) == picture(kernel.transition(x, t).sample(k))));
            CHECK((picture(kernel.marginal(x, times).sample(k)) == picture(kernel.marginal(x, t).sample(k))));
        };
        check(ab::gaussian_kernel(schedule));
        check(ab::sub_vp_kernel(schedule));
        check(ab::rectified_flow_kernel(40));
        check(ab::variance_exploding_kernel(40, 0.01, 50));
        check(my_kernel());
        const auto owned = ab::rectified_flow_kernel(40).posterior(x, x0, xt::xtensor<int, 1>{20, 20, 20});
        CHECK((xt::xtensor<float, 2>(owned.sample(k)) ==
               xt::xtensor<float, 2>(ab::rectified_flow_kernel(40).posterior(x, x0, t).sample(k))));
    }

    TEST_CASE("What a kernel keeps is what it says, and the flow ends in noise exactly")
    {
        const double n = my_kernel().stationary({1}).stddev()();
        CHECK(std::hypot(0.9 * n, my_kernel().step_noise(ab::step{1})) == Approx(n).epsilon(1e-7));
        const ab::rectified_flow_kernel flow(10);
        CHECK((flow.signal(ab::step{10}) == 0 && flow.noise(ab::step{10}) == 1 && flow.step_signal(ab::step{10}) == 0));
        CHECK(flow.signal(ab::step{3}) == Approx(0.7).epsilon(1e-15));
        const ab::variance_exploding_kernel exploding(3, 0.5, 2);
        CHECK(exploding.noise(ab::step{1}) == 0.5);
        CHECK(exploding.noise(ab::step{2}) == Approx(1).epsilon(1e-15));
        CHECK(exploding.noise(ab::step{3}) == 2);
    }

    TEST_CASE("Steps and parameters outside their domain are refused with value and rule")
    {
        const xt::xtensor<float, 1> x{1, 2};
        const ab::rectified_flow_kernel flow(10);
        CHECK(refusal([&] { return flow.posterior(x, x, ab::step{0}); }) == "t = 0 lies outside 1..10");
        CHECK(refusal([&] { return flow.marginal(x, ab::step{11}); }) == "t = 11 lies outside 0..10");
        CHECK(refusal([&] { return my_kernel().transition(x, ab::step{0}); }) == "t = 0: must be at least 1");
        CHECK(refusal(
                  [&]
                  {
                      return xt::xtensor<float, 1>(flow.posterior(x, x, xt::xtensor<int, 1>{4, 0}).sample(ab::key{1}));
                  }) == "t[1] = 0 lies outside 1..10");
        CHECK(refusal([] { return ab::rectified_flow_kernel(0); }) == "steps = 0: must be at least 1");
        CHECK(refusal([] { return ab::variance_exploding_kernel(10, 0, 1); }) == "sigma_min 0: must be positive");
        CHECK(refusal([] { return ab::variance_exploding_kernel(10, 2, 1); }) ==
              "sigma_max 1: must exceed sigma_min, 2");
    }
}
