// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// [example]
#include <alphabar/core/version.hpp>

#include <iostream>

int main()
{
    std::cout << "alphabar " << alphabar::version << '\n';
}
// [example]
