// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/random/normal.hpp>

#include "random/statistics.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"
#include "support/ulp.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using alphabar::test::same_bits;

    template <class T>
    void check_elements()
    {
        const ab::key k{42};
        const ab::normal_law<T> law(k);
        const xt::xtensor<T, 3> x = ab::normal<T>(k, {3, 5, 111});
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            CHECK(same_bits(x.data()[i], law.at(i)));
        }
        const xt::xarray<T> dynamic = ab::normal<T>(k, std::vector<std::size_t>{3, 5, 111});
        const xt::xtensor<T, 3> of_shape = ab::normal<T>(k, x.shape());
        CHECK((dynamic == x && of_shape == x));
        static_assert(std::same_as<typename decltype(ab::normal<T>(k, {1}))::value_type, T>);
    }

    TEST_CASE("An array of normal numbers has the law's elements in row-major order, however its shape is given")
    {
        check_elements<float>();
        check_elements<double>();
        static_assert(std::same_as<decltype(ab::normal(ab::key{1}, {2, 3}))::value_type, float>);
    }

    TEST_CASE("A shape may mix integers, and must be one")
    {
        const std::size_t rows = 3;
        const xt::xtensor<float, 2> mixed = ab::normal(ab::key{1}, {rows, 4});
        CHECK((mixed == xt::xtensor<float, 2>(ab::normal(ab::key{1}, {3, 4}))));
        CHECK(refusal([] { (void)ab::normal(ab::key{1}, {4, -1}); }) == "shape[1] = -1: must not be negative");
        CHECK(refusal([] { (void)ab::normal(ab::key{1}, std::vector<int>{-7}); }) ==
              "shape[0] = -7: must not be negative");
        CHECK(refusal([] { (void)ab::normal(ab::key{1}, {1ull << 33, 1ull << 33}); }) ==
              "shape[1] = 8589934592: more elements than can be counted");
        CHECK(refusal([] { (void)ab::normal(ab::key{1}, {0, 3}); }) == "accepted");
    }

    TEST_CASE("Normal numbers do not depend on how an array is cut, ordered or broken off")
    {
        const ab::key k{7};
        const xt::xtensor<float, 2> whole = ab::normal(k, {37, 101});
        const xt::xtensor<float, 2, xt::layout_type::column_major> column_major = ab::normal(k, {37, 101});
        const auto lazy = ab::normal(k, {37, 101});
        CHECK((column_major == whole));
        for (const std::size_t row : std::vector<std::size_t>{0, 1, 17, 36})
        {
            const xt::xtensor<float, 1> alone = 1.f * xt::view(lazy, row, xt::all());
            CHECK((alone == xt::view(whole, row, xt::all())));
        }
        for (const std::size_t n : std::vector<std::size_t>{1, 2, 15, 16, 17, 63, 64, 65, 511, 512, 513})
        {
            const xt::xtensor<float, 1> first = ab::normal(k, {n});
            CHECK(std::equal(first.begin(), first.end(), whole.data()));
        }
        CHECK(same_bits(lazy(36, 100), whole(36, 100)));
        CHECK(same_bits(lazy(36, 100), lazy(36, 100)));
    }

    TEST_CASE("Normal numbers in an expression are scaled and shifted in the loop")
    {
        const ab::key k{9};
        const xt::xtensor<double, 1> z = ab::normal<double>(k, {1000});
        const xt::xtensor<double, 1> x = 3.0 + 2.0 * ab::normal<double>(k, {1000});
        const xt::xtensor<double, 1> nothing = ab::normal<double>(k, {1000}) - ab::normal<double>(k, {1000});
        for (std::size_t i = 0; i < 1000; ++i)
        {
            CHECK(x(i) == 3 + 2 * z(i));
            CHECK(nothing(i) == 0);  // one key, the same numbers
        }
    }

    TEST_CASE("An array of normal numbers fits the normal law, and one that is a twentieth too narrow is caught")
    {
        constexpr std::size_t count = 500'000;
        const xt::xtensor<double, 1> z = ab::normal<double>(ab::key{1}, {count});
        const xt::xtensor<float, 1> f = ab::normal<float>(ab::key{2}, {count});
        const auto fit = [](const auto& x, double width)
        {
            std::vector<double> u(count);
            for (std::size_t i = 0; i < count; ++i)
            {
                u[i] = statistics::normal_cdf(width * static_cast<double>(x(i)));
            }
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(z, 1) > statistics::pass);
        CHECK(fit(f, 1) > statistics::pass);
        CHECK(fit(z, 1.05) < statistics::caught);
        CHECK(fit(f, 1.05) < statistics::caught);
    }
}
