// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>

#include <stdexcept>

namespace alphabar::io
{
    /// A file cannot be read or written, or is not what it claims to be. The message starts with the file's name.
    struct file_error : std::runtime_error
    {
        using std::runtime_error::runtime_error;
    };

    /// Throws `file_error` with the given parts as its message.
    template <class... Parts>
    [[noreturn]] void fail_file(const Parts&... parts)
    {
        throw file_error(core::text(parts...));
    }
}
