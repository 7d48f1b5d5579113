// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/expression/functions.hpp>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

#include <cmath>

namespace ab = alphabar;

// The peak rate of exponentials, of numbers in the first cache: what limits densities.
namespace
{
    template <class T>
    struct data
    {
        xt::xtensor<T, 1> x, y;

        explicit data(const bench::sizes& n) : x(xt::xtensor<T, 1>::from_shape({n["count"]})), y(x)
        {
            const auto values = bench::golden<T>(x.size(), -20, 20);
            std::copy(values.begin(), values.end(), x.begin());
        }

        std::vector<double> show() const
        {
            return bench::spread(y.size(), [this](std::size_t i) { return y(i); });
        }
    };

    template <class T>
    bench::contest peak(const std::string& type)
    {
        return {
            .work = "exp_" + type,
            .title = "peak rate of exp, {count} " + type + " in the first cache",
            .sizes = {{"count", 2'048, 35}},
            .units = {"count"},
            .unit = "number",
            .contenders = {bench::on<data<T>>("hand-written",
                                              [](data<T>& d)
                                              {
                                                  for (std::size_t i = 0; i < d.x.size(); ++i)
                                                  {
                                                      d.y.data()[i] = std::exp(d.x.data()[i]);
                                                  }
                                              }),
                           bench::on<data<T>>("plain xtensor", [](data<T>& d) { xt::noalias(d.y) = xt::exp(d.x); }),
#if __has_include(<Eigen/Core>)
                           bench::on<data<T>>("Eigen",
                                              [](data<T>& d)
                                              {
                                                  using array = Eigen::Array<T, Eigen::Dynamic, 1>;
                                                  const auto size = static_cast<Eigen::Index>(d.x.size());
                                                  Eigen::Map<array>(d.y.data(), size) =
                                                      Eigen::Map<const array>(d.x.data(), size).exp();
                                              }),
#endif
                           bench::on<data<T>>("alphabar", [](data<T>& d) { xt::noalias(d.y) = ab::exp(d.x); })},
            .bars = {},
            .checked = {"same", sizeof(T) == 4 ? 1e-6 : 1e-14},
        };
    }

    const bench::entry floats(peak<float>("float"));
    const bench::entry doubles(peak<double>("double"));
}
