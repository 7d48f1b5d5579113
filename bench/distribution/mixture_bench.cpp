// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/distribution/mixture.hpp>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <vector>

namespace ab = alphabar;

// The density of a law of many particles on the line, each a normal of its own width, at the points of a chart.
namespace
{
    using vector = xt::xtensor<float, 1>;

    struct data
    {
        std::size_t components, points;
        vector w, mu, v, x, p;

        explicit data(const bench::sizes& n)
            : components(n["components"]), points(n["points"]), w(numbers(components, 0.5, 1.5, 0)),
              mu(numbers(components, -16, 16, 1'000)), v(numbers(components, 0.2, 0.3, 2'000)),
              x(vector::from_shape({points})), p(x)
        {
            double sum = 0;
            for (const float weight : w)
            {
                sum += static_cast<double>(weight);
            }
            for (float& weight : w)
            {
                weight = static_cast<float>(static_cast<double>(weight) / sum);
            }
            for (std::size_t m = 0; m < points; ++m)
            {
                x(m) = static_cast<float>(-16 + 32. * static_cast<double>(m) / static_cast<double>(points - 1));
            }
        }

        static vector numbers(std::size_t n, double low, double high, std::size_t first)
        {
            vector out = vector::from_shape({n});
            const auto values = bench::golden<float>(n, low, high, first);
            std::copy(values.begin(), values.end(), out.begin());
            return out;
        }

        std::vector<double> show() const
        {
            return bench::spread(points, [this](std::size_t m) { return p(m); });
        }
    };

    constexpr float two_pi = 2 * std::numbers::pi_v<float>;

    [[gnu::noinline]] void by_hand(const float* w, const float* mu, const float* v, std::size_t components,
                                   const float* x, float* p, std::size_t points)
    {
        for (std::size_t m = 0; m < points; ++m)
        {
            float sum = 0;
            for (std::size_t n = 0; n < components; ++n)
            {
                const float z = x[m] - mu[n];
                sum += w[n] / std::sqrt(two_pi * v[n]) * std::exp(-0.5f * z * z / v[n]);
            }
            p[m] = sum;
        }
    }

    /// The same with the components as columns, for xtensor's broadcast, and what depends on them alone computed before.
    struct tabulated : data
    {
        xt::xtensor<float, 2> mean, factor, scale;

        explicit tabulated(const bench::sizes& n) : data(n)
        {
            const auto column = [](const auto& of) { return xt::view(of, xt::all(), xt::newaxis()); };
            mean = column(mu);
            factor = column(w) / xt::sqrt(two_pi * column(v));
            scale = -0.5f / column(v);
        }
    };

    struct columns : data
    {
        xt::xtensor<float, 2> weight, mean, variance;

        explicit columns(const bench::sizes& n) : data(n)
        {
            weight = xt::view(w, xt::all(), xt::newaxis());
            mean = xt::view(mu, xt::all(), xt::newaxis());
            variance = xt::view(v, xt::all(), xt::newaxis());
        }
    };

    struct law : data
    {
        decltype(ab::mixture(w, mu, v)) q = ab::mixture(w, mu, v);

        using data::data;
    };

    struct log_law : law
    {
        using law::law;

        std::vector<double> show() const
        {
            return bench::spread(points, [this](std::size_t m) { return std::exp(p(m)); });
        }
    };

#if __has_include(<Eigen/Core>)
    void by_eigen(tabulated& d)
    {
        using array = Eigen::Array<float, Eigen::Dynamic, 1>;
        const auto components = static_cast<Eigen::Index>(d.components);
        const Eigen::Map<const array> mu(d.mean.data(), components), factor(d.factor.data(), components),
            scale(d.scale.data(), components);
        for (std::size_t m = 0; m < d.points; ++m)
        {
            d.p(m) = (factor * (scale * (d.x(m) - mu).square()).exp()).sum();
        }
    }
#endif

    /// plain xtensor, a point at a time: what a point needs of all components stays in the cache.
    struct rows : data
    {
        vector factor, scale, terms;

