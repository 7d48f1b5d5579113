// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/distribution/mixture.hpp>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

#include <cmath>
#include <numbers>

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
#if __has_include(<Eigen/Core>)
                       bench::on<tabulated>("Eigen", by_eigen),
#endif
                       bench::on<law>("alphabar", [](law& d) { xt::noalias(d.p) = d.q.pdf(d.x); }),
                       bench::on<log_law>("alphabar, log density",
                                          [](log_law& d) { xt::noalias(d.p) = d.q.log_prob(d.x); })},
        .bars = {{"NumPy", 10}, {"PyTorch", 6}, {"plain xtensor", 25}},
        .checked = {"same", 1e-4, 1.2e-38},
    });
}
