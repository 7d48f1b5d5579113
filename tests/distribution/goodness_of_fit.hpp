// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "random/statistics.hpp"

#include <cstddef>
#include <map>
#include <vector>

/// Pearson's test of draws of integers against probabilities.
namespace statistics
{
    /// Cells of `width` counts from `low` on; those at the ends reach to infinity, and poor ones are joined with the
    /// next.
    template <class Draws, class Probability>
    double chi_square(const Draws& draws, const Probability& probability, double low, double high, double width = 1)
    {
        const auto cells = static_cast<std::size_t>((high - low) / width) + 1;
        std::vector<double> found(cells, 0), expected(cells, 0);
        const auto cell_of = [&](double k)
        { return static_cast<std::size_t>(std::clamp((k - low) / width, 0.0, static_cast<double>(cells - 1))); };
        double count = 0;
        for (const auto k : draws)
        {
            ++found[cell_of(static_cast<double>(k))];
            ++count;
        }
        double total = 0;
        for (double k = low; k <= high; ++k)
        {
            const double p = probability(k);
            expected[cell_of(k)] += p * count;
            total += p;
        }
        expected[0] += (1 - total) * count / 2;  // what lies beyond, which should be next to nothing
        expected[cells - 1] += (1 - total) * count / 2;
        double x = 0, e = 0, o = 0;
        std::size_t used = 0;
        for (std::size_t i = 0; i < cells; ++i)
        {
            e += expected[i];
            o += found[i];
            if (e >= 10)
            {
                x += (o - e) * (o - e) / e;
                ++used;
                e = o = 0;
            }
        }
        x += e > 0 ? (o - e) * (o - e) / e : o > 0 ? 1e300 : 0;
        used += e > 0 ? 1 : 0;
        return both_tails(gamma_q(static_cast<double>(used - 1) / 2, x / 2));
    }
}
