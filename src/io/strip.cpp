// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "strip.hpp"

#include "lettering.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>

namespace alphabar::io
{
    namespace
    {
        void paste(image& onto, const image& rgb, std::size_t top, std::size_t left, std::size_t factor)
        {
            for (std::size_t y = 0; y < rgb.height * factor; ++y)
            {
                auto* to = onto.row(top + y) + 3 * left;
                const auto* from = rgb.row(y / factor);
                for (std::size_t x = 0; x < rgb.width * factor; ++x, to += 3)
                {
                    std::copy_n(from + 3 * (x / factor), 3, to);
                }
            }
        }
    }

    image make_strip(std::span<const strip_frame> frames, std::size_t columns)
    {
        core::require(!frames.empty(), "a strip of 0 frames: must have at least 1");
        core::require(columns > 0, "a strip of 0 columns: must have at least 1");
        const auto height = frames[0].picture.height, width = frames[0].picture.width;
        for (std::size_t i = 0; i < frames.size(); ++i)
        {
            const auto& p = frames[i].picture;
            core::require(p.height == height && p.width == width && p.height > 0 && p.width > 0, "frame[", i, "] has ",
                          p.width, " x ", p.height, " pixels: must have ", width, " x ", height, ", as the first");
        }
        const std::size_t larger = std::max(height, width);
        const std::size_t factor = (127 + larger) / larger;
        const std::size_t tile_height = height * factor, tile_width = width * factor;
        // A narrow tile must still be wide enough for its caption.
        lettering caption{.height = std::clamp(static_cast<double>(std::max(tile_height, tile_width)) / 11, 11.0, 30.0),
                          .weight = 0.115,
                          .colour = {35, 38, 45}};
        lettering detail{.height = caption.height * 0.78, .weight = 0.11, .colour = {120, 125, 135}};
        double widest = 0;
        for (const auto& f : frames)
        {
            widest = std::max({widest, caption.width_of(f.caption), detail.width_of(f.detail)});
        }
        const std::size_t cell_width = std::max(tile_width, static_cast<std::size_t>(widest + 1));
        const bool detailed =
            std::any_of(frames.begin(), frames.end(), [](const auto& f) { return !f.detail.empty(); });
        const double line = caption.height * 1.9;
        const double text = line + (detailed ? detail.height * 1.8 : 0.0) + caption.height * 0.6;
        const std::size_t cell_height = tile_height + static_cast<std::size_t>(text);
        const std::size_t margin = 16, between = 8;
        columns = std::min(columns, frames.size());
        const std::size_t rows = (frames.size() + columns - 1) / columns;
        const std::size_t all_width = 2 * margin + columns * cell_width + (columns - 1) * between;
        const std::size_t all_height = 2 * margin + rows * cell_height + (rows - 1) * between - margin / 2;
        core::require(all_width <= 65'500 && all_height <= 65'500 && all_width * all_height <= 400'000'000,
                      "a strip of ", frames.size(), " frames of ", width, " x ", height, " pixels would have ",
                      all_width, " x ", all_height, ": take fewer frames or a smaller --resize");
        image out(all_height, all_width, 3, 255);
        for (std::size_t i = 0; i < frames.size(); ++i)
        {
            const std::size_t top = margin + i / columns * (cell_height + between);
            const std::size_t left = margin + i % columns * (cell_width + between);
            paste(out, to_rgb(frames[i].picture), top, left + (cell_width - tile_width) / 2, factor);
            const double centre = static_cast<double>(left) + static_cast<double>(cell_width) / 2;
            const double baseline = static_cast<double>(top + tile_height) + line;
            caption.draw(out, frames[i].caption, centre - caption.width_of(frames[i].caption) / 2, baseline);
            detail.draw(out, frames[i].detail, centre - detail.width_of(frames[i].detail) / 2,
                        baseline + detail.height * 1.75);
        }
        return out;
    }
}
