// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/memory_copy.hpp"
#include "support/show.hpp"

#include <alphabar/random/uniform.hpp>

#include <random>

namespace ab = alphabar;

namespace
{
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

    template <class T>
    struct data
    {
        xt::xtensor<T, 1> u;
        std::mt19937 generator{1};

        explicit data(const bench::sizes& n) : u(xt::xtensor<T, 1>::from_shape({n["count"]})) {}

        std::vector<double> show() const
        {
            return bench::moments(u.size(), [this](std::size_t i) { return static_cast<double>(u(i)); });
        }
    };

    /// A limit: numbers of no law, so there is nothing to show.
    template <class T>
    bench::contender words()
    {
        bench::contender who =
            bench::on<data<T>>("the bare words of Philox", [](data<T>& d)
                               { ab::random::element_law<word_map<T>>(ab::key{1}).fill(0, d.u.data(), d.u.size()); });
        return bench::showing_nothing(std::move(who));
    }

    template <class T>
    bench::contest fill(const std::string& type)
    {
        return {
            .work = "uniform_fill_" + type,
            .title = "uniform fill, {count} " + type,
            .sizes = {{"count", 1 << 20, 2'003, {1 << 10, 1 << 13, 1 << 16, 1 << 19, 1 << 22, 1 << 24}}},
            .units = {"count"},
            .unit = "number",
            .contenders = {bench::on<data<T>>("std::uniform_real_distribution",
                                              [](data<T>& d)
                                              {
                                                  std::uniform_real_distribution<T> uniform;
                                                  for (T& u : d.u)
                                                  {
                                                      u = uniform(d.generator);
                                                  }
                                              }),
                           bench::on<data<T>>("alphabar", [](data<T>& d)
                                              { xt::noalias(d.u) = ab::uniform<T>(ab::key{1}, d.u.shape()); }),
                           words<T>(),
                           bench::memory_copy([](const bench::sizes& n) { return n["count"] * sizeof(T); })},
            .bars = {{"NumPy", 2}, {"the bare words of Philox", 1 / 1.1}},
            .checked = {"uniform"},
        };
    }

    const bench::entry floats(fill<float>("float"));
    const bench::entry doubles(fill<double>("double"));

    /// The machine's limit of everything that draws: words that never leave the first cache.
    const bench::entry peak({
        .work = "philox",
        .title = "peak rate of Philox, {count} words of 32 bits in the first cache",
        .sizes = {{"count", 4'096, 64}},
        .units = {"count"},
        .unit = "word",
        .contenders = {bench::showing_nothing(bench::on<data<float>>(
            "the bare words of Philox", [](data<float>& d)
            { ab::random::element_law<word_map<float>>(ab::key{1}).fill(0, d.u.data(), d.u.size()); }))},
        .bars = {},
        .checked = {"same"},
    });
}
