// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/sample_moments.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/random/normal.hpp>

#include "distribution/sample_moments_reference.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using sample_moments_reference::batch;
    using table = xt::xtensor<double, 2>;

    /// Elements and shape; Catch2 would take the comparison apart.
    template <class A, class B>
    bool same(const A& a, const B& b)
    {
        return a == b;
    }

    /// The rule of sample_moments_reference.py.
    template <class T = double>
    xt::xtensor<T, 2> rows_of(const batch& known)
    {
        auto x = xt::xtensor<T, 2>::from_shape({known.n, known.d});
        for (std::size_t i = 0; i < known.n; ++i)
        {
            for (std::size_t k = 0; k < known.d; ++k)
            {
                const std::size_t own = (i * 7919 + k * 104729 + i * i * (k + 3)) % 10007;
                const std::size_t shared = i * 7919 % 10007;
                x(i, k) = static_cast<T>(known.offset + static_cast<double>(own + k % 3 * shared) / 512 * known.step);
            }
        }
        return x;
    }

    constexpr double allowed = ab::distribution::sample_moments_max_epsilons * std::numeric_limits<double>::epsilon();

    TEST_CASE("Means, covariances and correlations are those of exact fractions, far from 0 as well")
    {
        for (const batch& known : sample_moments_reference::batches)
        {
            INFO(known.n << " rows in " << known.d << " dimensions about " << known.offset);
            const auto x = rows_of(known);
            const auto moments = ab::sample_moments(x);
            const auto mean = moments.mean();
            const auto covariance = moments.covariance();
            const auto correlation = moments.correlation();
            const auto variance = moments.variance();
            const auto biased = moments.covariance(0);
            CHECK((moments.count() == known.n && moments.dimension() == known.d));
            REQUIRE(covariance.shape() == std::array<std::size_t, 2>{known.d, known.d});
            const auto* exact = known.covariance.data();
            const auto* exact_correlation = known.correlation.data();
            for (std::size_t i = 0; i < known.d; ++i)
            {
                const double deviation = std::sqrt(covariance(i, i));
                CHECK(std::abs(mean(i) - known.mean[i]) <=
                      std::numeric_limits<double>::epsilon() * (std::abs(known.mean[i]) + deviation));
                for (std::size_t j = 0; j <= i; ++j)
                {
                    const double scale = deviation * std::sqrt(covariance(j, j));
                    CHECK(std::abs(covariance(i, j) - *exact) <= allowed * scale);
                    CHECK(covariance(j, i) == covariance(i, j));
                    CHECK(std::abs(biased(i, j) * static_cast<double>(known.n) / static_cast<double>(known.n - 1) -
                                   *exact++) <= 2 * allowed * scale);
                    CHECK(std::abs(correlation(i, j) - *exact_correlation++) <= 2 * allowed);
                    CHECK(correlation(j, i) == correlation(i, j));
                }
                CHECK(correlation(i, i) == 1);
                CHECK(variance(i) == covariance(i, i));
            }
            CHECK(same(ab::covariance(x), covariance));
            CHECK(same(ab::covariance(x, 0), biased));
            CHECK(same(ab::correlation(x), correlation));
        }
    }

    TEST_CASE("The textbook's formula, sums of squares less the square of sums, fails on the same data: the control")
    {
        const batch& known = sample_moments_reference::batches[8];
        REQUIRE(known.offset == 1e8);
        const auto x = rows_of(known);
        double sum = 0;
        double squares = 0;
        for (std::size_t i = 0; i < known.n; ++i)
        {
            sum += x(i, 0);
            squares += x(i, 0) * x(i, 0);
        }
        const double n = static_cast<double>(known.n);
        CHECK(std::abs((squares - sum * sum / n) / (n - 1) - known.covariance[0]) > 1e5 * allowed * known.covariance[0]);
    }

    TEST_CASE("How a batch is stored, read or shaped changes no bit")
    {
        const batch& known = sample_moments_reference::batches[6];
        const auto x = rows_of(known);
        const table expected = ab::covariance(x);
        const xt::xtensor<double, 2, xt::layout_type::column_major> columns = x;
        CHECK(same(ab::covariance(columns), expected));
        CHECK(same(ab::covariance(2 * (0.5 * x)), expected));
        const xt::xtensor<double, 1> nothing = xt::zeros<double>({known.d});
        CHECK(same(ab::covariance(ab::fuse(x + nothing)), expected));
        const xt::xarray<double> dynamic = x;
        CHECK(same(ab::covariance(dynamic), expected));
        xt::xtensor<double, 3> grouped = xt::xtensor<double, 3>::from_shape({10, 100, 9});
        std::copy(x.begin(), x.end(), grouped.begin());
        CHECK(same(ab::covariance(grouped), expected));
        table padded = xt::zeros<double>({1000, 20});
        xt::view(padded, xt::all(), xt::range(1, 19, 2)) = x;
        CHECK(same(ab::covariance(xt::view(padded, xt::all(), xt::range(1, 19, 2))), expected));
        const xt::xtensor<float, 2> in_float = rows_of<float>(known);  // exactly
        CHECK(same(ab::covariance(in_float), expected));
        const xt::xtensor<int, 2> whole = 512 * x;
        CHECK(same(ab::covariance(whole), table(512. * 512. * expected)));
    }

    TEST_CASE("A batch that is an expression is never an array: noise, and a law's draws")
    {
        const ab::key k{5};
        const xt::xtensor<double, 1> mean{1e6, -3};
        const auto drawn = mean + 2.0 * ab::normal<double>(k, {10'000, 2});
        const table stored = drawn;
        const auto lazily = ab::sample_moments(drawn);
        CHECK(same(lazily.covariance(), ab::covariance(stored)));
        CHECK(same(lazily.mean(), ab::sample_moments(stored).mean()));
        CHECK(std::abs(lazily.covariance()(0, 0) - 4) < 5 * 4 * std::sqrt(2 / 1e4));
        CHECK(std::abs(lazily.correlation()(0, 1)) < 5 / std::sqrt(1e4));
        CHECK(std::abs(lazily.correlation()(0, 1)) > 0);
    }

    TEST_CASE("Perfect correlation is 1, and what is independent by design is 0")
    {
        const table x{{1, 2, 1}, {2, 4, -1}, {3, 6, -1}, {4, 8, 1}};
        const table expected{{1, 1, 0}, {1, 1, 0}, {0, 0, 1}};
        const table found = ab::correlation(x);
        for (std::size_t i = 0; i < 3; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                CHECK(std::abs(found(i, j) - expected(i, j)) <= 1e-15);
                CHECK(std::abs(found(i, j)) <= 1);
            }
        }
    }

    TEST_CASE("What has no covariance is refused, and NaN stays in its columns")
    {
        const auto of_shape = [](std::size_t n, std::size_t d) { return table::from_shape({n, d}); };
        CHECK(refusal([&] { return ab::covariance(of_shape(0, 2)); }) == "batch: 0 rows, must have 1 at least");
        CHECK(refusal([&] { return ab::covariance(of_shape(3, 0)); }) ==
              "batch: vectors in 0 dimensions, must be in 1 at least");
        CHECK(refusal([&] { return ab::covariance(table{{1, 2}}); }) == "batch: 1 rows, must have more than ddof = 1");
        CHECK(refusal([&] { return ab::sample_moments(table{{1, 2}, {2, 3}}).variance(2); }) ==
              "batch: 2 rows, must have more than ddof = 2");
        CHECK(ab::covariance(table{{1, 2}}, 0)(1, 1) == 0);
        CHECK(refusal([&] { return ab::covariance(xt::xtensor<double, 1>{1, 2}); }) ==
              "batch: of rank 1, must have shape (n, d)");
        CHECK(refusal([&] { return ab::correlation(table{{1, 2}, {2, 2}}); }) ==
              "batch: column 1 does not vary: a correlation needs columns that do");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const table found = ab::covariance(table{{1, 2, 3}, {2, nan, 5}, {4, 1, 1}});
        CHECK(std::isnan(found(1, 1)));
        CHECK(std::isnan(found(1, 2)));
        CHECK(std::isfinite(found(0, 2)));
        CHECK(std::isfinite(found(2, 2)));
    }
}
