// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/core/xtensor.hpp>
#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/components_on_line.hpp>
#include <alphabar/distribution/gauss_sum.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/weighted_choice.hpp>
#include <alphabar/math/exact_product.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/sqrt.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphabar::distribution
{
    /// A mixture of N components in d dimensions as its densities read it.
    template <class T>
    struct mixture_tables
    {
        using value_type = T;

        xt::xtensor<double, 1> weights;
        xt::xtensor<double, 1> variances;
        xt::xtensor<T, 2> means;       // (d, N): components lie next to each other
        xt::xtensor<T, 1> scale;       // 1/√(2v)
        xt::xtensor<T, 1> log_factor;  // log(w (2πv)^{−d/2})
        xt::xtensor<T, 1> stddev;
        gauss_sum<T> shared;            // for d = 1, if many components share one variance
        components_on_line<T> on_line;  // for d = 1, if not, and if all have a density
        xt::xtensor<T, 1> unit;         // for d = 1, 1/(2v) = (rate + rate_low) unit², the unit a power of two
        xt::xtensor<T, 1> rate;
        xt::xtensor<T, 1> rate_low;
        weighted_choice choice;  // by weight

        std::size_t components() const { return weights.size(); }
        std::size_t dimension() const { return means.shape()[0]; }

        /// Computes what follows from weights, variances and means.
        void tabulate()
        {
            const std::size_t count = components();
            scale.resize({count});
            log_factor.resize({count});
            stddev.resize({count});
            const auto d = static_cast<double>(dimension());
            for (std::size_t n = 0; n < count; ++n)
            {
                const double v = variances(n);
                if (v == 0)
                {
                    scale(n) = log_factor(n) = stddev(n) = 0;  // no density; see check
                }
                else if (as_the_one_before(n))
                {
                    stddev(n) = stddev(n - 1);
                    scale(n) = scale(n - 1);
                    log_factor(n) = log_factor(n - 1);
                }
                else
                {
                    stddev(n) = static_cast<T>(math::sqrt(v));
                    scale(n) = static_cast<T>(1 / math::sqrt(2 * v));
                    log_factor(n) = static_cast<T>(math::log(weights(n)) - d * (0.5 * math::log(v) + half_log_two_pi));
                }
            }
            if (dimension() == 1)
            {
                tabulate_rates();
                shared.tabulate(means.data(), weights, variances);
                if (!shared.ready() && std::all_of(variances.begin(), variances.end(), [](double v) { return v > 0; }))
                {
                    on_line.tabulate(means.data(), weights, variances, scale, log_factor);
                }
            }
        }

        /// Throws if a component has no density, or one that T cannot hold.
        void check() const
        {
            for (std::size_t n = 0; n < components(); ++n)
            {
                core::require(variances(n) > 0, "variances[", n, "] = ", variances(n),
                              ": a point mass has no density; noise it first");
                core::require(scale(n) >= std::numeric_limits<T>::min() &&
                                  scale(n) <= T(0.83) * std::numeric_limits<T>::max(),  // in halvings it is larger
                              "variances[", n, "] = ", variances(n), ": beyond what a density in this type can hold");
            }
        }

        /// Throws if T cannot hold what a score divides by, or not its inverse.
        void check_score() const
        {
            check();
            for (std::size_t n = 0; n < components(); ++n)
            {
                core::require(1 / variances(n) <= std::numeric_limits<T>::max(), "variances[", n, "] = ", variances(n),
                              ": beyond what a score in this type can hold");
            }
        }

    private:

        bool as_the_one_before(std::size_t n) const  // as often as not
        {
            return n != 0 && variances(n) == variances(n - 1) && weights(n) == weights(n - 1);
        }

        void tabulate_rates()
        {
            const std::size_t count = components();
            unit.resize({count});
            rate.resize({count});
            rate_low.resize({count});
            for (std::size_t n = 0; n < count; ++n)
            {
                const double v = variances(n);
                if (as_the_one_before(n))
                {
                    unit(n) = unit(n - 1);
                    rate(n) = rate(n - 1);
                    rate_low(n) = rate_low(n - 1);
                    continue;
                }
                int power = 0;
                const double exact = std::frexp(v > 0 ? 0.5 / v : 0, &power);
                const int half = power >= 0 ? power / 2 : -((1 - power) / 2);
                if (!is_finite(exact) || exact == 0)
                {
                    unit(n) = rate(n) = rate_low(n) = 0;  // no score; see check
                    continue;
                }
                const double leading = std::ldexp(exact, power - 2 * half);
                const math::detail::exact_product<double> one(exact, std::ldexp(v, power + 1));
                unit(n) = static_cast<T>(std::ldexp(1.0, half));
                rate(n) = static_cast<T>(leading);
                rate_low(n) =
                    static_cast<T>((leading - static_cast<double>(rate(n))) + ((1 - one.high) - one.low) * leading);
            }
        }
    };
}
