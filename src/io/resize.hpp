// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "image.hpp"

namespace alphabar::io
{
    /// The picture at another size: height × width × channels, values in [0, 1].
    ///
    /// Every new pixel is the weighted mean of the old ones under a triangle as wide as two new pixels (two old ones
    /// when enlarging): bilinear when enlarging, an average over the covered area when shrinking, so nothing aliases.
    /// Weights sum to one: a constant picture stays constant. On stored values, without gamma.
    ///
    /// Errors: `argument_error` if a side is 0.
    xt::xtensor<float, 3> resize(const image& picture, std::size_t height, std::size_t width);
    xt::xtensor<float, 3> resize(const xt::xtensor<float, 3>& picture, std::size_t height, std::size_t width);
}
