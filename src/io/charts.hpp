// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "file.hpp"

#include <alphabar/core/xtensor.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace alphabar::io
{
    /// A curve of a panel.
    struct curve
    {
        std::string name;
        std::vector<double> x;
        std::vector<double> y;
    };

    /// A chart of several curves, one of those that share a picture.
    struct panel
    {
        std::string title;
        std::string x_label;
        bool logarithmic = false;
        std::vector<curve> curves;
    };

    /// Panels side by side as a PNG picture, with one legend: curve i has the same colour in each of them.
    /// Values that are not finite leave a gap.
    bytes draw_panels(const std::string& title, std::span<const panel> panels);

    /// A diffusion in one dimension, ready to be drawn. T steps, N particles, M grid points.
    struct density_over_time
    {
        std::string description;           ///< the second line of the titles
        xt::xtensor<double, 2> particles;  ///< (T + 1) × N: row t holds x_t, row 0 the data
        xt::xtensor<double, 1> mean;       ///< T + 1: of q_t
        xt::xtensor<double, 1> deviation;  ///< T + 1: of q_t
        xt::xtensor<double, 1> alpha_bar;  ///< T + 1
        xt::xtensor<double, 1> grid;       ///< M, evenly spaced, at least 2: the centres of cells
        xt::xtensor<double, 2> density;    ///< T × M: row t - 1 holds q_t's mean over each cell; q_0 is point masses
    };

    /// Two panels over time as a PNG picture: particles with their mean ± 3 standard deviations, and q_t(x) as a heat
    /// map under the exact ones. The column of step t is centred on t. A last colour that stands for everything above
    /// it is marked as such.
    bytes draw_density(const density_over_time& d);

    /// The histogram of the particles against q_t as an animation, GIF; what is higher than its axis is marked.
    /// `progress(done, all)` is called now and then.
    bytes draw_animation(const density_over_time& d,
                         const std::function<void(std::size_t, std::size_t)>& progress = {});
}
