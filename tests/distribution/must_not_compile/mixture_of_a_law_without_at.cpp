// expect: mixture_of: the law lacks at\(index\)
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture_of.hpp>
#include <alphabar/random/normal.hpp>

struct standard_normals
{
    using value_type = double;
    std::array<std::size_t, 1> shape() const { return {3}; }
    auto sample(alphabar::key k) const { return alphabar::normal<double>(k, shape()); }
    auto log_prob(const auto& x) const { return -0.5 * x * x + alphabar::normal<double>(alphabar::key{0}, shape()); }
};

const auto law = alphabar::mixture_of(1, standard_normals());
