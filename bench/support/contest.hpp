// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

/// One piece of work, done by several contenders in one run. The library's own row is called "alphabar"; a bar says
/// how many times faster than another contender it has to be.
namespace bench
{
    struct contender
    {
        std::string name;
        std::function<void()> work;
    };

    struct bar
    {
        std::string against;
        double times_faster;
    };

    struct contest
    {
        std::string work;
        double elements;  // of the output, or pairs: what the printed time is divided by
        std::vector<contender> contenders;
        std::vector<bar> bars;
        std::function<bool()> same;  // after all have run once: did they compute the same thing?
    };

    /// Registers a contest; main() runs all of them and prints the table of ratios.
    struct entry
    {
        explicit entry(contest c);
    };
}
