// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/kernel/fixed_factor.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/process/forward.hpp>
#include <alphabar/schedule/linear.hpp>

#include "support/allocations.hpp"
#include "support/catch.hpp"

namespace ab = alphabar;

namespace
{
    using ab::test::allocations_of;

    constexpr auto schedule = ab::linear_schedule<100>(1e-4, 0.02);
    constexpr auto kernel = ab::gaussian_kernel(schedule);

#if ALPHABAR_TEST_COUNTS_ALLOCATIONS
    TEST_CASE("Allocations are counted")
    {
        CHECK(allocations_of([] { xt::xtensor<float, 1> x = xt::zeros<float>({100}); }) > 0);
        CHECK(allocations_of([] { delete new int(1); }) <= 1);  // a compiler may do without
    }
#endif

    TEST_CASE("Assigning in place allocates nothing")
    {
        const xt::xtensor<float, 4> x0 = ab::normal(ab::key{1}, {4, 3, 8, 9});
        const xt::xtensor<int, 1> times{1, 20, 99, 100};
        const xt::xtensor<int, 4> each = xt::ones<int>({4, 3, 8, 9});
        auto x = x0;
        const ab::step t{20};
        const ab::key k{3};
        CHECK(allocations_of([&] { xt::noalias(x) = kernel.marginal(x0, t).sample(k); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(x) = kernel.marginal(x0, times).sample(k); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(x) = kernel.marginal(x0, each).sample(k); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(x) = kernel.transition(x, times).sample(k); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(x) = ab::forward_step(kernel, x, t, k); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(x) = kernel.marginal(x0, times).log_prob(x); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(x) = kernel.stationary(x.shape()).pdf(x); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(x) = ab::make_normal(0.f, 1.f).sample(k, x.shape()); }) == 0);
        const auto nothing = [](ab::step, const auto&) {};
        CHECK(allocations_of([&] { ab::walk(kernel, x, ab::step{0}, ab::step{9}, k, nothing); }) == 0);
        const auto endless = ab::fixed_factor_kernel::preserving(0.2);
        CHECK(allocations_of([&] { xt::noalias(x) = endless.marginal(x0, times).sample(k); }) == 0);
    }

    TEST_CASE("A density in place allocates nothing")
    {
        const auto q = ab::mixture(1, xt::xtensor<float, 1>{-15, -5, 1, 10}, 0.5);
        const auto in_plane = ab::mixture(1, xt::xtensor<float, 2>{{0, 1}, {1, 0}, {1, 1}}, 0.5);
        const xt::xtensor<float, 1> x = xt::linspace<float>(-16, 16, 333);
        const xt::xtensor<float, 2> points = ab::normal(ab::key{1}, {333, 2});
        auto p = x;
        CHECK(allocations_of([&] { xt::noalias(p) = q.pdf(x); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(p) = q.log_prob(x); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(p) = in_plane.pdf(points); }) == 0);
        CHECK(allocations_of([&] { xt::noalias(p) = in_plane.log_prob(points); }) == 0);
        CHECK(allocations_of([&] { p(0) = q.pdf(0.5f); }) == 0);
    }
}
