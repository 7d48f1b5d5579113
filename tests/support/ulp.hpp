// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>

/// How far a computed value is from the true one, in units in the last place of the true one.
namespace alphabar::test
{
    template <std::floating_point T>
    auto representation(T x)
    {
        if constexpr (sizeof(T) == 4)
        {
            return std::bit_cast<std::uint32_t>(x);
        }
        else
        {
            return std::bit_cast<std::uint64_t>(x);
        }
    }

    /// The same bits, or both NaN: neither IEEE 754 nor this library fixes the sign and payload of a NaN.
    template <std::floating_point T>
    bool same_bits(T a, T b)
    {
        return representation(a) == representation(b) || (std::isnan(a) && std::isnan(b));
    }

    /// |got - exact| in units of a float at `exact`, which is a float's true value to double precision. Infinite where
    /// only one of got and the rounded value is infinite or NaN, for then no distance says how wrong that is.
    inline double ulp_error(float got, double exact)
    {
        const auto nearest = static_cast<float>(exact);
        if (!std::isfinite(nearest) || !std::isfinite(got))
        {
            return same_bits(got, nearest) ? 0.0 : std::numeric_limits<double>::infinity();
        }
        // ldexp and frexp are slow where four billion values are tried
        const auto exponent = std::max(static_cast<int>((representation(exact) >> 52) & 0x7ff) - 1022, -125);
        const double per_unit = std::bit_cast<double>(static_cast<std::uint64_t>(1023 + 24 - exponent) << 52);
        return std::fabs(static_cast<double>(got) - exact) * per_unit;
    }
}
