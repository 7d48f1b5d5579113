// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "file.hpp"
#include "image.hpp"

#include <filesystem>
#include <initializer_list>
#include <span>
#include <string_view>

namespace alphabar::io
{
    /// The picture in a PNG or JPEG file, told apart by content, never by name.
    ///
    /// Errors: `file_error`, see `read_file`, `decode_png` and `decode_jpeg`.
    image decode_image(std::span<const std::uint8_t> content, std::string_view name, const image_limits& limits = {});
    image read_image(const std::filesystem::path& path, const image_limits& limits = {});

    /// What the end of an output's name asks for.
    enum class output_format
    {
        png,
        jpeg,
        gif,
        npy,
    };

    /// The format for `.png`, `.jpg` or `.jpeg`, `.gif` and `.npy`, in either case.
    ///
    /// Errors: `file_error` for an ending that asks for none of the formats in `possible`; the message names those.
    output_format format_of(const std::filesystem::path& path, std::initializer_list<output_format> possible);

    /// Writes the whole picture, or nothing.
    void write_png(const std::filesystem::path& path, const image& picture);
    void write_jpeg(const std::filesystem::path& path, const image& picture, int quality = 92);
}
