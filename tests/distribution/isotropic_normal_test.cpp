// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/isotropic_normal.hpp>

#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    using ab::test::refusal;

    using of_arrays = decltype(ab::isotropic_normal(xt::xtensor<float, 2>(), xt::xtensor<float, 1>()));
    static_assert(ab::probability_distribution<of_arrays> && ab::has_moments<of_arrays> && ab::has_entropy<of_arrays>);
    using of_dynamic = decltype(ab::isotropic_normal(xt::xarray<double>(), xt::xarray<double>()));
    static_assert(ab::probability_distribution<of_dynamic>);

    /// The same by long double, and the sum of the magnitudes of its terms.
    template <class T>
    void check_densities(std::size_t d)
    {
        const xt::xtensor<T, 2> mean = T(3) * ab::normal<T>(ab::key{1}, {5, d});
        const xt::xtensor<T, 2> x = T(3) * ab::normal<T>(ab::key{2}, {5, d});
        const xt::xtensor<T, 1> stddev{T(0.125), 1, 3, T(1e10), T(1e-10)};
        const xt::xtensor<T, 1> log_p = ab::isotropic_normal(mean, stddev).log_prob(x);
        const xt::xtensor<T, 1> diagonal =
            ab::independent(ab::make_normal(mean, xt::xtensor<T, 2>(xt::view(stddev, xt::all(), xt::newaxis()))))
                .log_prob(x);
        for (std::size_t n = 0; n < 5; ++n)
        {
            using real = long double;
            real squares = 0;
            for (std::size_t i = 0; i < d; ++i)
            {
                const real z = (static_cast<real>(x(n, i)) - mean(n, i)) / stddev(n);
                squares += z * z / 2;
            }
            const real terms = static_cast<real>(d);
            const real log_stddev = std::log(static_cast<real>(stddev(n)));
            const real exact = -squares - terms * (log_stddev + 0.918938533204672741780329736405617640L);
            const real magnitude = squares + terms * (std::abs(log_stddev) + 1);
            const real bound = static_cast<real>(ab::distribution::isotropic_max_epsilons<T>(d)) *
                               std::numeric_limits<T>::epsilon() * magnitude;
            INFO("d = " << d << ", stddev = " << stddev(n));
            CHECK(std::abs(log_p(n) - exact) <= bound);
            CHECK(std::abs(diagonal(n) - exact) <= bound);
            CHECK(ab::isotropic_normal(xt::eval(xt::view(mean, n)), stddev(n)).log_prob(xt::eval(xt::view(x, n)))() ==
                  log_p(n));
        }
    }

    TEST_CASE("An isotropic density is the exact one, and that of the diagonal law")
    {
        for (const std::size_t d : {1u, 2u, 3u, 37u, 1000u})
        {
            check_densities<float>(d);
            check_densities<double>(d);
        }
    }

    TEST_CASE("An isotropic law has the shapes, moments, entropy and draws of the diagonal law")
    {
        const xt::xtensor<double, 2> mean{{0, 1, 2}, {3, 4, 5}};
        const xt::xtensor<double, 1> stddev{2, 3};
        const auto law = ab::isotropic_normal(mean, stddev);
        const xt::xtensor<double, 2> widened{{2}, {3}};
        const auto same = ab::independent(ab::make_normal(mean, widened));
        CHECK(law.shape() == std::array<std::size_t, 2>{2, 3});
        const xt::xtensor<double, 2> drawn = law.sample(ab::key{3}), expected = same.sample(ab::key{3});
        CHECK(drawn == expected);
        const xt::xtensor<double, 2> variance = law.variance();
        CHECK((variance(0, 0) == 4 && variance(1, 0) == 9));
        const xt::xtensor<double, 1> entropy = law.entropy(), of_diagonal = same.entropy();
        CHECK(entropy == of_diagonal);
        const xt::xtensor<double, 3> many = law.sample(ab::key{3}, {5, 2, 3});
        CHECK(many.shape() == std::array<std::size_t, 3>{5, 2, 3});
        const xt::xarray<double> dynamic_mean = mean, dynamic_stddev = stddev;
        const xt::xarray<double> log_p = ab::isotropic_normal(dynamic_mean, dynamic_stddev).log_prob(mean);
        CHECK((log_p.dimension() == 1 && log_p(1) == law.log_prob(mean)(1)));
    }

    TEST_CASE("A point mass in space is infinite at its mean, and what is no law is refused")
    {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const xt::xtensor<double, 2> mean{{0, 1}, {0, 1}};
        const xt::xtensor<double, 1> log_p =
            ab::isotropic_normal(mean, 0.0).log_prob(xt::xtensor<double, 2>{{0, 1}, {0, 2}});
        CHECK((log_p(0) == infinity && log_p(1) == -infinity));
        CHECK(refusal([&] { return ab::isotropic_normal(mean, xt::xtensor<double, 1>{1, -1}); }) ==
              "stddev[1] = -1: must be finite and not negative");
        CHECK(refusal([&] { return ab::isotropic_normal(mean, xt::xtensor<double, 1>{1, -1}, ab::unchecked); }) ==
              "accepted");
        CHECK(refusal([&] { return ab::isotropic_normal(mean, 1.0).log_prob(xt::xtensor<double, 1>{1, 2, 3}); }) ==
              "points: vectors of 3 numbers meet a law of 2");
        CHECK(refusal([] { return ab::isotropic_normal(0.0, 1.0); }) ==
              "independent: a law of vectors needs an axis, and this one is of a number");
    }

    auto density_of_locals()
    {
        double stddev = 2;
        return ab::isotropic_normal(xt::xtensor<double, 2>{{1, 2}, {3, 4}}, xt::xtensor<double, 1>{1, 1} * stddev)
            .log_prob(xt::xtensor<double, 1>{1, 2});
    }

    TEST_CASE("An isotropic law owns its rvalues and numbers, and so do the expressions made of it")
    {
        const auto e = density_of_locals();
        const xt::xtensor<double, 1> log_p = e;
        CHECK(std::abs(log_p(0) + 2 * std::log(2 * std::sqrt(2 * std::acos(-1.)))) < 1e-15);
    }

#if ALPHABAR_TEST_COUNTS_ALLOCATIONS
    TEST_CASE("Many vectors are one loop without an allocation: isotropic normal")
    {
        const xt::xtensor<float, 2> mean = xt::zeros<float>({100, 64});
        const xt::xtensor<float, 1> stddev = xt::ones<float>({100});
        auto log_p = xt::xtensor<float, 1>::from_shape({100});
        const auto law = ab::isotropic_normal(mean, stddev);
        CHECK(ab::test::allocations_of([&] { xt::noalias(log_p) = law.log_prob(mean); }) == 0);
    }
#endif
}
