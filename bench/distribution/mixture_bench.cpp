// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"

#include <alphabar/alphabar.hpp>

#if __has_include(<xtensor/core/xmath.hpp>)
#include <xtensor/core/xmath.hpp>
#include <xtensor/generators/xbuilder.hpp>
#else
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#endif

#include <cmath>
#include <numbers>

namespace ab = alphabar;

namespace
{
    constexpr std::size_t components = 1'000;
    constexpr std::size_t points = 3'201;

    [[gnu::noinline]] void by_hand(const float* w, const float* mu, const float* v, const float* x, float* p)
    {
        for (std::size_t m = 0; m < points; ++m)
        {
            float sum = 0;
            for (std::size_t n = 0; n < components; ++n)
            {
                const float z = x[m] - mu[n];
                sum += w[n] / std::sqrt(2 * std::numbers::pi_v<float> * v[n]) * std::exp(-0.5f * z * z / v[n]);
            }
            p[m] = sum;
        }
    }

    /// The law of the document's particles at a time when each is a normal of width 0.5.
    struct data
    {
        xt::xtensor<float, 1> w = xt::xtensor<float, 1>({components}, 1.f / components);
        xt::xtensor<float, 1> mu = 8 * ab::normal(ab::key{1}, {components});
        xt::xtensor<float, 1> v = xt::xtensor<float, 1>({components}, 0.25f);
        xt::xtensor<float, 1> x = xt::linspace<float>(-16, 16, points);
        xt::xtensor<float, 2> column_w = xt::view(w, xt::all(), xt::newaxis());
        xt::xtensor<float, 2> column_mu = xt::view(mu, xt::all(), xt::newaxis());
        xt::xtensor<float, 2> column_v = xt::view(v, xt::all(), xt::newaxis());
        xt::xtensor<float, 2> column_factor = column_w / xt::sqrt(2 * std::numbers::pi_v<float> * column_v);
        xt::xtensor<float, 2> column_scale = -0.5f / column_v;
        xt::xtensor<float, 1> hand = x, plain = x, tabulated = x, fused = x, fused_log = x;
        decltype(ab::mixture(w, mu, v)) law = ab::mixture(w, mu, v);
    };

    data d;

    bool close(const xt::xtensor<float, 1>& p)
    {
        for (std::size_t m = 0; m < points; ++m)
        {
            if (!(std::abs(p(m) - d.hand(m)) <= 2e-5f * d.hand(m)))
            {
                return false;
            }
        }
        return true;
    }

    const bench::entry density({
        "mixture density, 1,000 components × 3,201 points, float (a pair)",
        double(components) * points,
        {{"hand-written", [] { by_hand(d.w.data(), d.mu.data(), d.v.data(), d.x.data(), d.hand.data()); }},
         {"plain xtensor",
          []
          {
              const auto z = d.x - d.column_mu;
              xt::noalias(d.plain) = xt::sum(d.column_w / xt::sqrt(2 * std::numbers::pi_v<float> * d.column_v) *
                                                 xt::exp(-0.5f * z * z / d.column_v),
                                             {0});
          }},
         {"plain xtensor, factors tabulated",
          []
          {
              const auto z = d.x - d.column_mu;
              xt::noalias(d.tabulated) = xt::sum(d.column_factor * xt::exp(d.column_scale * z * z), {0});
          }},
         {"alphabar, log density", [] { xt::noalias(d.fused_log) = d.law.log_pdf(d.x); }},
         {"alphabar", [] { xt::noalias(d.fused) = d.law.pdf(d.x); }}},
        {{"plain xtensor", 20}, {"plain xtensor, factors tabulated", 20}},
        [] { return close(d.plain) && close(d.tabulated) && close(d.fused) && close(xt::exp(d.fused_log)); },
    });
}
