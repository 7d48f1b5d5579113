// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/multivariate_normal_tables.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace dist = alphabar::distribution;

namespace
{
    dist::matrix brownian(Eigen::Index d)
    {
        dist::matrix out(d, d);
        for (Eigen::Index i = 0; i < d; ++i)
        {
            for (Eigen::Index j = 0; j < d; ++j)
            {
                out(i, j) = static_cast<double>(std::min(i, j) + 1);
            }
        }
        return out;
    }

    TEST_CASE("Inverse and product are exact where all numbers are small integers")
    {
        const dist::matrix l = dist::cholesky<double>("s", brownian(150));
        const dist::matrix w = dist::inverse_of_lower(l);
        const dist::matrix one = dist::matrix_product(w, l);
        bool right = true;
        for (Eigen::Index i = 0; i < 150; ++i)
        {
            for (Eigen::Index j = 0; j < 150; ++j)
            {
                right &= l(i, j) == (j <= i ? 1.0 : 0.0);
                right &= w(i, j) == (j == i ? 1.0 : j + 1 == i ? -1.0 : 0.0);
                right &= one(i, j) == (j == i ? 1.0 : 0.0);
            }
        }
        CHECK(right);
    }

    TEST_CASE("Tables of a law hold its factor, the inverse of that and the logarithm of its determinant")
    {
        const dist::multivariate_normal_tables<float> t("s", dist::column_vector::Constant(6, 0.1), brownian(6) * 4);
        CHECK(t.dimension() == 6);
        CHECK(std::abs(t.log_factor + 6 * (std::log(2) + dist::half_log_two_pi)) <= 1e-14);
        CHECK((t.centre[3] == 0.1f && t.centre_in<double>()[3] == 0.1));
        CHECK((t.packed_factor.column(4, 2)[0] == 2 && t.packed_whitening.column(4, 4)[1] == -0.5f));
        const auto p = t.negative_precision<double>();  // −1/4 of the second difference
        CHECK((p.column(0, 0)[0] == -0.5 && p.column(0, 1)[0] == 0.25 && p.column(4, 5)[1] == -0.25));
    }
}
