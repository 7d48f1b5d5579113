// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "diffusion.hpp"

#include <alphabar/random/key.hpp>
#include <alphabar/random/normal_law.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alphabar::cli
{
    namespace
    {
        // TODO: kernel.transition(x_prev, step{t}).sample(key)
        template <class T>
        void take_step(const dynamic_schedule& schedule, std::int64_t t, key run, T* x, std::size_t n)
        {
            const double beta = schedule.beta(step{t});
            const auto keep = static_cast<T>(std::sqrt(1 - beta)), add = static_cast<T>(std::sqrt(beta));
            const normal_law<T> noise(run.fold_in(t));
            std::vector<T> eps(n);
            noise.fill(0, eps.data(), n);
            for (std::size_t i = 0; i < n; ++i)
            {
                x[i] = keep * x[i] + add * eps[i];
            }
        }
    }

    xt::xtensor<float, 4> forward_frames(const dynamic_schedule& schedule, const xt::xtensor<float, 3>& x0,
                                         std::span<const std::int64_t> frames, std::uint64_t seed, bool jump,
                                         const progress_function& progress)
    {
        auto out = xt::xtensor<float, 4>::from_shape({frames.size(), x0.shape(0), x0.shape(1), x0.shape(2)});
        const std::size_t size = x0.size();
        const auto all = static_cast<std::size_t>(frames.back());
        xt::xtensor<float, 3> x = x0;
        std::int64_t t = 0;
        for (std::size_t i = 0; i < frames.size(); ++i)
        {
            auto* const to = out.data() + i * size;
            if (jump)
            {
                const step at{frames[i]};
                std::vector<float> eps(size);
                normal_law<float>(key{seed}.fold_in(frames[i])).fill(0, eps.data(), size);
                const auto signal = static_cast<float>(schedule.signal(at)), noise = static_cast<float>(schedule.noise(at));
                for (std::size_t k = 0; k < size; ++k)
                {
                    to[k] = signal * x0.data()[k] + noise * eps[k];
                }
                progress(i + 1, frames.size());
                continue;
            }
            while (t < frames[i])
            {
                ++t;
                take_step(schedule, t, key{seed}, x.data(), size);
                progress(static_cast<std::size_t>(t), all);
            }
            std::copy_n(x.data(), size, to);
        }
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
        for (std::size_t i = 0; i < particles; ++i)
        {
            out.particles(0, i) = data[i % data.size()];
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
        for (std::size_t t = 0; t <= steps; ++t)
        {
            const step at{t};
            const double alpha_bar = schedule.alpha_bar(at), noise = schedule.one_minus_alpha_bar(at);
            out.alpha_bar(t) = alpha_bar;
            out.mean(t) = std::sqrt(alpha_bar) * mean;
            out.deviation(t) = std::sqrt(alpha_bar * variance + noise);
            if (t == 0)
            {
                continue;
            }
            auto* const row = out.particles.data() + t * particles;
            std::copy_n(row - particles, particles, row);
            take_step(schedule, static_cast<std::int64_t>(t), key{seed}, row, particles);
            for (std::size_t i = 0; i < grid_points; ++i)
            {
                double sum = 0;
                for (const double x : data)
                {
                    const double z = out.grid(i) - std::sqrt(alpha_bar) * x;
                    sum += std::exp(-z * z / (2 * noise)) / static_cast<double>(data.size());
                }
                out.density(t - 1, i) = sum / std::sqrt(2 * std::numbers::pi * noise);
            }
            progress(t, steps);
        }
        return out;
    }
}
