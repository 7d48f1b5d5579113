// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "file.hpp"
#include "image.hpp"

#include <span>
#include <string_view>

namespace alphabar::io
{
    /// True if the bytes start with the PNG signature.
    bool is_png(std::span<const std::uint8_t> content);

    /// The picture in a PNG file: every colour type, depth and interlacing of the specification.
    ///
    /// Palettes are looked up, 1, 2 and 4 bits are spread over 0…255, 16 bits are rounded to 8, transparency is
    /// composited over white (on the stored values; gamma and colour profiles are ignored). Bytes after the end of the
    /// picture are ignored, as every viewer does.
    ///
    /// Errors: `file_error` starting with `name` if the content is truncated, damaged (also a wrong checksum), or
    /// asks for more than the limits.
    image decode_png(std::span<const std::uint8_t> content, std::string_view name, const image_limits& limits = {});

    /// The picture as a PNG file of 8 bits, grey or RGB.
    bytes encode_png(const image& picture);
}
