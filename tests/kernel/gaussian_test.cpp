// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/gaussian.hpp>

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/schedule/constant.hpp>
#include <alphabar/schedule/from_betas.hpp>
#include <alphabar/schedule/linear.hpp>

#include "random/statistics.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>
#include <optional>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    constexpr auto schedule = ab::linear_schedule<1000>(1e-4, 0.02);
    constexpr auto kernel = ab::gaussian_kernel(schedule);
    constexpr auto owner = ab::gaussian_kernel(ab::linear_schedule<10>(1e-4, 0.02));
    static_assert(kernel.steps() == 1000 && owner.steps() == 10);
    static_assert(kernel.signal(ab::step{0}) == 1 && kernel.noise(ab::step{0}) == 0);
    static_assert(&kernel.schedule() == &schedule);
    static_assert(owner.signal(ab::step{10}) == owner.schedule().signal(ab::step{10}));

    using picture = xt::xtensor<float, 3>;

    picture some_pictures()
    {
        picture x = picture::from_shape({4, 2, 3});
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            x.data()[i] = static_cast<float>(i) / 8 - 1;
        }
        return x;
    }

    const picture x0 = some_pictures();

    /// a x + s z, with the noise z of key k.
    template <class T, class X>
    xt::xarray<T> by_hand(double a, const X& x, double s, ab::key k)
    {
        xt::xarray<T> out = x;
        const xt::xarray<T> noise = ab::normal<T>(k, x.shape());
        for (std::size_t i = 0; i < out.size(); ++i)
        {
            out.data()[i] = static_cast<T>(a) * out.data()[i] + static_cast<T>(s) * noise.data()[i];
        }
        return out;
    }

    template <class A, class B>
    bool same(const A& a, const B& b)
    {
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
    }

    template <class T, class X>
    void check_formulas(const X& x)
    {
        const ab::key k{3};
        for (const std::int64_t t : {1, 2, 500, 1000})
        {
            const ab::step at{t};
            const xt::xarray<T> next = kernel.transition(x, at).sample(k);
            const xt::xarray<T> far = kernel.marginal(x, at).sample(k);
            CHECK(same(next, by_hand<T>(schedule.step_signal(at), x, schedule.step_noise(at), k)));
            CHECK(same(far, by_hand<T>(schedule.signal(at), x, schedule.noise(at), k)));
        }
        static_assert(std::same_as<typename decltype(kernel.marginal(x, ab::step{1}))::value_type, T>);
        static_assert(std::same_as<typename decltype(kernel.transition(x, ab::step{1}).sample(k))::value_type, T>);
    }

    TEST_CASE("One step and the marginal are a x + s ε for data of any type and rank; integers are noised in float")
    {
        check_formulas<float>(x0);
        check_formulas<double>(xt::xtensor<double, 1>{-15, -5, 1, 10});
        check_formulas<float>(xt::xarray<float>(x0));
        check_formulas<float>(xt::xtensor<std::uint8_t, 2>{{0, 128, 255}, {1, 2, 3}});
        check_formulas<float>(xt::xtensor_fixed<float, xt::xshape<2, 2>>{{1, 2}, {3, 4}});
        const xt::xtensor<float, 3, xt::layout_type::column_major> column_major = x0;
        const picture a = kernel.marginal(column_major, ab::step{9}).sample(ab::key{3});
        const picture b = kernel.marginal(x0, ab::step{9}).sample(ab::key{3});
        CHECK(same(a, b));
        const picture c = kernel.marginal(2.f * x0 - 1.f, ab::step{9}).sample(ab::key{3});
        CHECK(same(c, by_hand<float>(schedule.signal(ab::step{9}), picture(2.f * x0 - 1.f), schedule.noise(ab::step{9}),
                                     ab::key{3})));
    }

    TEST_CASE("Step 0 is the data itself, and the last step nearly all noise")
    {
        const picture at_zero = kernel.marginal(x0, ab::step{0}).sample(ab::key{1});
        CHECK(same(at_zero, x0));
        const picture zeros = kernel.marginal(x0, xt::xtensor<int, 1>{0, 0, 0, 0}).sample(ab::key{1});
        CHECK(same(zeros, x0));
        const auto last = kernel.marginal(1.0, ab::step{1000});
        CHECK(last.mean()() == schedule.signal(ab::step{1000}));
        CHECK(last.mean()() < 0.01);
        CHECK(std::abs(last.stddev()() - 1) < 1e-4);
        const auto limit = kernel.stationary<double>({2, 5});
        CHECK((limit.shape() == std::array<std::size_t, 2>{2, 5} && limit.mean()(1, 4) == 0 && limit.stddev()() == 1));
        CHECK(kernel.stationary(std::vector<int>{3}).shape()[0] == 3);
    }

    /// Each picture or element of an array of times has the bits of the scalar step.
    template <class Times>
    void check_times(const Times& times)
    {
        const ab::key k{12};
        xt::xarray<std::int64_t> each = xt::xarray<std::int64_t>::from_shape({4, 2, 3});
        if (times.dimension() == 1 && times.shape()[0] == 4)
        {
            each = xt::view(times, xt::all(), xt::newaxis(), xt::newaxis()) + xt::zeros<std::int64_t>({4, 2, 3});
        }
        else
        {
            each = times + xt::zeros<std::int64_t>({4, 2, 3});
        }
        const xt::xarray<float> far = kernel.marginal(x0, times).sample(k);
        const xt::xarray<float> next = kernel.transition(x0, times).sample(k);
        const xt::xarray<float> mean = kernel.marginal(x0, times).mean();
        REQUIRE(far.size() == x0.size());
        for (std::size_t i = 0; i < x0.size(); ++i)
        {
            const ab::step t{each.data()[i]};
            const picture far_at_t = kernel.marginal(x0, t).sample(k);
            const picture next_at_t = kernel.transition(x0, t).sample(k);
            CHECK(far.data()[i] == far_at_t.data()[i]);
            CHECK(next.data()[i] == next_at_t.data()[i]);
            CHECK(mean.data()[i] == static_cast<float>(kernel.signal(t)) * x0.data()[i]);
        }
    }

    TEST_CASE("Times: one an image, one an element, or any shape that broadcasts, with the bits of the scalar step")
    {
        using times = xt::xarray<std::int64_t>;
        check_times(times{1, 20, 999, 1000});                                         // one an image
        check_times(times{77});                                                       // one for all
        check_times(xt::xtensor<std::int64_t, 3>{{{1}}, {{20}}, {{999}}, {{1000}}});  // spelt out
        check_times(times{{1, 2, 3}, {4, 5, 6}});                                     // of the trailing axes
        const xt::xtensor<int, 3, xt::layout_type::column_major> one_an_element =
            1 + xt::arange<int>(0, 24).reshape({4, 2, 3});
        check_times(one_an_element);
        check_times(xt::xtensor<std::uint16_t, 1>{1, 20, 999, 1000});
    }

    TEST_CASE("Times of one entry each meet a batch of numbers, and a number x takes their shape")
    {
        const xt::xtensor<double, 1> x{1, 2, 3};
        const xt::xtensor<double, 1> mean = kernel.marginal(x, xt::xtensor<int, 1>{0, 10, 20}).mean();
        CHECK(
            (mean(0) == 1 && mean(1) == 2 * kernel.signal(ab::step{10}) && mean(2) == 3 * kernel.signal(ab::step{20})));
        const auto path = kernel.marginal(-15.0, xt::xtensor<int, 2>{{0, 1}, {2, 3}});
        CHECK(path.shape() == std::array<std::size_t, 2>{2, 2});
        CHECK(path.mean()(1, 1) == -15 * kernel.signal(ab::step{3}));
        CHECK(path.stddev()(1, 1) == kernel.noise(ab::step{3}));
    }

    template <class Times>
    std::string shape_refusal(const Times& times)
    {
        return refusal([&] { return kernel.marginal(x0, times); });
    }

    TEST_CASE("Times that do not fit x are refused with both extents")
    {
        CHECK(shape_refusal(xt::xtensor<int, 1>{1, 2, 3}) == "times: extent 3 of axis 0 meets extent 4 of axis 0 of x");
        CHECK(shape_refusal(xt::xtensor<int, 2>{{1, 2}, {3, 4}}) ==
              "times: extent 2 of axis 1 meets extent 3 of axis 2 of x");
        CHECK(shape_refusal(xt::xarray<int>::from_shape({5, 2, 3})) ==
              "times: extent 5 of axis 0 meets extent 4 of axis 0 of x");
        CHECK(shape_refusal(xt::xtensor<int, 4>::from_shape({1, 4, 2, 3})) == "times: rank 4 exceeds that of x, 3");
        CHECK(refusal([&] { return kernel.transition(x0, xt::xarray<int>{1, 2}); }) ==
              "times: extent 2 of axis 0 meets extent 4 of axis 0 of x");
        const xt::xtensor<float, 1> one{1};
        CHECK(refusal([&] { return kernel.marginal(one, xt::xtensor<int, 1>{1, 2}); }) ==
              "times: extent 2 of axis 0 meets extent 1 of axis 0 of x");
    }

    TEST_CASE("A step outside the schedule is refused with its value")
    {
        CHECK(refusal([] { return kernel.marginal(x0, ab::step{1001}); }) == "t = 1001 lies outside 0..1000");
        CHECK(refusal([] { return kernel.marginal(x0, ab::step{-1}); }) == "t = -1 lies outside 0..1000");
        CHECK(refusal([] { return kernel.transition(x0, ab::step{0}); }) == "t = 0 lies outside 1..1000");
        CHECK(refusal([] { return kernel.transition(x0, ab::step{1001}); }) == "t = 1001 lies outside 1..1000");
    }

    TEST_CASE("An array of times with one outside is refused with position and value, before anything is written")
    {
        picture out(std::array<std::size_t, 3>{4, 2, 3}, 7.f);
        const auto untouched = out;
        const auto assign = [&](auto&& times, bool one_step)
        {
            const auto message = refusal(
                [&]
                {
                    one_step ? xt::noalias(out) = kernel.transition(x0, times).sample(ab::key{1})
                             : xt::noalias(out) = kernel.marginal(x0, times).sample(ab::key{1});
                    return 0;
                });
            CHECK(same(out, untouched));
            return message;
        };
        CHECK(assign(xt::xtensor<int, 1>{1, 2, 3, 1001}, false) == "t[3] = 1001 lies outside 0..1000");
        CHECK(assign(xt::xtensor<int, 1>{1, -2, 3, 4}, false) == "t[1] = -2 lies outside 0..1000");
        CHECK(assign(xt::xtensor<int, 1>{1, 2, 0, 4}, true) == "t[2] = 0 lies outside 1..1000");
        CHECK(assign(xt::xtensor<std::uint64_t, 1>{1, 2, 3, ~std::uint64_t{0}}, true) ==
              "t[3] = 18446744073709551615 lies outside 1..1000");
        xt::xtensor<std::int64_t, 3> each = xt::ones<std::int64_t>({4, 2, 3});
        each(3, 1, 2) = 1001;
        CHECK(assign(each, true) == "t[23] = 1001 lies outside 1..1000");
        const auto law = kernel.marginal(x0, each);
        CHECK(refusal([&] { return law.mean()(3, 1, 2); }) == "t[23] = 1001 lies outside 0..1000");
        CHECK(refusal([&] { return law.mean()(0, 0, 0); }) == "accepted");
    }

    TEST_CASE("Transitions compose to the marginal: mean and variance, exactly but for rounding, at every step")
    {
        double signal = 1;
        double variance = 0;
        for (std::int64_t t = 1; t <= 1000; ++t)
        {
            const auto one = kernel.transition(1.0, ab::step{t});
            const double a = one.mean()();
            const double s = one.stddev()();
            signal *= a;
            variance = a * a * variance + s * s;
            const auto far = kernel.marginal(1.0, ab::step{t});
            CHECK(std::abs(far.mean()() - signal) <= 1e-13 * signal);
            CHECK(std::abs(far.variance()() - variance) <= 1e-13 * variance);
        }
    }

    TEST_CASE("Particles that walk have the marginal's law, and a time that is one off is caught")
    {
        const auto coarse = ab::from_betas(xt::xtensor<double, 1>{0.05, 0.1, 0.2, 0.3, 0.4});
        const auto chain = ab::gaussian_kernel(coarse);
        constexpr std::size_t particles = 200'000;
        const auto walk = [&](std::int64_t first_step)
        {
            auto x = xt::xtensor<double, 1>({particles}, 2.0);
            for (std::int64_t t = 1; t <= 4; ++t)
            {
                xt::noalias(x) = chain.transition(x, ab::step{first_step + t - 1}).sample(ab::key{8}.fold_in(t));
            }
            return x;
        };
        const auto fit = [&](const xt::xtensor<double, 1>& x, std::int64_t t)
        {
            std::vector<double> u(particles);
            for (std::size_t i = 0; i < particles; ++i)
            {
                u[i] = statistics::normal_cdf((x(i) - 2 * chain.signal(ab::step{t})) / chain.noise(ab::step{t}));
            }
            return statistics::kolmogorov_smirnov(u);
        };
        const auto x = walk(1);
        CHECK(fit(x, 4) > statistics::pass);
        CHECK(fit(x, 3) < statistics::caught);
        CHECK(fit(x, 5) < statistics::caught);
        CHECK(fit(walk(2), 4) < statistics::caught);  // β_{t+1} in place of β_t
        CHECK(fit(chain.marginal(xt::xtensor<double, 1>({particles}, 2.0), ab::step{4}).sample(ab::key{9}), 4) >
              statistics::pass);
    }

    TEST_CASE("Noise of different keys is uncorrelated, and of one key the same")
    {
        constexpr std::size_t count = 1 << 16;
        const xt::xtensor<float, 1> zero = xt::zeros<float>({count});
        const xt::xtensor<float, 1> a = kernel.marginal(zero, ab::step{1000}).sample(ab::key{1});
        const xt::xtensor<float, 1> b = kernel.marginal(zero, ab::step{1000}).sample(ab::key{2});
        const xt::xtensor<float, 1> again = kernel.marginal(zero, ab::step{1000}).sample(ab::key{1});
        const auto correlation = [](const auto& x, const auto& y)
        {
            double sum = 0;
            for (std::size_t i = 0; i < count; ++i)
            {
                sum += static_cast<double>(x(i)) * static_cast<double>(y(i));
            }
            return sum / std::sqrt(static_cast<double>(count));  // nearly standard normal if independent
        };
        CHECK(statistics::two_sided(correlation(a, b)) > statistics::pass);
        CHECK(statistics::two_sided(correlation(a, again)) < statistics::caught);
        CHECK(same(a, again));
    }

    TEST_CASE("A mixture through the kernel is the mixture of marginals, at every step")
    {
        const std::vector<double> data{-15, -5, 1, 10};
        const auto q0 = ab::empirical(data);
        const xt::xtensor<double, 1> grid = xt::linspace<double>(-16, 16, 33);
        for (std::int64_t t = 1; t <= 1000; t += 37)
        {
            const xt::xtensor<double, 1> q = q0.through(kernel, ab::step{t}).pdf(grid);
            for (std::size_t i = 0; i < grid.size(); ++i)
            {
                double sum = 0;
                for (const double x : data)
                {
                    sum += kernel.marginal(x, ab::step{t}).pdf(grid(i))() / 4;
                }
                CHECK(std::abs(q(i) - sum) <= 1e-12 * sum + 1e-300);
            }
        }
        CHECK(refusal([&] { return q0.through(kernel, ab::step{1001}); }) == "signal: step 1001 lies outside 0..1000");
    }

    TEST_CASE("NaN and infinity in the data stay in their element")
    {
        const xt::xtensor<float, 1> x{1, std::numeric_limits<float>::quiet_NaN(), HUGE_VALF, 1};
        const xt::xtensor<float, 1> out = kernel.marginal(x, ab::step{10}).sample(ab::key{1});
        const xt::xtensor<float, 1> ones = kernel.marginal(xt::ones<float>({4}), ab::step{10}).sample(ab::key{1});
        CHECK((std::isnan(out(1)) && out(2) == HUGE_VALF));
        CHECK((out(0) == ones(0) && out(3) == ones(3)));
    }

    TEST_CASE("Noising in place is safe")
    {
        const picture fresh = kernel.transition(x0, ab::step{5}).sample(ab::key{1});
        picture x = x0;
        xt::noalias(x) = kernel.transition(x, ab::step{5}).sample(ab::key{1});
        CHECK(same(x, fresh));
        x = x0;
        x = kernel.transition(x, ab::step{5}).sample(ab::key{1});
        CHECK(same(x, fresh));
    }

    TEST_CASE("A kernel copies as what it is, and any schedule will do that models the concept")
    {
        const auto copy = kernel;
        ab::gaussian_kernel again(copy);
        static_assert(std::same_as<std::remove_const_t<decltype(kernel)>, decltype(again)>);
        CHECK(&again.schedule() == &schedule);

        struct own_schedule  // β = 1/2 at each of three steps
        {
            static std::int64_t steps() { return 3; }
            static double beta(ab::step) { return 0.5; }
            static double alpha(ab::step) { return 0.5; }
            static double alpha_bar(ab::step t) { return std::ldexp(1.0, -static_cast<int>(t.value())); }
            static double one_minus_alpha_bar(ab::step t) { return 1 - alpha_bar(t); }
            static double log_alpha_bar(ab::step t) { return std::log(alpha_bar(t)); }
            static double snr(ab::step t) { return alpha_bar(t) / one_minus_alpha_bar(t); }
            static double log_snr(ab::step t) { return std::log(snr(t)); }
            static double sigma(ab::step t) { return 1 / std::sqrt(snr(t)); }
            static double signal(ab::step t) { return std::sqrt(alpha_bar(t)); }
            static double noise(ab::step t) { return std::sqrt(one_minus_alpha_bar(t)); }
            static double posterior_variance(ab::step) { return 0; }
            static double step_signal(ab::step) { return std::sqrt(0.5); }
            static double step_noise(ab::step) { return std::sqrt(0.5); }
        };
        const auto own = ab::gaussian_kernel(own_schedule());
        CHECK(own.marginal(2.0, ab::step{2}).mean()() == 1);
        const auto law = own.marginal(2.0, xt::xtensor<int, 1>{0, 2, 3});
        CHECK((law.mean()(1) == 1 && law.stddev()(2) == std::sqrt(0.875)));
        CHECK(refusal([&] { return law.mean()(0) + own.marginal(2.0, xt::xtensor<int, 1>{4}).mean()(0); }) ==
              "t[0] = 4 lies outside 0..3");
    }

    // What follows reads freed memory, under the address sanitizer, if a law borrows what it should own.

    auto law_of_local_times()
    {
        xt::xtensor<int, 1> times{1, 2, 3, 4};
        return kernel.marginal(x0, xt::xtensor<int, 1>(times));
    }

    auto step_of_local_times_and_data()
    {
        return kernel.transition(picture(x0), xt::xarray<int>{1, 2, 3, 4}).sample(ab::key{2});
    }

    auto law_of_a_dying_kernel() { return ab::gaussian_kernel(schedule).marginal(x0, xt::xtensor<int, 1>{1, 2, 3, 4}); }

    TEST_CASE("A law owns rvalue times and data, and borrows the schedule rather than the kernel")
    {
        const xt::xtensor<int, 1> times{1, 2, 3, 4};
        const picture far = kernel.marginal(x0, times).sample(ab::key{2});
        const auto law = law_of_local_times();
        const auto of_dead_kernel = law_of_a_dying_kernel();
        const auto draws = step_of_local_times_and_data();
        CHECK(same(picture(law.sample(ab::key{2})), far));
        CHECK(same(picture(of_dead_kernel.sample(ab::key{2})), far));
        CHECK(same(picture(draws), picture(kernel.transition(x0, times).sample(ab::key{2}))));

        std::optional own(ab::gaussian_kernel(ab::linear_schedule(10, 1e-4, 0.02)));
        const auto moved = std::move(*own);
        own.reset();
        CHECK(moved.signal(ab::step{10}) == owner.signal(ab::step{10}));
        CHECK(moved.marginal(2.0, times).mean()(3) == owner.marginal(2.0, ab::step{4}).mean()());
    }
}
