// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "image.hpp"

#include <span>
#include <string>

namespace alphabar::io
{
    /// One picture of a strip with the lines below it (see `lettering` for what can be written).
    struct strip_frame
    {
        image picture;
        std::string caption;
        std::string detail;
    };

    /// The frames in a row, captions below, on white; more than `columns` of them wrap into rows. Small pictures are
    /// enlarged by a whole factor, without smoothing, until a side shows at least 128 pixels.
    ///
    /// Domain: at least one frame, all of one size; the strip may have at most 65,500 pixels a side.
    image make_strip(std::span<const strip_frame> frames, std::size_t columns = 10);
}
