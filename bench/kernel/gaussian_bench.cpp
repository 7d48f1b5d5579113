// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "kernel/noised_batch.hpp"
#include "support/memory_copy.hpp"
#include "support/xtensor.hpp"

#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

namespace
{
    constexpr auto schedule = ab::linear_schedule<1000>(bench::first_beta, bench::last_beta);
    constexpr auto kernel = ab::gaussian_kernel(schedule);

    using data = bench::noised_batch;

    void by_hand(data& d)
    {
        std::normal_distribution<float> normal;
        for (std::size_t b = 0; b < d.images; ++b)
        {
            const float signal = d.signal.data()[b], noise = d.noise.data()[b];
            const float* x0 = d.x0.data() + b * d.pixels;
            float* x_t = d.x_t.data() + b * d.pixels;
            for (std::size_t i = 0; i < d.pixels; ++i)
            {
                x_t[i] = signal * x0[i] + noise * normal(d.generator);
            }
        }
    }

    const bench::entry marginal({
        .work = "marginal",
        .title = "marginal with fresh normal noise, one t an image, {images} × {pixels} float",
        .sizes = {{"images", 64, 7}, {"pixels", 12'288, 301, {16, 64, 256, 1'024, 4'096, 16'384, 65'536, 262'144}}},
        .units = {"images", "pixels"},
        .unit = "element",
        .contenders = {bench::on<data>("hand-written", by_hand),
                       bench::on<data>("plain xtensor",
                                       [](data& d)
                                       {
                                           xt::noalias(d.x_t) = d.signal * d.x0 + d.noise * xt::random::randn<float>(
                                                                                                {d.images, d.pixels},
                                                                                                0.f, 1.f, d.generator);
                                       }),
                       bench::on<data>("alphabar", [](data& d)
                                       { xt::noalias(d.x_t) = kernel.marginal(d.x0, d.t).sample(ab::key{3}); }),
                       bench::memory_copy([](const bench::sizes& n) { return n["images"] * n["pixels"] * 8; })},
        .bars = {{"NumPy", 8}, {"PyTorch", 4}, {"plain xtensor", 16}},
        .checked = {"normal"},
    });
}
