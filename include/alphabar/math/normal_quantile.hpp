// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/polynomial.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/math/two_part_log.hpp>

namespace alphabar::math
{
    /// The accuracy that `normal_quantile` promises, in units in the last place.
    inline constexpr double normal_quantile_max_ulp = 3.0;

    namespace detail
    {
        // Wichura's P/Q, of which the greatest part is taken out, so that its rounding errors count less:
        //     centre   P(r)/Q(r) = value at r0 + (r0 - r) centre(r)/Q(r),       r = r0 - q^2, r0 = 0.180625
        //     tails    P(t)/Q(t) = value at 0 + t (slope + tail(t)/Q(t)),       t = r - 1.6 or r - 5, r = sqrt(-log p)
        // Nothing that counts cancels: coefficients are positive, but for small ones, and so are r and t.
        template <class T>
        struct normal_quantile_constants
        {
            static constexpr double centre_value[] = {0x1.40d931ff62706p1, 0x1.b3f720931bb4cp-59};
            static constexpr T centre[] = {T(0x1.37fc2a497dea8p2),  T(0x1.61cd06fff0ee8p7),  T(0x1.26c9ca4e1cbfcp11),
                                           T(0x1.bc6bde11288dcp13), T(0x1.2d66192b3a7d6p15), T(0x1.3c5f69ece2cep15),
                                           T(0x1.4afe66398e792p13)};
            static constexpr T centre_below[] = {T(1),
                                                 T(4.2313330701600911252e1),
                                                 T(6.8718700749205790830e2),
                                                 T(5.3941960214247511077e3),
                                                 T(2.1213794301586595867e4),
                                                 T(3.9307895800092710610e4),
                                                 T(2.8729085735721942674e4),
                                                 T(5.2264952788528545610e3)};
            static constexpr double tail_value[] = {0x1.6c665fde9526ap+0, 0x1.9ec83fc049717p-54};
            static constexpr double tail_start[] = {0x1.999999999999ap+0, -0x1.999999999999ap-54};
            static constexpr double tail_slope = 1.5;
            static constexpr T tail[] = {T(0x1.a978251353329p-3),  T(0x1.36c3d427adf35p-2),   T(0x1.362146be65909p-3),
                                         T(0x1.9971fab072bc6p-6),  T(-0x1.07667fde1094ap-9),  T(-0x1.bf8af6e6f932bp-11),
                                         T(-0x1.88fb9558d41bep-15), T(-0x1.b13df1c9656d6p-30)};
            static constexpr T tail_below[] = {T(1),
                                               T(2.05319162663775882187e0),
                                               T(1.67638483018380384940e0),
                                               T(6.89767334985100004550e-1),
                                               T(1.48103976427480074590e-1),
                                               T(1.51986665636164571966e-2),
                                               T(5.47593808499534494600e-4),
                                               T(1.05075007164441684324e-9)};
            static constexpr double far_value[] = {0x1.aa1b1c13ee526p+2, 0x1.fbdfdfbe105ffp-52};
            static constexpr double far_start[] = {5, 0};
            static constexpr double far_slope = 1.40625;
            static constexpr T far[] = {T(0x1.05c5bc21f6e14p-4), T(0x1.e5ba0db95f63ap-6), T(0x1.455548b54759fp-8),
                                        T(0x1.89051dfdde165p-12), T(0x1.baec280a27d27p-17), T(0x1.b8d35487abd31p-23),
                                        T(0x1.378761d66cdbp-30), T(-0x1.9e4b5ec45d033p-49)};
            static constexpr T far_below[] = {T(1),
                                              T(5.99832206555887937690e-1),
                                              T(1.36929880922735805310e-1),
                                              T(1.48753612908506148525e-2),
                                              T(7.86869131145613259100e-4),
                                              T(1.84631831751005468180e-5),
                                              T(1.42151175831644588870e-7),
                                              T(2.04426310338993978564e-15)};
        };

        // What T leaves of a number in two doubles.
        template <class T>
        constexpr T rest_of(const double (&number)[2])
        {
            return static_cast<T>((number[0] - static_cast<double>(static_cast<T>(number[0]))) + number[1]);
        }

