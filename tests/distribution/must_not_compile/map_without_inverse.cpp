// expect: pushforward: the map lacks inverse\(y\)
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/pushforward.hpp>

struct twice
{
    auto forward(const auto& x) const { return 2 * x; }
    auto log_abs_det(const auto& x) const { return 0 * x + 0.6931471805599453; }
};

const auto law = alphabar::pushforward(alphabar::make_normal(0., 1.), twice());
