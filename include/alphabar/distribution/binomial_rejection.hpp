// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/binomial_log_prob.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/random/fraction.hpp>

namespace alphabar::distribution
{
    /// Binomial draws of many expected successes, np ≥ 10 with p ≤ ½, by transformed rejection with a squeeze.
    ///
    /// Source: Hörmann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46 (1993), algorithm
    /// BTRS; the bounds of `is_taken`: Kachitvichyanukul and Schmeiser, "Binomial random variate generation", Comm. ACM
    /// 31 (1988), 5.2. Two words a, b of 64 bits make a point: s = (a + 1)/2^65 is the distance of |u| from ½, b's
    /// lowest bit the sign of u, and v b's first 53 bits. So tails, where s is small, keep all their digits. The count
    /// is
    ///
    ///     k = mode + ⌊(2α/s + β) u + shift⌋,
    ///
    /// (−1 if that is beyond 0…n), taken at once inside the squeeze, s ≥ 0.07 and v ≤ `sure`, and else if v c/(α/s² +
    /// β) ≤ p(k)/p(mode). The mode is added after rounding down, so that at n = 2³¹ too all counts have their share of
    /// u. The ratio of probabilities is Loader's.
    struct binomial_rejection
    {
        double n, p, mode, alpha, beta, shift, sure, scale, variance, log_at_mode;

        binomial_rejection(double n_, double p_) : n(n_), p(p_)
        {
            variance = n * p * (1 - p);
            const double deviation = math::sqrt(variance);
            mode = static_cast<double>(static_cast<std::int64_t>((n + 1) * p));
            beta = 1.15 + 2.53 * deviation;
            alpha = -0.0873 + 0.0248 * beta + 0.01 * p;
            shift = (n * p - mode) + 0.5;
            sure = 0.92 - 4.2 / beta;
            scale = (2.83 + 5.1 / beta) * deviation;
            log_at_mode = binomial_log_prob()(mode, n, p);
        }

        template <class V>
        struct proposal
        {
            V k, s, v;
        };

        template <class V>
        proposal<V> propose(const math::uint_t<V>& a, const math::uint_t<V>& b) const
        {
            const V s = V(0.5) * random::positive_fraction<V>(a);
            const V u = math::from_bits(math::bits(V(0.5) - s) | math::shift_left<63>(b));
            const V far = (V(2 * alpha) / s + V(beta)) * u + V(shift);
            const V y = math::at_most(math::at_least(far, -0x1p32), 0x1p32);
            const V nearest = math::round_to_integer(y).value;
            const V k = V(mode) + math::choose(nearest > y, nearest - V(1), nearest);
            return {math::choose(k <= V(n), math::at_least(k, -1.0), V(-1)), s, random::fraction<V>(b)};
        }

        /// Taken without a look at the probability.
        template <class V>
        math::mask_t<V> is_sure(const proposal<V>& x) const
        {
            return (x.s >= V(0.07)) && (x.v <= V(sure));
        }

        /// Taken after one. Where the law is wide, bounds of log p(k)/p(mode) about the normal law's decide nearly
        /// always.
        template <class V>
        math::mask_t<V> is_taken(const proposal<V>& x) const
        {
            const V square = x.s * x.s;
            const V height = math::log((x.v * V(scale)) * square / (V(alpha) + V(beta) * square));
            const V away = math::magnitude(x.k - V(mode));
            const V share = away / V(variance);
            const V normal = V(-0.5) * away * share;
            const V slack = share * ((away * (away * V(1. / 3) + V(0.625)) + V(1. / 6)) / V(variance) + V(0.5));
            const auto bounded = (away > V(20)) && (away < V(variance / 2 - 1));
            const auto yes = bounded && (height < normal - slack);
            const auto no = bounded && (height > normal + slack);
            if (math::all_lanes(yes || no))
            {
                return yes;
            }
            const V log_prob = binomial_log_prob()(x.k, V(n), V(p));
            const auto below =
                (height <= log_prob - V(log_at_mode)) && (log_prob > V(-std::numeric_limits<double>::infinity()));
            return yes || (below && !no);
        }
    };
}