        // The quantile of p with |p - 1/2| <= 0.425. What p - 1/2 rounds away below 1/4 counts by the slope of the quantile,
        // sqrt(2 pi) e^(y^2/2), of which two digits are enough.
        template <class V>
        constexpr V normal_quantile_centre(V p)
        {
            using T = scalar_t<V>;
            using c = normal_quantile_constants<T>;
            const V q = p - V(T(0.5));
            const V lost = p - (q + V(T(0.5)));
            const V square = q * q;
            const V r = V(T(0.180625)) - square;
            const V beside = square * (estrin<V>(r, c::centre) / estrin<V>(r, c::centre_below));
            const V y = q * V(T(c::centre_value[0])) + q * (beside + V(rest_of<T>(c::centre_value)));
            const V h = V(T(0.5)) * (y * y);
            const V slope = V(T(2.5)) * (V(T(1)) + h * (V(T(1)) + h * (V(T(0.5)) + h * V(T(0.1875)))));
            return y + lost * slope;
        }

        // |quantile| of p <= 0.075, a function of r = sqrt(-log p). The slope of that is up to 2, and its argument is known
        // best by its distance from where a rational function begins: so r has two parts.
        template <class V>
        constexpr V normal_quantile_tail(V p)
        {
            using T = scalar_t<V>;
            using c = normal_quantile_constants<T>;
            const auto parts = two_part_log<V>(split_binary<V>(p));
            const auto log_p = exact_ordered_sum<V>(parts.high, parts.low);
            const V high = math::sqrt(V(T(0)) - log_p.high);
            const exact_product<V> square(high, high);
            const V low = V(T(-0.5)) * (((log_p.high + square.high) + square.low) + log_p.low) / high;
            const auto from = [&](const double(&start)[2])
            { return (high - V(T(start[0]))) + (low - V(rest_of<T>(start))); };
            const auto line = [](const double(&value)[2], double slope, V t, V beside)
            { return V(T(value[0])) + (V(T(slope)) * t + (t * beside + V(rest_of<T>(value)))); };
            const V t = from(c::tail_start);
            const V y = line(c::tail_value, c::tail_slope, t, estrin<V>(t, c::tail) / estrin<V>(t, c::tail_below));
            const mask_t<V> beyond = high > V(T(5));
            if (!any_lane(beyond))
            {
                return y;
            }
            const V u = from(c::far_start);
            return choose(beyond,
                          line(c::far_value, c::far_slope, u, estrin<V>(u, c::far) / estrin<V>(u, c::far_below)), y);
        }
    }

    /// The quantile of the standard normal law: the x below which a draw lies with probability p.
    ///
    /// Source: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Appl. Statist. 37
    /// (1988), PPND16.
    /// Domain: everything; 0 and 1 give -inf and inf, p outside [0, 1] and NaN give NaN. p above 1/2 means 1 - p, which is
    /// exact, with the other sign: for tails above that 1 - p cannot express, there is `normal_upper_quantile`.
    /// Accuracy: `normal_quantile_max_ulp`, subnormal p included.
    /// Cost: two rational functions of degree 7, a logarithm and a root; a third one beyond 1.4e-11.
    template <floating_lanes V>
    constexpr V normal_quantile(V p)
    {
        using T = scalar_t<V>;
        using limits = std::numeric_limits<T>;
        if constexpr (lane_count<V> == 1)
        {
            if (!(p > T(0) && p < T(1)))
            {
                return p == T(0) ? -limits::infinity() : p == T(1) ? limits::infinity() : limits::quiet_NaN();
            }
        }
        const V q = p - V(T(0.5));
        const mask_t<V> central = magnitude(q) <= V(T(0.425));
        const V below = choose(q < V(T(0)), p, V(T(1)) - p);
        V y = detail::normal_quantile_centre<V>(choose(central, p, V(T(0.5))));
        if (!all_lanes(central))
        {
            const V tail = detail::normal_quantile_tail<V>(choose(central, V(T(0.05)), below));
            y = choose(central, y, from_bits(bits(tail) | sign_bit(q)));
            if constexpr (lane_count<V> != 1)
            {
                const V outside = choose(p == V(T(0)), V(-limits::infinity()),
                                         choose(p == V(T(1)), V(limits::infinity()), V(limits::quiet_NaN())));
                y = choose((p > V(T(0))) && (p < V(T(1))), y, outside);
            }
        }
        return y;
    }

    /// The x above which a standard normal draw lies with probability p: `-normal_quantile(p)`, for p of any smallness.
    template <floating_lanes V>
    constexpr V normal_upper_quantile(V p)
    {
        return V(scalar_t<V>(0)) - normal_quantile<V>(p);
    }
}
