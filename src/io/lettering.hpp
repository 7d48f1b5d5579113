// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "image.hpp"

#include <array>
#include <string_view>

namespace alphabar::io
{
    /// Small captions drawn with round strokes, smooth at any size: digits, the letters and signs of "t = 20" and
    /// "ᾱ = 0.82" (`t`, `ᾱ`, `=`, `<`, `>`, `.`, `-`, space). No font file is needed; a character without a glyph is an
    /// `argument_error`.
    struct lettering
    {
        double height = 14;    ///< of a digit, in pixels
        double weight = 0.11;  ///< width of the stroke, as a fraction of the height
        std::array<std::uint8_t, 3> colour{40, 40, 40};

        /// Width of the text in pixels.
        double width_of(std::string_view text) const;
        /// Draws the text from `left` on the line `baseline`, over what is there; outside the picture nothing happens.
        void draw(image& rgb, std::string_view text, double left, double baseline) const;
    };
}
