// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "progress.hpp"

#include "io/interrupt.hpp"

#include <cstdio>
#include <unistd.h>

namespace alphabar::cli
{
    using clock = std::chrono::steady_clock;

    progress::progress(std::string label, bool forced)
        : m_label(std::move(label)), m_shown(forced || ::isatty(STDERR_FILENO) == 1), m_start(clock::now()),
          m_last(m_start)
    {
    }

    progress::~progress()
    {
        if (m_drawn)
        {
            std::fputs("\r\x1b[K", stderr);
            std::fflush(stderr);
        }
    }

    void progress::operator()(std::size_t done, std::size_t all)
    {
        io::check_interrupt();
        const auto now = clock::now();
        // What is over in a blink needs no bar.
        const bool due = now - m_start > std::chrono::milliseconds(150) && now - m_last > std::chrono::milliseconds(60);
        if (!m_shown || all == 0 || !due)
        {
            return;
        }
        m_last = now;
        m_drawn = true;
        constexpr std::size_t width = 32;
        const std::size_t filled = done * width / all;
        std::string bar;
        for (std::size_t i = 0; i < width; ++i)
        {
            bar += i < filled ? "█" : "░";
        }
        const double seconds = std::chrono::duration<double>(now - m_start).count();
        std::fprintf(stderr, "\r\x1b[K%-22s %s %3zu %%  %.1f s", m_label.c_str(), bar.c_str(), done * 100 / all,
                     seconds);
        std::fflush(stderr);
    }
}
