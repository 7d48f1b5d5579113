// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/alphabar.hpp>

#include "distribution/long_double_density.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/ulp.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace ab = alphabar;

namespace
{
    /// Components of several widths, so that all of them are summed.
    template <class T>
    auto mixed(std::size_t count)
    {
        const xt::xtensor<double, 1> weights = ab::uniform<double>(ab::key{1}, {count});
        const xt::xtensor<T, 1> means = T(4) * ab::normal<T>(ab::key{2}, {count});
        const xt::xtensor<double, 1> variances = 0.1 + ab::uniform<double>(ab::key{3}, {count});
        return ab::mixture(ab::unnormalised(weights), means, variances);
    }

    template <class T>
    void check_values(std::size_t count)
    {
        const auto law = mixed<T>(count);
        const xt::xtensor<T, 1> x{0, T(0.3), T(-2.5), 7, -11, 40};
        const xt::xtensor<T, 1> p = law.pdf(x);
        const xt::xtensor<T, 1> log_p = law.log_prob(x);
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            const auto exact = ab::test::density_of(law, std::array{x(i)});
            const double bound = ab::test::allowed<T>(exact, count, 1);
            CAPTURE(count, x(i), sizeof(T));
            CHECK(std::abs(static_cast<long double>(log_p(i)) - exact.log_p) <= bound);
            const long double exact_p = std::exp(exact.log_p);
            CHECK(std::abs(static_cast<long double>(p(i)) - exact_p) <=
                  bound * exact_p + static_cast<long double>(std::numeric_limits<T>::min()));
        }
    }

    TEST_CASE("Densities on a line are full sums in long double, for any number of components")
    {
        for (const std::size_t count : {1u, 2u, 37u, 128u, 300u})
        {
            check_values<float>(count);
            check_values<double>(count);
        }
    }

    TEST_CASE(
        "A density on a line has the same bits in any array, view, expression and chunk, and none is allocated for")
    {
        const auto law = mixed<float>(20);
        const xt::xtensor<float, 3> x = ab::normal<float>(ab::key{4}, {3, 1, 77});
        auto p = xt::xtensor<float, 3>::from_shape({3, 1, 77});
        auto log_p = p;
        CHECK(ab::test::allocations_of(
                  [&]
                  {
                      xt::noalias(p) = law.pdf(x);
                      xt::noalias(log_p) = law.log_prob(x);
                  }) == 0);
        const xt::xtensor<float, 3, xt::layout_type::column_major> column_major = x;
        const xt::xarray<float> dynamic = x;
        const xt::xtensor<float, 3> of_expression = law.pdf(1.f * column_major);
        const xt::xtensor<float, 3> of_noise = law.log_prob(ab::normal<float>(ab::key{4}, {3, 1, 77}));
        const xt::xarray<float> of_dynamic = law.pdf(dynamic);
        const xt::xtensor<float, 2> of_view = law.pdf(xt::view(x, xt::range(0, 3, 2), 0, xt::range(70, 1, -4)));
        CHECK((of_expression == p && of_noise == log_p));
        CHECK(std::equal(p.begin(), p.end(), of_dynamic.begin()));
        CHECK((of_view(1, 3) == p(2, 0, 58) && of_view(0, 0) == p(0, 0, 70)));
        CHECK(law.pdf(x(1, 0, 5)) == p(1, 0, 5));
        CHECK(xt::xarray<float>(law.pdf(xt::xarray<float>(x(1, 0, 5))))() == p(1, 0, 5));
        xt::xtensor<float, 1> in_place = xt::view(x, 0, 0);
        in_place = law.pdf(in_place);
        CHECK((in_place(0) == p(0, 0, 0) && in_place(76) == p(0, 0, 76)));
    }

    /// Clusters far apart, of widths between 1e-3 and 30, with weights between 1e-12 and 1: near most points few count.
    template <class T>
    auto clustered(std::size_t count)
    {
        xt::xtensor<double, 1> weights = ab::uniform<double>(ab::key{5}, {count});
        xt::xtensor<T, 1> means = ab::normal<T>(ab::key{6}, {count});
        xt::xtensor<double, 1> variances = ab::uniform<double>(ab::key{7}, {count});
        for (std::size_t n = 0; n < count; ++n)
        {
            weights(n) = std::pow(weights(n), 12);
            means(n) += static_cast<T>(static_cast<int>(n % 9) * 40 - 160);
            variances(n) = std::pow(10., 9 * variances(n) - 6);
        }
        return ab::mixture(ab::unnormalised(weights), means, variances);
    }

    /// In order, then shuffled, with some that are far out, infinite or NaN among them.
    template <class T>
    std::vector<T> many_points()
    {
        std::vector<T> x;
        for (int i = 0; i < 3000; ++i)
        {
            x.push_back(static_cast<T>(i - 1500) * T(0.15));
        }
        for (std::size_t i = 0; i < 3000; ++i)
        {
            x.push_back(x[i * 1999 % 3000] + T(0.01));
        }
        for (const T far : {T(1e4), T(-3e5), T(1e9), std::numeric_limits<T>::max(), std::numeric_limits<T>::infinity(),
                            std::numeric_limits<T>::quiet_NaN()})
        {
            x.insert(x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2), far);
        }
        for (std::size_t i = 0; i < 300; ++i)  // and many NaN between ordinary points
        {
            x.push_back(i % 3 == 0 ? T(0.1) * static_cast<T>(i) : std::numeric_limits<T>::quiet_NaN());
        }
        return x;
    }

    TEMPLATE_TEST_CASE("A point has the same density whatever points it is among", "", float, double)
    {
        using T = TestType;
        const auto law = clustered<T>(500);
        const std::vector<T> points = many_points<T>();
        const xt::xtensor<T, 1> x = xt::adapt(points);
        const xt::xtensor<T, 1> p = law.pdf(x);
        const xt::xtensor<T, 1> log_p = law.log_prob(x);
        std::size_t different = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            different += ab::test::same_bits(p(i), law.pdf(x(i))) ? 0U : 1U;
            different += ab::test::same_bits(log_p(i), law.log_prob(x(i))) ? 0U : 1U;
        }
        CHECK(different == 0);
    }

    TEMPLATE_TEST_CASE("What is left out of a sum does not show in it", "", float, double)
    {
        using T = TestType;
        const auto law = clustered<T>(500);
        const std::vector<T> points = many_points<T>();
        const xt::xtensor<T, 1> x = xt::adapt(points);
        const xt::xtensor<T, 1> p = law.pdf(x);
        const xt::xtensor<T, 1> log_p = law.log_prob(x);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < x.size(); i += 7)
        {
            const auto exact = ab::test::density_of(law, std::array{x(i)});
            if (std::isnan(x(i)) || !(exact.log_p > -1e30L))
            {
                continue;
            }
            const long double bound = ab::test::allowed<T>(exact, law.components(), 1);
            const long double exact_p = std::exp(exact.log_p);
            wrong += std::abs(static_cast<long double>(log_p(i)) - exact.log_p) <= bound ? 0U : 1U;
            wrong += std::abs(static_cast<long double>(p(i)) - exact_p) <=
                             bound * exact_p + static_cast<long double>(std::numeric_limits<T>::min())
                         ? 0U
                         : 1U;
        }
        CHECK(wrong == 0);
    }

    TEST_CASE("A weight so small that its density is no number takes nothing from the others")
    {
        std::vector<double> weights(9, 5e-324), means(9, 20);
        weights[0] = 1;
        means[0] = 0;
        const auto law = ab::mixture(weights, means, 1.);
        CHECK(law.pdf(20.) == Approx(std::exp(-200) / std::sqrt(2 * std::acos(-1.))).epsilon(1e-12));
        CHECK(law.log_prob(20.) == Approx(-200 - 0.5 * std::log(2 * std::acos(-1.))).epsilon(1e-14));
        const auto wide = ab::mixture(std::vector<double>{1, 1e-300}, std::vector<double>{0, 1e31}, 1e60);
        CHECK(wide.pdf(1e31) == Approx(std::exp(-50) / std::sqrt(2 * std::acos(-1.)) * 1e-30).epsilon(1e-12));
    }
}
