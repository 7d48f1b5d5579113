// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "kernel/noised_batch.hpp"

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/expression/parallel.hpp>
#include <alphabar/kernel/gaussian.hpp>
#include <alphabar/process/forward.hpp>
#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

// Work that is bound by arithmetic, on one thread and on several; the results are the same bits.
namespace
{
    constexpr auto schedule = ab::linear_schedule<1000>(bench::first_beta, bench::last_beta);
    constexpr auto kernel = ab::gaussian_kernel(schedule);

    struct marginal_data : bench::noised_batch
    {
        using bench::noised_batch::noised_batch;

        std::vector<double> show() const
        {
            return bench::spread(x_t.size(), [this](std::size_t i) { return x_t.data()[i]; });
        }
    };

    struct trajectory_data
    {
        std::int64_t steps;
        xt::xtensor<float, 1> x0;
        xt::xtensor<float, 2> last;

        explicit trajectory_data(const bench::sizes& n)
            : steps(static_cast<std::int64_t>(n["steps"])), x0(xt::xtensor<float, 1>::from_shape({n["particles"]}))
        {
            const auto values = bench::golden<float>(x0.size(), -1, 1);
            std::copy(values.begin(), values.end(), x0.begin());
        }

        std::vector<double> show() const
        {
            return bench::spread(last.size(), [this](std::size_t i) { return last.data()[i]; });
        }
    };

    struct mixture_data
    {
        xt::xtensor<float, 1> mu, x, p;
        decltype(ab::mixture(1., mu, 0.25)) law;

        explicit mixture_data(const bench::sizes& n)
            : mu(numbers(n["components"], 0)), x(numbers(n["points"], n["components"])), p(x), law(1., mu, 0.25)
        {
        }

        static xt::xtensor<float, 1> numbers(std::size_t count, std::size_t first)
        {
            auto out = xt::xtensor<float, 1>::from_shape({count});
            const auto values = bench::golden<float>(count, -16, 16, first);
            std::copy(values.begin(), values.end(), out.begin());
            return out;
        }

        std::vector<double> show() const
        {
            return bench::spread(p.size(), [this](std::size_t m) { return p(m); });
        }
    };

    template <class Data, class Sequential, class Parallel>
    bench::contest on_threads(std::string work, std::string title, std::vector<bench::size> sizes,
                              Sequential sequential, Parallel parallel)
    {
        std::vector<std::string> units;
        for (const bench::size& s : sizes)
        {
            units.push_back(s.name);
        }
        sizes.push_back({"threads", 2, 2, {1, 2, 4, 8, 16, 32, 64}});
        auto threaded = bench::on<Data>("alphabar", parallel);
        threaded.threaded = true;
        return {
            .work = std::move(work),
            .title = "{threads} threads: " + std::move(title),
            .sizes = std::move(sizes),
            .units = std::move(units),
            .unit = "element",
            .contenders = {bench::on<Data>("one thread", sequential), threaded},
            .bars = {{"one thread", 1.85}},
            .checked = {"same", 0},
        };
    }

    const bench::entry marginal(on_threads<marginal_data>(
        "threads_marginal", "marginal with fresh normal noise, {images} × {pixels} float",
        {{"images", 64, 7}, {"pixels", 12'288, 301}},
        [](marginal_data& d) { xt::noalias(d.x_t) = kernel.marginal(d.x0, d.t).sample(ab::key{3}); },
        [](marginal_data& d) { ab::parallel(d.x_t) = kernel.marginal(d.x0, d.t).sample(ab::key{3}); }));

    const bench::entry trajectory(on_threads<trajectory_data>(
        "threads_trajectory", "whole trajectory, {steps} steps of {particles} particles, float",
        {{"particles", 100'000, 1'003}, {"steps", 200, 3}},
        [](trajectory_data& d) { d.last = ab::trajectory(kernel, d.x0, ab::key{1}, {d.steps}); },
        [](trajectory_data& d) { d.last = ab::trajectory(kernel, d.x0, ab::key{1}, {d.steps}, ab::parallel); }));

    const bench::entry mixture(on_threads<mixture_data>(
        "threads_mixture", "mixture density, {components} components of one variance × {points} points in no order, float",
        {{"components", 1'000, 13}, {"points", 3'201, 33}}, [](mixture_data& d) { xt::noalias(d.p) = d.law.pdf(d.x); },
        [](mixture_data& d) { ab::parallel(d.p) = d.law.pdf(d.x); }));
}
