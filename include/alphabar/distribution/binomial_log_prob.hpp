// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/draws.hpp>
#include <alphabar/math/deviance.hpp>
#include <alphabar/math/exact_product.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/stirling_error.hpp>

#include <numbers>

namespace alphabar::distribution
{
    /// Bound of the rounding errors of a binomial law's log-probability, in units of ε = 2⁻⁵²: |log p − exact| is at
    /// most this times 1 + D(k, np) + D(n−k, n(1−p)) + |log(n/(2πk(n−k)))|/2, the terms of which it is made; for k = 0
    /// and k = n times its own size.
    inline constexpr double binomial_max_epsilons = 2;

    /// log of C(n, k) p^k (1−p)^(n−k) for whole n, by Loader's saddle-point expansion,
    ///
    ///     log p(k) = log(n/(2πk(n−k)))/2 + δ(n) − δ(k) − δ(n−k) − D(k, np) − D(n−k, n(1−p)),
    ///
    /// in which no two large numbers cancel: δ is `math::stirling_error`, D `math::deviance`. np is formed exactly, for
    /// the difference k − np decides. −∞ for k that is not a whole number in 0…n, NaN for NaN.
    struct binomial_log_prob
    {
        template <class V>
        V operator()(const V& given, const V& n, const V& p) const
        {
            constexpr double infinity = std::numeric_limits<double>::infinity();
            const auto inside = (given >= V(0)) && (given <= n) && is_whole(given);
            const V k = math::choose(inside, given, n);
            const V rest = n - k;
            const math::detail::exact_product<V> mean(n, p);
            const V difference = (mean.high - k) + mean.low;
            const V rest_mean = (n - mean.high) - mean.low;
            const V distance = math::deviance(k, mean.high, difference) + math::deviance(rest, rest_mean, -difference);
            const V corrections = math::stirling_error(n) - (math::stirling_error(k) + math::stirling_error(rest));
            const V spread = math::log(n / (V(2 * std::numbers::pi) * (k * rest)));
            V y = (V(0.5) * spread + corrections) - distance;
            const auto none = k == V(0), all = rest == V(0);
            if (math::any_lane(none || all))
            {
                y = math::choose(all, n * math::log(p), y);
                y = math::choose(none, n * math::log1p(-p), y);
                y = math::choose(n == V(0), V(0), y);  // 0 · log 0
            }
            y = math::choose(inside, y, V(-infinity));
            return math::choose(given == given, y, given);
        }
    };
}
