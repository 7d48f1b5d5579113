// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/linear.hpp>

#include <alphabar/schedule/at_times.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cstdint>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    static_assert(ab::step_expression<xt::xtensor<int, 1>> && ab::step_expression<const xt::xarray<std::uint8_t>&>);
    static_assert(!ab::step_expression<xt::xtensor<float, 1>> && !ab::step_expression<xt::xtensor<bool, 1>>);
    static_assert(!ab::step_expression<int> && !ab::step_expression<ab::step>);

    const auto schedule = ab::linear_schedule(1000, 1e-4, 0.02);

    // The value type is the one asked for, so that a float image stays float.
    static_assert(std::same_as<decltype(schedule.sigma(xt::xtensor<int, 1>()))::value_type, double>);
    static_assert(std::same_as<decltype(schedule.sigma<float>(xt::xtensor<int, 1>()))::value_type, float>);
    static_assert(std::same_as<decltype(2.0f * schedule.sigma<float>(xt::xtensor<int, 1>()))::value_type, float>);

    template <class Integer>
    void check_integers()
    {
        const xt::xtensor<Integer, 1> times{0, 1, 100};
        const xt::xtensor<double, 1> got = schedule.alpha_bar(times);
        CHECK(got(0) == 1.0);
        CHECK(got(1) == schedule.alpha_bar(ab::step{1}));
        CHECK(got(2) == schedule.alpha_bar(ab::step{100}));
    }

    TEST_CASE("Times may be integers of any kind")
    {
        check_integers<std::int8_t>();
        check_integers<std::uint8_t>();
        check_integers<std::int16_t>();
        check_integers<std::uint16_t>();
        check_integers<std::int32_t>();
        check_integers<std::uint32_t>();
        check_integers<std::int64_t>();
        check_integers<std::uint64_t>();
    }

    TEST_CASE("Times may have any shape, and the result has it")
    {
        xt::xarray<int> times = xt::xarray<int>::from_shape({2, 3, 1, 5});
        int next = 0;
        for (auto& t : times)
        {
            t = next++ * 31;
        }
        const xt::xarray<double> got = schedule.one_minus_alpha_bar(times);
        REQUIRE(got.shape() == times.shape());
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                for (std::size_t k = 0; k < 5; ++k)
                {
                    REQUIRE(got(i, j, 0, k) == schedule.one_minus_alpha_bar(ab::step{times(i, j, 0, k)}));
                }
            }
        }
        const xt::xarray<double> none = schedule.beta(xt::xarray<int>::from_shape({0, 3}));
        CHECK(none.size() == 0);
    }

    TEST_CASE("One time an image scales the whole image")
    {
        const xt::xtensor<float, 2> images{{1.0f, 2.0f, 3.0f}, {4.0f, 5.0f, 6.0f}};
        const xt::xtensor<int, 2> times{{10}, {1000}};
        const xt::xtensor<float, 2> got = schedule.signal<float>(times) * images;
        for (std::size_t b = 0; b < 2; ++b)
        {
            for (std::size_t i = 0; i < 3; ++i)
            {
                const auto signal = static_cast<float>(schedule.signal(ab::step{times(b, 0)}));
                CHECK(got(b, i) == signal * images(b, i));
            }
        }
    }

    TEST_CASE("Times may be an expression that is itself lazy, and owned")
    {
        const auto later = [&](const xt::xtensor<int, 1>& t) { return xt::xtensor<int, 1>(t + 5); };
        const xt::xtensor<int, 1> times{1, 2, 3};
        const xt::xtensor<double, 1> borrowed = schedule.beta(times + 5);
        const auto owning = schedule.beta(later(times));
        const xt::xtensor<double, 1> owned = owning;
        for (std::size_t i = 0; i < 3; ++i)
        {
            CHECK(borrowed(i) == schedule.beta(ab::step{times(i)} + 5));
            CHECK(owned(i) == borrowed(i));
        }
    }

    TEST_CASE("Nothing is looked up before the assignment")
    {
        xt::xtensor<int, 1> times{-7, 2};
        const auto lazy = schedule.beta(times);
        times(0) = 1;
        const xt::xtensor<double, 1> got = lazy;
        CHECK(got(0) == schedule.beta(ab::step{1}));
    }

    TEST_CASE("A time outside the schedule is refused before anything is written, with its position and value")
    {
        xt::xtensor<double, 1> out{-1.0, -2.0, -3.0};
        const auto unchanged = [&] { return out(0) == -1.0 && out(1) == -2.0 && out(2) == -3.0; };
        const auto assign = [&](auto&& e)
        {
            return refusal(
                [&]
                {
                    xt::noalias(out) = e;
                    return 0;
                });
        };
        CHECK(assign(schedule.alpha_bar(xt::xtensor<int, 1>{1, 5, 1001})) ==
              "alpha_bar: t[2] = 1001 lies outside 0..1000");
        CHECK(unchanged());
        CHECK(assign(2.0 * schedule.alpha_bar(xt::xtensor<int, 1>{1, -1, 3})) ==
              "alpha_bar: t[1] = -1 lies outside 0..1000");
        CHECK(unchanged());
        CHECK(assign(schedule.beta(xt::xtensor<int, 1>{1, 0, 3})) == "beta: t[1] = 0 lies outside 1..1000");
        CHECK(unchanged());
        CHECK(assign(schedule.log_snr(xt::xtensor<int, 1>{0, 1, 3})) ==
              "log_snr: t[0] = 0: the value there is infinite (or beyond the range of double), and is given only with "
              "ends::limit");
        CHECK(unchanged());
        CHECK(assign(schedule.beta(xt::xtensor<std::uint64_t, 1>{1, 18446744073709551615u, 3})) ==
              "beta: t[1] = 18446744073709551615 lies outside 1..1000");
        CHECK(unchanged());
    }

    TEST_CASE("The limits are given where they are asked for")
    {
        const xt::xtensor<double, 1> got = schedule.log_snr(xt::xtensor<int, 1>{0, 1}, ab::ends::limit);
        CHECK(got(0) == std::numeric_limits<double>::infinity());
        CHECK(got(1) == schedule.log_snr(ab::step{1}));
    }

    TEST_CASE("A step stored in the destination may be read by what is assigned to it")
    {
        xt::xtensor<int, 1> times{1, 2, 3};
        const xt::xtensor<int, 1> before = times;
        times = 1000.0 * schedule.alpha_bar(times);
        for (std::size_t i = 0; i < 3; ++i)
        {
            CHECK(times(i) == static_cast<int>(1000.0 * schedule.alpha_bar(ab::step{before(i)})));
        }
    }
}
