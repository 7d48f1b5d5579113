// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"

#include <alphabar/random/normal_law.hpp>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    constexpr std::size_t count = 1 << 20;

    /// Different numbers, one law: mean 0, variance 1.
    template <class T>
    bool is_standard_normal(const std::vector<T>& z)
    {
        double sum = 0;
        double squares = 0;
        for (const T value : z)
        {
            sum += static_cast<double>(value);
            squares += static_cast<double>(value) * static_cast<double>(value);
        }
        const auto n = static_cast<double>(z.size());
        return std::abs(sum / n) < 5 / std::sqrt(n) && std::abs(squares / n - 1) < 5 * std::sqrt(2 / n);
    }

    template <class T>
    bench::contest fill(const std::string& type)
    {
        static std::vector<T> by_standard(count), ours(count);
        return {
            "normal fill, 1,048,576 " + type,
            count,
            {{"std::normal_distribution, std::mt19937",
              []
              {
                  static std::mt19937 generator(1);
                  std::normal_distribution<T> normal;
                  for (T& z : by_standard)
                  {
                      z = normal(generator);
                  }
              }},
             {"alphabar", [] { ab::normal_law<T>(ab::key{1}).fill(0, ours.data(), count); }}},
            {{"std::normal_distribution, std::mt19937", 8}},
            [] { return is_standard_normal(by_standard) && is_standard_normal(ours); },
        };
    }

    const bench::entry floats(fill<float>("float"));
    const bench::entry doubles(fill<double>("double"));
}
