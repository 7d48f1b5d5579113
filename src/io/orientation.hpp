// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "image.hpp"

#include <span>

namespace alphabar::io
{
    /// The orientation tag, 1…8, of the content of an Exif segment; 1 (upright) if there is none or it makes no sense.
    int exif_orientation(std::span<const std::uint8_t> segment);

    /// The picture turned and mirrored so that it stands upright.
    image upright(image picture, int orientation);
}
