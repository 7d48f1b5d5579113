// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/distribution/binomial.hpp>

#include <cmath>
#include <random>

namespace ab = alphabar;

// Draws of one binomial law: of few trials, where they are looked up, and of many, where proposals are taken or
// refused.
namespace
{
    struct data
    {
        std::int32_t trials;
        xt::xtensor<std::int32_t, 1> k;
        std::mt19937 generator{1};

        explicit data(const bench::sizes& n)
            : trials(static_cast<std::int32_t>(n["trials"])), k(xt::xtensor<std::int32_t, 1>::from_shape({n["draws"]}))
        {
        }
    };

    constexpr double p = 0.3;

    /// Draws of few trials spread evenly over the steps of their distribution function: uniform numbers.
    struct few : data
    {
        using data::data;

        std::vector<double> show() const
        {
            std::vector<double> below(1, 0.0);
            const auto law = ab::make_binomial(std::int32_t{trials}, p);
            for (std::int32_t j = 0; j <= trials; ++j)
            {
                below.push_back(below.back() + law.prob(std::int32_t{j})());
            }
            return bench::moments(k.size(),
                                  [&](std::size_t i)
                                  {
                                      const auto j = static_cast<std::size_t>(k(i));
                                      return below[j] + (below[j + 1] - below[j]) * bench::golden(i);
                                  });
        }
    };

    /// Draws of many trials, in deviations from their mean: nearly normal numbers.
    struct many : data
    {
        using data::data;

        std::vector<double> show() const
        {
            const double mean = trials * p, deviation = std::sqrt(trials * p * (1 - p));
            return bench::moments(k.size(), [&](std::size_t i) { return (k(i) - mean) / deviation; });
        }
    };

    template <class Data>
    bench::contest draws(const std::string& name, std::size_t trials, const std::string& shown)
    {
        return {
            .work = "binomial_" + name,
            .title = "binomial draws of {trials} trials, {draws} of them",
            .sizes = {{"draws", 1'000'000, 2'003, {1 << 10, 1 << 13, 1 << 16, 1 << 19, 1 << 22}},
                      {"trials", trials, trials}},
            .units = {"draws"},
            .unit = "draw",
            .contenders = {bench::on<Data>("std::binomial_distribution",
                                           [](Data& d)
                                           {
                                               std::binomial_distribution<std::int32_t> law(d.trials, p);
                                               for (std::int32_t& k : d.k)
                                               {
                                                   k = law(d.generator);
                                               }
                                           }),
                           bench::on<Data>(
                               "alphabar",
                               [](Data& d)
                               {
                                   xt::noalias(d.k) =
                                       ab::make_binomial(std::int32_t{d.trials}, p).sample(ab::key{1}, d.k.shape());
                               })},
            .bars = {{"NumPy", 3}},
            .checked = {shown},
        };
    }

    const bench::entry of_few(draws<few>("few", 10, "uniform"));
    const bench::entry of_many(draws<many>("many", 1'000'000, "normal"));
}
