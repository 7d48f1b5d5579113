// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/lanes.hpp>

#include <array>
#include <limits>

namespace alphabar::math
{
    /// The accuracy that `stirling_error` promises, in units in the last place.
    inline constexpr double stirling_error_max_ulp = 1.5;

    namespace detail
    {
        // From here on the series has converged to the last place of a double.
        inline constexpr int stirling_table_size = 17;

        // log n! − log(sqrt(2πn) (n/e)^n); tests/math/stirling_error_reference.py writes them.
        inline constexpr std::array<double, stirling_table_size> stirling_table = {
            std::numeric_limits<double>::infinity(),
            0x1.4c071bcda0a5bp-4,
            0x1.52a9b923ea649p-5,
            0x1.c579a268d80b3p-6,
            0x1.54a2662fd78a9p-6,
            0x1.10b4e513fcbedp-6,
            0x1.c6b167bebdf36p-7,
            0x1.85d4d612e4a86p-7,
            0x1.552805e7b3076p-7,
            0x1.2f4871b12ab64p-7,
            0x1.10f9d4c0743a7p-7,
            0x1.f0593088014f8p-8,
            0x1.c7018733aa9c6p-8,
            0x1.a40514700f36cp-8,
            0x1.86076c002d4a7p-8,
            0x1.6c08f6f194a10p-8,
            0x1.5549f7dd113bcp-8,
        };

        template <class V>
        constexpr V stirling_series(V n)
        {
            const V first = V(1) / (V(12) * n);
            const V r = V(12) * first;
            const V z = r * r;
            const V a = V(-1. / 30) + z * V(1. / 105);
            const V b = V(-1. / 140) + z * V(1. / 99);
            const V c = V(-691. / 30030) + z * V(1. / 13);
            const V z2 = z * z;
            return first + first * (z * (a + z2 * (b + z2 * c)));
        }
    }

    /// What Stirling's formula lacks, δ(n) = log n! − log(√(2πn) (n/e)^n) = 1/(12n) − 1/(360n³) + …, of a whole number.
    ///
    /// Source: Loader, "Fast and accurate computation of binomial probabilities" (2000), stirlerr; 16 values, then the
    /// series.
    /// Domain: whole numbers n >= 0, with δ(0) = +inf. What is negative or NaN gives NaN, what lies between two whole
    /// numbers below 16 the value of the lower one.
    /// Accuracy: `stirling_error_max_ulp`.
    /// Cost: a division and a polynomial of degree 6; lanes below 17 look their values up, one after the other.
    template <floating_lanes V>
        requires std::same_as<scalar_t<V>, double>
    constexpr V stirling_error(V n)
    {
        constexpr double small = detail::stirling_table_size;
        if constexpr (lane_count<V> == 1)
        {
            if (n >= small)
            {
                return detail::stirling_series(n);
            }
            return n >= 0 ? detail::stirling_table[static_cast<std::size_t>(n)]
                          : std::numeric_limits<double>::quiet_NaN();
        }
        else
        {
            const V series = detail::stirling_series(n);
            if (all_lanes(n >= V(small)))
            {
                return series;
            }
            alignas(64) double each[lane_count<V>];
            alignas(64) double values[lane_count<V>];
            n.store_aligned(each);
            series.store_aligned(values);
            for (std::size_t i = 0; i != lane_count<V>; ++i)
            {
                values[i] = each[i] >= small ? values[i] : stirling_error(each[i]);
            }
            return V::load_aligned(values);
        }
    }
}
