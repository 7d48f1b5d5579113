// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/tile_sum.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

namespace
{
    namespace distribution = alphabar::distribution;
    namespace expression = alphabar::expression;

    TEST_CASE("Tiles are summed from the one of the first number to the one of the last, in blocks that lose little")
    {
        constexpr std::size_t lanes = expression::reduction_lanes;
        constexpr std::size_t count = 3 * expression::sum_block * lanes + 5 * lanes;
        std::vector<float> values(count);
        for (std::size_t i = 0; i < count; ++i)
        {
            values[i] = 1 + 0x1p-10f * static_cast<float>(i % 1000);
        }
        const auto sum = [&](std::size_t begin, std::size_t end)
        {
            return distribution::sum_tiles<float, lanes>(begin, end, [&](std::size_t at)
                                                         { return expression::load<lanes>(values.data() + at); });
        };
        const auto exact = [&](std::size_t begin, std::size_t end)
        {
            double total = 0;
            for (std::size_t i = begin / lanes * lanes; i < (end + lanes - 1) / lanes * lanes; ++i)
            {
                total += double{values[i]};
            }
            return total;
        };
        for (const std::size_t end :
             {std::size_t{1}, lanes, lanes + 1, expression::sum_block * lanes, count - lanes, count})
        {
            for (const std::size_t begin : {std::size_t{0}, end / 3, end - 1})
            {
                CAPTURE(begin, end);
                CHECK(std::abs(double{sum(begin, end)} / exact(begin, end) - 1) <=
                      expression::sum_error<float>(end - begin) * 0x1p-23);
            }
        }
        CHECK(sum(0, 1) == static_cast<float>(exact(0, 1)));
    }

    TEST_CASE("A tile is folded as fold_pairwise folds its lanes")
    {
        std::array<double, 32> lanes;
        for (std::size_t i = 0; i < 32; ++i)
        {
            lanes[i] = std::exp(static_cast<double>(i));
        }
        CHECK(distribution::fold(expression::load<32>(lanes.data())) ==
              expression::fold_pairwise(lanes, [](double a, double b) { return a + b; }));
    }
}
