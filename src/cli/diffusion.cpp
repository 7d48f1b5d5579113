// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "diffusion.hpp"

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/process/forward.hpp>

#include <algorithm>
#include <cmath>

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
                                         std::size_t particles, std::size_t grid_points, std::uint64_t seed,
                                         const progress_function& progress)
    {
        const auto steps = static_cast<std::size_t>(schedule.steps());
        io::density_over_time out;
        out.particles = xt::xtensor<double, 2>::from_shape({steps + 1, particles});
        out.mean = out.deviation = out.alpha_bar = xt::xtensor<double, 1>::from_shape({steps + 1});
        out.grid = xt::xtensor<double, 1>::from_shape({grid_points});
        out.density = xt::xtensor<double, 2>::from_shape({steps, grid_points});

        const double low = std::min(*std::min_element(data.begin(), data.end()), -4.0);
        const double high = std::max(*std::max_element(data.begin(), data.end()), 4.0);
        const double margin = 0.1 * (high - low);
        for (std::size_t i = 0; i < grid_points; ++i)
        {
            out.grid(i) = low - margin +
                          (high - low + 2 * margin) * static_cast<double>(i) / static_cast<double>(grid_points - 1);
        }
        double mean = 0, variance = 0;
        for (const double x : data)
        {
            mean += x / static_cast<double>(data.size());
        }
        for (const double x : data)
        {
            variance += (x - mean) * (x - mean) / static_cast<double>(data.size());
        }
        const gaussian_kernel kernel(schedule);
        const xt::xtensor<double, 1> points =
            xt::adapt(data.data(), data.size(), xt::no_ownership(), std::array<std::size_t, 1>{data.size()});
        const auto q0 = empirical(points);
        xt::xtensor<double, 1> x = xt::xtensor<double, 1>::from_shape({particles});
        for (std::size_t i = 0; i < particles; ++i)
        {
            x(i) = data[i % data.size()];
        }
        const auto visit = [&](step at, const auto&)
        {
            const auto t = static_cast<std::size_t>(at.value());
            const double alpha_bar = schedule.alpha_bar(at);
            out.alpha_bar(t) = alpha_bar;
            out.mean(t) = std::sqrt(alpha_bar) * mean;
            out.deviation(t) = std::sqrt(alpha_bar * variance + schedule.one_minus_alpha_bar(at));
            std::copy_n(x.data(), particles, out.particles.data() + t * particles);
            if (t > 0)
            {
                auto row = xt::view(out.density, t - 1, xt::all());
                xt::noalias(row) = q0.through(kernel, at).pdf(out.grid);
            }
            progress(t, steps);
        };
        visit(step{0}, x);
        walk(kernel, x, step{0}, step{schedule.steps()}, key{seed}, visit);
        return out;
    }
}
