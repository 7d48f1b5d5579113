// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/each_block.hpp>
#include <alphabar/expression/gather.hpp>
#include <alphabar/random/normal.hpp>

#include "support/catch.hpp"

#include <vector>

namespace ab = alphabar;

namespace
{
    template <class E>
    std::vector<double> elements(const E& e)
    {
        std::vector<double> out;
        ab::distribution::each_block(e,
                                     [&](const double* values, std::size_t n, std::size_t position)
                                     {
                                         CHECK(position == out.size());
                                         out.insert(out.end(), values, values + n);
                                     });
        return out;
    }

    template <class E>
    bool in_order(const E& e)
    {
        const auto found = elements(e);
        const xt::xarray<double> expected = xt::cast<double>(e);
        return found.size() == expected.size() && std::equal(found.begin(), found.end(), expected.begin());
    }

    TEST_CASE("All elements come in row-major order, of whatever expression, as doubles")
    {
        const auto noise = ab::normal<float>(ab::key{1}, {3, 1500});
        const xt::xtensor<float, 2> array = noise;
        const xt::xtensor<float, 2, xt::layout_type::column_major> turned = array;
        CHECK(in_order(array));
        CHECK(in_order(turned));
        CHECK(in_order(noise));
        CHECK(in_order(xt::transpose(array)));
        CHECK(in_order(xt::view(array, xt::all(), xt::range(0, 1500, 3))));
        CHECK(in_order(2.f * noise + array));
        CHECK(in_order(xt::xarray<int>{{1, 2, 3}, {4, 5, 6}}));
        CHECK((elements(xt::xscalar<int>(7)) == std::vector<double>{7}));
        CHECK(elements(xt::xtensor<double, 2>::from_shape({3, 0})).empty());
    }

    TEST_CASE("What would fail fails before the first block")
    {
        const std::vector<double> table{1, 2};
        const xt::xtensor<int, 1> index{0, 1, 2};
        bool called = false;
        CHECK_THROWS_AS(ab::distribution::each_block(ab::gather(std::span<const double>(table), index),
                                                     [&](const double*, std::size_t, std::size_t) { called = true; }),
                        ab::argument_error);
        CHECK(!called);
    }
}
