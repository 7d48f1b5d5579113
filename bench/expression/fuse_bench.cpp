// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"

#include <alphabar/alphabar.hpp>

namespace ab = alphabar;

namespace
{
    constexpr std::size_t batch = 64;
    constexpr std::size_t pixels = 12'288;

    [[gnu::noinline]] void by_hand(const float* a, const float* s, const float* x, const float* e, float* y)
    {
        for (std::size_t b = 0; b < batch; ++b)
        {
            for (std::size_t i = 0; i < pixels; ++i)
            {
                y[b * pixels + i] = a[b] * x[b * pixels + i] + s[b] * e[b * pixels + i];
            }
        }
    }

    using matrix = xt::xtensor<float, 2>;

    struct data
    {
        matrix a = 0.5f + 0.5f * ab::uniform(ab::key{1}, {batch, std::size_t(1)});
        matrix s = 0.5f + 0.5f * ab::uniform(ab::key{2}, {batch, std::size_t(1)});
        matrix x = ab::normal(ab::key{3}, {batch, pixels});
        matrix e = ab::normal(ab::key{4}, {batch, pixels});
        matrix hand = x, plain = x, fused = x;
    };

    data d;

    const bench::entry affine({
        "broadcast affine, noise given: a[b] x[b, i] + s[b] e[b, i], 64 × 12,288 float",
        batch* pixels,
        {{"hand-written", [] { by_hand(d.a.data(), d.s.data(), d.x.data(), d.e.data(), d.hand.data()); }},
         {"plain xtensor", [] { xt::noalias(d.plain) = d.a * d.x + d.s * d.e; }},
         {"alphabar", [] { xt::noalias(d.fused) = ab::fuse(d.a * d.x + d.s * d.e); }}},
        {{"hand-written", 1 / 1.1}, {"plain xtensor", 15}},
        [] { return d.hand == d.fused && d.plain == d.fused; },
    });
}
