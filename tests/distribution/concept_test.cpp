// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/random/uniform.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <numbers>

namespace ab = alphabar;

namespace
{
    /// The least law that works: Laplace's, |x| exponential. A user's file holds no more.
    struct laplace : ab::distribution_interface<laplace>
    {
        using value_type = double;

        std::array<std::size_t, 1> length;

        explicit laplace(std::size_t n) : length{n} {}

        auto shape() const { return length; }
        auto sample(ab::key k) const
        {
            const auto u = ab::uniform<double>(k, length) - 0.5;
            return -xt::sign(u) * ab::log1p(-2 * xt::abs(u));
        }
        template <class Points>
        auto log_prob(Points&& x) const
        {
            return ab::fuse(-xt::abs(std::forward<Points>(x)) - std::numbers::ln2);
        }
        auto variance() const { return xt::broadcast(2., length); }
        auto mean() const { return xt::broadcast(0., length); }
    };

    struct no_value_type
    {
        auto shape() const { return std::array<std::size_t, 1>{1}; }
        auto sample(ab::key k) const { return ab::uniform<double>(k, shape()); }
        template <class Points>
        auto log_prob(const Points& x) const
        {
            return 0 * x;
        }
    };
    struct no_shape
    {
        using value_type = double;
        auto sample(ab::key k) const { return ab::uniform<double>(k, {1}); }
        template <class Points>
        auto log_prob(const Points& x) const
        {
            return 0 * x;
        }
    };
    struct sample_without_key : no_shape
    {
        auto shape() const { return std::array<std::size_t, 1>{1}; }
        auto sample() const { return ab::uniform<double>(ab::key{1}, {1}); }
    };
    struct no_log_prob
    {
        using value_type = double;
        auto shape() const { return std::array<std::size_t, 1>{1}; }
        auto sample(ab::key k) const { return ab::uniform<double>(k, shape()); }
    };

    static_assert(ab::probability_distribution<laplace> && ab::probability_distribution<const laplace&>);
    static_assert(ab::has_moments<laplace> && !ab::has_entropy<laplace>);
    static_assert(!ab::probability_distribution<no_value_type>);
    static_assert(!ab::probability_distribution<no_shape>);
    static_assert(!ab::probability_distribution<sample_without_key>);
    static_assert(!ab::probability_distribution<no_log_prob>);
    static_assert(!ab::probability_distribution<int>);

    using built_in = decltype(ab::make_normal(xt::xtensor<float, 1>(), 1.f));
    static_assert(ab::probability_distribution<built_in> && ab::has_moments<built_in>);

    TEST_CASE("A law of three members has probabilities, and composes with expressions")
    {
        const laplace law(4096);
        const xt::xtensor<double, 1> x = {-3, -1, 0, 0.5};
        const xt::xtensor<double, 1> p = law.prob(x);
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            CHECK(std::abs(p(i) - std::exp(-std::abs(x(i))) / 2) <= 1e-15);
        }
        const xt::xtensor<double, 1> deviation = law.stddev();
        CHECK(deviation(7) == std::sqrt(2.));
        const double mean_absolute = ab::mean(ab::fuse(xt::abs(law.sample(ab::key{3}))))();
        CHECK(std::abs(mean_absolute - 1) <= 5 / std::sqrt(4096.));  // E|x| = 1, its variance 1
    }
}
