// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "interrupt.hpp"

#include <csignal>
#include <initializer_list>

namespace alphabar::io
{
    namespace
    {
        volatile std::sig_atomic_t caught = 0;
    }

    extern "C"
    {
        static void alphabar_note_signal(int signal) { caught = signal; }
    }

    void catch_interrupts()
    {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        {
            struct sigaction action = {};
            action.sa_handler = alphabar_note_signal;
            sigemptyset(&action.sa_mask);
            action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
            struct sigaction before = {};
            // A signal that the parent told us to ignore (nohup) stays ignored.
            if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            {
                sigaction(signal, &action, nullptr);
            }
        }
    }

    void check_interrupt()
    {
        if (caught != 0)
        {
            throw interrupted{caught};
        }
    }
}
