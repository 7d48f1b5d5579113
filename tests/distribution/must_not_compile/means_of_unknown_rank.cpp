// expect: must be known to the type; copy an xt::xarray into an
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>

const auto law = alphabar::empirical(xt::xarray<double>{1, 2, 3});
