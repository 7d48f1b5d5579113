// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// What a stream of normal or uniform numbers must pass. The same functions judge the library and the generators that
/// are bad on purpose.
namespace battery
{
    using statistics::two_sided;
    using statistics::verdict;

    /// Distances at which the layout could show: neighbours, lanes, slots of a counter, blocks.
    inline constexpr std::size_t lags[] = {1,  2,  3,  4,  7,  8,  15, 16,  17,  31,  32,
                                           33, 47, 48, 49, 63, 64, 65, 128, 256, 1024};

    /// E z^k for k = 1 … 6. The variance of z^k is (2k - 1)!! - ((k - 1)!!)^2 for even k, (2k - 1)!! for odd.
    template <class T>
    verdict moments(std::span<const T> z)
    {
        constexpr double mean[] = {0, 1, 0, 3, 0, 15};
        constexpr double variance[] = {1, 2, 15, 96, 945, 10170};
        std::array<double, 6> sum{};
        for (const T element : z)
        {
            double power = 1;
            for (double& s : sum)
            {
                power *= static_cast<double>(element);
                s += power;
            }
        }
        std::vector<verdict> verdicts;
        const double n = static_cast<double>(z.size());
        for (std::size_t k = 0; k != 6; ++k)
        {
            verdicts.push_back(
                {"moment " + std::to_string(k + 1), two_sided((sum[k] - n * mean[k]) / std::sqrt(n * variance[k]))});
        }
        return statistics::worst(verdicts);
    }

    /// How many lie beyond t, on either side.
    template <class T>
    std::uint64_t beyond(std::span<const T> z, double t)
    {
        std::uint64_t count = 0;
        for (const T element : z)
        {
            count += std::abs(static_cast<double>(element)) > t;
        }
        return count;
    }

    /// The distance to the normal law: Kolmogorov and Smirnov, Anderson and Darling, 1024 cells of equal probability.
    template <class T>
    verdict normal_fit(std::span<const T> z)
    {
        std::vector<double> u;
        std::vector<std::uint64_t> cells(1024);
        for (const T element : z)
        {
            u.push_back(statistics::normal_cdf(static_cast<double>(element)));
            ++cells[static_cast<std::size_t>(std::min(1023.0, u.back() * 1024))];
        }
        const double distance = statistics::kolmogorov_smirnov(u);  // sorts
        return statistics::worst({{"Kolmogorov-Smirnov", distance},
                                  {"Anderson-Darling", statistics::anderson_darling(u)},
                                  {"chi square", statistics::chi_square(cells)}});
    }

    /// Correlations of two streams of standard normal numbers, of their squares and of number with square.
    template <class T>
    std::vector<verdict> correlations(std::span<const T> a, std::span<const T> b, const std::string& name)
    {
        double linear = 0;
        double square = 0;
        double mixed = 0;
        for (std::size_t i = 0; i != b.size(); ++i)
        {
            const double x = static_cast<double>(a[i]);
            const double y = static_cast<double>(b[i]);
            linear += x * y;
            square += (x * x - 1) * (y * y - 1);
            mixed += x * (y * y - 1);
        }
        const double root = std::sqrt(static_cast<double>(b.size()));
        return {{"correlation, " + name, two_sided(linear / root)},
                {"correlation of squares, " + name, two_sided(square / root / 2)},
                {"correlation with squares, " + name, two_sided(mixed / root / std::sqrt(2.0))}};
    }

    /// The stream with itself, at the distances above.
    template <class T>
    verdict serial(std::span<const T> z)
    {
        std::vector<verdict> verdicts;
        for (const std::size_t lag : lags)
        {
            const auto at_lag = correlations(z, z.subspan(lag), "lag " + std::to_string(lag));
            verdicts.insert(verdicts.end(), at_lag.begin(), at_lag.end());
        }
        return statistics::worst(verdicts);
    }

    /// Pairs at the distances above on a grid of 16 by 16 equally likely cells; `cell` gives the place of a number.
    template <class T, class Cell>
    verdict lattice(std::span<const T> z, Cell cell)
    {
        std::vector<std::uint8_t> place;
        for (const T element : z)
        {
            place.push_back(static_cast<std::uint8_t>(cell(static_cast<double>(element))));
        }
        std::vector<verdict> verdicts;
        for (const std::size_t lag : lags)
        {
            std::vector<std::uint64_t> cells(256);
            for (std::size_t i = lag; i != place.size(); ++i)
            {
                ++cells[place[i - lag] * std::size_t{16} + place[i]];
            }
            verdicts.push_back({"lattice, lag " + std::to_string(lag), statistics::chi_square(cells)});
        }
        return statistics::worst(verdicts);
    }

    inline int normal_cell(double z) { return static_cast<int>(std::min(15.0, 16 * statistics::normal_cdf(z))); }
    inline int uniform_cell(double u) { return static_cast<int>(16 * u); }
}
