// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "expression/random_case.hpp"
#include "support/refusal.hpp"

#include <alphabar/core/error.hpp>
#include <alphabar/expression/gather.hpp>
#include <alphabar/expression/reduce.hpp>

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    using namespace alphabar::test;

    const std::vector<double> squares = []
    {
        std::vector<double> out(200);
        for (std::size_t i = 0; i < out.size(); ++i)
        {
            out[i] = static_cast<double>(i * i);
        }
        return out;
    }();
    const std::span<const double> table(squares);

}

TEST_CASE("lookups by indices of any layout broadcast among other operands")
{
    for_random_cases(200,
                     [](dice& d)
                     {
                         const extents shape = random_shape(d);
                         placed<std::int16_t> index(d, random_operand_shape(d, shape));
                         placed<float> x(d, shape);
                         placed<float> y(d, shape);
                         for (std::int16_t& i : index.memory())
                         {
                             i = static_cast<std::int16_t>(std::abs(i) % 200);
                         }
                         const auto i = index.view();
                         const auto values = x.view();
                         const auto before = y.memory();
                         auto target = y.view();
                         xt::noalias(target) = ab::gather<float>(table, i) * values;
                         check_memory(y, before,
                                      [&](const extents& at)
                                      {
                                          const auto n = static_cast<float>(element(i, at));
                                          return n * n * element(values, at);
                                      });
                     });
}

TEST_CASE("an index may be an expression, a view or a fixed array, of any integer type")
{
    const xt::xtensor<std::uint8_t, 2> bytes{{0, 1, 2}, {3, 4, 5}};
    const xt::xtensor<double, 2> of_sum = ab::gather(table, bytes + 10);
    CHECK((of_sum == xt::xtensor<double, 2>{{100, 121, 144}, {169, 196, 225}}));
    const xt::xtensor<double, 1> of_view = ab::gather(table, xt::view(bytes, xt::all(), 1));
    CHECK((of_view == xt::xtensor<double, 1>{1, 16}));
    const xt::xtensor<double, 2> of_transpose = ab::gather(table, xt::transpose(bytes));
    CHECK((of_transpose == xt::xtensor<double, 2>{{0, 9}, {1, 16}, {4, 25}}));
    const xt::xtensor_fixed<long long, xt::xshape<2>> fixed{3, 4};
    const xt::xtensor<double, 1> of_fixed = ab::gather(table, fixed);
    CHECK((of_fixed == xt::xtensor<double, 1>{9, 16}));
    const xt::xtensor<double, 1> of_lookup = ab::gather(table, ab::gather<int>(table, fixed));
    CHECK((of_lookup == xt::xtensor<double, 1>{81, 256}));
    const xt::xtensor<int, 0> scalar(7);
    CHECK(xt::xtensor<double, 0>(ab::gather(table, scalar))() == 49);
    CHECK(ab::gather(table, bytes)(1, 1) == 16);
}

TEST_CASE("an index beyond the table is named with its position, before anything is written")
{
    xt::xtensor<double, 1> y = xt::ones<double>({1000});
    xt::xtensor<int, 1> index = xt::zeros<int>({1000});
    index(999) = 200;
    const auto e = ab::gather(table, index);
    CHECK(refusal([&] { xt::noalias(y) = e; }) == "index[999] = 200: must lie in 0…199");
    CHECK((y == xt::ones<double>({1000})));
    CHECK(refusal([&] { xt::noalias(y) = 2. * e + y; }) == "index[999] = 200: must lie in 0…199");
    CHECK(refusal([&] { xt::noalias(y) += e; }) == "index[999] = 200: must lie in 0…199");
    CHECK((y == xt::ones<double>({1000})));
    CHECK(refusal([&] { xt::xtensor<double, 1> z = e; }) == "index[999] = 200: must lie in 0…199");
    CHECK(refusal([&] { (void)e(999); }) == "index[999] = 200: must lie in 0…199");
    index(999) = -1;
    CHECK(refusal([&] { y = e; }) == "index[999] = -1: must lie in 0…199");
    CHECK((y == xt::ones<double>({1000})));
    const xt::xtensor<std::uint64_t, 2> huge{{0, 1}, {std::numeric_limits<std::uint64_t>::max(), 2}};
    CHECK(refusal([&] { xt::xtensor<double, 2> z = ab::gather(table, huge); }) ==
          "index[2] = 18446744073709551615: must lie in 0…199");
    const xt::xtensor<std::int8_t, 1> small{-128};
    CHECK(refusal([&] { xt::xtensor<double, 1> z = ab::gather(table, small); }) ==
          "index[0] = -128: must lie in 0…199");
    CHECK(refusal([&] { xt::xtensor<double, 1> z = ab::gather(std::span<const double>(), small); }) != "accepted");
}

TEST_CASE("a lookup inside a reduction or a view is checked before anything is written, too")
{
    xt::xtensor<double, 1> y = xt::ones<double>({1000});
    xt::xtensor<int, 2> index = xt::zeros<int>({1000, 2});
    index(998, 1) = 1000;
    const auto e = ab::gather(table, index);
    const std::string expected = "index[1997] = 1000: must lie in 0…199";
    CHECK(refusal([&] { xt::noalias(y) = ab::fuse(xt::view(e, xt::all(), 1)); }) == expected);
    CHECK(refusal([&] { xt::noalias(y) = ab::fuse(xt::view(1. + e, xt::all(), 1)); }) == expected);
    CHECK(refusal([&] { xt::noalias(y) = ab::sum(e, {1}); }) == expected);
    CHECK(refusal([&] { xt::noalias(y) = ab::sum(ab::fuse(xt::view(e, xt::all(), xt::newaxis(), 1)), {1}); }) ==
          expected);
    CHECK((y == xt::ones<double>({1000})));
}

TEST_CASE("no index, no error")
{
    const xt::xtensor<int, 1> none;
    CHECK(xt::xtensor<double, 1>(ab::gather(std::span<const double>(), none)).size() == 0);
}
