// expect: pushforward: the map lacks log_abs_det\(x\), log \|dy/dx\| at x
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/pushforward.hpp>

struct twice
{
    auto forward(const auto& x) const { return 2 * x; }
    auto inverse(const auto& y) const { return 0.5 * y; }
};

const auto law = alphabar::pushforward(alphabar::make_normal(0., 1.), twice());
