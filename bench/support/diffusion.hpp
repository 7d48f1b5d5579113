// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

/// The coefficients of the Gaussian diffusion with the linear schedule of Ho et al. 2020, as an engine without this library
/// writes them; bench/peers/inputs.py does the same.
namespace bench
{
    inline constexpr double first_beta = 1e-4;
    inline constexpr double last_beta = 0.02;

    /// beta_t for t = 1..steps; element 0 is step 1.
    inline std::vector<double> linear_betas(std::size_t steps)
    {
        std::vector<double> betas(steps);
        for (std::size_t i = 0; i < steps; ++i)
        {
            betas[i] = first_beta + (last_beta - first_beta) * static_cast<double>(i) / static_cast<double>(steps - 1);
        }
        return betas;
    }

    /// ᾱ_t for t = 0..steps.
    inline std::vector<double> alpha_bars(std::size_t steps)
    {
        std::vector<double> products = {1};
        for (const double beta : linear_betas(steps))
        {
            products.push_back(products.back() * (1 - beta));
        }
        return products;
    }
}
