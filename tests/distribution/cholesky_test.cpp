// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/cholesky.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace ab = alphabar;
namespace dist = alphabar::distribution;

namespace
{
    using alphabar::test::refusal;
    using table = xt::xtensor<double, 2>;

    /// Pascal's symmetric matrix, of binomial coefficients: its factor is the triangle, in integers.
    dist::matrix pascal(Eigen::Index d)
    {
        dist::matrix out(d, d);
        for (Eigen::Index i = 0; i < d; ++i)
        {
            for (Eigen::Index j = 0; j < d; ++j)
            {
                out(i, j) = i == 0 || j == 0 ? dist::plain_double(1) : out(i - 1, j) + out(i, j - 1);
            }
        }
        return out;
    }

    TEST_CASE("The factor of Pascal's matrix is his triangle")
    {
        const auto l = dist::cholesky<double>("p", pascal(12));
        for (Eigen::Index i = 0; i < 12; ++i)
        {
            double coefficient = 1;
            for (Eigen::Index j = 0; j < 12; ++j)
            {
                CHECK(l(i, j).value == (j <= i ? coefficient : 0));
                coefficient = coefficient * static_cast<double>(i - j) / static_cast<double>(j + 1);
            }
        }
    }

    TEST_CASE("What fails is told with its place and value, also where all before it is fine")
    {
        for (Eigen::Index bad = 0; bad < 9; ++bad)
        {
            dist::matrix broken = pascal(9);
            broken(bad, bad) -= 1.25;  // the pivots are 1
            try
            {
                (void)dist::cholesky<double>("p", broken);
                FAIL("accepted");
            }
            catch (const ab::not_positive_definite& error)
            {
                CHECK(error.pivot == static_cast<std::size_t>(bad));
                CHECK(std::abs(error.value + 0.25) <= 1e-11);
                CHECK(std::string(error.what()).starts_with("p: pivot " + std::to_string(bad) + " is -0.25"));
            }
        }
    }

    TEST_CASE("A pivot that is rounding alone is none")
    {
        // What rounding leaves of an outer product is a pivot of about 1e-17 of the variance, of either sign.
        for (int n = 1; n < 50; ++n)
        {
            const double a = 1.0 / n;
            const double b = std::sqrt(static_cast<double>(n)) / 7;
            const double c = 0.1 * n;
            const table outer{{a * a, a * b, a * c}, {a * b, b * b, b * c}, {a * c, b * c, c * c}};
            CHECK_THROWS_AS(dist::cholesky<double>("p", dist::symmetric_matrix<double>("p", outer)),
                            ab::not_positive_definite);
        }
        const double near = 1 - 1e-12;
        CHECK_NOTHROW(dist::cholesky<double>("p", dist::symmetric_matrix<double>("p", table{{1, near}, {near, 1}})));
        CHECK_THROWS_AS(dist::cholesky<float>("p", dist::symmetric_matrix<float>("p", table{{1, near}, {near, 1}})),
                        ab::not_positive_definite);
    }

    TEST_CASE("A matrix is symmetric up to rounding, square, and finite")
    {
        const auto of = [](const table& m) { return refusal([&] { return dist::symmetric_matrix<double>("m", m); }); };
        CHECK(of({{1, 0.3}, {0.1 + 0.2, 1}}) == "accepted");
        CHECK(of({{1, 2}, {3, 1}}) == "m[1, 0] = 3 and m[0, 1] = 2 differ by 1: must be symmetric");
        CHECK(of({{1e20, 3e5}, {4e5, 1e-20}}) ==
              "m[1, 0] = 4e+05 and m[0, 1] = 3e+05 differ by 1e+05: must be symmetric");
        CHECK(of({{1, 2, 3}, {4, 5, 6}}) == "m: of shape (2, 3), must be (d, d) for a d of 1 or more");
        CHECK(of(table::from_shape({0, 0})) == "m: of shape (0, 0), must be (d, d) for a d of 1 or more");
        CHECK(of({{1, 0}, {0, std::nan("")}}) == "m[1, 1] = nan: must be finite");
        const auto mean = dist::symmetric_matrix<double>("m", table{{1, 0.3}, {0.1 + 0.2, 1}});
        CHECK(mean(0, 1).value == mean(1, 0).value);
    }
}