        explicit rows(const bench::sizes& n)
            : data(n), factor(w / xt::sqrt(two_pi * v)), scale(-0.5f / v), terms(vector::from_shape({components}))
        {
        }

        void run()
        {
            for (std::size_t m = 0; m < points; ++m)
            {
                const auto z = x(m) - mu;
                xt::noalias(terms) = factor * xt::exp(scale * z * z);
                p(m) = xt::sum(terms)();
            }
        }
    };

#if __has_include(<Eigen/Core>)
    /// Of components sorted by mean, those whose term is not below a 64th of an epsilon of the largest, for each point; all,
    /// where there are so few that a point may be far from every one.
    struct near_components : data
    {
        using array = Eigen::Array<float, Eigen::Dynamic, 1>;
        array mean, factor, scale;
        float reach = 0;

        explicit near_components(const bench::sizes& n)
            : data(n), mean(static_cast<Eigen::Index>(components)), factor(mean), scale(mean)
        {
            std::vector<std::size_t> order(components);
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return mu(a) < mu(b); });
            Eigen::Index i = 0;
            for (const std::size_t k : order)
            {
                mean(i) = mu(k);
                factor(i) = w(k) / std::sqrt(two_pi * v(k));
                scale(i++) = -0.5f / v(k);
                reach = std::max(reach, std::sqrt(-2 * v(k) * std::log(std::numeric_limits<float>::epsilon() / 64)));
            }
            if (components < 16)
            {
                reach = std::numeric_limits<float>::infinity();
            }
        }

        void run()
        {
            const float* const first = mean.data();
            const float* const last = first + mean.size();
            for (std::size_t m = 0; m < points; ++m)
            {
                const auto begin = std::lower_bound(first, last, x(m) - reach) - first;
                const auto count = std::upper_bound(first, last, x(m) + reach) - first - begin;
                p(m) = (factor.segment(begin, count) *
                        (scale.segment(begin, count) * (x(m) - mean.segment(begin, count)).square()).exp())
                           .sum();
            }
        }
    };
#endif

    const bench::entry density({
        .work = "mixture",
        .title = "mixture density, {components} components × {points} points, float",
        .sizes = {{"components", 1'000, 13, {1, 4, 16, 64, 256, 1'000, 4'000, 16'000}}, {"points", 3'201, 33}},
        .units = {"components", "points"},
        .unit = "pair",
        .contenders = {bench::on<data>("hand-written",
                                       [](data& d)
                                       {
                                           by_hand(d.w.data(), d.mu.data(), d.v.data(), d.components, d.x.data(),
                                                   d.p.data(), d.points);
                                       }),
                       bench::on<columns>("plain xtensor, as written",
                                          [](columns& d)
                                          {
                                              const auto z = d.x - d.mean;
                                              xt::noalias(d.p) = xt::sum(d.weight / xt::sqrt(two_pi * d.variance) *
                                                                             xt::exp(-0.5f * z * z / d.variance),
                                                                         {0});
                                          }),
                       bench::on<tabulated>("plain xtensor, factors tabulated",
                                            [](tabulated& d)
                                            {
                                                const auto z = d.x - d.mean;
                                                xt::noalias(d.p) = xt::sum(d.factor * xt::exp(d.scale * z * z), {0});
                                            }),
                       bench::on<rows>("plain xtensor, point by point", [](rows& d) { d.run(); }),
#if __has_include(<Eigen/Core>)
                       bench::on<tabulated>("Eigen", by_eigen),
                       bench::on<near_components>("Eigen, near components", [](near_components& d) { d.run(); }),
#endif
                       bench::on<law>("alphabar", [](law& d) { xt::noalias(d.p) = d.q.pdf(d.x); }),
                       bench::on<log_law>("alphabar, log density",
                                          [](log_law& d) { xt::noalias(d.p) = d.q.log_prob(d.x); })},
        .bars = {{"NumPy", 10}, {"PyTorch", 6}, {"plain xtensor", 25}},
        .checked = {"same", 1e-4, 1.2e-38},
    });
}
