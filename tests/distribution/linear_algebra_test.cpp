// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/linear_algebra.hpp>

#include "support/catch.hpp"

namespace dist = alphabar::distribution;

namespace
{
    static_assert(!Eigen::internal::packet_traits<dist::plain_double>::Vectorizable);
    static_assert(std::numeric_limits<dist::plain_double>::epsilon() == std::numeric_limits<double>::epsilon());

    TEST_CASE("Plain doubles are doubles to Eigen")
    {
        dist::matrix a(2, 3);
        a << 1, 2, 3, 4, 5, 6;
        const dist::matrix b = a * a.transpose();
        CHECK((b(0, 0) == 14 && b(0, 1) == 32 && b(1, 1) == 77));
        CHECK(a.cwiseAbs().maxCoeff() == 6);
        CHECK((-a).norm() == std::sqrt(91.0));
    }

    // 1 + ε/2 + … + ε/2: added one after the other all are lost, added to each other first they are not. A sum of vectors of
    // four finds some; so this fails if Eigen ever takes the type for one that it knows vectors of.
    TEST_CASE("A sum is taken in the order of its terms")
    {
        const double half = std::numeric_limits<double>::epsilon() / 2;
        dist::column_vector x = dist::column_vector::Constant(64, half);
        x(0) = 1;
        const dist::column_vector ones = dist::column_vector::Ones(64);
        CHECK(x.dot(ones) == 1);
        Eigen::VectorXd known = Eigen::VectorXd::Constant(64, half);
        known(0) = 1;
        CHECK(known.dot(Eigen::VectorXd::Ones(64)) != 1);  // the control: SIMD adds in another order
    }

    TEST_CASE("Arrays become matrices and come back")
    {
        const xt::xtensor<float, 2> a{{1, 2, 3}, {4, 5, 6}};
        const auto m = dist::to_matrix(a);
        CHECK((m.rows() == 2 && m.cols() == 3 && m(1, 0) == 4));
        const bool same = dist::to_array<float>(m) == a;
        CHECK(same);
        const xt::xtensor<double, 1> v{1.5, 2.5};
        const bool same_vector = dist::to_array<double>(dist::to_vector(v)) == v;
        CHECK(same_vector);
    }
}
