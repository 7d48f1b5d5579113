// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "support/contest.hpp"

#include <cstring>

namespace bench
{
    /// The machine's limit of work that reads and writes `bytes(sizes)` in all: memcpy of half as many. It shows nothing,
    /// for it computes nothing.
    template <class Bytes>
    contender memory_copy(Bytes bytes)
    {
        return {"memory copy",
                [bytes](const sizes& n)
                {
                    const std::size_t half = static_cast<std::size_t>(bytes(n)) / 2;
                    auto from = std::make_shared<std::vector<char>>(half, char(1));
                    auto to = std::make_shared<std::vector<char>>(half);
                    return job{[=] { std::memcpy(to->data(), from->data(), half); }, {}};
                },
                true, false};
    }
}
