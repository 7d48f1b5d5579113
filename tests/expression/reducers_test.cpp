// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/expression/reducers.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace
{
    using namespace alphabar::expression;

    constexpr std::size_t lanes = 32;

    /// The result that a reducer folds `steps` tiles to, of which lane l of tile s is value(s, l).
    template <class Reducer, class T, class Value>
    T fold(std::size_t steps, Value&& value)
    {
        typename Reducer::template state<T, lanes> state;
        for (std::size_t step = 0; step < steps;)
        {
            auto adder = state.begin();
            for (std::size_t i = 0; i < Reducer::block && step < steps; ++i, ++step)
            {
                std::array<T, lanes> x;
                for (std::size_t lane = 0; lane < lanes; ++lane)
                {
                    x[lane] = value(step, lane);
                }
                adder.add(load<lanes>(x.data()));
            }
            state.end(adder);
            state.flush();
        }
        return state.fold(steps * lanes);
    }
}

TEST_CASE("lanes are folded in one fixed order: halves onto halves")
{
    const std::array<std::string, 8> letters{"a", "b", "c", "d", "e", "f", "g", "h"};
    const auto together = [](const std::string& x, const std::string& y) { return "(" + x + y + ")"; };
    CHECK(fold_pairwise(letters, together) == "(((ae)(cg))((bf)(dh)))");
    CHECK(fold_pairwise(std::array<int, 1>{7}, std::plus<>()) == 7);
}

TEST_CASE("sums and means are exact where numbers are")
{
    const auto position = [](std::size_t step, std::size_t lane) { return static_cast<double>(step * lanes + lane); };
    for (const std::size_t steps : {1u, 15u, 16u, 17u, 127u, 128u, 129u, 1000u})
    {
        const auto n = static_cast<double>(steps * lanes);
        CHECK(fold<sum_reducer, double>(steps, position) == n * (n - 1) / 2);
        CHECK(fold<mean_reducer, double>(steps, position) == (n - 1) / 2);
    }
    CHECK(fold<sum_reducer, std::int64_t>(3, [](std::size_t, std::size_t) { return std::int64_t(1) << 50; }) ==
          96ll << 50);
    CHECK(fold<sum_reducer, float>(0, [](std::size_t, std::size_t) { return 1.f; }) == 0);
}

TEST_CASE("log_sum_exp of n equal numbers is that number and log n")
{
    for (const std::size_t steps : {1u, 15u, 16u, 17u, 100u})
    {
        for (const double x : {0.0, -1e5, 1e5, 3.25, -1e300})
        {
            const double exact = x + std::log(static_cast<double>(steps * lanes));
            const double got = fold<log_sum_exp_reducer, double>(steps, [x](std::size_t, std::size_t) { return x; });
            CHECK(std::fabs(got - exact) <=
                  4 * std::numeric_limits<double>::epsilon() * std::max(1.0, std::fabs(exact)));
        }
    }
}

TEST_CASE("log_sum_exp does not depend on where the largest number stands")
{
    for (std::size_t where = 0; where < 40 * lanes; where += 37)
    {
        const double got = fold<log_sum_exp_reducer, double>(40, [where](std::size_t step, std::size_t lane)
                                                             { return step * lanes + lane == where ? 800.0 : -800.0; });
        CHECK(got == 800);
    }
}

TEST_CASE("the error that sums promise hardly grows with the number of terms")
{
    STATIC_REQUIRE(sum_error<float>(1) < 69);
    STATIC_REQUIRE(sum_error<float>(1'000'000) < 71);
    STATIC_REQUIRE(sum_error<double>(1'000'000'000) < 69);
}

TEST_CASE("a compensated total keeps what a plain one loses, infinities and NaN stay what they are")
{
    using sum = compensated_sum<float, lanes>;
    const auto first = [](const sum& s)
    {
        std::array<float, lanes> out;
        store(out.data(), s.value());
        return out[0];
    };
    sum s;
    s.add(splat<lanes>(0x1p24f));
    for (int i = 0; i < 1000; ++i)
    {
        s.add(splat<lanes>(1.f));  // each is lost to 2^24 alone
    }
    CHECK(first(s) == 0x1p24f + 1000.f);
    s.add(splat<lanes>(-0x1p24f));
    CHECK(first(s) == 1000.f);
    constexpr float infinity = std::numeric_limits<float>::infinity();
    s.add(splat<lanes>(infinity));
    s.add(splat<lanes>(1.f));
    CHECK(first(s) == infinity);
    s.add(splat<lanes>(-infinity));
    CHECK(std::isnan(first(s)));
}
