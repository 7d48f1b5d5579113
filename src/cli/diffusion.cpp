// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "diffusion.hpp"

#include <alphabar/expression/functions.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/process/forward.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace alphabar::cli
{
    xt::xtensor<float, 4> forward_frames(const dynamic_schedule& schedule, const xt::xtensor<float, 3>& x0,
                                         std::span<const std::int64_t> frames, std::uint64_t seed, bool jump,
                                         const progress_function& progress)
    {
        const gaussian_kernel kernel(schedule);
        const key noise{seed};
        auto out = xt::xtensor<float, 4>::from_shape({frames.size(), x0.shape(0), x0.shape(1), x0.shape(2)});
        xt::xtensor<float, 3> x = x0;
        std::size_t kept = 0;
        const auto keep = [&] { std::copy_n(x.data(), x.size(), out.data() + kept++ * x.size()); };
        if (jump)
        {
            for (const std::int64_t t : frames)
            {
                xt::noalias(x) = kernel.marginal(x0, step{t}).sample(step_key(noise, step{t}));
                keep();
                progress(kept, frames.size());
            }
            return out;
        }
        const auto visit = [&](step t, const auto&)
        {
            if (t.value() == frames[kept])
            {
                keep();
            }
            progress(static_cast<std::size_t>(t.value()), static_cast<std::size_t>(frames.back()));
        };
        visit(step{0}, x);
        walk(kernel, x, step{0}, step{frames.back()}, noise, visit);
        return out;
    }

    io::density_over_time diffuse_points(const dynamic_schedule& schedule, std::span<const double> data,
                                         std::size_t particles, std::size_t cells, std::uint64_t seed,
                                         const progress_function& progress)
    {
        const auto steps = static_cast<std::size_t>(schedule.steps());
        io::density_over_time out;
        out.particles = xt::xtensor<double, 2>::from_shape({steps + 1, particles});
        out.mean = out.deviation = out.alpha_bar = xt::xtensor<double, 1>::from_shape({steps + 1});
        out.grid = xt::xtensor<double, 1>::from_shape({cells});
        out.density = xt::xtensor<double, 2>::from_shape({steps, cells});

        double mean = 0, variance = 0;
        for (const double x : data)
        {
            mean += x / static_cast<double>(data.size());
        }
        for (const double x : data)
        {
            variance += (x - mean) * (x - mean) / static_cast<double>(data.size());
        }
        double low = std::min(*std::min_element(data.begin(), data.end()), -4.0);
        double high = std::max(*std::max_element(data.begin(), data.end()), 4.0);
        for (std::size_t t = 0; t <= steps; ++t)
        {
            const step at{static_cast<std::int64_t>(t)};
            out.alpha_bar(t) = schedule.alpha_bar(at);
            out.mean(t) = std::sqrt(out.alpha_bar(t)) * mean;
            out.deviation(t) = std::sqrt(out.alpha_bar(t) * variance + schedule.one_minus_alpha_bar(at));
            low = std::min(low, out.mean(t) - 3 * out.deviation(t));
            high = std::max(high, out.mean(t) + 3 * out.deviation(t));
        }
        const double margin = 0.03 * (high - low);
        const double width = (high - low + 2 * margin) / static_cast<double>(cells);
        auto edges = xt::xtensor<double, 1>::from_shape({cells + 1});
        for (std::size_t i = 0; i <= cells; ++i)
        {
            edges(i) = low - margin + width * static_cast<double>(i);
        }
        for (std::size_t i = 0; i < cells; ++i)
        {
            out.grid(i) = edges(i) + width / 2;
        }
        auto below = xt::xtensor<double, 1>::from_shape({cells + 1});
        auto points = xt::xtensor<double, 2>::from_shape({data.size(), 1});
        std::copy(data.begin(), data.end(), points.begin());
        const gaussian_kernel kernel(schedule);
        xt::xtensor<double, 1> x = xt::xtensor<double, 1>::from_shape({particles});
        for (std::size_t i = 0; i < particles; ++i)
        {
            x(i) = data[i * data.size() / particles];  // all of the data, also if they are more
        }
        const auto visit = [&](step at, const auto&)
        {
            const auto t = static_cast<std::size_t>(at.value());
            std::copy_n(x.data(), particles, out.particles.data() + t * particles);
            if (t > 0)
            {
                // A cell's probability by the normal distribution functions at its edges: however narrow the law,
                // its probability is in some cell, where the density at the cells' centres could miss it.
                const double scale = 1 / (kernel.noise(at) * std::numbers::sqrt2);
                auto beyond = (kernel.signal(at) * points - edges) * scale;
                xt::noalias(below) = 0.5 * alphabar::mean(alphabar::erfc(std::move(beyond)), {0});
                for (std::size_t i = 0; i < cells; ++i)
                {
                    out.density(t - 1, i) = std::max(0.0, below(i + 1) - below(i)) / width;
                }
            }
            progress(t, steps);
        };
        visit(step{0}, x);
        walk(kernel, x, step{0}, step{schedule.steps()}, key{seed}, visit);
        return out;
    }
}
