// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/expression/reducers.hpp>

#include <cmath>
#include <limits>
#include <vector>

/// The full sum of a mixture's density in long double, and what the promise of `mixture_max_epsilons` allows beside it.
namespace alphabar::test
{
    struct exact_density
    {
        long double log_p;
        double q;  // |x − μ|²/(2v) and |log(w (2πv)^{−d/2})| of the component that contributes most
        double f;
    };

    template <class Law, class Point>
    exact_density density_of(const Law& law, const Point& x)
    {
        const std::size_t count = law.components();
        const std::size_t d = law.dimension();
        std::vector<long double> q(count), exponent(count);
        std::size_t best = 0;
        for (std::size_t n = 0; n < count; ++n)
        {
            const auto v = static_cast<long double>(law.variances()(n));
            long double square = 0;
            for (std::size_t k = 0; k < d; ++k)
            {
                const auto z = static_cast<long double>(x[k]) - static_cast<long double>(law.means()(k, n));
                square += z * z;
            }
            q[n] = square / (2 * v);
            const auto f = std::log(static_cast<long double>(law.weights()(n))) -
                           static_cast<long double>(d) / 2 * std::log(2 * std::acos(-1.0L) * v);
            exponent[n] = f - q[n];
            best = exponent[n] > exponent[best] ? n : best;
        }
        long double sum = 0;
        for (const long double e : exponent)
        {
            sum += std::exp(e - exponent[best]);
        }
        return {exponent[best] + std::log(sum), static_cast<double>(q[best]),
                static_cast<double>(std::abs(exponent[best] + q[best]))};
    }

    /// What |log p − exact| may be at most.
    template <class T>
    double allowed(const exact_density& exact, std::size_t count, std::size_t d)
    {
        const double sums = expression::sum_error<T>(count) + (d > 1 ? expression::sum_error<T>(d) * exact.q : 0);
        return static_cast<double>(std::numeric_limits<T>::epsilon()) *
               (distribution::mixture_max_epsilons * (1 + exact.q + exact.f) + sums);
    }
}
