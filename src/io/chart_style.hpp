// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "gnuplot.hpp"

#include <alphabar/core/xtensor.hpp>

#include <algorithm>
#include <string>
#include <string_view>

// What the charts have in common.

namespace alphabar::io
{
    /// The opening of every script: a PNG picture of this size, quiet axes, a light grid, a face that Debian's
    /// fontconfig always brings along.
    std::string chart_style(std::size_t width, std::size_t height, double font_size);

    /// The picture that the script drew, decoded once: a full disk leaves half of one.
    bytes drawn_png(const gnuplot& plot, std::string_view name);

    /// Every so many points of a long curve are more than its pixels can show.
    inline std::size_t stride_for(std::size_t points, std::size_t shown)
    {
        return std::max<std::size_t>(1, points / shown);
    }

    /// A number in three digits, for legends.
    std::string short_number(double value);

    /// The rows with at most so many cells each: means over neighbours, so that no needle is lost.
    xt::xtensor<double, 2> coarsened(const xt::xtensor<double, 2>& density, std::size_t most_cells);

    /// Where the scale of densities ends: at the highest peak, unless that is more than twice as high as the peaks of
    /// nine steps in ten. Then it ends above those: the needles of the first steps would leave nothing visible of the
    /// rest.
    struct density_scale
    {
        explicit density_scale(const xt::xtensor<double, 2>& density);

        double top;
        double peak;
        bool is_cut() const { return peak > top; }
    };
}
