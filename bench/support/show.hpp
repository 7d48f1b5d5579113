// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

/// What contenders compute on, and what they show of their results. bench/peers/common.py does the same to the last bit.
namespace bench
{
    /// The i-th number in [0, 1) that all contenders of all languages agree on: multiples of the golden ratio, wrapped.
    inline double golden(std::size_t i)
    {
        const double x = static_cast<double>(i + 1) * 0.6180339887498949;
        return x - std::floor(x);
    }

    /// low + (high - low) golden(first + i), n of them.
    template <class T>
    std::vector<T> golden(std::size_t n, double low, double high, std::size_t first = 0)
    {
        std::vector<T> values(n);
        for (std::size_t i = 0; i < n; ++i)
        {
            values[i] = static_cast<T>(low + (high - low) * golden(first + i));
        }
        return values;
    }

    /// 16 of n numbers, evenly spread from the first to the last, and the sum of all; at(i) is the i-th in row-major order.
    template <class At>
    std::vector<double> spread(std::size_t n, At at)
    {
        std::vector<double> values(17);
        for (std::size_t k = 0; k < 16; ++k)
        {
            values[k] = static_cast<double>(at(k * (n - 1) / 15));
        }
        for (std::size_t i = 0; i < n; ++i)
        {
            values[16] += static_cast<double>(at(i));
        }
        return values;
    }

    /// Count, mean, variance, skewness, excess kurtosis, least and greatest of n numbers: their law, if they are noise.
    template <class At>
    std::vector<double> moments(std::size_t n, At at)
    {
        const double count = static_cast<double>(n);
        double sum = 0, least = at(0), greatest = at(0);
        for (std::size_t i = 0; i < n; ++i)
        {
            const double z = at(i);
            sum += z;
            least = std::min(least, z);
            greatest = std::max(greatest, z);
        }
        const double mean = sum / count;
        double second = 0, third = 0, fourth = 0;
        for (std::size_t i = 0; i < n; ++i)
        {
            const double z = at(i) - mean;
            second += z * z;
            third += z * z * z;
            fourth += z * z * z * z;
        }
        const double variance = second / count;
        return {count,
                mean,
                variance,
                third / count / (variance * std::sqrt(variance)),
                fourth / count / (variance * variance) - 3,
                least,
                greatest};
    }
}
