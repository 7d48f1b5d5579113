// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/distribution/multivariate_normal.hpp>

#include <cmath>
#include <numbers>

namespace ab = alphabar;

// The density of a bivariate normal law on a square grid, as for the surface of a chart.
namespace
{
    struct data
    {
        std::size_t side;
        xt::xtensor<double, 1> mean{0.25, -0.5};
        xt::xtensor<double, 2> covariance{{1, 0.9}, {0.9, 1.5}};
        xt::xtensor<double, 3> x;
        xt::xtensor<double, 2> p;

        explicit data(const bench::sizes& n)
            : side(n["side"]), x(xt::xtensor<double, 3>::from_shape({side, side, 2})),
              p(xt::xtensor<double, 2>::from_shape({side, side}))
        {
            const auto at = [&](std::size_t i)
            { return -3 + 6 * static_cast<double>(i) / static_cast<double>(side - 1); };
            for (std::size_t i = 0; i < side; ++i)
            {
                for (std::size_t j = 0; j < side; ++j)
                {
                    x(i, j, 0) = at(i);
                    x(i, j, 1) = at(j);
                }
            }
        }

        std::vector<double> show() const
        {
            return bench::spread(p.size(), [this](std::size_t i) { return p.flat(i); });
        }
    };

    struct law : data
    {
        ab::multivariate_normal_distribution<double> q = ab::multivariate_normal(mean, covariance);

        using data::data;
    };

    /// What an engineer writes who knows that there are two dimensions.
    void by_hand(data& d)
    {
        const double sx = std::sqrt(d.covariance(0, 0));
        const double slope = d.covariance(1, 0) / d.covariance(0, 0);
        const double sy = std::sqrt(d.covariance(1, 1) - slope * d.covariance(1, 0));
        const double factor = 1 / (2 * std::numbers::pi * sx * sy);
        const double* x = d.x.data();
        for (double& p : d.p)
        {
            const double u = x[0] - d.mean(0);
            const double v = (x[1] - d.mean(1) - slope * u) / sy;
            p = factor * std::exp(-0.5 * (u * u / (sx * sx) + v * v));
            x += 2;
        }
    }

    const bench::entry density({
        .work = "multivariate_normal",
        .title = "bivariate normal density, {side} × {side} points, double",
        .sizes = {{"side", 1'000, 9, {10, 100, 1'000}}},
        .units = {"side", "side"},
        .unit = "point",
        .contenders = {bench::on<data>("hand-written", by_hand),
                       bench::on<law>("plain xtensor",
                                      [](law& d)
                                      {
                                          const double sx = std::sqrt(d.covariance(0, 0));
                                          const double slope = d.covariance(1, 0) / d.covariance(0, 0);
                                          const double sy = std::sqrt(d.covariance(1, 1) - slope * d.covariance(1, 0));
                                          const auto u = xt::view(d.x, xt::all(), xt::all(), 0) - d.mean(0);
                                          const auto v =
                                              (xt::view(d.x, xt::all(), xt::all(), 1) - d.mean(1) - slope * u) / sy;
                                          xt::noalias(d.p) = xt::exp(-0.5 * (u * u / (sx * sx) + v * v)) /
                                                             (2 * std::numbers::pi * sx * sy);
                                      }),
                       bench::on<law>("alphabar", [](law& d) { xt::noalias(d.p) = d.q.pdf(d.x); })},
        .bars = {{"SciPy", 8}, {"PyTorch", 3}},
        .checked = {"same", 1e-12, 1e-300},
    });
}
