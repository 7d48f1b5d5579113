// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/process/forward.hpp>

#include <alphabar/kernel/fixed_factor.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/schedule/linear.hpp>

#include "random/statistics.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <set>
#include <vector>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    constexpr std::int64_t steps = 12;
    constexpr auto schedule = ab::linear_schedule<steps>(0.05, 0.4);
    constexpr auto kernel = ab::gaussian_kernel(schedule);
    constexpr ab::key chain{2026};

    const xt::xtensor<float, 2> x0{{-15, -5, 1}, {10, 0, 255}};

    template <class A, class B>
    bool same(const A& a, const B& b)
    {
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
    }

    /// x_0, x_1, ..., one step at a time, each with formula and noise spelt out.
    template <class T, class X>
    auto states_by_hand(const X& from)
    {
        std::vector<xt::xarray<T>> states{xt::xarray<T>(from)};
        for (std::int64_t t = 1; t <= steps; ++t)
        {
            const xt::xarray<T> noise = ab::normal<T>(chain.fold_in(t), from.shape());
            auto next = states.back();
            for (std::size_t i = 0; i < next.size(); ++i)
            {
                next.data()[i] = static_cast<T>(schedule.step_signal(ab::step{t})) * next.data()[i] +
                                 static_cast<T>(schedule.step_noise(ab::step{t})) * noise.data()[i];
            }
            states.push_back(next);
        }
        return states;
    }

    template <class T, class X>
    void check_trajectory(const X& from)
    {
        const auto expected = states_by_hand<T>(from);
        const auto all = ab::trajectory(kernel, from, chain, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        static_assert(std::same_as<typename std::decay_t<decltype(all)>::value_type, T>);
        REQUIRE(all.dimension() == from.dimension() + 1);
        REQUIRE(all.shape()[0] == 13);
        REQUIRE(all.size() == 13 * from.size());
        for (std::size_t k = 0; k < expected.size(); ++k)
        {
            CHECK(std::equal(expected[k].begin(), expected[k].end(), all.data() + k * from.size()));
        }
    }

    TEST_CASE("A trajectory is the chain written out, bit for bit, for data of any type and rank")
    {
        check_trajectory<float>(x0);
        check_trajectory<double>(xt::xtensor<double, 1>{-15, -5, 1, 10});
        check_trajectory<float>(xt::xarray<float>(x0));
        check_trajectory<float>(xt::xtensor<std::uint8_t, 2>{{0, 128, 255}});
        check_trajectory<float>(xt::xtensor<float, 2, xt::layout_type::column_major>(x0));
        check_trajectory<double>(xt::xtensor<double, 1>{});
    }

    TEST_CASE("What is kept changes nothing: step 0, the last one, both, or none")
    {
        const auto expected = states_by_hand<float>(x0);
        const auto check = [&](const auto& kept, std::vector<std::size_t> at)
        {
            REQUIRE(kept.shape()[0] == at.size());
            for (std::size_t k = 0; k < at.size(); ++k)
            {
                CHECK(std::equal(expected[at[k]].begin(), expected[at[k]].end(), kept.data() + k * x0.size()));
            }
        };
        check(ab::trajectory(kernel, x0, chain, {0}), {0});
        check(ab::trajectory(kernel, x0, chain, {12}), {12});
        check(ab::trajectory(kernel, x0, chain, {0, 12}), {0, 12});
        check(ab::trajectory(kernel, x0, chain, {3, 5, 11}), {3, 5, 11});
        const auto none = ab::trajectory(kernel, x0, chain, {});
        CHECK((none.shape() == std::array<std::size_t, 3>{0, 2, 3} && none.size() == 0));
    }

    TEST_CASE("The steps to keep may be any list of integers or steps")
    {
        const auto known = ab::trajectory(kernel, x0, chain, {1, 7});
        const int array[] = {1, 7};
        CHECK(same(ab::trajectory(kernel, x0, chain, array), known));
        CHECK(same(ab::trajectory(kernel, x0, chain, std::vector<std::uint8_t>{1, 7}), known));
        CHECK(same(ab::trajectory(kernel, x0, chain, std::vector{ab::step{1}, ab::step{7}}), known));
        CHECK(same(ab::trajectory(kernel, x0, chain, {ab::step{1}, ab::step{7}}), known));
        CHECK(same(ab::trajectory(kernel, x0, chain, std::set<std::int64_t>{7, 1}), known));
        CHECK(same(ab::trajectory(kernel, x0, chain, xt::xtensor<int, 1>{1, 7}), known));
    }

    TEST_CASE("Any step can be drawn again alone")
    {
        const auto all = ab::trajectory(kernel, x0, chain, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        for (std::int64_t t = 12; t >= 1; --t)  // in any order
        {
            const xt::xtensor<float, 2> before = xt::view(all, t - 1, xt::all(), xt::all());
            const xt::xtensor<float, 2> again = ab::forward_step(kernel, before, ab::step{t}, chain);
            CHECK(same(again, xt::xtensor<float, 2>(xt::view(all, t, xt::all(), xt::all()))));
        }
        static_assert(ab::step_key(chain, ab::step{3}) == chain.fold_in(3));
        static_assert(ab::step_key(chain, ab::step{3}) != ab::step_key(chain, ab::step{4}));
    }

    TEST_CASE("A walk may stop and go on, in a view as in a container")
    {
        const auto expected = states_by_hand<float>(x0);
        auto whole = xt::xtensor<float, 3>::from_shape({2, 2, 3});
        auto x = xt::view(whole, 1, xt::all(), xt::all());
        x = x0;
        std::vector<std::int64_t> seen;
        const auto visit = [&](ab::step t, const auto& state)
        {
            seen.push_back(t.value());
            CHECK(same(state, expected[static_cast<std::size_t>(t.value())]));
        };
        ab::walk(kernel, x, ab::step{0}, ab::step{5}, chain, visit);
        ab::walk(kernel, x, ab::step{5}, ab::step{5}, chain, visit);
        ab::walk(kernel, x, ab::step{5}, ab::step{12}, chain, visit);
        CHECK(seen == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    }

    TEST_CASE("A batch of particles is one array, and each element walks by itself")
    {
        // The same noise meets the same element, so two batches that differ in one particle differ in it alone.
        xt::xtensor<double, 1> a = xt::zeros<double>({100});
        auto b = a;
        b(17) = 1;
        const auto at_end = [](const auto& x) { return ab::trajectory(kernel, x, chain, {12}); };
        const auto of_a = at_end(a);
        const auto of_b = at_end(b);
        for (std::size_t i = 0; i < 100; ++i)
        {
            CHECK((of_a(0, i) == of_b(0, i)) == (i != 17));
        }
        CHECK(std::abs(of_b(0, 17) - of_a(0, 17) - kernel.signal(ab::step{12})) < 1e-15);
    }

    TEST_CASE("Steps have noise of their own: increments of a chain are uncorrelated, with one key they are not")
    {
        constexpr std::size_t count = 1 << 16;
        const auto chain_of_pure_noise = [](auto key_of)
        {
            auto z = xt::xtensor<double, 2>::from_shape({3, count});
            for (std::int64_t t = 1; t <= 3; ++t)
            {
                xt::view(z, t - 1, xt::all()) =
                    kernel.transition(xt::zeros<double>({count}), ab::step{t}).sample(key_of(t)) /
                    kernel.schedule().step_noise(ab::step{t});
            }
            double worst = 1;
            for (const auto& [i, j] : {std::pair{0, 1}, std::pair{0, 2}, std::pair{1, 2}})
            {
                double sum = 0;
                for (std::size_t n = 0; n < count; ++n)
                {
                    sum += z(i, n) * z(j, n);
                }
                worst = std::min(worst, statistics::two_sided(sum / std::sqrt(static_cast<double>(count))));
            }
            return worst;
        };
        CHECK(chain_of_pure_noise([](std::int64_t t) { return ab::step_key(chain, ab::step{t}); }) > statistics::pass);
        CHECK(chain_of_pure_noise([](std::int64_t) { return chain; }) < statistics::caught);
    }

    TEST_CASE("The end of a trajectory has the marginal's law; one step more or less is caught")
    {
        constexpr std::size_t particles = 100'000;
        const auto x = ab::trajectory(kernel, xt::xtensor<double, 1>({particles}, 3.0), ab::key{5}, {4, 5});
        const auto fit = [&](std::size_t k, std::int64_t t)
        {
            std::vector<double> u(particles);
            for (std::size_t i = 0; i < particles; ++i)
            {
                u[i] = statistics::normal_cdf((x(k, i) - 3 * kernel.signal(ab::step{t})) / kernel.noise(ab::step{t}));
            }
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(0, 4) > statistics::pass);
        CHECK(fit(1, 5) > statistics::pass);
        CHECK(fit(0, 5) < statistics::caught);
        CHECK(fit(1, 4) < statistics::caught);
    }

    TEST_CASE("A chain without a last step walks as far as one likes")
    {
        const auto endless = ab::fixed_factor_kernel::preserving(0.2);
        const auto x = ab::trajectory(endless, xt::xtensor<double, 1>{-15, -5, 1, 10}, chain, {0, 1, 2000});
        CHECK((x(0, 0) == -15 && x(0, 3) == 10));
        CHECK(std::abs(x(1, 0) - -15 * endless.factor()) < 0.2 * 7);
        CHECK((std::abs(x(2, 0)) < 7 && std::abs(x(2, 3)) < 7));
    }

    TEST_CASE("Steps that do not rise, are negative or beyond the last are refused")
    {
        const auto keep = [](std::initializer_list<std::int64_t> list)
        { return refusal([&] { return ab::trajectory(kernel, x0, chain, list); }); };
        CHECK(keep({1, 1}) == "keep[1] = 1: must exceed the one before it, 1");
        CHECK(keep({0, 5, 3}) == "keep[2] = 3: must exceed the one before it, 5");
        CHECK(keep({-1, 5}) == "keep[0] = -1: must be at least 0");
        CHECK(keep({0, 13}) == "t = 13 lies outside 1..12");
        CHECK(keep({0, std::numeric_limits<std::int64_t>::max()}) == "t = 9223372036854775807 lies outside 1..12");
        CHECK(refusal([] { return ab::trajectory(kernel, x0, chain, std::vector<std::uint64_t>{~std::uint64_t{0}}); })
                  .starts_with("step 18446744073709551615: must be at most"));
    }

    TEST_CASE("A walk that cannot be finished is not begun")
    {
        auto x = x0;
        const auto untouched = x;
        const auto nothing = [](ab::step, const auto&) {};
        const auto walk = [&](std::int64_t from, std::int64_t to)
        {
            const auto message = refusal(
                [&]
                {
                    ab::walk(kernel, x, ab::step{from}, ab::step{to}, chain, nothing);
                    return 0;
                });
            CHECK(same(x, untouched));
            return message;
        };
        CHECK(walk(3, 2) == "walk from step 3 to 2: must go forward from 0 or later");
        CHECK(walk(-1, 2) == "walk from step -1 to 2: must go forward from 0 or later");
        CHECK(walk(0, 13) == "t = 13 lies outside 1..12");
        CHECK(walk(4, 4) == "accepted");
        CHECK(refusal([&] { return ab::forward_step(kernel, x, ab::step{0}, chain); }) == "t = 0 lies outside 1..12");
    }

    auto step_of_locals() { return ab::forward_step(kernel, xt::xtensor<float, 2>(x0), ab::step{1}, chain); }

    TEST_CASE("A lazy step owns a state that is an rvalue")
    {
        const auto lazy = step_of_locals();
        CHECK(same(xt::xtensor<float, 2>(lazy), states_by_hand<float>(x0)[1]));
    }

    /// A kernel of a user's whose step moves elements: it cannot be walked in place.
    struct shifting_kernel
    {
        const xt::xtensor<float, 1>& from;
        int length;

        template <class X>
        auto transition(X&, ab::step) const
        {
            return ab::make_normal(ab::fuse(xt::view(from, xt::range(0, length)) * 0.5f), 1.f);
        }
    };

    /// Its states are doubles until they are stored: two steps in one expression would not round between them.
    struct kernel_in_double
    {
        static constexpr bool reads_once = true;
        double signal(ab::step) const { return 1; }
        double noise(ab::step) const { return 1; }

        template <class X>
        auto transition(X&& x, ab::step) const
        {
            return ab::make_normal(0.9 * std::forward<X>(x), 0.4);
        }
    };

    /// Takes arrays only, and borrows them.
    struct kernel_of_arrays
    {
        double signal(ab::step) const { return 1; }
        double noise(ab::step) const { return 1; }

        auto transition(const xt::xtensor<float, 1>& x, ab::step) const { return ab::make_normal(0.9f * x, 0.43f); }
    };

    template <class Kernel>
    void check_walk_of(const Kernel& walked)
    {
        xt::xtensor<float, 1> straight = xt::ones<float>({1000});
        auto shown = straight;
        ab::walk(walked, straight, ab::step{0}, ab::step{5}, ab::key{7});
        ab::walk(walked, shown, ab::step{0}, ab::step{5}, ab::key{7}, [](ab::step, const auto&) {});
        CHECK(std::equal(straight.begin(), straight.end(), shown.begin()));
    }

    TEST_CASE("A walk straight to the end is one step after the other for users' kernels, too")
    {
        check_walk_of(kernel_in_double());
        check_walk_of(kernel_of_arrays());
    }

    TEST_CASE("A walk straight to the end gives the state of one that is shown, block by block")
    {
        for (const std::size_t n : {1u, 63u, 16'384u, 16'385u, 40'001u})  // blocks have 16,384 floats
        {
            xt::xtensor<float, 1> shown = ab::normal(ab::key{1}, {n});
            auto straight = shown;
            std::int64_t visits = 0;
            ab::walk(kernel, shown, ab::step{2}, ab::step{9}, chain, [&](ab::step, const auto&) { ++visits; });
            ab::walk(kernel, straight, ab::step{2}, ab::step{9}, chain);
            CHECK(visits == 7);
            CHECK(same(shown, straight));
        }
        xt::xtensor<double, 2, xt::layout_type::column_major> columns({70, 130}, 0.25);
        xt::xtensor<double, 2> rows({70, 130}, 0.25);
        ab::walk(kernel, columns, ab::step{0}, ab::step{5}, chain);
        ab::walk(kernel, rows, ab::step{0}, ab::step{5}, chain, [](ab::step, const auto&) {});
        CHECK(same(columns, rows));
    }

    TEST_CASE("A walk that is refused leaves x alone")
    {
        xt::xtensor<float, 1> x = ab::normal(ab::key{1}, {100});
        const auto before = x;
        CHECK(refusal([&] { ab::walk(kernel, x, ab::step{3}, ab::step{2}, chain); }) ==
              "walk from step 3 to 2: must go forward from 0 or later");
        CHECK(refusal([&] { ab::walk(kernel, x, ab::step{0}, ab::step{13}, chain); }) == "t = 13 lies outside 1..12");
        CHECK(same(x, before));
        CHECK_THROWS_AS(ab::walk(shifting_kernel{x, 99}, x, ab::step{0}, ab::step{1}, chain), xt::broadcast_error);
        auto inner = xt::adapt(x.data() + 1, 99, xt::no_ownership(), std::array<std::size_t, 1>{99});
        CHECK(refusal([&] { ab::walk(shifting_kernel{x, 99}, inner, ab::step{0}, ab::step{1}, chain); })
                  .find("overlaps") != std::string::npos);
        CHECK(same(x, before));
    }
}
