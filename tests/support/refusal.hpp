// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>

#include <string>

namespace alphabar::test
{
    /// The message with which a call is refused, or "accepted".
    template <class F>
    std::string refusal(F call)
    {
        try
        {
            (void)call();
        }
        catch (const argument_error& error)
        {
            return error.what();
        }
        return "accepted";
    }
}
