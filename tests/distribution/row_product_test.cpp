// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/row_product.hpp>

#include "support/catch.hpp"

#include <vector>

namespace dist = alphabar::distribution;

namespace
{
    int entry(std::size_t row, std::size_t column) { return static_cast<int>((row * 7 + column * 3) % 11) - 5; }
    int element(std::size_t lane, std::size_t k) { return static_cast<int>((lane * 5 + k) % 13) - 6; }

    /// Small integers, of which every sum is exact.
    template <class T>
    void check(std::size_t rows, std::size_t columns, bool triangular, std::size_t begin, std::size_t end,
               std::size_t lanes)
    {
        INFO(rows << " x " << columns << ", rows " << begin << " to " << end << ", " << lanes << " vectors");
        const dist::packed_rows<T> a(rows, columns, triangular, entry);
        std::vector<bool> given(rows, false);
        std::size_t staged = 0;
        dist::row_product(
            a, begin, end, lanes,
            [&](std::size_t from, std::size_t depth, T* panel)
            {
                ++staged;
                for (std::size_t k = 0; k < depth; ++k)
                {
                    for (std::size_t lane = 0; lane < dist::panel_lanes; ++lane)
                    {
                        panel[k * dist::panel_lanes + lane] = static_cast<T>(element(lane, from + k));
                    }
                }
            },
            [&](std::size_t row, std::size_t count, const T* sums)
            {
                for (std::size_t r = 0; r < count; ++r)
                {
                    given[row + r] = true;
                    for (std::size_t lane = 0; lane < lanes; ++lane)
                    {
                        int sum = 0;
                        for (std::size_t k = 0; k < (triangular ? std::min(columns, row + r + 1) : columns); ++k)
                        {
                            sum += entry(row + r, k) * element(lane, k);
                        }
                        CHECK(sums[r * dist::panel_lanes + lane] == static_cast<T>(sum));
                    }
                }
            });
        for (std::size_t row = begin; row < end; ++row)
        {
            CHECK(given[row]);
        }
        CHECK((columns > dist::panel_depth || staged == 1));  // what fits into a panel is read once
    }

    TEMPLATE_TEST_CASE("Products are exact where all numbers are small integers", "", float, double)
    {
        using T = TestType;
        for (const std::size_t rows : {1u, 2u, 3u, 4u, 5u, 64u, 66u, 130u})
        {
            for (const std::size_t lanes : {1u, 5u, 32u})
            {
                check<T>(rows, rows, true, 0, rows, lanes);
                check<T>(rows, rows, false, 0, rows, lanes);
            }
        }
        check<T>(3, 300, false, 0, 3, 32);
        check<T>(300, 2, false, 0, 300, 32);
        check<T>(300, 300, true, 0, 300, 7);
        check<T>(130, 130, true, 63, 64, 1);
        check<T>(130, 130, true, 127, 130, 1);
        check<T>(130, 130, false, 5, 6, 1);
    }

    TEST_CASE("A triangular matrix keeps what lies up to its diagonal")
    {
        const dist::packed_rows<double> a(6, 6, true, [](std::size_t i, std::size_t j)
                                          { return 10. * static_cast<double>(i) + static_cast<double>(j); });
        CHECK((a.rows() == 6 && a.columns() == 6));
        CHECK((a.count(0) == 4 && a.count(4) == 2));
        CHECK((a.depth(0) == 4 && a.depth(4) == 6));
        CHECK((a.column(0, 1)[0] == 0 && a.column(0, 1)[1] == 11 && a.column(0, 1)[3] == 31));
        CHECK((a.column(4, 5)[0] == 0 && a.column(4, 5)[1] == 55));
    }
}
