// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/kernel/noised.hpp>

#include <alphabar/core/xtensor.hpp>

#include "support/catch.hpp"

namespace
{
    template <class X, class T>
    constexpr bool in = std::same_as<alphabar::kernel::noised_t<X>, T>;

    // Floating-point data keep their type; integers are noised in float, whatever they are handed over as.
    static_assert(in<xt::xtensor<float, 3>, float> && in<const xt::xtensor<double, 3>&, double> &&
                  in<xt::xarray<double>&&, double>);
    static_assert(in<xt::xtensor<std::uint8_t, 3>&, float> && in<xt::xarray<std::int64_t>, float> &&
                  in<xt::xtensor<bool, 1>, float>);
    static_assert(in<float, float> && in<const double&, double> && in<int, float>);
    static_assert(in<decltype(2 * xt::xtensor<int, 1>()), float> && in<decltype(2.0 * xt::xtensor<int, 1>()), double>);

    TEST_CASE("Data are noised in their own type if it is floating-point, else in float")
    {
        SUCCEED("checked at compile time");
    }
}
