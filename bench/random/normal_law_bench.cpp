// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/memory_copy.hpp"
#include "support/show.hpp"

#include <alphabar/random/normal.hpp>

#include <random>

namespace ab = alphabar;

namespace
{
    template <class T>
    struct data
    {
        xt::xtensor<T, 1> z;
        std::mt19937 generator{1};

        explicit data(const bench::sizes& n) : z(xt::xtensor<T, 1>::from_shape({n["count"]})) {}

        std::vector<double> show() const
        {
            return bench::moments(z.size(), [this](std::size_t i) { return static_cast<double>(z(i)); });
        }
    };

    template <class T>
    bench::contest fill(const std::string& type)
    {
        return {
            .work = "normal_fill_" + type,
            .title = "normal fill, {count} " + type,
            .sizes = {{"count", 1 << 20, 2'003, {1 << 10, 1 << 13, 1 << 16, 1 << 19, 1 << 22, 1 << 24}}},
            .units = {"count"},
            .unit = "number",
            .contenders = {bench::on<data<T>>("std::normal_distribution",
                                              [](data<T>& d)
                                              {
                                                  std::normal_distribution<T> normal;
                                                  for (T& z : d.z)
                                                  {
                                                      z = normal(d.generator);
                                                  }
                                              }),
                           bench::on<data<T>>("alphabar", [](data<T>& d)
                                              { xt::noalias(d.z) = ab::normal<T>(ab::key{1}, d.z.shape()); }),
                           bench::memory_copy([](const bench::sizes& n) { return n["count"] * sizeof(T); })},
            .bars = {{"std::normal_distribution", 8}, {"NumPy", 4}},
            .checked = {"normal"},
        };
    }

    const bench::entry floats(fill<float>("float"));
    const bench::entry doubles(fill<double>("double"));
}
