// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"

#include <alphabar/alphabar.hpp>

#if __has_include(<xtensor/generators/xrandom.hpp>)
#include <xtensor/generators/xrandom.hpp>
#else
#include <xtensor/xrandom.hpp>
#endif

#include <cmath>

namespace ab = alphabar;

namespace
{
    constexpr std::size_t batch = 64;
    constexpr std::size_t pixels = 12'288;
    constexpr auto schedule = ab::linear_schedule<1000>(1e-4, 0.02);
    constexpr auto kernel = ab::gaussian_kernel(schedule);

    using matrix = xt::xtensor<float, 2>;

    struct data
    {
        xt::xtensor<int, 1> t = 1 + 999 * ab::uniform(ab::key{1}, {batch});
        matrix signal = xt::xtensor<float, 2>({batch, 1});
        matrix noise = signal;
        matrix x0 = ab::uniform(ab::key{2}, {batch, pixels});
        matrix plain = x0, fused = x0;

        data()
        {
            for (std::size_t b = 0; b < batch; ++b)
            {
                signal(b, 0) = static_cast<float>(schedule.signal(ab::step{t(b)}));
                noise(b, 0) = static_cast<float>(schedule.noise(ab::step{t(b)}));
            }
        }
    };

    data d;

    /// The noise differs, so what must agree is its law: (x_t − signal x_0)/noise has mean 0 and variance 1.
    bool is_noised(const matrix& x)
    {
        double sum = 0;
        double squares = 0;
        for (std::size_t b = 0; b < batch; ++b)
        {
            for (std::size_t i = 0; i < pixels; ++i)
            {
                const double z = (x(b, i) - d.signal(b, 0) * d.x0(b, i)) / d.noise(b, 0);
                sum += z;
                squares += z * z;
            }
        }
        const double n = batch * pixels;
        return std::abs(sum / n) < 5 / std::sqrt(n) && std::abs(squares / n - 1) < 5 * std::sqrt(2 / n);
    }

    const bench::entry marginal({
        "marginal with fresh normal noise, one t an image, 64 × 12,288 float",
        batch* pixels,
        {{"plain xtensor",
          [] { xt::noalias(d.plain) = d.signal * d.x0 + d.noise * xt::random::randn<float>({batch, pixels}); }},
         {"alphabar", [] { xt::noalias(d.fused) = kernel.marginal(d.x0, d.t).sample(ab::key{3}); }}},
        {{"plain xtensor", 10}},
        [] { return is_noised(d.plain) && is_noised(d.fused); },
    });
}
