// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <type_traits>

namespace alphabar::kernel
{
    /// The type in which x is noised: its own if floating-point, else float (an 8-bit image, say).
    template <class X>
    using noised_t = std::conditional_t<std::is_floating_point_v<typename std::decay_t<X>::value_type>,
                                        typename std::decay_t<X>::value_type, float>;
}
