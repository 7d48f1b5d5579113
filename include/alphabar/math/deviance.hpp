// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/log.hpp>
#include <alphabar/math/polynomial.hpp>

namespace alphabar::math
{
    /// The accuracy that `deviance` promises, in units in the last place, for a difference that is exact.
    inline constexpr double deviance_max_ulp = 8;

    namespace detail
    {
        // (log((1 + s)/(1 − s)) − 2s)/s³ = Σ 2/(2k + 3) z^k with z = s² <= 1/9: cut where the rest is below 2^-27,
        // 2^-56.
        template <class V>
        constexpr V atanh_tail(V z)
        {
            using T = scalar_t<V>;
            if constexpr (std::same_as<T, float>)
            {
                return estrin<V>(z, {2.f / 3, 2.f / 5, 2.f / 7, 2.f / 9, 2.f / 11, 2.f / 13, 2.f / 15, 2.f / 17});
            }
            else
            {
                return estrin<V>(z, {2. / 3, 2. / 5, 2. / 7, 2. / 9, 2. / 11, 2. / 13, 2. / 15, 2. / 17, 2. / 19,
                                     2. / 21, 2. / 23, 2. / 25, 2. / 27, 2. / 29, 2. / 31, 2. / 33});
            }
        }

        // Where 1/2 <= m/x <= 2. With s = (m − x)/(m + x): log(m/x) = 2s + s³ R(s²) and 2sx = (m − x)(1 − s), so that
        // x log(x/m) + m − x = s ((m − x) − x s² R), in which nothing cancels.
        template <class V>
        constexpr V near_deviance(V x, V m, V difference)
        {
            const V s = difference / (m + x);
            const V z = s * s;
            return s * (difference - x * (z * atanh_tail(z)));
        }

        // Elsewhere. The ratio is kept from overflow, and from 0, where it counts for nothing beside m.
        template <class V>
        constexpr V far_deviance(V x, V m, V difference)
        {
            using T = scalar_t<V>;
            constexpr bool narrow = std::same_as<T, float>;
            constexpr T down = narrow ? T(0x1p-126) : static_cast<T>(0x1p-1000);
            constexpr T log_up = narrow ? T(87.3365447505531090) : T(693.147180559945309);  // −log(down)
            const auto huge = x * V(down) > m;
            const V ratio = choose(huge, x * V(down), x) / m;
            const V log_ratio =
                math::log(at_least(ratio, std::numeric_limits<T>::min())) + choose(huge, V(log_up), V(T(0)));
            return difference + x * log_ratio;
        }
    }

    /// The deviance of x from m, x log(x/m) + m − x: what one count adds to the relative entropy of two laws, 0 where x
    /// and m are equal and positive elsewhere. `difference` is m − x, for callers that know it better than their
    /// rounded m says.
    ///
    /// Source: Loader, "Fast and accurate computation of binomial probabilities" (2000), bd0; there the series is a
    /// loop.
    /// Domain: x and m finite and not negative, x/m below 2^250 (float), 2^2000; 0 log 0 = 0, so x = 0 gives m, and m =
    /// 0 < x gives +inf. NaN gives NaN.
    /// Accuracy: `deviance_max_ulp`, at any distance between x and m.
    /// Cost: a division and a polynomial; a logarithm and another division where x and m differ by more than a factor
    /// of 2.
    template <floating_lanes V>
    constexpr V deviance(V x, V m, V difference)
    {
        using T = scalar_t<V>;
        if constexpr (lane_count<V> == 1)
        {
            if (x == m && difference == T(0))  // constant expressions may not divide 0 by 0
            {
                return T(0);
            }
            if (m == T(0) && x > T(0))
            {
                return std::numeric_limits<T>::infinity();
            }
        }
        const auto near = (m <= x + x) && (x <= m + m);
        if (all_lanes(near))
        {
            return choose((x == m) && (difference == V(T(0))), V(T(0)), detail::near_deviance(x, m, difference));
        }
        if constexpr (lane_count<V> == 1)
        {
            return detail::far_deviance(x, m, difference);
        }
        else
        {
            const V y = choose(near, detail::near_deviance(x, m, difference), detail::far_deviance(x, m, difference));
            return choose((x == m) && (difference == V(T(0))), V(T(0)), y);
        }
    }

    template <floating_lanes V>
    constexpr V deviance(V x, V m)
    {
        return deviance<V>(x, m, m - x);
    }
}
