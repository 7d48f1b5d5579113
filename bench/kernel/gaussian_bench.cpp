// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/diffusion.hpp"
#include "support/memory_copy.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/schedule/linear.hpp>

#include <random>

namespace ab = alphabar;

namespace
{
    constexpr auto schedule = ab::linear_schedule<1000>(bench::first_beta, bench::last_beta);
    constexpr auto kernel = ab::gaussian_kernel(schedule);

    /// A batch of images, each at a time of its own: what a training step begins with.
    struct data
    {
        std::size_t images, pixels;
        xt::xtensor<int, 1> t;
        xt::xtensor<float, 2> signal, noise, x0, x_t;
        std::mt19937 generator{1};

        explicit data(const bench::sizes& n)
            : images(n["images"]), pixels(n["pixels"]), t(xt::xtensor<int, 1>::from_shape({images})),
              signal(xt::xtensor<float, 2>::from_shape({images, 1})), noise(signal),
              x0(xt::xtensor<float, 2>::from_shape({images, pixels})), x_t(x0)
        {
            const auto alpha_bar = bench::alpha_bars(1000);
            for (std::size_t b = 0; b < images; ++b)
            {
                t(b) = 1 + static_cast<int>(999 * bench::golden(b));
                signal(b, 0) = static_cast<float>(std::sqrt(alpha_bar[static_cast<std::size_t>(t(b))]));
                noise(b, 0) = static_cast<float>(std::sqrt(1 - alpha_bar[static_cast<std::size_t>(t(b))]));
            }
            const auto values = bench::golden<float>(images * pixels, -1, 1);
            std::copy(values.begin(), values.end(), x0.data());
        }

        /// The noise differs, so what must agree is its law: of (x_t − signal x_0) / noise.
        std::vector<double> show() const
        {
            return bench::moments(x_t.size(),
                                  [this](std::size_t i)
                                  {
                                      const std::size_t b = i / pixels;
                                      const double mean = static_cast<double>(signal(b, 0)) * static_cast<double>(x0.data()[i]);
                                      return (static_cast<double>(x_t.data()[i]) - mean) / static_cast<double>(noise(b, 0));
                                  });
        }
    };

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
        .sizes = {{"images", 64, 7},
                  {"pixels", 12'288, 301, {16, 64, 256, 1'024, 4'096, 16'384, 65'536, 262'144}}},
        .units = {"images", "pixels"},
        .unit = "element",
        .contenders = {bench::on<data>("hand-written", by_hand),
                       bench::on<data>("plain xtensor",
                                       [](data& d)
                                       {
                                           xt::noalias(d.x_t) =
                                               d.signal * d.x0 +
                                               d.noise * xt::random::randn<float>({d.images, d.pixels}, 0.f, 1.f, d.generator);
                                       }),
                       bench::on<data>("alphabar",
                                       [](data& d) { xt::noalias(d.x_t) = kernel.marginal(d.x0, d.t).sample(ab::key{3}); }),
                       bench::memory_copy([](const bench::sizes& n) { return n["images"] * n["pixels"] * 8; })},
        .bars = {{"NumPy", 8}, {"PyTorch", 4}, {"plain xtensor", 16}},
        .checked = {"normal"},
    });
}
