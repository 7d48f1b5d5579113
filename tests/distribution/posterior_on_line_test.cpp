// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/random/normal.hpp>

#include "distribution/posterior_reference.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

// Scores, posterior means and responsibilities on a line; posterior_in_space_test.cpp has those in space.

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    template <class T>
    xt::xtensor<T, 1> array_of(const std::vector<double>& values)
    {
        auto out = xt::xtensor<T, 1>::from_shape({values.size()});
        std::transform(values.begin(), values.end(), out.begin(), [](double x) { return static_cast<T>(x); });
        return out;
    }

    /// The promise of `posterior_max_epsilons`.
    template <class T>
    double allowed(double f, std::size_t count)
    {
        return (ab::distribution::posterior_max_epsilons * (1 + f) + ab::expression::sum_error<T>(count)) *
               double{std::numeric_limits<T>::epsilon()};
    }

    template <class T>
    void check(const posterior_reference::mixture& known)
    {
        const auto law = ab::mixture(ab::unnormalised(known.weights), array_of<T>(known.means), known.variances);
        const std::size_t count = known.weights.size();
        for (const auto& at : known.points)
        {
            if (at.q > 0.125 / double{std::numeric_limits<T>::epsilon()})
            {
                continue;
            }
            const auto x = static_cast<T>(at.x[0]);
            INFO(known.name << ", x = " << x << ", " << 8 * sizeof(T) << " bits");
            const double nothing = 1e4 * double{std::numeric_limits<T>::min()};  // of components that count for nothing
            CHECK(std::abs(double{law.score(x)} - at.score[0]) <=
                  allowed<T>(at.f, count) * at.absolute_score[0] + nothing);
            CHECK(std::abs(double{law.posterior_mean(x)} - at.mean[0]) <=
                  allowed<T>(at.f, count) * at.absolute_mean[0]);
            const xt::xtensor<T, 2> r = law.responsibilities(xt::xtensor<T, 1>{x});
            for (std::size_t n = 0; n < count; ++n)
            {
                const double exact = at.responsibilities[n];
                const double bound = allowed<T>(at.f + std::abs(std::log(exact)), count) * exact;
                CHECK(std::abs(double{r(0, n)} - exact) <= (exact < 1e-30 ? 1e-30 : bound));
            }
            if constexpr (std::same_as<T, double>)
            {
                if (at.f <= 50)
                {
                    CHECK(std::abs(law.score(x) - at.score[0]) <= 1e-13 * at.absolute_score[0]);
                }
            }
        }
    }

    TEST_CASE("Scores, posterior means and responsibilities are those of multiprecision, far from all and between two")
    {
        for (const auto& known : posterior_reference::mixtures)
        {
            if (known.d == 1)
            {
                check<float>(known);
                check<double>(known);
            }
        }
    }

    const xt::xtensor<double, 1> four{-15, -5, 1, 10};

    TEST_CASE("A score is the slope of the log density")
    {
        const auto law = ab::mixture(std::vector{0.25, 0.125, 0.5, 0.125}, four, std::vector{4., 1., 9., 25.});
        const double h = 1e-4;
        for (double x = -25; x < 25; x += 0.37)
        {
            const double slope = (8 * (law.log_prob(x + h) - law.log_prob(x - h)) -
                                  (law.log_prob(x + 2 * h) - law.log_prob(x - 2 * h))) /
                                 (12 * h);
            CHECK(std::abs(law.score(x) - slope) <= 1e-9 * (1 + std::abs(slope)));
        }
    }

    TEST_CASE("With one variance a score is the way to the posterior mean: Tweedie's formula")
    {
        const auto law = ab::mixture(1, four, 6.25);
        const xt::xtensor<double, 1> x = xt::linspace<double>(-20, 20, 101);
        const xt::xtensor<double, 1> score = law.score(x);
        const xt::xtensor<double, 1> mean = law.posterior_mean(x);
        const xt::xtensor<double, 2> r = law.responsibilities(x);
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            CHECK(std::abs(x(i) + 6.25 * score(i) - mean(i)) <= 1e-13 * 40);
            double sum = 0, of_r = 0;
            for (std::size_t n = 0; n < 4; ++n)
            {
                sum += r(i, n);
                of_r += r(i, n) * four(n);
            }
            CHECK(std::abs(sum - 1) <= 1e-15);
            CHECK(std::abs(of_r - mean(i)) <= 1e-14 * 15);
        }
    }

    TEST_CASE("A point has the same bits alone, among others, in a view and element by element")
    {
        const xt::xtensor<float, 1> means = 5.f * ab::normal<float>(ab::key{1}, {300});
        const auto law = ab::mixture(1, means, std::vector<float>(300, 0.5f));
        const xt::xtensor<float, 2> x = 6.f * ab::normal<float>(ab::key{2}, {7, 11});
        const xt::xtensor<float, 2> score = law.score(x);
        const xt::xtensor<float, 2> mean = law.posterior_mean(1.f * x);
        const auto r = law.responsibilities(x);
        const xt::xtensor<float, 3> all = r;
        REQUIRE(all.shape() == std::array<std::size_t, 3>{7, 11, 300});
        const xt::xarray<float> dynamic = law.responsibilities(xt::xarray<float>(x));
        CHECK((dynamic.dimension() == 3 && std::equal(dynamic.begin(), dynamic.end(), all.begin())));
        const xt::xtensor<float, 2> some = xt::view(r, 3, xt::range(0, 11, 2), xt::range(1, 300, 29));
        for (std::size_t i = 0; i < 7; ++i)
        {
            for (std::size_t j = 0; j < 11; ++j)
            {
                CHECK(law.score(x(i, j)) == score(i, j));
                CHECK(law.posterior_mean(x(i, j)) == mean(i, j));
                CHECK(r(i, j, 177) == all(i, j, 177));
            }
        }
        for (std::size_t j = 0; j < some.shape()[0]; ++j)
        {
            for (std::size_t n = 0; n < some.shape()[1]; ++n)
            {
                CHECK(some(j, n) == all(3, 2 * j, 1 + 29 * n));
            }
        }
    }

    TEST_CASE("Nowhere and no number have no score, and variances without an inverse none either")
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinity = std::numeric_limits<double>::infinity();
        const auto law = ab::mixture(1, four, 1);
        const xt::xtensor<double, 1> x{nan, infinity, 0, 1e200};
        const xt::xtensor<double, 1> score = law.score(x);
        CHECK((std::isnan(score(0)) && std::isnan(score(1)) && std::isfinite(score(2)) && std::isnan(score(3))));
        CHECK(refusal([&] { return ab::empirical(four).score(0.0); }) ==
              "variances[0] = 0: a point mass has no density; noise it first");
        CHECK(refusal([&] { return ab::mixture(1, xt::xtensor<float, 1>{0}, 1e-39).score(0.f); }) ==
              "variances[0] = 1e-39: beyond what a score in this type can hold");
        CHECK(refusal([&] { return ab::mixture(1, xt::xtensor<float, 1>{0}, 1e-39).pdf(0.f); }) == "accepted");
    }

    TEST_CASE("Nothing is allocated")
    {
        const auto law = ab::mixture(1, four, 1);
        const xt::xtensor<double, 1> x = xt::linspace<double>(-20, 20, 101);
        auto y = xt::xtensor<double, 1>::from_shape({101});
        auto r = xt::xtensor<double, 2>::from_shape({101, 4});
        CHECK(ab::test::allocations_of(
                  [&]
                  {
                      xt::noalias(y) = law.score(x);
                      xt::noalias(y) = law.posterior_mean(x);
                      xt::noalias(r) = law.responsibilities(x);
                  }) == 0);
    }
}
