// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/random/uniform.hpp>

#include "random/statistics.hpp"
#include "support/catch.hpp"
#include "support/ulp.hpp"

#include <cmath>
#include <vector>

namespace ab = alphabar;

namespace
{
    using alphabar::test::same_bits;

    template <class T>
    void check_elements()
    {
        const ab::key k{42};
        const ab::uniform_law<T> law(k);
        const xt::xtensor<T, 3> x = ab::uniform<T>(k, {3, 5, 111});
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            CHECK(same_bits(x.data()[i], law.at(i)));
            CHECK((x.data()[i] >= 0 && x.data()[i] < 1));
        }
        const xt::xarray<T> dynamic = ab::uniform<T>(k, std::vector<std::size_t>{3, 5, 111});
        const xt::xtensor<T, 3> of_shape = ab::uniform<T>(k, x.shape());
        CHECK((dynamic == x && of_shape == x));
        static_assert(std::same_as<typename decltype(ab::uniform<T>(k, {1}))::value_type, T>);
    }

    TEST_CASE("An array of uniform numbers has the law's elements in row-major order, however its shape is given")
    {
        check_elements<float>();
        check_elements<double>();
        static_assert(std::same_as<decltype(ab::uniform(ab::key{1}, {2, 3}))::value_type, float>);
    }

    TEST_CASE("Uniform numbers do not depend on how an array is cut, ordered or broken off")
    {
        const ab::key k{7};
        const xt::xtensor<double, 2> whole = ab::uniform<double>(k, {37, 101});
        const xt::xtensor<double, 2, xt::layout_type::column_major> column_major = ab::uniform<double>(k, {37, 101});
        const auto lazy = ab::uniform<double>(k, {37, 101});
        CHECK((column_major == whole));
        const xt::xtensor<double, 2> block = 1.0 * xt::view(lazy, xt::range(3, 30), xt::range(1, 100, 7));
        CHECK((block == xt::view(whole, xt::range(3, 30), xt::range(1, 100, 7))));
        for (const std::size_t n : std::vector<std::size_t>{1, 2, 15, 31, 32, 33, 511, 512, 513})
        {
            const xt::xtensor<double, 1> first = ab::uniform<double>(k, {n});
            CHECK(std::equal(first.begin(), first.end(), whole.data()));
        }
        CHECK(same_bits(lazy(36, 100), whole(36, 100)));
    }

    TEST_CASE("An array of uniform numbers fits the uniform law, and its square is caught")
    {
        constexpr std::size_t count = 500'000;
        const xt::xtensor<double, 1> x = ab::uniform<double>(ab::key{1}, {count});
        const xt::xtensor<float, 1> f = ab::uniform<float>(ab::key{2}, {count});
        const auto fit = [](const auto& values, double power)
        {
            std::vector<double> u(count);
            for (std::size_t i = 0; i < count; ++i)
            {
                u[i] = std::pow(static_cast<double>(values(i)), power);
            }
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(x, 1) > statistics::pass);
        CHECK(fit(f, 1) > statistics::pass);
        CHECK(fit(x, 1.05) < statistics::caught);
        CHECK(fit(f, 1.05) < statistics::caught);
    }
}
