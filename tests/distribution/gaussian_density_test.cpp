// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/gaussian_density.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace ab = alphabar;
namespace dist = alphabar::distribution;

namespace
{
    template <class T, class Points>
    auto density(std::size_t d, const Points& points)
    {
        const auto entry = [](std::size_t i, std::size_t j) { return static_cast<double>((i * 5 + j * 3) % 7) - 3; };
        using vectors = dist::centred_points<T, const Points&>;
        const auto shared = [](auto table) { return std::make_shared<const decltype(table)>(std::move(table)); };
        return ab::expression::make_node(
            dist::gaussian_density<T, vectors>{
                shared(dist::packed_rows<T>(d, d, true, entry)), T(1), {points, shared(std::vector<T>(d, T(0)))}},
            std::array<std::size_t, 1>{points.shape()[0]});
    }

    TEMPLATE_TEST_CASE("Halves of squares of integers are exact, in few dimensions and many", "", float, double)
    {
        using T = TestType;
        for (const std::size_t d : {1u, 2u, 3u, 4u, 5u, 70u, 150u})
        {
            for (const std::size_t count : {1u, 32u, 45u})
            {
                auto x = xt::xtensor<T, 2>::from_shape({count, d});
                for (std::size_t i = 0; i < x.size(); ++i)
                {
                    x.flat(i) = static_cast<T>(static_cast<double>(i * 11 % 5) - 2);
                }
                const xt::xtensor<T, 1> found = density<T>(d, x);
                const xt::xtensor<T, 1> every_other = xt::view(density<T>(d, x), xt::range(0, count, 2));
                for (std::size_t i = 0; i < count; ++i)
                {
                    long double q = 0;
                    for (std::size_t r = 0; r < d; ++r)
                    {
                        long double y = 0;
                        for (std::size_t k = 0; k <= r; ++k)
                        {
                            y +=
                                (static_cast<long double>((r * 5 + k * 3) % 7) - 3) * static_cast<long double>(x(i, k));
                        }
                        q += y * y;
                    }
                    CHECK(std::abs(static_cast<long double>(found(i)) - (1 - q / 2)) <=
                          q * static_cast<long double>(std::numeric_limits<T>::epsilon()));
                    CHECK((i % 2 == 1 || every_other(i / 2) == found(i)));
                }
            }
        }
    }

    TEST_CASE("A point at infinity has the logarithm of 0, one that is no number none")
    {
        const double infinity = std::numeric_limits<double>::infinity();
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const xt::xtensor<double, 2> x{{1, 1}, {infinity, infinity}, {nan, infinity}, {0, -infinity}};
        const xt::xtensor<double, 1> found = density<double>(2, x);
        CHECK(std::isfinite(found(0)));
        CHECK(found(1) == -infinity);
        CHECK(std::isnan(found(2)));
        CHECK(found(3) == -infinity);
    }
}
