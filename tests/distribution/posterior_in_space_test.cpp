// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/random/normal.hpp>
#include <alphabar/random/uniform.hpp>

#include "distribution/posterior_reference.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    template <class T>
    auto rows_of(const std::vector<double>& values, std::size_t d)
    {
        auto out = xt::xtensor<T, 2>::from_shape({values.size() / d, d});
        std::transform(values.begin(), values.end(), out.begin(), [](double x) { return static_cast<T>(x); });
        return out;
    }

    /// The promise of `posterior_max_epsilons` in space.
    template <class T>
    double allowed(double q, double f, std::size_t count, std::size_t d)
    {
        using ab::expression::sum_error;
        return (ab::distribution::posterior_max_epsilons * (1 + f) + ab::distribution::mixture_max_epsilons * (1 + q) +
                sum_error<T>(count) + sum_error<T>(d) * q) *
               double{std::numeric_limits<T>::epsilon()};
    }

    template <class T>
    void check(const posterior_reference::mixture& known)
    {
        const auto law =
            ab::mixture(ab::unnormalised(known.weights), rows_of<T>(known.means, known.d), known.variances);
        const std::size_t count = known.weights.size();
        for (const auto& at : known.points)
        {
            const auto x = rows_of<T>(at.x, known.d);
            const xt::xtensor<T, 2> score = law.score(x);
            const xt::xtensor<T, 2> mean = law.posterior_mean(x);
            const xt::xtensor<T, 2> r = law.responsibilities(x);
            const double bound = allowed<T>(at.q, at.f, count, known.d);
            INFO(known.name << ", x[0] = " << x(0, 0) << ", " << 8 * sizeof(T) << " bits");
            for (std::size_t k = 0; k < known.d; ++k)
            {
                CHECK(std::abs(double{score(0, k)} - at.score[k]) <= bound * at.absolute_score[k] + 1e-34);
                CHECK(std::abs(double{mean(0, k)} - at.mean[k]) <= bound * at.absolute_mean[k]);
            }
            for (std::size_t n = 0; n < count; ++n)
            {
                const double exact = at.responsibilities[n];
                const double of_r = bound + std::abs(std::log(exact)) * 68 * double{std::numeric_limits<T>::epsilon()};
                CHECK(std::abs(double{r(0, n)} - exact) <= (exact < 1e-30 ? 1e-30 : of_r * exact));
            }
        }
    }

    TEST_CASE("Scores, posterior means and responsibilities in space are those of multiprecision")
    {
        for (const auto& known : posterior_reference::mixtures)
        {
            if (known.name != "narrow ones, at the middle between two" && known.name != "tiny variances")
            {
                check<double>(known);
                known.d > 1 ? check<float>(known) : void();
            }
        }
    }

    /// What a mixture's members are by their formulas, in long double.
    struct exact_posterior
    {
        std::vector<long double> r, score, mean;

        template <class Law, class Point>
        exact_posterior(const Law& law, const Point& x)
            : r(law.components()), score(law.dimension()), mean(law.dimension())
        {
            long double largest = -HUGE_VALL, sum = 0;
            for (std::size_t n = 0; n < r.size(); ++n)
            {
                const long double v = law.variances()(n);
                for (std::size_t k = 0; k < score.size(); ++k)
                {
                    const long double z = static_cast<long double>(x[k]) - static_cast<long double>(law.means()(k, n));
                    r[n] -= z * z / (2 * v);
                }
                r[n] += std::log(static_cast<long double>(law.weights()(n))) -
                        static_cast<long double>(score.size()) / 2 * std::log(v);
                largest = std::max(largest, r[n]);
            }
            for (auto& l : r)
            {
                sum += l = std::exp(l - largest);
            }
            for (std::size_t n = 0; n < r.size(); ++n)
            {
                r[n] /= sum;
                for (std::size_t k = 0; k < score.size(); ++k)
                {
                    const auto mu = static_cast<long double>(law.means()(k, n));
                    score[k] += r[n] * (mu - static_cast<long double>(x[k])) / law.variances()(n);
                    mean[k] += r[n] * mu;
                }
            }
        }
    };

    template <class T>
    void check_sizes(std::size_t count, std::size_t d, std::size_t points)
    {
        const double dimensions = static_cast<double>(d);
        const xt::xtensor<T, 2> means = ab::normal<T>(ab::key{1}, {count, d});
        const xt::xtensor<double, 1> variances = dimensions * (0.5 + ab::uniform<double>(ab::key{2}, {count}));
        const auto law = ab::mixture(1, means, variances);
        const xt::xtensor<T, 2> x = T(1.5) * ab::normal<T>(ab::key{3}, {points, d});
        const xt::xtensor<T, 2> score = law.score(x);
        const xt::xtensor<T, 2> mean = law.posterior_mean(T(1) * x);
        const xt::xtensor<T, 2> r = law.responsibilities(x);
        const double f = dimensions / 2 * std::log(10 * dimensions) + std::log(static_cast<double>(count));
        const double bound = 8 * (1 + f + dimensions) * double{std::numeric_limits<T>::epsilon()};
        bool good = true;
        for (std::size_t i = 0; i < points; i += 1 + points / 7)
        {
            const exact_posterior exact(law, xt::view(x, i, xt::all()));
            for (std::size_t k = 0; k < d; ++k)
            {
                good &= std::abs(static_cast<double>(score(i, k) - exact.score[k])) <= bound * 4 / dimensions;
                good &= std::abs(static_cast<double>(mean(i, k) - exact.mean[k])) <= bound;
            }
            for (std::size_t n = 0; n < count; ++n)
            {
                good &= std::abs(static_cast<double>(r(i, n) - exact.r[n])) <= bound * static_cast<double>(exact.r[n]);
            }
        }
        CAPTURE(count, d, points, sizeof(T));
        CHECK(good);
    }

    TEST_CASE("Any number of components, dimensions and points: tails of lanes, of blocks and of rows")
    {
        for (const std::size_t count : {1u, 5u, 31u, 32u, 33u, 256u, 257u, 600u})
        {
            for (const std::size_t d : {1u, 2u, 65u, 130u})
            {
                check_sizes<float>(count, d, 3 + d % 3);
                check_sizes<double>(count, d, 67);
            }
        }
    }

    TEST_CASE("A row has the same bits alone, among others, in a view and element by element")
    {
        for (const std::size_t count : {7u, 300u})
        {
            const auto law = ab::mixture(1, xt::xtensor<float, 2>(ab::normal<float>(ab::key{1}, {count, 5})), 2);
            const xt::xtensor<float, 3> x = ab::normal<float>(ab::key{2}, {3, 33, 5});
            const auto lazy = law.score(x);
            const auto lazy_r = law.responsibilities(x);
            const xt::xtensor<float, 3> score = lazy;
            const xt::xtensor<float, 3> mean = law.posterior_mean(x);
            const xt::xtensor<float, 3> r = lazy_r;
            REQUIRE(r.shape() == std::array<std::size_t, 3>{3, 33, count});
            const xt::xtensor<float, 3> shifted = 1.f + law.posterior_mean(x);  // staged in chunks
            CHECK((shifted == 1.f + mean));
            const xt::xtensor<float, 3> doubled = 2.f * law.responsibilities(x);
            CHECK((doubled == 2.f * r));
            const xt::xtensor<float, 1> alone = law.score(xt::view(x, 1, 20, xt::all()));
            const xt::xarray<float> dynamic = law.score(xt::xarray<float>(x));
            CHECK(std::equal(dynamic.begin(), dynamic.end(), score.begin()));
            for (std::size_t k = 0; k < 5; ++k)
            {
                CHECK(alone(k) == score(1, 20, k));
                CHECK(lazy(1, 20, k) == score(1, 20, k));
            }
            for (std::size_t n = 0; n < count; n += 3)
            {
                CHECK(lazy_r(2, 30, n) == r(2, 30, n));
            }
        }
    }

    TEST_CASE("In space, too, NaN and nowhere spoil their own rows, and nothing is allocated")
    {
        const auto law = ab::mixture(1, xt::xtensor<float, 2>(ab::normal<float>(ab::key{1}, {40, 2})), 1);
        const float infinity = std::numeric_limits<float>::infinity();
        const xt::xtensor<float, 2> x{{0, 0}, {0, std::nanf("")}, {infinity, 0}, {1, 1}};
        auto score = xt::xtensor<float, 2>::from_shape({4, 2});
        auto r = xt::xtensor<float, 2>::from_shape({4, 40});
        CHECK(ab::test::allocations_of(
                  [&]
                  {
                      xt::noalias(score) = law.posterior_mean(x);
                      xt::noalias(score) = law.score(x);
                      xt::noalias(r) = law.responsibilities(x);
                  }) == 0);
        CHECK((std::isfinite(score(0, 0)) && std::isfinite(score(3, 1)) && std::isfinite(r(0, 39)) && r(3, 0) < 1));
        CHECK((std::isnan(score(1, 0)) && std::isnan(score(1, 1)) && std::isnan(r(1, 0))));
        CHECK((std::isnan(score(2, 0)) && std::isnan(r(2, 0))));
        CHECK(refusal([&] { return law.score(xt::xtensor<float, 1>{1, 2, 3}); }) ==
              "points: the last axis has extent 3, must have 2, one for each dimension of the means");
        CHECK(refusal([&] { return law.responsibilities(xt::xtensor<float, 1>{1, 2, 3}); }) ==
              "points: the last axis has extent 3, must have 2, one for each dimension of the means");
    }
}
