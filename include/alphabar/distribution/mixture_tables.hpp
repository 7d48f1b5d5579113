// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/core/xtensor.hpp>
#include <alphabar/distribution/gauss_sum.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/sqrt.hpp>

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
        xt::xtensor<T, 1> mantissa;    // for d = 1, w (2πv)^{−1/2} = m 2^e
        xt::xtensor<T, 1> exponent;
        gauss_sum<T> shared;  // for d = 1, if many components share one variance

        std::size_t components() const { return weights.size(); }
        std::size_t dimension() const { return means.shape()[0]; }

        /// Computes what follows from weights, variances and means.
        void tabulate()
        {
            const std::size_t count = components();
            scale.resize({count});
            log_factor.resize({count});
            mantissa.resize({count});
            exponent.resize({count});
            const auto d = static_cast<double>(dimension());
            for (std::size_t n = 0; n < count; ++n)
            {
                const double v = variances(n);
                if (v == 0)
                {
                    scale(n) = log_factor(n) = mantissa(n) = exponent(n) = 0;  // no density; see check
                    continue;
                }
                if (n != 0 && v == variances(n - 1) && weights(n) == weights(n - 1))  // as often as not
                {
                    scale(n) = scale(n - 1);
                    log_factor(n) = log_factor(n - 1);
                    mantissa(n) = mantissa(n - 1);
                    exponent(n) = exponent(n - 1);
                    continue;
                }
                scale(n) = static_cast<T>(1 / math::sqrt(2 * v));
                log_factor(n) = static_cast<T>(math::log(weights(n)) - d * (0.5 * math::log(v) + half_log_two_pi));
                int power = 0;
                const double factor = weights(n) * inverse_root_two_pi / math::sqrt(v);
                const T fraction = 2 * static_cast<T>(std::frexp(factor, &power));
                const bool counts = power >= std::numeric_limits<T>::min_exponent;  // else all it gives is subnormal
                mantissa(n) = counts ? fraction : T(0);
                exponent(n) = counts ? static_cast<T>(power - 1) : T(0);
            }
            if (dimension() == 1)
            {
                shared.tabulate(means.data(), weights, variances);
            }
        }

        /// Throws if a component has no density, or one that T cannot hold.
        void check() const
        {
            for (std::size_t n = 0; n < components(); ++n)
            {
                core::require(variances(n) > 0, "variances[", n, "] = ", variances(n),
                              ": a point mass has no density; noise it first");
                core::require(scale(n) >= std::numeric_limits<T>::min() && scale(n) <= std::numeric_limits<T>::max(),
                              "variances[", n, "] = ", variances(n), ": beyond what a density in this type can hold");
            }
        }
    };
}
