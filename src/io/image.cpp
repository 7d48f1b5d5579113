// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "image.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>
#include <cmath>

namespace alphabar::io
{
    namespace
    {
        struct strides
        {
            std::size_t y, x, c;
        };

        image from_strided(const float* data, std::size_t height, std::size_t width, std::size_t channels,
                           strides stride, float low, float high)
        {
            core::require(channels == 1 || channels == 3, "a picture of ", channels, " channels: must have 1 or 3");
            core::require(height > 0 && width > 0, "a picture of ", width, " x ", height, " pixels: must not be empty");
            core::require(std::isfinite(low) && std::isfinite(high) && low < high, "the range ", low, ":", high,
                          " of a picture: must be finite and increasing");
            image out(height, width, channels);
            const float scale = 1.f / (high - low);
            auto* to = out.pixels.data();
            for (std::size_t y = 0; y < height; ++y)
            {
                for (std::size_t x = 0; x < width; ++x)
                {
                    for (std::size_t c = 0; c < channels; ++c)
                    {
                        const float value = data[y * stride.y + x * stride.x + c * stride.c];
                        core::require(std::isfinite(value), "a picture's value at row ", y, ", column ", x,
                                      ", channel ", c, " is ", value, ": must be finite");
                        const float unit = std::clamp((value - low) * scale, 0.f, 1.f);
                        *to++ = static_cast<std::uint8_t>(unit * 255.f + 0.5f);
                    }
                }
            }
            return out;
        }

        void to_strided(const image& picture, float* data, strides stride)
        {
            const auto* from = picture.pixels.data();
            for (std::size_t y = 0; y < picture.height; ++y)
            {
                for (std::size_t x = 0; x < picture.width; ++x)
                {
                    for (std::size_t c = 0; c < picture.channels; ++c)
                    {
                        data[y * stride.y + x * stride.x + c * stride.c] = static_cast<float>(*from++) / 255.f;
                    }
                }
            }
        }
    }

    image::image(std::size_t height_, std::size_t width_, std::size_t channels_, std::uint8_t value)
        : height(height_), width(width_), channels(channels_), pixels(height_ * width_ * channels_, value)
    {
    }

    xt::xtensor<float, 3> to_hwc(const image& picture)
    {
        auto out = xt::xtensor<float, 3>::from_shape({picture.height, picture.width, picture.channels});
        to_strided(picture, out.data(), {picture.width * picture.channels, picture.channels, 1});
        return out;
    }

    xt::xtensor<float, 3> to_chw(const image& picture)
    {
        auto out = xt::xtensor<float, 3>::from_shape({picture.channels, picture.height, picture.width});
        to_strided(picture, out.data(), {picture.width, 1, picture.height * picture.width});
        return out;
    }

    image from_hwc(const xt::xtensor<float, 3>& array, float low, float high)
    {
        const auto height = array.shape(0), width = array.shape(1), channels = array.shape(2);
        return from_strided(array.data(), height, width, channels, {width * channels, channels, 1}, low, high);
    }

    image from_chw(const xt::xtensor<float, 3>& array, float low, float high)
    {
        const auto channels = array.shape(0), height = array.shape(1), width = array.shape(2);
        return from_strided(array.data(), height, width, channels, {width, 1, height * width}, low, high);
    }

    image to_rgb(const image& picture)
    {
        if (picture.channels == 3)
        {
            return picture;
        }
        image out(picture.height, picture.width, 3);
        for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        {
            std::fill_n(out.pixels.begin() + static_cast<std::ptrdiff_t>(3 * i), 3, picture.pixels[i]);
        }
        return out;
    }
}
