// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/xtensor.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace alphabar::io
{
    /// An 8-bit picture, rows from the top, channels innermost: grey (1 channel) or red, green, blue (3).
    struct image
    {
        std::size_t height = 0;
        std::size_t width = 0;
        std::size_t channels = 3;
        std::vector<std::uint8_t> pixels;

        image() = default;
        image(std::size_t height_, std::size_t width_, std::size_t channels_, std::uint8_t value = 0);

        std::uint8_t* row(std::size_t y) { return pixels.data() + y * width * channels; }
        const std::uint8_t* row(std::size_t y) const { return pixels.data() + y * width * channels; }

        friend bool operator==(const image&, const image&) = default;
    };

    /// What a picture file may ask for. The sizes are compared before anything of that size is allocated.
    struct image_limits
    {
        std::uint32_t max_side = 65'500;
        std::uint64_t max_pixels = 100'000'000;
        std::uint64_t max_file_bytes = std::uint64_t{1} << 30;
        int max_scans = 100;  // of a progressive JPEG, each of which costs a pass over the picture
    };

    /// Height × width × channels, values v/255 in [0, 1].
    xt::xtensor<float, 3> to_hwc(const image& picture);
    /// Channels × height × width, values v/255 in [0, 1].
    xt::xtensor<float, 3> to_chw(const image& picture);

    /// The picture of an array whose values show [low, high]: clipped, then rounded to the nearest of 256 levels.
    ///
    /// Domain: 1 or 3 channels, no empty side, finite values, low < high.
    /// Errors: `argument_error` naming the shape, or the first value that is not finite and where it stands.
    image from_hwc(const xt::xtensor<float, 3>& array, float low = 0.f, float high = 1.f);
    image from_chw(const xt::xtensor<float, 3>& array, float low = 0.f, float high = 1.f);

    /// The same picture with three channels.
    image to_rgb(const image& picture);
}
