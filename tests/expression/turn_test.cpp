// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/turn.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <vector>

namespace
{
    TEMPLATE_TEST_CASE("Columns become rows, whatever the numbers of both", "", float, double, std::int32_t,
                       std::uint8_t, bool)
    {
        for (std::size_t rows = 0; rows < 10; ++rows)
        {
            for (std::size_t n = 0; n < 14; ++n)
            {
                for (const std::ptrdiff_t stride : {std::ptrdiff_t(11), std::ptrdiff_t(-12)})
                {
                    const auto cell = [](std::size_t i) { return static_cast<TestType>((i * 37 + 5) % 97); };
                    TestType from[12 * 14];
                    for (std::size_t i = 0; i < std::size(from); ++i)
                    {
                        from[i] = cell(i);
                    }
                    const std::size_t first = stride < 0 ? 12 * 13 : 0;
                    TestType to[10 * 14 + 1];
                    const auto untouched = cell(1);
                    to[rows * n] = untouched;
                    alphabar::expression::turn(from + first, stride, rows, to, n);
                    bool right = to[rows * n] == untouched;
                    for (std::size_t row = 0; row < rows; ++row)
                    {
                        for (std::size_t i = 0; i < n; ++i)
                        {
                            const auto at =
                                static_cast<std::ptrdiff_t>(first + row) + static_cast<std::ptrdiff_t>(i) * stride;
                            right &= to[row * n + i] == cell(static_cast<std::size_t>(at));
                        }
                    }
                    INFO(rows << " rows of " << n);
                    CHECK(right);
                }
            }
        }
    }
}
