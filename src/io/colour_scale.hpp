// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace alphabar::io
{
    /// `count` colours from nearly black over violet, red and orange to pale yellow, at even steps of perceived
    /// lightness (Ottosson's Oklab, 2020), so that equal steps of a value look equal.
    std::vector<std::array<std::uint8_t, 3>> heat_colours(std::size_t count);

    /// The same as a gnuplot palette.
    std::string heat_palette();

    /// `count` colours of equal lightness class for lines on white, well apart also for the colour-blind
    /// (after Okabe and Ito); they repeat after eight.
    std::string line_colour(std::size_t index);
}
