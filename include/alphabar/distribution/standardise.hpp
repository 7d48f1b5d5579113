// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/two_part_log.hpp>

#include <limits>

namespace alphabar::distribution
{
    /// (x − centre)/width to half as many digits again, the first part of half a number's digits, so that its square is
    /// exact; for a width in binary parts. What a normal law knows about a point. Without overflow or underflow on the way, as
    /// long as x − centre is finite. Where the quotient is beyond the type's range the first part is infinite and the second means nothing.
    template <class V>
    constexpr math::detail::two_parts<V> standardise(const V& x, const V& centre,
                                                     const math::detail::binary_parts<V>& width)
    {
        const auto distance = math::detail::exact_sum<V>(x, V(math::scalar_t<V>(0)) - centre);
        const V high = distance.high * width.rescaling * width.power;
        const V low = distance.low * width.rescaling * width.power;
        const V z = math::detail::upper_half<V>(high * width.inverse);
        const V upper = math::detail::upper_half<V>(width.mantissa);
        return {z, (((high - z * upper) - z * (width.mantissa - upper)) + low) * width.inverse};
    }

    /// y where the law has a density; where its deviation is 0, and all of it at the mean, one of three values.
    template <class V>
    constexpr V unless_point_mass(const V& y, const V& x, const V& mean, const V& stddev, math::scalar_t<V> below,
                                  math::scalar_t<V> at, math::scalar_t<V> above)
    {
        using T = math::scalar_t<V>;
        using limits = std::numeric_limits<T>;
        if (math::all_lanes(math::detail::is_ordinary<V>(stddev)))
        {
            return y;
        }
        V mass = math::choose(x == mean, V(at), V(limits::quiet_NaN()));
        mass = math::choose(x < mean, V(below), math::choose(x > mean, V(above), mass));
        const V known = math::choose(stddev == V(T(0)), mass, y);
        return math::choose((stddev >= V(T(0))) && (stddev <= V(limits::max())), known, V(limits::quiet_NaN()));
    }
}
