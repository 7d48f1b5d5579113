// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// An outsider's program that asks for threads, and gets the same numbers.

#include <alphabar/expression/parallel.hpp>
#include <alphabar/random/normal.hpp>

namespace ab = alphabar;

int main()
{
    const xt::xtensor<float, 1> alone = 2.f * ab::normal(ab::key{1}, {100'000});
    xt::xtensor<float, 1> together;
    ab::parallel(together) = 2.f * ab::normal(ab::key{1}, {100'000});
    return together == alone ? 0 : 1;
}
