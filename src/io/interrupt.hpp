// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

namespace alphabar::io
{
    /// The user pressed Ctrl-C, or the system asks the program to end. Thrown from `check_interrupt`, so that
    /// destructors take temporary files along.
    struct interrupted
    {
        int signal;
    };

    /// From now on SIGINT, SIGTERM and SIGHUP set a flag instead of ending the process; the second of a kind ends it all
    /// the same, should it wait for something that never comes.
    void catch_interrupts();

    /// Throws `interrupted` once such a signal has arrived; costs one load.
    void check_interrupt();
}
