// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/computed.hpp>
#include <alphabar/distribution/standardise.hpp>
#include <alphabar/math/erfc.hpp>
#include <alphabar/math/normal_quantile.hpp>

/// The distribution function of a normal law and its inverse, as function objects of points and parameters.
namespace alphabar::distribution
{
    /// Bound of the error of probabilities below a point or above it, in units in the last place, in tails as in the centre,
    /// down to the least normal number.
    inline constexpr double normal_cdf_max_ulp = 4;

    /// Bound of the error of a quantile, in units in the last place of the larger of the mean and its distance from it.
    inline constexpr double normal_quantile_max_ulp = 4;

    /// Bound of the error of quantile(cdf(x)), in units of x, for points one deviation or more below the mean 0. An error of
    /// p grows by p/(|z| φ(z)) on the way back: that is 0.66 there, 1/z² in the tail, and unbounded towards the mean.
    inline constexpr double normal_return_max_ulp = 4;

    /// P(X ≤ x) = erfc(−z/√2)/2, or with `Upper` P(X > x) = erfc(z/√2)/2. z is known to twice its digits, for the
    /// relative slope of erfc in the tail is −z: at z = −37 a rounding error of z alone would cost a thousand units.
    template <bool Upper>
    struct normal_probability : elementwise<normal_probability<Upper>>
    {
        template <class V>
        V simd_apply(const V& x, const V& mean, const V& stddev) const
        {
            using T = math::scalar_t<V>;
            constexpr bool is_float = std::same_as<T, float>;
            constexpr T root_half = is_float ? T(0x1.6a09e6p-1) : T(0x1.6a09e667f3bcdp-1);
            constexpr T root_half_rest = is_float ? T(0x1.9fcef4p-27) : T(-0x1.bdd3413b26456p-55);
            const auto z = Upper ? standardise<V>(x, mean, math::detail::split_binary<V>(stddev))
                                 : standardise<V>(mean, x, math::detail::split_binary<V>(stddev));
            const V first = math::at_least(math::at_most(z.high, T(64)), T(-64));  // there it is 0 or 1
            const V second = math::choose(math::magnitude(z.high) < V(T(64)), z.low, V(T(0)));
            const auto sum = math::detail::exact_ordered_sum<V>(first, second);
            const math::detail::exact_product<V> t(sum.high, V(root_half));
            const V rest = t.low + (sum.high * V(root_half_rest) + sum.low * V(root_half));
            const V y = V(T(0.5)) * math::detail::erfc_of_two_parts<V>(t.high, rest);
            return unless_point_mass<V>(y, x, mean, stddev, T(Upper), T(!Upper), T(!Upper));
        }
    };

    /// mean + stddev Φ⁻¹(p), or with `Upper` mean − stddev Φ⁻¹(p). For stddev 0 the mean.
    template <bool Upper>
    struct normal_inverse : elementwise<normal_inverse<Upper>>
    {
        template <class V>
        V simd_apply(const V& p, const V& mean, const V& stddev) const
        {
            using T = math::scalar_t<V>;
            const V z = Upper ? math::normal_upper_quantile<V>(p) : math::normal_quantile<V>(p);
            const V distance = math::choose((stddev == V(T(0))) && (z == z), V(T(0)), stddev * z);
            return mean + distance;
        }
    };
}
