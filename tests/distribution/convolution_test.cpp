// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/convolution.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    template <class T>
    using vector = xt::xtensor<T, 1>;

    template <class T>
    void check_root(T a, T b)
    {
        INFO(a << ", " << b);
        const T found = ab::distribution::root_sum_square()(a, b);
        const long double exact = std::hypot(static_cast<long double>(a), static_cast<long double>(b));
        CHECK(found == ab::distribution::root_sum_square()(b, a));
        if (exact > static_cast<long double>(std::numeric_limits<T>::max()))
        {
            CHECK(found == std::numeric_limits<T>::infinity());
            return;
        }
        const auto nearest = static_cast<T>(exact);
        const long double unit = static_cast<long double>(std::nextafter(nearest, std::numeric_limits<T>::infinity())) -
                                 static_cast<long double>(nearest);
        CHECK(std::abs(static_cast<long double>(found) - exact) <= ab::distribution::root_sum_square_max_ulp * unit);
    }

    TEMPLATE_TEST_CASE("Deviations add in quadrature from the least numbers to the largest", "", float, double)
    {
        using T = TestType;
        using limits = std::numeric_limits<T>;
        const std::vector<T> values = {T(0),          limits::denorm_min(),
                                       limits::min(), 3 * limits::min(),
                                       T(1e-30),      T(1e-8),
                                       T(0.1),        T(1),
                                       T(1.5),        T(3),
                                       T(1e10),       T(1e18),
                                       T(1e19),       limits::max() / 2,
                                       limits::max()};
        for (const T a : values)
        {
            for (const T b : values)
            {
                check_root(a, b);
                for (const T factor : {T(1.1), T(0.3)})
                {
                    check_root(a * factor, b);
                }
            }
        }
        for (int n = 0; n < 2000; ++n)
        {
            check_root(static_cast<T>(1 + n / 2000.0), static_cast<T>(1 + n * 7919 % 2003 / 1000.0));
        }
        const vector<T> a{3, 5, 8, 0};
        const vector<T> b{4, 12, 15, 0};
        const vector<T> root = ab::expression::make_function(ab::distribution::root_sum_square(), a, b);
        CHECK((root(0) == 5 && root(1) == 13 && root(2) == 17 && root(3) == 0));
    }

    TEST_CASE("The sum of two normal variables is normal: means add, variances add")
    {
        const auto z = ab::convolve(ab::make_normal(0.0, 2.0), ab::make_normal(2.0, 4.0));
        CHECK(z.mean()() == 2);
        CHECK(std::abs(z.variance()() - 20) <= 1e-14);

        const xt::xtensor<float, 2> means{{1}, {2}};
        const vector<float> deviations{3, 5, 8};
        const vector<float> others{4, 12, 15};
        const auto broadcast = ab::convolve(ab::make_normal(means, deviations), ab::make_normal(10.f, others));
        CHECK(broadcast.shape() == std::array<std::size_t, 2>{2, 3});
        const xt::xtensor<float, 2> mean = broadcast.mean() + 0.f * broadcast.stddev();
        const vector<float> stddev = broadcast.stddev();
        CHECK((mean(1, 2) == 12 && stddev(0) == 5 && stddev(1) == 13 && stddev(2) == 17));
    }

    TEST_CASE("A convolution's density is the integral over the two")
    {
        const auto p = ab::mixture(vector<double>{0.25, 0.75}, vector<double>{-2, 1}, vector<double>{0.5, 2});
        const auto q = ab::mixture(vector<double>{0.5, 0.25, 0.25}, vector<double>{0, 1, 4}, vector<double>{1, 0.25, 0.75});
        const auto sum = ab::convolve(p, q);
        REQUIRE(sum.components() == 6);
        for (const double z : {-6.0, -1.0, 0.5, 2.0, 4.75, 9.0})
        {
            double integral = 0;  // trapezoids, which for what vanishes at both ends are exponentially accurate
            for (int i = -640; i <= 640; ++i)
            {
                const double x = i / 32.0;
                integral += p.pdf(x) * q.pdf(z - x) / 32;
            }
            CHECK(std::abs(sum.pdf(z) - integral) <= 1e-14);
        }
        CHECK(sum.means()(0, 4) == 2);  // components 1 and 1
        CHECK(sum.variances()(4) == 2.25);
        CHECK(std::abs(sum.weights()(4) - 0.75 * 0.25) <= 1e-16);
    }

    TEST_CASE("Mixtures in space convolve, and those of points move")
    {
        const xt::xtensor<double, 2> corners{{0, 0}, {1, 0}};
        const xt::xtensor<float, 2> shift{{10, 20}, {30, 40}, {50, 60}};
        const auto sum = ab::convolve(ab::mixture(1.0, corners, 0.5), ab::empirical(shift));
        static_assert(std::same_as<decltype(sum)::value_type, double>);
        REQUIRE(sum.components() == 6);
        CHECK((sum.means()(0, 5) == 51 && sum.means()(1, 5) == 60));
        CHECK(sum.variances()(3) == 0.5);
        const double at = sum.pdf(vector<double>{11, 20})();
        CHECK(std::abs(at - (1 + std::exp(-1)) / 6 / std::acos(-1.0)) <= 1e-15);

        const xt::xtensor<double, 2> in_space{{0, 0, 0}};
        CHECK(refusal([&] { return ab::convolve(ab::empirical(corners), ab::empirical(in_space)); }) ==
              "laws in 2 and in 3 dimensions: must be in the same");
    }

    TEST_CASE("A convolution of laws may outlive them")
    {
        const auto z = []
        {
            const auto p = ab::make_normal(vector<double>{1, 2}, 3.0);
            const auto q = ab::make_normal(vector<double>{10, 20}, vector<double>{4, 4});
            return ab::convolve(p, q);
        }();
        const vector<double> mean = z.mean();
        const vector<double> stddev = z.stddev();
        CHECK((mean(1) == 22 && stddev(0) == 5));
    }
}
