// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"

#include <alphabar/random/uniform_law.hpp>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    constexpr std::size_t count = 1 << 20;

    /// Philox alone: its words, stored as they are. What any law pays at least.
    template <class T>
    struct word_map
    {
        using value_type = T;
        static constexpr std::size_t arity = 1;
        static constexpr auto use = ab::random::domain::words;

        template <class V>
        static constexpr std::array<V, 1> values(const ab::math::uint_t<V>& w) noexcept
        {
            return {ab::math::from_bits(w)};
        }
    };

    /// Different numbers, one law: mean 1/2, variance 1/12, in [0, 1).
    template <class T>
    bool is_uniform(const std::vector<T>& u)
    {
        double sum = 0;
        double squares = 0;
        for (const T value : u)
        {
            const double x = static_cast<double>(value) - 0.5;
            sum += x;
            squares += x * x;
            if (!(value >= 0 && value < 1))
            {
                return false;
            }
        }
        const auto n = static_cast<double>(u.size());
        return std::abs(sum / n) < 5 / std::sqrt(12 * n) && std::abs(squares / n - 1 / 12.) < 5 / std::sqrt(180 * n);
    }

    template <class T>
    bench::contest fill(const std::string& type)
    {
        static std::vector<T> by_standard(count), words(count), ours(count);
        return {
            "uniform fill, 1,048,576 " + type,
            count,
            {{"std::uniform_real_distribution, std::mt19937",
              []
              {
                  static std::mt19937 generator(1);
                  std::uniform_real_distribution<T> uniform;
                  for (T& u : by_standard)
                  {
                      u = uniform(generator);
                  }
              }},
             {"the bare words of Philox",
              [] { ab::random::element_law<word_map<T>>(ab::key{1}).fill(0, words.data(), count); }},
             {"alphabar", [] { ab::uniform_law<T>(ab::key{1}).fill(0, ours.data(), count); }}},
            {{"the bare words of Philox", 1 / 1.1}},
            [] { return is_uniform(by_standard) && is_uniform(ours); },
        };
    }

    const bench::entry floats(fill<float>("float"));
    const bench::entry doubles(fill<double>("double"));
}
