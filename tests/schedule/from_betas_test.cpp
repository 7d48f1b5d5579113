// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/from_betas.hpp>

#include "schedule/identities.hpp"
#include "schedule/reference.hpp"
#include "support/refusal.hpp"

#include <initializer_list>
#include <list>
#include <vector>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using schedule_reference::check_accuracy;
    using schedule_reference::check_identities;
    using schedule_reference::real;
    using schedule_reference::same;

    constexpr auto compiled = ab::from_betas({0.1, 0.2, 0.4});
    static_assert(compiled.steps() == 3 && compiled.beta(ab::step{3}) == 0.4);
    static_assert(ab::from_betas(std::array{0.1, 0.2}).steps() == 2);
    static_assert(ab::from_betas({0.1f}).beta(ab::step{1}) == static_cast<double>(0.1f));

    template <class T>
    concept accepted = requires(const T& betas) { ab::from_betas(betas); };
    static_assert(accepted<std::vector<double>> && accepted<std::span<const float>> && accepted<xt::xarray<double>>);
    static_assert(!accepted<std::vector<int>> && !accepted<xt::xtensor<int, 1>> && !accepted<double>);

    TEST_CASE("Given betas: a list, an array, a span, a range and an expression make the same schedule")
    {
        const std::vector<double> vector{0.1, 0.2, 0.4};
        const std::initializer_list<double> list{0.1, 0.2, 0.4};
        const xt::xtensor<double, 1> tensor{0.1, 0.2, 0.4};
        const xt::xarray<double> array{0.1, 0.2, 0.4};
        const xt::xtensor<double, 2> matrix{{0.1, 0.0}, {0.2, 0.0}, {0.4, 0.0}};
        CHECK(same(compiled, ab::from_betas(std::array{0.1, 0.2, 0.4})));
        CHECK(same(compiled, ab::from_betas(vector)));
        CHECK(same(compiled, ab::from_betas(std::span(vector))));
        CHECK(same(compiled, ab::from_betas(list)));
        CHECK(same(compiled, ab::from_betas(std::list<double>{0.1, 0.2, 0.4})));
        CHECK(same(compiled, ab::from_betas(tensor)));
        CHECK(same(compiled, ab::from_betas(array)));
        CHECK(same(compiled, ab::from_betas(1.0 * tensor)));
        CHECK(same(compiled, ab::from_betas(xt::view(matrix, xt::all(), 0))));
        CHECK(same(compiled, ab::from_betas(compiled.beta())));
    }

    TEST_CASE("Given betas: every quantity is within the promised accuracy, up to 100,000 steps")
    {
        for (const auto steps : schedule_reference::lengths)
        {
            std::vector<double> betas;
            std::uint64_t state = 88172645463325252u;
            for (std::int64_t t = 0; t < steps; ++t)
            {
                state ^= state << 13, state ^= state >> 7, state ^= state << 17;
                betas.push_back(std::ldexp(static_cast<double>(state >> 12) + 0.5, -52 - static_cast<int>(state % 20)));
            }
            check_accuracy(ab::from_betas(betas),
                           [&](std::int64_t t) { return real(betas[static_cast<std::size_t>(t - 1)]); });
        }
    }

    TEST_CASE("Given betas: extremes of the open interval are betas too")
    {
        const schedule_reference::with_bits enough(1400);
        const std::vector<double> betas{0x1p-1074, 1e-310, 1e-300, 0x1p-53, 1.0 - 0x1p-53, 0.5};
        const auto s = ab::from_betas(betas);
        check_accuracy(s, [&](std::int64_t t) { return real(betas[static_cast<std::size_t>(t - 1)]); });
        CHECK_THROWS_AS(s.snr(ab::step{1}), ab::argument_error);
        CHECK(s.log_snr(ab::step{1}) > 744.0);
    }

    TEST_CASE("Given betas: the quantities fit each other")
    {
        check_identities(compiled);
        check_identities(ab::from_betas({0.9, 0.1, 0.5, 0.5, 1e-9}));
    }

    TEST_CASE("Given betas: bad ones are refused with index and value")
    {
        const auto refused = [](std::vector<double> betas) { return refusal([&] { return ab::from_betas(betas); }); };
        const double infinite = std::numeric_limits<double>::infinity();
        CHECK(refused({}) == "betas: none given, must be at least one");
        CHECK(refused({0.1, 0.0}) == "beta[1] = 0 (step 2): must lie in (0, 1)");
        CHECK(refused({0.1, -0.0}) == "beta[1] = -0 (step 2): must lie in (0, 1)");
        CHECK(refused({0.1, 0.2, -0.1}) == "beta[2] = -0.1 (step 3): must lie in (0, 1)");
        CHECK(refused({1.5}) == "beta[0] = 1.5 (step 1): must lie in (0, 1)");
        CHECK(refused({0.1, std::nan(""), 0.2}) == "beta[1] = nan (step 2): must lie in (0, 1)");
        CHECK(refused({infinite}) == "beta[0] = inf (step 1): must lie in (0, 1)");
        CHECK(refused({-infinite}) == "beta[0] = -inf (step 1): must lie in (0, 1)");
        CHECK(refusal([] { return ab::from_betas(xt::xtensor<double, 2>{{0.1, 0.2}}); }) ==
              "betas have 2 dimensions: must have 1");
        CHECK(refusal([] { return ab::from_betas(xt::xtensor<double, 1>()); }) ==
              "betas: none given, must be at least one");
    }
}
