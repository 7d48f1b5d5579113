// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace alphabar::cli
{
    /// A line on stderr that grows while work is done and is wiped when it ends. Without a terminal there is none,
    /// unless the user asks for it.
    class progress
    {
    public:
        progress(std::string label, bool forced);
        progress(const progress&) = delete;
        progress& operator=(const progress&) = delete;
        ~progress();

        /// Also the place where Ctrl-C takes effect: throws `io::interrupted`.
        void operator()(std::size_t done, std::size_t all);

    private:
        std::string m_label;
        bool m_shown;
        bool m_drawn = false;
        std::chrono::steady_clock::time_point m_start;
        std::chrono::steady_clock::time_point m_last;
    };
}
