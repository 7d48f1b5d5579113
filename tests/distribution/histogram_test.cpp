// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/histogram.hpp>
#include <alphabar/distribution/mixture.hpp>
#include <alphabar/random/normal.hpp>

#include "random/statistics.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using counts = xt::xtensor<std::uint64_t, 1>;

    TEST_CASE(
        "Samples on an edge belong to the bin above it, the last edge to the last bin, others are counted outside")
    {
        const xt::xtensor<double, 2> x{{-1, 0, 0.5, 1}, {1.5, 4, 4.5, HUGE_VAL}};
        const auto h = ab::histogram(x, std::vector{0., 1., 3., 4.});
        CHECK((h.counts() == counts{2, 2, 1}));
        CHECK((h.below() == 1 && h.above() == 2 && h.total() == 8 && h.bins() == 3));
        CHECK((h.density() == xt::xtensor<double, 1>{0.25, 0.125, 0.125}));
        CHECK((h.centres() == xt::xtensor<double, 1>{0.5, 2, 3.5}));
        const auto equal = ab::histogram(x, 0, 4, 4);
        CHECK((equal.counts() == counts{2, 2, 0, 1}));
        CHECK((equal.edges() == xt::xtensor<double, 1>{0, 1, 2, 3, 4}));
    }

    TEST_CASE("Every sample is in the bin that its edges say, whatever edges round to")
    {
        const xt::xtensor<double, 1> x = 3. * ab::normal<double>(ab::key{1}, {20'000});
        for (const std::size_t bins : {1u, 7u, 1000u})
        {
            const auto h = ab::histogram(x, -2.1, 3.7, bins);
            counts expected({bins}, 0u);
            for (const double at : x)
            {
                for (std::size_t i = 0; i < bins; ++i)
                {
                    expected(i) += at >= h.edges()(i) && (at < h.edges()(i + 1) || (i + 1 == bins && at == 3.7));
                }
            }
            CHECK((h.counts() == expected));
            const auto of_edges = ab::histogram(x, ab::histogram(h.edges(), -2.1, 3.7, bins).edges());
            CHECK((of_edges.counts() == expected));
        }
        const xt::xtensor<double, 1> edges{-1, -0.5, -0.49, 0, 7, 7.5};
        const auto h = ab::histogram(edges, edges);  // its own edges
        CHECK((h.counts() == counts{1, 1, 1, 1, 2}));
    }

    TEST_CASE("What cannot be counted is refused with its index")
    {
        const xt::xtensor<float, 2> x{{1, 2}, {std::nanf(""), 3}};
        CHECK(refusal([&] { return ab::histogram(x, 0, 1, 2); }) == "samples[1, 0] = nan: must be a number");
        const xt::xtensor<double, 1> one{1};
        const auto none = xt::xtensor<double, 1>::from_shape({0});
        CHECK(refusal([&] { return ab::histogram(none, 0, 1, 2); }) == "samples: there are none");
        CHECK(refusal([&] { return ab::histogram(one, std::vector{1.}); }) == "edges: 1 of them, must be 2 or more");
        CHECK(refusal([&] { return ab::histogram(one, std::vector{0, 2, 2}); }) ==
              "edges[2] = 2: must be greater than the one before");
        CHECK(refusal([&] { return ab::histogram(one, std::vector{0., HUGE_VAL}); }) ==
              "edges[1] = inf: must be finite");
        CHECK(refusal([&] { return ab::histogram(one, 1, 1, 2); }) ==
              "low = 1, high = 1: must be finite, and low less than high");
        CHECK(refusal([&] { return ab::histogram(one, 0, 1, 0); }) == "bins = 0: must be 1 or more");
    }

    /// A chain whose steps have the size 0.2: a = √(1 − 0.04) each.
    struct known_chain
    {
        static double signal(ab::step t) { return std::pow(0.96, static_cast<double>(t.value()) / 2); }
        static double noise(ab::step t) { return std::sqrt(1 - std::pow(0.96, static_cast<double>(t.value()))); }
    };

    /// Pearson's test of samples against a density that is integrated over each bin by Simpson's rule on 64 pieces.
    template <class Law>
    double fit(const ab::histogram_counts& h, const Law& law)
    {
        double x2 = 0, inside = 0;
        std::size_t cells = 0;
        const double n = static_cast<double>(h.total());
        const auto add = [&](double expected, std::uint64_t seen)
        {
            if (expected >= 5)
            {
                x2 += (static_cast<double>(seen) - expected) * (static_cast<double>(seen) - expected) / expected;
                ++cells;
            }
            inside += expected;
        };
        double rest = 0;
        std::uint64_t seen = h.below() + h.above();
        for (std::size_t i = 0; i < h.bins(); ++i)
        {
            const xt::xtensor<double, 1> x = xt::linspace<double>(h.edges()(i), h.edges()(i + 1), 65);
            const xt::xtensor<double, 1> p = law.pdf(x);
            double sum = 0;
            for (std::size_t k = 0; k < 65; ++k)
            {
                sum += p(k) * (k % 64 == 0 ? 1 : k % 2 == 1 ? 4 : 2);
            }
            const double expected = n * sum * (x(64) - x(0)) / 64 / 3;
            if (expected < 5)  // bins that hold next to nothing count as one
            {
                rest += expected;
                seen += h.counts()(i);
                continue;
            }
            add(expected, h.counts()(i));
        }
        add(std::max(rest, n - inside), seen);
        return statistics::gamma_q(static_cast<double>(cells - 1) / 2, x2 / 2);
    }

    TEST_CASE("Histograms of noised data are its density at every time, and those of another time are caught")
    {
        const auto data = ab::empirical(std::vector<double>{-15, -5, 1, 10});
        for (const std::int64_t t : {1, 5, 20, 60, 200})
        {
            const auto law = data.through(known_chain(), ab::step{t});
            const auto other = data.through(known_chain(), ab::step{t + std::max<std::int64_t>(1, t / 8)});
            const auto h = ab::histogram(law.sample(ab::key{100 + t}, {500'000}), -18, 13, 310);
            CAPTURE(t);
            CHECK(fit(h, law) > statistics::pass);
            if (t < 200)  // in the end all times are alike
            {
                CHECK(fit(h, other) < statistics::caught);
            }
            const xt::xtensor<double, 1> p = law.pdf(h.centres());
            const xt::xtensor<double, 1> estimated = h.density();
            double worst = 0;
            for (std::size_t i = 0; t >= 20 && i < h.bins(); ++i)
            {
                const double deviation = std::sqrt(p(i) / 0.1 / 500'000) + 1e-4;
                worst = std::max(worst, std::abs(estimated(i) - p(i)) / deviation);
            }
            CHECK(worst <= 5);
        }
    }

    TEST_CASE("Samples are counted as they are drawn: memory is that of the counts")
    {
        const auto law = ab::mixture(1, xt::xtensor<double, 1>{0, 1}, 0.5);
        const auto few = ab::test::allocations_of([&] { ab::histogram(law.sample(ab::key{1}, {10}), 0, 1, 4); });
        const auto many = ab::test::allocations_of([&] { ab::histogram(law.sample(ab::key{1}, {10'000}), 0, 1, 4); });
        CHECK(few == many);
    }
}
