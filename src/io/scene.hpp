// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "image.hpp"

namespace alphabar::io
{
    /// A picture for those who have none at hand: a lake between mountains at sunset, drawn by formulas alone.
    /// It has what a photograph has (wide gradients, soft and hard edges, fine texture), and its pixels are the same on
    /// every machine: only basic arithmetic is used.
    ///
    /// A picture that is not square shows the middle of a square one.
    /// Domain: sides from 1 to 8192.
    image draw_scene(std::size_t height = 256, std::size_t width = 256);
}
