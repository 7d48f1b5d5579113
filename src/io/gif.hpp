// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "file.hpp"
#include "image.hpp"

#include <span>

namespace alphabar::io
{
    /// An endless animation of RGB frames, `delay` hundredths of a second each; the last is shown for `last_delay`.
    ///
    /// One palette serves all frames: the 255 colours found most often; other colours become the nearest of them.
    /// For drawings with few colours and smooth edges that is exact for all but a few pixels; it is not meant for
    /// photographs. Each frame stores only the rectangle that changed.
    ///
    /// Domain: at least one frame, all of one size, sides in 1..65,535, three channels.
    bytes encode_gif(std::span<const image> frames, unsigned delay, unsigned last_delay);
}
