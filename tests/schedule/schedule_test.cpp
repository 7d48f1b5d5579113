// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/assign.hpp>
#include <alphabar/schedule/inverse.hpp>
#include <alphabar/schedule/linear.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <limits>
#include <type_traits>
#include <utility>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    constexpr double infinity = std::numeric_limits<double>::infinity();

    constexpr auto fixed = ab::linear_schedule<1000>(1e-4, 0.02);

    static_assert(fixed.steps() == 1000);
    static_assert(fixed.beta(ab::step{1}) == 1e-4 && fixed.beta(ab::step{1000}) == 0.02);
    static_assert(fixed.alpha_bar(ab::step{0}) == 1.0 && fixed.alpha_bar(ab::step{1}) == 1.0 - 1e-4);
    static_assert(fixed.at(ab::quantity::sigma, ab::step{0}) == 0.0);
    static_assert(std::is_trivially_copyable_v<ab::schedule_table<1000>>);

    // A scalar time is an ab::step; a number, or a time of another kind, does not compile.
    template <class S, class T>
    concept takes = requires(const S& s, T t) { s.alpha_bar(t); };
    using linear = ab::schedule_table<1000>;
    static_assert(takes<linear, ab::step> && takes<linear, xt::xtensor<int, 1>>);
    static_assert(!takes<linear, int> && !takes<linear, double> && !takes<linear, ab::table_index>);
    static_assert(!takes<linear, ab::continuous_time> && !takes<linear, ab::sigma_level>);
    static_assert(!takes<linear, xt::xtensor<double, 1>> && !takes<linear, xt::xtensor<bool, 1>>);

    // An expression borrows its schedule; a schedule that is about to go is not lent.
    template <class S>
    concept lends = requires(S&& s, xt::xtensor<int, 1> t) {
        std::forward<S>(s).beta(t);
        std::forward<S>(s).log_snr(t, ab::ends::limit);
        std::forward<S>(s).at(ab::quantity::beta, t);
    };
    template <class S>
    concept shows = requires(S&& s) { std::forward<S>(s).beta(); };
    template <class S>
    concept shows_any = requires(S&& s) { std::forward<S>(s).at(ab::quantity::beta); };
    static_assert(lends<const linear&> && lends<linear&> && !lends<linear> && !lends<const linear>);
    static_assert(shows<const linear&> && shows<linear&> && !shows<linear> && !shows<const linear>);
    static_assert(shows_any<const linear&> && !shows_any<linear> && !shows_any<const linear>);
    static_assert(lends<ab::dynamic_schedule&> && !lends<ab::dynamic_schedule>);
    static_assert(requires { linear(fixed).beta(ab::step{1}); });

    TEST_CASE("The same schedule made by the compiler and at run time holds the same bits")
    {
        const auto dynamic = ab::linear_schedule(1000, 1e-4, 0.02);
        for (const auto q : ab::all_quantities)
        {
            for (std::int64_t t = ab::first_step_of(q); t <= 1000; ++t)
            {
                REQUIRE(fixed.at(q, ab::step{t}, ab::ends::limit) == dynamic.at(q, ab::step{t}, ab::ends::limit));
            }
        }
    }

    TEST_CASE("Each name gives the quantity of that name, in all three forms")
    {
        const auto s = ab::linear_schedule(9, 0.1, 0.5);
        const xt::xtensor<int, 1> times{9, 1, 4};
        const auto agree = [&](ab::quantity q, double scalar, auto lazy, auto as_float, auto all)
        {
            CAPTURE(std::string(ab::name_of(q)));
            CHECK(scalar == s.at(q, ab::step{4}));
            const xt::xtensor<double, 1> looked_up = lazy;
            const xt::xtensor<float, 1> cast = as_float;
            const xt::xtensor<double, 1> whole = all;
            REQUIRE(whole.size() == 9);
            for (std::size_t i = 0; i < 3; ++i)
            {
                const double expected = s.at(q, ab::step{times(i)});
                CHECK(looked_up(i) == expected);
                CHECK(cast(i) == static_cast<float>(expected));
                CHECK(whole(static_cast<std::size_t>(times(i) - 1)) == expected);
            }
        };
        const ab::step t{4};
        agree(ab::quantity::beta, s.beta(t), s.beta(times), s.beta<float>(times), s.beta());
        agree(ab::quantity::alpha, s.alpha(t), s.alpha(times), s.alpha<float>(times), s.alpha());
        agree(ab::quantity::alpha_bar, s.alpha_bar(t), s.alpha_bar(times), s.alpha_bar<float>(times), s.alpha_bar());
        agree(ab::quantity::one_minus_alpha_bar, s.one_minus_alpha_bar(t), s.one_minus_alpha_bar(times),
              s.one_minus_alpha_bar<float>(times), s.one_minus_alpha_bar());
        agree(ab::quantity::log_alpha_bar, s.log_alpha_bar(t), s.log_alpha_bar(times), s.log_alpha_bar<float>(times),
              s.log_alpha_bar());
        agree(ab::quantity::snr, s.snr(t), s.snr(times), s.snr<float>(times), s.snr());
        agree(ab::quantity::log_snr, s.log_snr(t), s.log_snr(times), s.log_snr<float>(times), s.log_snr());
        agree(ab::quantity::sigma, s.sigma(t), s.sigma(times), s.sigma<float>(times), s.sigma());
        agree(ab::quantity::signal, s.signal(t), s.signal(times), s.signal<float>(times), s.signal());
        agree(ab::quantity::noise, s.noise(t), s.noise(times), s.noise<float>(times), s.noise());
        agree(ab::quantity::posterior_variance, s.posterior_variance(t), s.posterior_variance(times),
              s.posterior_variance<float>(times), s.posterior_variance());
        agree(ab::quantity::step_signal, s.step_signal(t), s.step_signal(times), s.step_signal<float>(times),
              s.step_signal());
        agree(ab::quantity::step_noise, s.step_noise(t), s.step_noise(times), s.step_noise<float>(times),
              s.step_noise());
    }

    TEST_CASE("A step outside the schedule is refused by quantity, step and T")
    {
        const auto s = ab::linear_schedule(20, 1e-4, 0.02);
        CHECK(refusal([&] { return s.alpha_bar(ab::step{21}); }) == "alpha_bar: step 21 lies outside 0..20");
        CHECK(refusal([&] { return s.alpha_bar(ab::step{-1}); }) == "alpha_bar: step -1 lies outside 0..20");
        CHECK(refusal([&] { return s.beta(ab::step{0}); }) == "beta: step 0 lies outside 1..20");
        CHECK(refusal([&] { return s.alpha(ab::step{0}); }) == "alpha: step 0 lies outside 1..20");
        CHECK(refusal([&] { return s.posterior_variance(ab::step{0}); }) ==
              "posterior_variance: step 0 lies outside 1..20");
        CHECK(refusal([&] { return s.log_snr(ab::step{21}, ab::ends::limit); }) ==
              "log_snr: step 21 lies outside 0..20");
    }

    TEST_CASE("What is infinite is refused unless the limit is asked for")
    {
        const auto s = ab::inverse_schedule(10);
        const std::string why = "the value there is infinite (or beyond the range of double), and is given only with "
                                "ends::limit";
        CHECK(refusal([&] { return s.snr(ab::step{0}); }) == "snr: step 0 of 0..10: " + why);
        CHECK(refusal([&] { return s.log_snr(ab::step{0}); }) == "log_snr: step 0 of 0..10: " + why);
        CHECK(refusal([&] { return s.log_snr(ab::step{10}); }) == "log_snr: step 10 of 0..10: " + why);
        CHECK(refusal([&] { return s.sigma(ab::step{10}); }) == "sigma: step 10 of 0..10: " + why);
        CHECK(refusal([&] { return s.log_alpha_bar(ab::step{10}); }) == "log_alpha_bar: step 10 of 0..10: " + why);
        CHECK(refusal([&] { return s.sigma(); }) == "sigma: step 10 of 0..10: " + why);

        CHECK(s.snr(ab::step{0}, ab::ends::limit) == infinity);
        CHECK(s.log_snr(ab::step{0}, ab::ends::limit) == infinity);
        CHECK(s.log_snr(ab::step{10}, ab::ends::limit) == -infinity);
        CHECK(s.log_alpha_bar(ab::step{10}, ab::ends::limit) == -infinity);
        CHECK(s.sigma(ab::step{10}, ab::ends::limit) == infinity);
        CHECK(s.sigma(ab::ends::limit)(9) == infinity);

        // What is finite at the end is given as it is.
        CHECK(s.alpha_bar(ab::step{10}) == 0.0);
        CHECK(s.snr(ab::step{10}) == 0.0);
        CHECK(s.signal(ab::step{10}) == 0.0);
        CHECK(s.noise(ab::step{10}) == 1.0);
    }

    TEST_CASE("The betas of a schedule are a view of T numbers")
    {
        const auto s = ab::linear_schedule(4, 0.1, 0.4);
        const auto betas = s.beta();
        REQUIRE(betas.dimension() == 1);
        REQUIRE(betas.size() == 4);
        CHECK(betas(0) == 0.1);
        CHECK(betas(3) == 0.4);
        CHECK(&betas(0) + 1 == &betas(1));
    }

    TEST_CASE("A copy of a schedule is a schedule of its own")
    {
        auto first = ab::linear_schedule(4, 0.1, 0.4);
        const auto copy = first;
        first = ab::linear_schedule(2, 0.5, 0.6);
        CHECK(copy.steps() == 4);
        CHECK(copy.beta(ab::step{4}) == 0.4);
        CHECK(first.steps() == 2);
    }
}
