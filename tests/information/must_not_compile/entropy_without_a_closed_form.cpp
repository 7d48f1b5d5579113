// expect: this law has no closed form of it
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/concept.hpp>
#include <alphabar/information/entropy.hpp>
#include <alphabar/random/normal.hpp>

struct law : alphabar::distribution_interface<law>
{
    using value_type = float;
    auto shape() const { return std::array<std::size_t, 1>{1}; }
    auto sample(alphabar::key k) const { return alphabar::normal(k, shape()); }
    template <class Points>
    auto log_prob(const Points& x) const
    {
        return 0.f * x;
    }
};

const auto h = alphabar::entropy(law());
