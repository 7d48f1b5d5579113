// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace tutorial
{
    /// Prints a number of the text together with what it must be, and ends the program if it is not: a tutorial shows no
    /// figure that it has not held against one.
    inline void show(std::string_view what, double value, double expected, double tolerance)
    {
        std::cout << what << ": " << value << '\n';
        if (!(std::abs(value - expected) <= tolerance))
        {
            std::cerr << what << " = " << value << ": must be " << expected << " within " << tolerance << '\n';
            std::exit(1);
        }
    }
}
