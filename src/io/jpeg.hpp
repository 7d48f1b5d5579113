// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "file.hpp"
#include "image.hpp"

#include <span>
#include <string_view>

namespace alphabar::io
{
    /// True if the bytes start as a JPEG file does (start of image, then a marker).
    bool is_jpeg(std::span<const std::uint8_t> content);

    /// The picture in a JPEG file: grey, YCbCr or RGB, sequential or progressive, turned upright as its Exif
    /// orientation asks.
    ///
    /// Errors: `file_error` starting with `name` if the content is truncated or damaged (libjpeg itself only warns and
    /// fills with grey), has four colour components, or asks for more than the limits.
    image decode_jpeg(std::span<const std::uint8_t> content, std::string_view name, const image_limits& limits = {});

    /// The picture as a baseline JPEG file, colour at full resolution; quality from 1 to 100.
    bytes encode_jpeg(const image& picture, int quality = 92);
}
