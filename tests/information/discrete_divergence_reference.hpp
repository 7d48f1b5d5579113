// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by discrete_divergence_reference.py with mpmath: edit that, not this.

#include <limits>
#include <vector>

// clang-format off
namespace discrete_divergence_reference
{
    inline constexpr double infinity = std::numeric_limits<double>::infinity();

    struct coins
    {
        double p, q, kl, cross_entropy;
    };

    inline const std::vector<coins> values = {
        {0.5, 0.25, 0.14384103622589045, 0.8369882167858358},
        {0.544, 0.5, 0.0038770130060011058, 0.6931471805599453},
        {0.3, 0.3, 0.0, 0.6108643020548935},
        {0.3, 0.30000000299999996, 2.142857092787245e-17, 0.6108643020548935},
        {0.3, 0.30000000000099997, 2.3808470405901375e-24, 0.6108643020548935},
        {0.9, 0.8999999999, 5.555556471600868e-20, 0.3250829733914482},
        {1e-10, 1.00000001e-10, 4.9999999083158346e-27, 2.4025850929890456e-09},
        {1e-10, 0.5, 0.6931471781573603, 0.6931471805599453},
        {0.5, 1e-10, 10.819778284460282, 11.512925465020228},
        {1e-300, 1e-100, 1e-100, 1e-100},
        {1e-100, 1e-300, 4.5951701859880915e-98, 6.907755278982137e-98},
        {0.999999999999, 0.5, 0.6931471805313149, 0.6931471805599453},
        {0.9999999999999999, 0.9999999999990905, 9.08383267123774e-13, 9.125728936105884e-13},
        {0.0, 0.25, 0.2876820724517809, 0.2876820724517809},
        {1.0, 0.25, 1.3862943611198906, 1.3862943611198906},
        {0.0, 0.0, 0.0, 0.0},
        {1.0, 1.0, 0.0, 0.0},
        {0.25, 0.0, infinity, infinity},
        {0.25, 1.0, infinity, infinity},
        {0.0, 1.0, infinity, infinity},
    };
}
// clang-format on
