// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/expression/reduce.hpp>
#include <alphabar/information/kl_divergence.hpp>

#include <algorithm>
#include <cmath>

namespace ab = alphabar;

// The divergence of two batches of diagonal normal laws summed to one number: the loss of a variational model.
namespace
{
    template <class T>
    struct data
    {
        std::size_t count;
        xt::xtensor<T, 1> mean1, stddev1, mean2, stddev2;
        double total = 0;

        explicit data(const bench::sizes& n)
            : count(n["count"]), mean1(numbers(-1, 1, 0)), stddev1(numbers(0.5, 1.5, count)),
              mean2(numbers(-1, 1, 2 * count)), stddev2(numbers(0.75, 1.25, 3 * count))
        {
        }

        xt::xtensor<T, 1> numbers(double low, double high, std::size_t first) const
        {
            auto out = xt::xtensor<T, 1>::from_shape({count});
            const auto values = bench::golden<T>(count, low, high, first);
            std::copy(values.begin(), values.end(), out.begin());
            return out;
        }

        std::vector<double> show() const { return {total}; }
    };

    template <class T>
    [[gnu::noinline]] T by_hand(const T* mean1, const T* stddev1, const T* mean2, const T* stddev2, std::size_t count)
    {
        T total = 0;
        for (std::size_t i = 0; i < count; ++i)
        {
            const T z = (mean1[i] - mean2[i]) / stddev2[i];
            const T ratio = stddev1[i] / stddev2[i];
            total += T(0.5) * (z * z + ratio * ratio - 1) - std::log(ratio);
        }
        return total;
    }

    template <class T>
    bench::contest divergence(const char* type)
    {
        return {
            .work = std::string("normal_kl_") + type,
            .title = std::string("divergence of two batches of {count} normal laws, summed to one number, ") + type,
            .sizes = {{"count", 1'000'000, 97}},
            .units = {"count"},
            .unit = "pair",
            .contenders = {bench::on<data<T>>("hand-written",
                                              [](data<T>& d)
                                              {
                                                  d.total = static_cast<double>(
                                                      by_hand(d.mean1.data(), d.stddev1.data(), d.mean2.data(),
                                                              d.stddev2.data(), d.count));
                                              }),
                           bench::on<data<T>>("plain xtensor",
                                              [](data<T>& d)
                                              {
                                                  const auto z = (d.mean1 - d.mean2) / d.stddev2;
                                                  const auto ratio = d.stddev1 / d.stddev2;
                                                  d.total = static_cast<double>(xt::sum(
                                                      T(0.5) * (z * z + ratio * ratio - T(1)) - xt::log(ratio))());
                                              }),
                           bench::on<data<T>>("alphabar",
                                              [](data<T>& d)
                                              {
                                                  const auto p = ab::make_normal(d.mean1, d.stddev1);
                                                  const auto q = ab::make_normal(d.mean2, d.stddev2);
                                                  d.total = static_cast<double>(ab::sum(ab::kl_divergence(p, q))());
                                              }),
                           bench::on<data<T>>("alphabar, unchecked",
                                              [](data<T>& d)
                                              {
                                                  const auto p = ab::make_normal(d.mean1, d.stddev1, ab::unchecked);
                                                  const auto q = ab::make_normal(d.mean2, d.stddev2, ab::unchecked);
                                                  d.total = static_cast<double>(ab::sum(ab::kl_divergence(p, q))());
                                              })},
            .bars = {{"PyTorch", 2}, {"NumPy", 1.5}, {"plain xtensor", 1}},
            .checked = {"same", sizeof(T) == 4 ? 1e-3 : 1e-12, 0},
        };
    }

    const bench::entry of_floats(divergence<float>("float"));
    const bench::entry of_doubles(divergence<double>("double"));
}
