// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "support/contest.hpp"
#include "support/diffusion.hpp"
#include "support/show.hpp"

#include <alphabar/core/xtensor.hpp>

#include <random>

namespace bench
{
    /// A batch of images, each at a time of its own: what a training step begins with.
    struct noised_batch
    {
        std::size_t images, pixels;
        xt::xtensor<int, 1> t;
        xt::xtensor<float, 2> signal, noise, x0, x_t;
        std::mt19937 generator{1};

        explicit noised_batch(const sizes& n)
            : images(n["images"]), pixels(n["pixels"]), t(xt::xtensor<int, 1>::from_shape({images})),
              signal(xt::xtensor<float, 2>::from_shape({images, 1})), noise(signal),
              x0(xt::xtensor<float, 2>::from_shape({images, pixels})), x_t(x0)
        {
            const auto alpha_bar = alpha_bars(1000);
            for (std::size_t b = 0; b < images; ++b)
            {
                t(b) = 1 + static_cast<int>(999 * golden(b));
                signal(b, 0) = static_cast<float>(std::sqrt(alpha_bar[static_cast<std::size_t>(t(b))]));
                noise(b, 0) = static_cast<float>(std::sqrt(1 - alpha_bar[static_cast<std::size_t>(t(b))]));
            }
            const auto values = golden<float>(images * pixels, -1, 1);
            std::copy(values.begin(), values.end(), x0.data());
        }

        /// The noise differs, so what must agree is its law: of (x_t − signal x_0) / noise.
        std::vector<double> show() const
        {
            return moments(x_t.size(),
                           [this](std::size_t i)
                           {
                               const std::size_t b = i / pixels;
                               const double mean =
                                   static_cast<double>(signal(b, 0)) * static_cast<double>(x0.data()[i]);
                               return (static_cast<double>(x_t.data()[i]) - mean) / static_cast<double>(noise(b, 0));
                           });
        }
    };
}
