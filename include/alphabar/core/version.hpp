// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <string_view>

namespace alphabar
{
    /// The version of the library, major.minor.patch. The one place where it is written: the build reads it from here.
    /// A change of the noise streams' law is a major change.
    inline constexpr std::string_view version = "0.1.0";
}
