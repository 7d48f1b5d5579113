// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/isotropic_normal.hpp>
#include <alphabar/distribution/normal_density.hpp>
#include <alphabar/math/log1pmx.hpp>

/// How far apart two normal laws are, as function objects of their parameters.
namespace alphabar::information
{
    /// Bound of the error of the divergence of two normal laws, in units in the last place, however near they are.
    inline constexpr double normal_divergence_max_ulp = 4;

    /// Bound of the error of their cross entropy, in units in the last place, or near its zeros
    /// `distribution::normal_log_prob_error` of its largest term.
    inline constexpr double normal_cross_entropy_max_ulp = 1;

    /// With z = (μ₁ − μ₂)/σ₂ and r = (σ₁ − σ₂)/σ₂, so that σ₁/σ₂ = 1 + r,
    ///
    ///     KL(N₁ ‖ N₂) = (z² + (1 + r)² − 1)/2 − log(1 + r) = z²/2 + r²/2 − (log(1 + r) − r):
    ///
    /// three terms that are not negative. An error of r counts twice in them, so that r has two parts, too.
    struct normal_divergence : distribution::elementwise<normal_divergence>
    {
        template <class V>
        [[gnu::always_inline]] V simd_apply(const V& mean1, const V& stddev1, const V& mean2, const V& stddev2) const
        {
            using T = math::scalar_t<V>;
            using limits = std::numeric_limits<T>;
            const V half(T(0.5));
            const auto width = math::detail::split_binary<V>(stddev2);
            const auto z = distribution::standardise<V>(mean1, mean2, width);
            const auto difference = distribution::standardise<V>(stddev1, stddev2, width);
            const auto r = math::detail::exact_ordered_sum<V>(difference.high, difference.low);
            const V half_square = (half * z.high) * z.high;
            const V rest = z.low * (z.high + half * z.low);

            const V slope = r.high * ((V(T(2)) + r.high) / (V(T(1)) + r.high));
            const V little = r.low * slope + rest;
            V y = ((half * r.high) * r.high - math::detail::log1pmx_near<V>(r.high)) + little;
            y = half_square + y;
            const math::mask_t<V> near = (r.high >= V(T(-2.0 / 3))) && (r.high <= V(T(2)));
            if (!math::all_lanes(near))
            {
                y = math::choose(near, y, far_apart<V>(stddev1, stddev2, width, half_square, rest));
            }
            y = math::choose(half_square > V(limits::max()), V(limits::infinity()), y);
            return unless_point_mass<V>(y, mean1, stddev1, mean2, stddev2);
        }

    private:

        // For widths that differ by more than a factor of 3: the logarithm of their ratio does not cancel.
        template <class V>
        static V far_apart(const V& stddev1, const V& stddev2, const math::detail::binary_parts<V>& width,
                           const V& half_square, const V& rest)
        {
            using T = math::scalar_t<V>;
            using limits = std::numeric_limits<T>;
            const V half(T(0.5));
            const V ratio = (stddev1 * width.rescaling * width.power) / width.mantissa;
            const V half_ratio_square = (half * ratio) * ratio;
            const math::mask_t<V> normal = ratio >= V(limits::min());
            V log_ratio = math::log(ratio);
            if (!math::all_lanes(normal))  // the ratio of 1e-300 and 1e300 is 0, its logarithm is not infinite
            {
                log_ratio = math::choose(normal, log_ratio, math::log(stddev1) - math::log(stddev2));
            }
            const V y = half_square + (((half_ratio_square - half) - log_ratio) + rest);
            return math::choose(half_ratio_square > V(limits::max()), V(limits::infinity()), y);
        }

        // A point mass is at an infinite distance from all laws but itself, and they are from it.
        template <class V>
        static V unless_point_mass(const V& y, const V& mean1, const V& stddev1, const V& mean2, const V& stddev2)
        {
            using T = math::scalar_t<V>;
            using limits = std::numeric_limits<T>;
            if (math::all_lanes(math::detail::is_ordinary<V>(stddev2)))
            {
                return y;
            }
            const V zero(T(0));
            const V nan(limits::quiet_NaN());
            V mass = math::choose((stddev1 == zero) && (mean1 == mean2), zero, V(limits::infinity()));
            mass = math::choose((stddev1 >= zero) && (mean1 == mean1) && (mean2 == mean2), mass, nan);
            const V known = math::choose(stddev2 == zero, mass, y);
            return math::choose((stddev2 >= zero) && (stddev2 <= V(limits::max())), known, nan);
        }
    };

    /// −E₁[log p₂] = log σ₂ + log(2π)/2 + (z² + (σ₁/σ₂)²)/2
    struct normal_cross_entropy : distribution::elementwise<normal_cross_entropy>
    {
        template <class V>
        V simd_apply(const V& mean1, const V& stddev1, const V& mean2, const V& stddev2) const
        {
            using T = math::scalar_t<V>;
            using limits = std::numeric_limits<T>;
            constexpr T infinity = limits::infinity();
            const V half(T(0.5));
            const distribution::detail::minus_log_density<V> at_mean(mean1, mean2, stddev2);
            const auto t = distribution::standardise<V>(stddev1, V(T(0)), math::detail::split_binary<V>(stddev2));
            const V half_ratio_square = (half * t.high) * t.high;
            const auto sum = math::detail::exact_sum<V>(half_ratio_square, at_mean.high);
            V y = sum.high + (sum.low + (at_mean.low + t.low * (t.high + half * t.low)));
            y = math::choose(half_ratio_square + at_mean.half_square > V(limits::max()), V(infinity), y);
            if (math::all_lanes(math::detail::is_ordinary<V>(stddev2)))
            {
                return y;
            }
            const V of_mass = distribution::unless_point_mass<V>(y, mean1, mean2, stddev2, infinity, -infinity, infinity);
            return math::choose((stddev2 == V(T(0))) && (stddev1 > V(T(0))), V(infinity), of_mass);
        }
    };

    /// q + d KL of the widths alone, of a sum q = |μ₁ − μ₂|²/(2σ₂²) over d elements.
    struct isotropic_divergence : distribution::elementwise<isotropic_divergence>
    {
        template <class V>
        V simd_apply(const V& half_square, const V& stddev1, const V& stddev2, const V& length) const
        {
            const V zero(math::scalar_t<V>(0));
            return half_square + length * normal_divergence().simd_apply<V>(zero, stddev1, zero, stddev2);
        }
    };

    /// f of the parameters of two normal laws, element by element.
    template <class F, class P, class Q>
    auto of_parameters(F f, const P& p, const Q& q)
    {
        return expression::make_function(f, p.mean(), p.stddev(), q.mean(), q.stddev());
    }

    /// Refuses laws of vectors of two lengths.
    template <class P, class Q>
    void require_same_length(const P& p, const Q& q)
    {
        const std::size_t first = distribution::vector_length(p.shape());
        const std::size_t second = distribution::vector_length(q.shape());
        core::require(first == second, "laws of vectors of ", first, " and of ", second,
                      " numbers: must be of the same length");
    }
}
