// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/distribution/normal.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ab = alphabar;

// The log density of many points, each under a normal law of its own mean and width: a likelihood.
namespace
{
    template <class T>
    struct data
    {
        std::size_t count;
        xt::xtensor<T, 1> x, mean, stddev, log_p;

        explicit data(const bench::sizes& n)
            : count(n["count"]), x(numbers(-4, 4, 0)), mean(numbers(-1, 1, count)), stddev(numbers(0.5, 2, 2 * count)),
              log_p(x)
        {
        }

        xt::xtensor<T, 1> numbers(double low, double high, std::size_t first) const
        {
            auto out = xt::xtensor<T, 1>::from_shape({count});
            const auto values = bench::golden<T>(count, low, high, first);
            std::copy(values.begin(), values.end(), out.begin());
            return out;
        }

        std::vector<double> show() const
        {
            return bench::spread(count, [this](std::size_t i) { return log_p(i); });
        }
    };

    template <class T>
    constexpr T half_log_two_pi = static_cast<T>(0.918938533204672741780329736405617640);

    template <class T>
    [[gnu::noinline]] void by_hand(const T* x, const T* mean, const T* stddev, T* log_p, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
        {
            const T z = (x[i] - mean[i]) / stddev[i];
            log_p[i] = T(-0.5) * z * z - std::log(stddev[i]) - half_log_two_pi<T>;
        }
    }

    template <class T>
    bench::contest log_density(const char* type)
    {
        return {
            .work = std::string("normal_log_prob_") + type,
            .title = std::string("normal log density, {count} points with parameters of their own, ") + type,
            .sizes = {{"count", 1'000'000, 97}},
            .units = {"count"},
            .unit = "point",
            .contenders = {bench::on<data<T>>("hand-written",
                                              [](data<T>& d)
                                              {
                                                  by_hand(d.x.data(), d.mean.data(), d.stddev.data(), d.log_p.data(),
                                                          d.count);
                                              }),
                           bench::on<data<T>>("plain xtensor",
                                              [](data<T>& d)
                                              {
                                                  const auto z = (d.x - d.mean) / d.stddev;
                                                  xt::noalias(d.log_p) =
                                                      T(-0.5) * z * z - xt::log(d.stddev) - half_log_two_pi<T>;
                                              }),
                           bench::on<data<T>>("alphabar",
                                              [](data<T>& d)
                                              { xt::noalias(d.log_p) = ab::make_normal(d.mean, d.stddev).log_prob(d.x); }),
                           bench::on<data<T>>("alphabar, unchecked",
                                              [](data<T>& d)
                                              {
                                                  const auto law = ab::make_normal(d.mean, d.stddev, ab::unchecked);
                                                  xt::noalias(d.log_p) = law.log_prob(d.x);
                                              })},
            .bars = {{"SciPy", 8}, {"PyTorch", 3}},
            .checked = {"same", sizeof(T) == 4 ? 1e-5 : 1e-13, sizeof(T) == 4 ? 1e-5 : 1e-13},
        };
    }

    const bench::entry of_floats(log_density<float>("float"));
    const bench::entry of_doubles(log_density<double>("double"));
}
