// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/coefficient.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    /// 1/(t + 3), which float rounds.
    double third(ab::step t) { return 1.0 / static_cast<double>(t.value() + 3); }

    template <class T, class Times, class X>
    auto over(Times&& times, const X& x)
    {
        return ab::kernel::over_times<T>(third, ab::step{0}, ab::step{9}, std::forward<Times>(times), x);
    }

    TEST_CASE("A coefficient over times is computed in double, and cast last")
    {
        const xt::xtensor<std::uint8_t, 1> times{0, 9, 4};
        const xt::xtensor<double, 1> x{0, 0, 0};
        const xt::xtensor<float, 1> f = over<float>(times, x);
        const xt::xtensor<double, 1> d = over<double>(times, x);
        for (std::size_t i = 0; i < 3; ++i)
        {
            CHECK(d(i) == third(ab::step{times(i)}));
            CHECK(f(i) == static_cast<float>(third(ab::step{times(i)})));
        }
    }

    TEST_CASE("Times take the shape in which they meet x")
    {
        const xt::xtensor<float, 3> x = xt::xtensor<float, 3>::from_shape({2, 3, 4});
        using shape = std::array<std::size_t, 3>;
        CHECK(over<float>(xt::xtensor<int, 1>{1, 2}, x).shape() == shape{2, 1, 1});
        CHECK(over<float>(xt::xtensor<int, 1>{1}, x).shape() == shape{1, 1, 1});
        CHECK(over<float>(xt::xtensor<int, 0>(1), x).shape() == shape{1, 1, 1});
        CHECK(over<float>(xt::xtensor<int, 2>::from_shape({3, 1}), x).shape() == shape{1, 3, 1});
        CHECK(over<float>(xt::xarray<int>::from_shape({2, 3, 4}), x).shape() == shape{2, 3, 4});
        CHECK(over<float>(xt::xtensor<int, 1>{1, 2}, xt::xarray<float>(x)).shape().size() == 3);
        CHECK(over<float>(xt::xtensor<int, 2>{{1, 2}}, 5.0).shape() == std::array<std::size_t, 2>{1, 2});
        CHECK(over<float>(xt::xtensor<int, 1>(), xt::xtensor<float, 2>::from_shape({0, 3})).shape()[0] == 0);
    }

    TEST_CASE("Times that would have to be cut or that x would have to grow for are refused")
    {
        const xt::xtensor<float, 2> x = xt::xtensor<float, 2>::from_shape({2, 3});
        CHECK(refusal([&] { return over<float>(xt::xtensor<int, 1>{1, 2, 3}, x); }) ==
              "times: extent 3 of axis 0 meets extent 2 of axis 0 of x");
        CHECK(refusal([&] { return over<float>(xt::xtensor<int, 2>::from_shape({2, 2}), x); }) ==
              "times: extent 2 of axis 1 meets extent 3 of axis 1 of x");
        CHECK(refusal([&] { return over<float>(xt::xtensor<int, 3>::from_shape({1, 1, 1}), x); }) ==
              "times: rank 3 exceeds that of x, 2");
        CHECK(refusal([&] { return over<float>(xt::xtensor<int, 1>(), x); }) ==
              "times: extent 0 of axis 0 meets extent 2 of axis 0 of x");
        CHECK(refusal([&] { return over<float>(xt::xtensor<int, 1>{1}, xt::xtensor<float, 0>(1.f)); }) ==
              "times: rank 1 exceeds that of x, 0");
    }

    TEST_CASE("A time outside is refused with its position when it is read, and before a loop writes")
    {
        const xt::xtensor<int, 2> times{{0, 9}, {10, -1}};
        const auto coefficient = over<double>(times, 1.0);
        CHECK(coefficient(0, 1) == third(ab::step{9}));
        CHECK(refusal([&] { return coefficient(1, 1); }) == "t[3] = -1 lies outside 0..9");
        xt::xtensor<double, 2> out{{7, 7}, {7, 7}};
        CHECK(refusal(
                  [&]
                  {
                      xt::noalias(out) = coefficient;
                      return 0;
                  }) == "t[2] = 10 lies outside 0..9");
        CHECK((out == xt::xtensor<double, 2>{{7, 7}, {7, 7}}));
    }

    TEST_CASE("Times that lie in the output's memory are refused, not read after they are overwritten")
    {
        xt::xtensor<std::int32_t, 1> times{1, 2, 3, 4};
        auto floats =
            xt::adapt(reinterpret_cast<float*>(times.data()), 4, xt::no_ownership(), std::array<std::size_t, 1>{4});
        CHECK(refusal(
                  [&]
                  {
                      xt::noalias(floats) = over<float>(times, 1.0);
                      return 0;
                  })
                  .starts_with("noalias:"));
        CHECK((times == xt::xtensor<std::int32_t, 1>{1, 2, 3, 4}));
    }
}
