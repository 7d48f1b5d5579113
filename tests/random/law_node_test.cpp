// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/random/law_node.hpp>

#include <alphabar/expression/fuse.hpp>

#include "support/catch.hpp"

#include <vector>

namespace ab = alphabar;

namespace
{
    /// Element i is 1000 c + i; counts what is asked of it.
    struct counting_law
    {
        using value_type = double;

        double c;
        int* fills;
        int* draws;

        double at(std::uint64_t i) const
        {
            ++*draws;
            return 1000 * c + static_cast<double>(i);
        }
        void fill(std::uint64_t first, double* out, std::size_t n) const
        {
            ++*fills;
            for (std::size_t i = 0; i < n; ++i)
            {
                out[i] = 1000 * c + static_cast<double>(first + i);
            }
        }
    };

    struct counted
    {
        int fills = 0;
        int draws = 0;

        template <class Shape>
        auto noise(const Shape& shape)
        {
            return ab::random::noise_of(counting_law{1, &fills, &draws}, shape);
        }
    };

    TEST_CASE("Elements of a law are numbered in row-major order of the shape, wherever they are read")
    {
        counted law;
        const auto noise = law.noise(std::array<std::size_t, 3>{2, 3, 40});
        const xt::xtensor<double, 3> whole = noise;
        const xt::xtensor<double, 3, xt::layout_type::column_major> column_major = noise;
        double next = 1000;
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                for (std::size_t k = 0; k < 40; ++k, ++next)
                {
                    CHECK(whole(i, j, k) == next);
                    CHECK(column_major(i, j, k) == next);
                    CHECK(noise(i, j, k) == next);
                }
            }
        }
        CHECK((noise.dimension() == 3 && noise.size() == 240 && noise.shape()[2] == 40));
    }

    TEST_CASE("A view of noise is the noise of the view")
    {
        counted law;
        const auto noise = law.noise(std::array<std::size_t, 2>{6, 50});
        const xt::xtensor<double, 2> whole = noise;
        const xt::xtensor<double, 2> block = xt::view(noise, xt::range(1, 4), xt::range(7, 49));
        const xt::xtensor<double, 2> strided = xt::view(noise, xt::range(5, 0, -2), xt::range(0, 50, 3));
        const xt::xtensor<double, 1> row = 0.0 + xt::view(noise, 4, xt::all());
        const xt::xtensor<double, 1> column = 0.0 + xt::view(noise, xt::all(), 9);
        CHECK((block == xt::view(whole, xt::range(1, 4), xt::range(7, 49))));
        CHECK((strided == xt::view(whole, xt::range(5, 0, -2), xt::range(0, 50, 3))));
        CHECK((row == xt::view(whole, 4, xt::all())));
        CHECK((column == xt::view(whole, xt::all(), 9)));
        CHECK(xt::view(noise, 2, 3)() == whole(2, 3));
    }

    TEST_CASE("Noise broadcasts as one array: a broadcast repeats it, and does not draw again")
    {
        counted law;
        const auto noise = law.noise(std::array<std::size_t, 1>{30});
        const xt::xtensor<double, 2> repeated = noise + xt::zeros<double>({4, 30});
        for (std::size_t i = 0; i < 4; ++i)
        {
            for (std::size_t j = 0; j < 30; ++j)
            {
                CHECK(repeated(i, j) == 1000 + static_cast<double>(j));
            }
        }
    }

    TEST_CASE("Runs are asked for whole along the last axis, and elements one by one in any other order")
    {
        counted law;
        auto out = xt::xtensor<double, 2>::from_shape({100, 64});
        xt::noalias(out) = law.noise(std::array<std::size_t, 2>{100, 64});
        CHECK(law.draws == 0);
        CHECK(law.fills <= 6400 / 256 + 1);
        law = {};
        auto turned = xt::xtensor<double, 2, xt::layout_type::column_major>::from_shape({100, 64});
        xt::noalias(turned) = law.noise(std::array<std::size_t, 2>{100, 64});
        CHECK(law.draws == 6400);
    }

    TEST_CASE("A shape may be an array, a list, another's shape, of any rank, or empty")
    {
        counted law;
        const xt::xtensor<float, 2> x = xt::zeros<float>({2, 3});
        const xt::xarray<float> dynamic = x;
        const xt::xtensor_fixed<float, xt::xshape<2, 3>> fixed = x;
        CHECK(law.noise(x.shape()).shape() == std::array<std::size_t, 2>{2, 3});
        CHECK((law.noise(fixed.shape()).dimension() == 2 && law.noise(fixed.shape()).size() == 6));
        CHECK(law.noise(dynamic.shape()).shape().size() == 2);
        CHECK(law.noise(std::vector<int>{2, 3, 4}).size() == 24);
        CHECK(law.noise(std::array<int, 0>{})() == 1000);
        const xt::xtensor<double, 2> empty = law.noise(std::array<int, 2>{0, 3});
        CHECK(empty.size() == 0);
        const xt::xarray<double> assigned = law.noise(dynamic.shape());
        CHECK((assigned.dimension() == 2 && assigned(1, 2) == 1005));
    }

    TEST_CASE("Noise in an expression is drawn inside the loop, beside other operands")
    {
        counted law;
        const xt::xtensor<float, 2> x{{1, 2, 3}, {4, 5, 6}};
        xt::xtensor<double, 2> y{{1, 1, 1}, {1, 1, 1}};
        y += 2.f * x + law.noise(x.shape());
        CHECK((y == xt::xtensor<double, 2>{{1003, 1006, 1009}, {1012, 1015, 1018}}));
    }
}
