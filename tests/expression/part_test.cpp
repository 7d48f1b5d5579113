// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/expression/assign.hpp>
#include <alphabar/expression/part.hpp>

#include <alphabar/expression/fuse.hpp>
#include <alphabar/random/normal.hpp>

#include "support/catch.hpp"

#include <numeric>
#include <vector>

namespace ab = alphabar;

namespace
{
    namespace ae = alphabar::expression;

    static_assert(ae::execution_policy<ab::sequential_policy>);
    static_assert(!ae::execution_policy<int>);

    template <std::size_t N>
    ae::part<N> whole(const std::array<std::size_t, N>& extents)
    {
        ae::part<N> out;
        out.shape.rank = N;
        out.shape.extent = extents;
        return out;
    }

    /// How often each position of a loop over `extents` is met in parts of at most `limit` elements.
    std::vector<int> visits(const std::array<std::size_t, 3>& extents, std::size_t limit)
    {
        std::vector<int> count(extents[0] * extents[1] * extents[2]);
        ae::each_block(whole(extents), limit,
                       [&](const ae::part<3>& p)
                       {
                           const auto& begin = p.begin;
                           const auto& extent = p.shape.extent;
                           CHECK((p.size() <= limit || !p.can_split()));
                           CHECK(begin[2] % ae::part_unit == 0);
                           for (std::size_t i = begin[0]; i < begin[0] + extent[0]; ++i)
                           {
                               for (std::size_t j = begin[1]; j < begin[1] + extent[1]; ++j)
                               {
                                   for (std::size_t k = begin[2]; k < begin[2] + extent[2]; ++k)
                                   {
                                       ++count.at((i * extents[1] + j) * extents[2] + k);
                                   }
                               }
                           }
                       });
        return count;
    }

    TEST_CASE("Parts meet every position once")
    {
        for (const std::size_t limit : {1u, 64u, 100u, 5000u})
        {
            for (const auto& extents : {std::array<std::size_t, 3>{1, 1, 1},
                                        {1, 1, 1000},
                                        {3, 5, 7},
                                        {2, 1, 129},
                                        {1, 4, 65},
                                        {7, 1, 64},
                                        {2, 3, 0}})
            {
                const auto count = visits(extents, limit);
                CHECK(std::accumulate(count.begin(), count.end(), std::size_t(0)) == count.size());
                CHECK(std::all_of(count.begin(), count.end(), [](int n) { return n == 1; }));
            }
        }
    }

    TEST_CASE("Halves are about as large, and a part of one unit is not split")
    {
        auto first = whole<1>({1000});
        const auto second = first.split();
        CHECK(first.size() == 512);
        CHECK(second.size() == 488);
        CHECK(second.begin[0] == 512);
        CHECK_FALSE(whole<1>({64}).can_split());
        CHECK(whole<1>({65}).can_split());
        CHECK(whole<2>({2, 3}).can_split());
        CHECK_FALSE(whole<2>({1, 3}).can_split());
        CHECK_FALSE(ae::part<1>{}.can_split());  // a single number has no axes
    }

    /// y = e as a whole and in parts, which must be the same bits.
    template <class Y, class E>
    void same_in_parts(Y& y, const E& e)
    {
        xt::noalias(y) = e;
        const xt::xarray<typename Y::value_type> expected = y;
        for (const std::size_t limit : {64u, 200u, 3000u})
        {
            y.fill(-1);
            ae::assignment loop(y, e);
            loop.check();
            ae::each_block(loop.whole(), limit, [&](const auto& piece) { loop.run(piece); });
            CHECK(std::equal(y.begin(), y.end(), expected.begin()));
        }
    }

    TEST_CASE("Loops in parts give the bits of the whole, for any layout")
    {
        const xt::xtensor<float, 3> x = ab::normal(ab::key{1}, {5, 9, 131});
        const xt::xtensor<float, 3> a = ab::normal(ab::key{2}, {5, 1, 1});
        const auto e = ab::fuse(a * x + ab::normal(ab::key{3}, {5, 9, 131}));
        xt::xtensor<float, 3> rows({5, 9, 131});
        xt::xtensor<float, 3, xt::layout_type::column_major> columns({5, 9, 131});
        same_in_parts(rows, e);
        same_in_parts(columns, e);
        xt::xtensor<float, 3> larger({5, 18, 262});
        auto view = xt::view(larger, xt::all(), xt::range(0, 18, 2), xt::range(1, 262, 2));
        same_in_parts(view, e);
        xt::xtensor<double, 2> narrow({700, 3});  // runs shorter than a tile
        same_in_parts(narrow, ab::normal<double>(ab::key{4}, {700, 3}) * 2.0);
        xt::xarray<double> one = xt::xarray<double>::from_shape({});
        same_in_parts(one, ab::normal<double>(ab::key{4}, xt::xarray<double>::shape_type{}) + 1.0);
    }
}
