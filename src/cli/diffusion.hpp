// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "io/charts.hpp"

#include <alphabar/schedule/schedule.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace alphabar::cli
{
    /// Called with the steps done and all of them.
    using progress_function = std::function<void(std::size_t, std::size_t)>;

    /// x_t of a picture x_0 for the given steps, which increase; step 0 is x_0 itself.
    ///
    /// `jump`: each frame is drawn at once from q(x_t | x_0); otherwise the chain is walked and step t's noise
    /// depends on (seed, t) alone.
    /// Result: frames × the shape of x_0.
    xt::xtensor<float, 4> forward_frames(const dynamic_schedule& schedule, const xt::xtensor<float, 3>& x0,
                                         std::span<const std::int64_t> frames, std::uint64_t seed, bool jump,
                                         const progress_function& progress);

    /// The diffusion of equally likely points: N particles walked through the chain, and q_t averaged exactly over
    /// each of M cells that cover the data and, at every step, the mean of q_t ± 3 standard deviations.
    io::density_over_time diffuse_points(const dynamic_schedule& schedule, std::span<const double> data,
                                         std::size_t particles, std::size_t cells, std::uint64_t seed,
                                         const progress_function& progress);
}
