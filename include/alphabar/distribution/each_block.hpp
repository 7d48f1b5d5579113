// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/point_reader.hpp>

#include <algorithm>
#include <cstddef>

namespace alphabar::distribution
{
    /// Calls `f(values, n, position)` for all elements of an expression in row-major order, as doubles, n at a time. What is
    /// not in memory is computed a block at a time. No allocation.
    template <class E, class F>
    void each_block(const E& e, F&& f)
    {
        if (e.size() == 0)
        {
            return;
        }
        constexpr std::size_t most = 1024;
        alignas(64) double values[most];
        expression::check_nodes(e);
        point_reader<E, double> reader(e, 0);
        const std::size_t extent = reader.extent();
        for (std::size_t position = 0; position < e.size();)
        {
            const std::size_t from = position % extent;
            const std::size_t n = std::min(most, extent - from);
            reader.read(static_cast<std::ptrdiff_t>(position / extent), 1, from, n, values, 0, 1);
            f(values, n, position);
            position += n;
        }
    }
}
