// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/rows.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

namespace
{
    using namespace alphabar::distribution;
    using alphabar::test::refusal;

    TEST_CASE("Rows that do not sum to 1 are named, with their sum and by how much it is off")
    {
        const xt::xtensor<double, 3> p = {{{0.5, 0.5}, {1, 0}}, {{0.25, 0.75}, {0.25, 0.5}}};
        CHECK(refusal(
                  [&]
                  {
                      require_rows("p", p);
                      return 0;
                  }) == "p[1, 1]: the row sums to 0.75, 0.25 less than 1");
        CHECK(refusal(
                  [&]
                  {
                      require_rows("p", xt::view(p, 0));
                      return 0;
                  }) == "accepted");
        CHECK(refusal(
                  [&]
                  {
                      require_sums_of_one("p", p, 0.3);
                      return 0;
                  }) == "accepted");
        CHECK(refusal(
                  [&]
                  {
                      require_sums_of_one("p", 4. * xt::view(p, 0), 1e-9, 0.25);
                      return 0;
                  }) == "accepted");
        CHECK(refusal(
                  [&]
                  {
                      require_sums_of_one("p", xt::view(p, 0), 1e-9, 2);
                      return 0;
                  }) == "p[0]: the row sums to 2, 1 more than 1");
    }

    TEST_CASE("Entries come before sums, and there must be some")
    {
        CHECK(refusal(
                  []
                  {
                      require_rows("p", xt::xtensor<double, 1>{2, -1});
                      return 0;
                  }) == "p[0] = 2: must lie in [0, 1]");
        CHECK(refusal(
                  []
                  {
                      require_rows("p", xt::xtensor<double, 2>::from_shape({2, 0}));
                      return 0;
                  }) == "p: no classes");
        CHECK(refusal(
                  []
                  {
                      require_rows("p", xt::xtensor<double, 2>::from_shape({0, 2}));
                      return 0;
                  }) == "accepted");
    }

    TEST_CASE("The tolerance grows as rounding errors of many terms do")
    {
        CHECK(sum_tolerance<float>(4) == 16 * 0x1p-23);
        CHECK(sum_tolerance<double>(10'000) == 800 * 0x1p-52);
    }
}
