// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/convolution.hpp>
#include <alphabar/distribution/gridded_convolution.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using vector = xt::xtensor<double, 1>;
    using mode = ab::convolution_mode;

    constexpr double epsilon = std::numeric_limits<double>::epsilon();

    double normal_cdf(double z) { return std::erfc(-z / std::sqrt(2)) / 2; }

    TEST_CASE("Full and same are cut as NumPy cuts them")
    {
        struct example
        {
            vector f, g, same;
            std::size_t offset;
        };
        const std::vector<example> examples = {  // same: numpy.convolve(f, g, "same")
            {{1, 2, 3}, {0, 1, 0.5}, {1, 2.5, 4}, 1},
            {{1, 2, 3, 4}, {1, 1}, {1, 3, 5, 7}, 0},
            {{1, 1}, {1, 2, 3, 4}, {1, 3, 5, 7}, 0},
            {{1, 2, 3, 4}, {1, 10, 100, 1000}, {12, 123, 1234, 2340}, 1},
            {{5}, {1, 2}, {5, 10}, 0},
            {{1, 2, 3, 4, 5}, {1, 10, 100}, {12, 123, 234, 345, 450}, 1},
            {{1, 2, 3, 4, 5}, {1, 10, 100, 1000}, {12, 123, 1234, 2345, 3450}, 1},
        };
        for (const auto& e : examples)
        {
            for (const double step : {1.0, 0.25})
            {
                const auto full = ab::convolve_gridded(e.f, e.g, step);
                const auto same = ab::convolve_gridded(e.f, e.g, step, mode::same);
                REQUIRE(full.values.size() == e.f.size() + e.g.size() - 1);
                REQUIRE(same.values.size() == e.same.size());
                CHECK(full.offset == 0);
                CHECK(same.offset == e.offset);
                for (std::size_t k = 0; k < e.same.size(); ++k)
                {
                    CHECK(std::abs(same.values(k) - step * e.same(k)) <= 1e-11);
                    CHECK(same.values(k) == full.values(k + e.offset));
                }
            }
        }
    }

    TEST_CASE("A transform's sum is the sum, for lengths of every kind")
    {
        for (const std::size_t n : {1u, 2u, 3u, 7u, 64u, 101u, 500u})
        {
            for (const std::size_t m : {1u, 2u, 5u, 97u, 256u})
            {
                auto f = vector::from_shape({n});
                auto g = vector::from_shape({m});
                long double squares_of_f = 0;
                long double squares_of_g = 0;
                for (std::size_t i = 0; i < n; ++i)
                {
                    f(i) = static_cast<double>(i * 37 % 101) / 16 - 2;
                    squares_of_f += f(i) * f(i);
                }
                for (std::size_t j = 0; j < m; ++j)
                {
                    g(j) = static_cast<double>(j * 53 % 97) / 32;
                    squares_of_g += g(j) * g(j);
                }
                const auto scale = static_cast<double>(std::sqrt(squares_of_f * squares_of_g));
                const auto found = ab::convolve_gridded(f, g, 1);
                for (std::size_t k = 0; k < n + m - 1; ++k)
                {
                    long double sum = 0;
                    for (std::size_t i = k < m ? 0 : k - m + 1; i < std::min(n, k + 1); ++i)
                    {
                        sum += static_cast<long double>(f(i)) * g(k - i);
                    }
                    CHECK(std::abs(found.values(k) - static_cast<double>(sum)) <=
                          epsilon * (scale * ab::distribution::gridded_convolution_error(n + m - 1) + std::abs(found.values(k))));
                }
            }
        }
    }

    TEST_CASE("Lengths are products of 2, 3 and 5, multiples of 4, and the least")
    {
        const auto is_fast = [](std::size_t n)
        {
            bool fast = n % 4 == 0;
            for (const std::size_t prime : {2u, 3u, 5u})
            {
                while (n % prime == 0)
                {
                    n /= prime;
                }
            }
            return fast && n == 1;
        };
        for (std::size_t n = 1; n < 3000; ++n)
        {
            std::size_t least = n;
            while (!is_fast(least))
            {
                ++least;
            }
            CHECK(ab::distribution::fast_length(n) == least);
        }
        CHECK(ab::distribution::fast_length(1'199'999) == 1'200'000);
    }

    // N(0, 2²) ∗ N(2, 4²) = N(2, 20) on 600,000 points from −30 on, 1e-4 apart, cut to "same". Every value is the closed form but
    // for three things, each of which is accounted for.
    TEST_CASE("Two normal densities on a wide grid convolve to the closed form, but for what the grid leaves out")
    {
        const double step = 1e-4;
        const std::size_t count = 600'000;
        auto points = vector::from_shape({count});
        for (std::size_t i = 0; i < count; ++i)
        {
            points(i) = -30 + step * static_cast<double>(i);
        }
        const auto p = ab::make_normal(0.0, 2.0);
        const auto q = ab::make_normal(2.0, 4.0);
        const auto exact = ab::convolve(p, q);
        const auto found = ab::convolve_gridded(p.pdf(points), q.pdf(points), step, mode::same);
        REQUIRE(found.values.size() == count);

        // 1. Its points are not those of the grid: "same" of an even number of values begins half a step before the
        //    middle would, one whole step before the densities do.
        CHECK(found.offset == 299'999);
        CHECK(std::abs(found.point(-30, -30, step, 0) - (-30 - step)) <= 1e-12);

        // 2. x and z − x both lie in [−30, 30). Where z = x + y is known, x is normal about (z − 2)/5 with variance 16/5, so
        //    that a known part of the integral is missing: 9e-4 of it at the right end, where the density is 2.7e-10.
        // 3. The transforms round: some ε of the scale step √(Σf²) √(Σg²) = 0.1.
        const double rounding = epsilon * 0.1 * ab::distribution::gridded_convolution_error(2 * count - 1);
        double worst = 0;
        double worst_as_if_whole = 0;
        double worst_on_the_wrong_points = 0;
        for (std::size_t k = 0; k < count; ++k)
        {
            const double z = found.point(-30, -30, step, k);
            const double whole = exact.pdf(z)();
            const double mean = (z - 2) / 5;
            const double deviation = std::sqrt(3.2);
            const double left = (std::max(-30.0, z - 30) - step / 2 - mean) / deviation;
            const double right = (std::min(30.0, z + 30) + step / 2 - mean) / deviation;
            const double part = whole * (1 - normal_cdf(left) - normal_cdf(-right));
            worst = std::max(worst, std::abs(found.values(k) - part));
            worst_as_if_whole = std::max(worst_as_if_whole, std::abs(found.values(k) - whole));
            worst_on_the_wrong_points =
                std::max(worst_on_the_wrong_points, std::abs(found.values(k) - exact.pdf(points(k))()));
        }
        CAPTURE(worst, rounding, worst_as_if_whole, worst_on_the_wrong_points);
        CHECK(worst <= rounding);
        CHECK(worst_as_if_whole <= 2.5e-13);       // all of it at the right end, of a density of 2.7e-10 there
        CHECK(worst_as_if_whole > 100 * rounding);
        CHECK(worst_on_the_wrong_points > 1e-6);  // step · max |p′| = 1.2e-6: what a chart over the given points is off
        CHECK(worst_on_the_wrong_points < 1.3e-6);
    }

    TEST_CASE("What cannot be convolved is refused with what is wrong in it")
    {
        const vector f{1, 2};
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK(refusal([&] { return ab::convolve_gridded(f, f, 0); }) == "step = 0: must be positive and finite");
        CHECK(refusal([&] { return ab::convolve_gridded(f, f, nan); }) == "step = nan: must be positive and finite");
        CHECK(refusal([&] { return ab::convolve_gridded(vector{1, nan}, f, 1); }) == "f[1] = nan: must be finite");
        CHECK(refusal([&] { return ab::convolve_gridded(f, vector{std::numeric_limits<double>::infinity()}, 1); }) == "g[0] = inf: must be finite");
        CHECK(refusal([&] { return ab::convolve_gridded(f, vector::from_shape({0}), 1); }) == "g: no values");
        CHECK(refusal([&] { return ab::convolve_gridded(vector::from_shape({0}), f, 1); }) == "f: no values");
        CHECK(refusal([&] { return ab::convolve_gridded(xt::xtensor<double, 2>{{1}}, f, 1); }) ==
              "f: of rank 2, must be of rank 1");
    }
}
