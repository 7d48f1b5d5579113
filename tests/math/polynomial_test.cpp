// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/core/config.hpp>
#include <alphabar/math/polynomial.hpp>

#include <cstddef>
#include <utility>

using alphabar::math::detail::estrin;

namespace
{
    // 1 + 2 x + 3 x^2 + … at 1, 2 and -1/2: all sums and products are exact in double.
    template <std::size_t... I>
    constexpr bool exact_with_terms(std::index_sequence<I...>)
    {
        constexpr double coefficients[] = {(static_cast<double>(I) + 1)...};
        for (const double x : {0.0, 1.0, -0.5, 2.0})
        {
            double horner = 0;
            for (std::size_t i = sizeof...(I); i-- != 0;)
            {
                horner = horner * x + coefficients[i];
            }
            if (estrin(x, coefficients) != horner)
            {
                return false;
            }
        }
        return true;
    }

    template <std::size_t... Count>
    constexpr bool exact_up_to(std::index_sequence<Count...>)
    {
        return (exact_with_terms(std::make_index_sequence<Count + 2>()) && ...);
    }
    static_assert(exact_up_to(std::make_index_sequence<31>()));  // 2 to 32 terms, by the compiler
}

TEST_CASE("Each power of x meets its own coefficient")
{
    // A coefficient alone: c x^i has nothing to cancel with, so no order of operations can hide another power.
    for (std::size_t i = 0; i != 32; ++i)
    {
        double coefficients[32] = {};
        coefficients[i] = 3;
        double power = 3;
        for (std::size_t j = 0; j != i; ++j)
        {
            power *= -2;
        }
        INFO("power " << i);
        CHECK(estrin(-2.0, coefficients) == power);
    }
}

#if defined(XTENSOR_USE_XSIMD)
TEST_CASE("Lanes of a batch evaluate as scalars do, to the bit")
{
    using batch = xsimd::batch<float>;
    const float coefficients[] = {0.1f, -0.7f, 1.f / 3.f, 0.2f, 1e-3f, 7.f, -0.9f};
    float x[batch::size];
    for (std::size_t lane = 0; lane != batch::size; ++lane)
    {
        x[lane] = 0.37f + 0.11f * static_cast<float>(lane);
    }
    float y[batch::size];
    estrin(batch::load_unaligned(x), coefficients).store_unaligned(y);
    for (std::size_t lane = 0; lane != batch::size; ++lane)
    {
        CHECK(y[lane] == estrin(x[lane], coefficients));
    }
}
#endif
