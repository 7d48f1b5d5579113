// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/computed.hpp>
#include <alphabar/distribution/standardise.hpp>
#include <alphabar/math/exp.hpp>

/// The density of a normal law, its logarithm and their kin, as function objects of points and parameters.
namespace alphabar::distribution
{
    inline constexpr double half_log_two_pi = 0.91893853320467274178;  // log(2π)/2
    inline constexpr double inverse_root_two_pi = 0.39894228040143267794;

    /// Bounds of the error of log p: that many units of its last place, or where it is so near 0 that these are smaller, this
    /// times the largest of 1, z²/2 and |log stddev|. And of p itself, where it is a normal number, however far in a tail.
    inline constexpr double normal_log_prob_max_ulp = 1;
    template <class T>
    inline constexpr double normal_log_prob_error = math::two_part_log_error<T>;
    inline constexpr double normal_pdf_max_ulp = 2;

    /// Bounds of the error of the entropy, of the same kind, and of the relative error of the score.
    inline constexpr double normal_entropy_max_ulp = 1;
    template <class T>
    inline constexpr double normal_score_max_error = 2 * static_cast<double>(std::numeric_limits<T>::epsilon());

    namespace detail
    {
        // A constant in two parts, the first with as many binary places as sums with multiples of log 2 have room for.
        template <class T>
        struct normal_constants;

        template <>
        struct normal_constants<float>
        {
            static constexpr float half_log_two_pi[] = {0x1.d68p-1f, -0x1.c6f368p-18f};
            static constexpr float half_log_two_pi_e[] = {0x1.6b4p0f, -0x1.c6f368p-18f};
        };

        template <>
        struct normal_constants<double>
        {
            static constexpr double half_log_two_pi[] = {0x1.d67f1c864cp-1, -0x1.4b596d686dffdp-45};
            static constexpr double half_log_two_pi_e[] = {0x1.6b3f8e4326p0, -0x1.4b596d686dffdp-45};
        };

        // −log p in two parts, not normalised, for a deviation that is positive and finite. The greatest terms, z²/2 and log
        // stddev, are exact or have a second part, so that nothing is lost where they cancel.
        template <class V>
        struct minus_log_density
        {
            V high;
            V low;
            V half_square;

            [[gnu::always_inline]] minus_log_density(const V& x, const V& mean, const V& stddev)
            {
                using T = math::scalar_t<V>;
                using c = normal_constants<T>;
                const auto width = math::detail::split_binary<V>(stddev);
                const auto z = standardise<V>(x, mean, width);
                const V half(T(0.5));
                half_square = (half * z.high) * z.high;  // exact
                const V rest = z.low * (z.high + half * z.low);
                const auto log_stddev =
                    math::detail::two_part_log<V>(width, c::half_log_two_pi[0], c::half_log_two_pi[1]);
                const auto sum = math::detail::exact_sum<V>(half_square, log_stddev.high);
                high = sum.high;
                low = sum.low + (log_stddev.low + rest);
            }
        };
    }

    /// −z²/2 − log stddev − log(2π)/2; for stddev 0, ∞ at the mean and −∞ elsewhere.
    struct normal_log_prob : elementwise<normal_log_prob>
    {
        template <class V>
        [[gnu::always_inline]] V simd_apply(const V& x, const V& mean, const V& stddev) const
        {
            using T = math::scalar_t<V>;
            constexpr T infinity = std::numeric_limits<T>::infinity();
            const detail::minus_log_density<V> minus_log_p(x, mean, stddev);
            const V log_p = V(T(0)) - (minus_log_p.high + minus_log_p.low);
            const V y = math::choose(minus_log_p.half_square > V(std::numeric_limits<T>::max()), V(-infinity), log_p);
            return unless_point_mass<V>(y, x, mean, stddev, -infinity, infinity, -infinity);
        }
    };

    /// The exponential of that, without the rounding error of log p, which in a tail would cost as many places as it has.
    struct normal_pdf : elementwise<normal_pdf>
    {
        template <class V>
        V simd_apply(const V& x, const V& mean, const V& stddev) const
        {
            using T = math::scalar_t<V>;
            constexpr T infinity = std::numeric_limits<T>::infinity();
            const detail::minus_log_density<V> minus_log_p(x, mean, stddev);
            const V q = minus_log_p.high + minus_log_p.low;
            const V rest = (q - minus_log_p.high) - minus_log_p.low;
            const V p = math::exp(V(T(0)) - q);
            V y = math::choose((p > V(T(0))) && (p <= V(std::numeric_limits<T>::max())), p + p * rest, p);
            y = math::choose(minus_log_p.half_square > V(std::numeric_limits<T>::max()), V(T(0)), y);
            return unless_point_mass<V>(y, x, mean, stddev, T(0), infinity, T(0));
        }
    };

    /// log(stddev √(2πe)), of the shape of the law; −∞ for stddev 0.
    struct normal_entropy : elementwise<normal_entropy>
    {
        template <class V>
        V simd_apply(const V&, const V& stddev) const
        {
            using T = math::scalar_t<V>;
            using c = detail::normal_constants<T>;
            constexpr T least = -std::numeric_limits<T>::infinity();
            const auto log_stddev = math::detail::two_part_log<V>(math::detail::split_binary<V>(stddev),
                                                                  c::half_log_two_pi_e[0], c::half_log_two_pi_e[1]);
            const V y = log_stddev.high + log_stddev.low;
            return unless_point_mass<V>(y, stddev, stddev, stddev, least, least, least);
        }
    };

    /// (mean − x)/stddev², by two divisions, for stddev² may be beyond the type's range where the score is not.
    struct normal_score : elementwise<normal_score>
    {
        template <class V>
        V simd_apply(const V& x, const V& mean, const V& stddev) const
        {
            using T = math::scalar_t<V>;
            constexpr T infinity = std::numeric_limits<T>::infinity();
            return unless_point_mass<V>(((mean - x) / stddev) / stddev, x, mean, stddev, infinity, T(0), -infinity);
        }
    };
}
