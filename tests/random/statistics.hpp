// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Probabilities for judging random numbers. The tests' keys are fixed, so a verdict never changes from run to run; the
/// bounds are such that a good generator passes for nearly every key, and a bad one fails by orders of magnitude.
namespace statistics
{
    /// Passing: a good generator falls below it once in ten thousand verdicts. Caught: not by chance.
    inline constexpr double pass = 1e-4;
    inline constexpr double caught = 1e-12;

    /// P(|Z| > |z|) for a standard normal Z.
    inline double two_sided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

    inline double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

    /// Q(a, x), the regularised upper incomplete gamma function: the series of P below a + 1, the continued fraction of
    /// Q (Lentz) above. Abramowitz and Stegun 6.5.29, 6.5.31.
    inline double gamma_q(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }
        const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
        if (x < a + 1)
        {
            double term = 1 / a;
            double sum = term;
            for (double n = a + 1; term > sum * 1e-16; ++n)
            {
                term *= x / n;
                sum += term;
            }
            return 1 - front * sum;
        }
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 100000; ++i)
        {
            const double an = -i * (i - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            const double factor = c * d;
            h *= factor;
            if (std::abs(factor - 1) < 1e-15)
            {
                break;
            }
        }
        return front * h;
    }

    /// Both tails count: fits that are too good are as suspicious.
    inline double both_tails(double upper) { return 2 * std::min(upper, 1 - upper); }

    /// Pearson's test of equally likely cells.
    inline double chi_square(std::span<const std::uint64_t> counts)
    {
        double total = 0;
        for (const auto c : counts)
        {
            total += static_cast<double>(c);
        }
        const double expected = total / static_cast<double>(counts.size());
        double x = 0;
        for (const auto c : counts)
        {
            x += (static_cast<double>(c) - expected) * (static_cast<double>(c) - expected) / expected;
        }
        return both_tails(gamma_q(static_cast<double>(counts.size() - 1) / 2, x / 2));
    }

    /// A count whose law is Poisson's.
    inline double poisson(std::uint64_t count, double mean)
    {
        const double at_most = gamma_q(static_cast<double>(count) + 1, mean);            // P(N <= count)
        const double less = count == 0 ? 0 : gamma_q(static_cast<double>(count), mean);  // P(N < count)
        return std::min(1.0, 2 * std::min(at_most, 1 - less));
    }

    /// Kolmogorov and Smirnov's distance of values that should be uniform on [0, 1]; sorts them.
    inline double kolmogorov_smirnov(std::span<double> u)
    {
        std::sort(u.begin(), u.end());
        const double n = static_cast<double>(u.size());
        double d = 0;
        for (std::size_t i = 0; i != u.size(); ++i)
        {
            d = std::max({d, (static_cast<double>(i) + 1) / n - u[i], u[i] - static_cast<double>(i) / n});
        }
        const double t = (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n)) * d;  // Stephens 1970
        double p = 0;
        for (int k = 1; k <= 100; ++k)
        {
            p += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * t * t);
        }
        return t < 0.2 ? 1 : std::clamp(p, 0.0, 1.0);
    }

    /// Anderson and Darling's A^2 of sorted values that should be uniform on (0, 1): it weighs the tails. The limit law
    /// is approximated as in Marsaglia and Marsaglia, J. Stat. Software 9(2), 2004.
    inline double anderson_darling(std::span<const double> sorted)
    {
        const std::size_t n = sorted.size();
        double sum = 0;
        for (std::size_t i = 0; i != n; ++i)
        {
            sum += (2 * static_cast<double>(i) + 1) * (std::log(sorted[i]) + std::log1p(-sorted[n - 1 - i]));
        }
        const double z = -static_cast<double>(n) - sum / static_cast<double>(n);
        if (z < 2)
        {
            return 1 - std::exp(-1.2337141 / z) / std::sqrt(z) *
                           (2.00012 + (.247105 - (.0649821 - (.0347962 - (.011672 - .00168691 * z) * z) * z) * z) * z);
        }
        return 1 - std::exp(
                       -std::exp(1.0776 - (2.30695 - (.43424 - (.082433 - (.008056 - .0003146 * z) * z) * z) * z) * z));
    }

    /// A named verdict, and the worst of many, corrected for their number (Bonferroni).
    struct verdict
    {
        std::string name;
        double p;
    };

    inline verdict worst(const std::vector<verdict>& verdicts)
    {
        const auto least = std::min_element(verdicts.begin(), verdicts.end(),
                                            [](const verdict& a, const verdict& b) { return a.p < b.p; });
        return {least->name, std::min(1.0, least->p * static_cast<double>(verdicts.size()))};
    }
}
