// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/diffusion.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/process/forward.hpp>
#include <alphabar/schedule/linear.hpp>

#include <random>

namespace ab = alphabar;

// A whole trajectory of many particles on the line, of which the last state is kept.
namespace
{
    constexpr std::size_t longest = 1000;
    constexpr auto schedule = ab::linear_schedule<longest>(bench::first_beta, bench::last_beta);
    constexpr auto kernel = ab::gaussian_kernel(schedule);

    struct data
    {
        std::size_t particles, steps;
        std::vector<float> signal, noise;  // of step t at t − 1
        double total_signal, total_noise;
        xt::xtensor<float, 1> x0, x;
        std::mt19937 generator{1};

        explicit data(const bench::sizes& n)
            : particles(n["particles"]), steps(n["steps"]), x0(xt::xtensor<float, 1>::from_shape({particles})), x(x0)
        {
            for (const double beta : bench::linear_betas(longest))
            {
                signal.push_back(static_cast<float>(std::sqrt(1 - beta)));
                noise.push_back(static_cast<float>(std::sqrt(beta)));
            }
            const double alpha_bar = bench::alpha_bars(longest)[steps];
            total_signal = std::sqrt(alpha_bar);
            total_noise = std::sqrt(1 - alpha_bar);
            const auto values = bench::golden<float>(particles, -1, 1);
            std::copy(values.begin(), values.end(), x0.begin());
        }

        /// However it was walked, the end is distributed as the marginal says.
        std::vector<double> show() const
        {
            return bench::moments(
                particles, [this](std::size_t i)
                { return (static_cast<double>(x(i)) - total_signal * static_cast<double>(x0(i))) / total_noise; });
        }
    };

    void by_hand(data& d)
    {
        std::normal_distribution<float> normal;
        for (std::size_t i = 0; i < d.particles; ++i)
        {
            float x = d.x0.data()[i];
            for (std::size_t t = 0; t < d.steps; ++t)
            {
                x = d.signal[t] * x + d.noise[t] * normal(d.generator);
            }
            d.x.data()[i] = x;
        }
    }

    /// The noise of every step, drawn into a buffer of the first cache and never used: what no walk can avoid.
    void draw(data& d)
    {
        constexpr std::size_t chunk = 2'048;
        float buffer[chunk];
        for (std::size_t t = 1; t <= d.steps; ++t)
        {
            const ab::normal_law<float> law(ab::step_key(ab::key{1}, ab::step{static_cast<std::int64_t>(t)}));
            for (std::size_t i = 0; i < d.particles; i += chunk)
            {
                law.fill(i, buffer, std::min(chunk, d.particles - i));
                asm volatile("" : : "r"(buffer) : "memory");  // as if it were read
            }
        }
    }

    const bench::entry trajectory({
        .work = "trajectory",
        .title = "whole trajectory, {steps} steps of {particles} particles, last step kept, float",
        .sizes = {{"particles", 100'000, 1'003}, {"steps", 200, 3, {1, 5, 20, 50, 200}}},
        .units = {"particles", "steps"},
        .unit = "step of a particle",
        .contenders = {bench::on<data>("hand-written", by_hand),
                       bench::on<data>("plain xtensor",
                                       [](data& d)
                                       {
                                           d.x = d.x0;
                                           for (std::size_t t = 0; t < d.steps; ++t)
                                           {
                                               xt::noalias(d.x) =
                                                   d.signal[t] * d.x +
                                                   d.noise[t] *
                                                       xt::random::randn<float>({d.particles}, 0.f, 1.f, d.generator);
                                           }
                                       }),
                       bench::on<data>("alphabar",
                                       [](data& d)
                                       {
                                           xt::noalias(d.x) = ab::fuse(d.x0);
                                           ab::walk(kernel, d.x, ab::step{0},
                                                    ab::step{static_cast<std::int64_t>(d.steps)}, ab::key{1});
                                       }),
                       bench::showing_nothing(bench::on<data>("its noise alone", draw))},
        .bars = {{"its noise alone", 1 / 1.1}},
        .checked = {"normal"},
    });
}
