// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <iosfwd>

namespace bench
{
    /// Answers the study's requests, one line each with one line of JSON, until the input ends:
    ///
    ///     list                              the contests of this program
    ///     facts                             compiler, flags, library versions
    ///     show WORK <tab> CONTENDER         prepares the contender, runs it, says what came out and what it allocated
    ///     time WORK <tab> CONTENDER <tab> SECONDS    one measurement, of about that length
    ///
    /// WORK is a contest's name followed by its sizes: "marginal images=64 pixels=12288". What was prepared for one work
    /// is freed when another is asked for. The peers in bench/peers/ speak the same.
    void serve(std::istream& in, std::ostream& out);
}
