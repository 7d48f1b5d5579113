// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
//
// Computes an output of so many bytes of float from 8-bit images, and prints as JSON what it has to hold and the most
// that it held: the fused loop has no intermediates. A program of its own, because a peak is that of a process.

#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/schedule/linear.hpp>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

namespace ab = alphabar;

namespace
{
    constexpr auto schedule = ab::linear_schedule<1000>(1e-4, 0.02);

    /// In bytes; 0 where the system does not say.
    std::size_t peak_memory()
    {
        std::ifstream status("/proc/self/status");
        for (std::string word; status >> word;)
        {
            if (word == "VmHWM:")
            {
                std::size_t kilobytes = 0;
                status >> kilobytes;
                return kilobytes * 1024;
            }
        }
        return 0;
    }
}

int main(int argc, char** argv)
{
    const std::size_t output_bytes = argc > 1 ? std::stoull(argv[1]) : std::size_t{1} << 30;
    const std::size_t images = 64;
    const std::size_t pixels = output_bytes / sizeof(float) / images;
    const auto kernel = ab::gaussian_kernel(schedule);

    const xt::xtensor<std::uint8_t, 2> x0({images, pixels}, std::uint8_t(128));
    const xt::xtensor<int, 1> t({images}, 500);
    auto x_t = xt::xtensor<float, 2>::from_shape({images, pixels});
    xt::noalias(x_t) = kernel.marginal(x0, t).sample(ab::key{1});

    std::cout << "{\"held\":" << x0.size() + x_t.size() * sizeof(float) << ",\"peak\":" << peak_memory()
              << ",\"last\":" << x_t(images - 1, pixels - 1) << "}\n";
}
