// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/multivariate_normal.hpp>

#include "distribution/multivariate_normal_reference.hpp"
#include "random/statistics.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>
#include <memory>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using multivariate_normal_reference::law;

    template <class T>
    using vector = xt::xtensor<T, 1>;
    template <class T>
    using table = xt::xtensor<T, 2>;

    template <class T>
    vector<T> as_vector(const std::vector<double>& values)
    {
        auto out = vector<T>::from_shape({values.size()});
        std::transform(values.begin(), values.end(), out.begin(), [](double x) { return static_cast<T>(x); });
        return out;
    }

    template <class T>
    table<T> as_table(const std::vector<double>& values, std::size_t d)
    {
        auto out = table<T>::from_shape({values.size() / d, d});
        std::transform(values.begin(), values.end(), out.begin(), [](double x) { return static_cast<T>(x); });
        return out;
    }

    template <class T>
    auto make(const law& known)
    {
        return ab::multivariate_normal(as_vector<T>(known.mean), as_table<T>(known.covariance, known.d));
    }

    /// Elements and shape; Catch2 would take the comparison apart.
    template <class A, class B>
    bool same(const A& a, const B& b)
    {
        return a == b;
    }

    template <class T>
    constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());

    static_assert(ab::has_moments<ab::multivariate_normal_distribution<double>>);
    static_assert(ab::has_entropy<const ab::multivariate_normal_distribution<float>&>);

    TEMPLATE_TEST_CASE("Densities and scores are those of multiprecision", "", float, double)
    {
        using T = TestType;
        for (const law& known : multivariate_normal_reference::laws)
        {
            INFO(known.name);
            const auto p = make<T>(known);
            CHECK(
                std::abs(static_cast<double>(p.entropy()()) - (static_cast<double>(known.d) / 2 - known.log_factor)) <=
                epsilon<T> * ab::distribution::multivariate_normal_error(known.d, known.condition, 0,
                                                                         std::abs(known.log_factor)));
            auto points = table<T>::from_shape({known.points.size(), known.d});
            for (std::size_t i = 0; i < known.points.size(); ++i)
            {
                for (std::size_t k = 0; k < known.d; ++k)
                {
                    points(i, k) = static_cast<T>(known.points[i].x[k]);
                }
            }
            const vector<T> log_p = p.log_prob(points);
            const vector<T> density = p.pdf(points);
            const table<T> score = p.score(points);
            const table<T> covariance = p.covariance();
            for (std::size_t i = 0; i < known.points.size(); ++i)
            {
                const auto& point = known.points[i];
                INFO("point " << i << ", q = " << point.q << ", condition " << known.condition);
                const double allowed = epsilon<T> * ab::distribution::multivariate_normal_error(
                                                        known.d, known.condition, point.q, std::abs(known.log_factor));
                CHECK(std::abs(static_cast<double>(log_p(i)) - point.log_p) <= allowed);
                if (const double exact = std::exp(point.log_p); exact >= std::numeric_limits<T>::min())
                {
                    CHECK(std::abs(static_cast<double>(density(i)) - exact) <= (allowed + 1e-15) * exact);
                }
                const double of_score = epsilon<T> * ab::distribution::multivariate_normal_max_epsilons *
                                        static_cast<double>(known.d) * known.condition * std::sqrt(point.q);
                for (std::size_t k = 0; k < known.d; ++k)
                {
                    CHECK(std::abs(static_cast<double>(score(i, k)) - point.score[k]) <=
                          of_score / std::sqrt(static_cast<double>(covariance(k, k))));
                }
            }
        }
    }

    TEST_CASE("Marginal and conditional laws are the textbook's")
    {
        for (const law& known : multivariate_normal_reference::laws)
        {
            INFO(known.name);
            if (known.known.empty())
            {
                continue;
            }
            const auto p = make<double>(known);
            const auto rest = p.conditional(known.known, known.values);
            const vector<double> mean = rest.mean();
            const table<double> covariance = rest.covariance();
            REQUIRE(mean.size() == known.conditional_mean.size());
            const table<double> exact = as_table<double>(known.conditional_covariance, mean.size());
            const double d = static_cast<double>(known.d);
            for (std::size_t i = 0, left = 0; i < known.d; ++i)
            {
                if (std::find(known.known.begin(), known.known.end(), static_cast<std::ptrdiff_t>(i)) !=
                    known.known.end())
                {
                    continue;
                }
                const double variance = p.covariance()(i, i);  // what the conditional law's is a part of
                CHECK(std::abs(mean(left) - known.conditional_mean[left]) <=
                      4 * d * epsilon<double> * (std::abs(known.mean[i]) + known.condition * std::sqrt(variance)));
                CHECK(std::abs(covariance(left, left) - exact(left, left)) <= 4 * d * epsilon<double> * variance);
                for (std::size_t j = 0; j < left; ++j)
                {
                    CHECK(std::abs(covariance(left, j) - exact(left, j)) <=
                          4 * d * epsilon<double> * known.condition * std::sqrt(exact(left, left) * exact(j, j)));
                    CHECK(covariance(left, j) == covariance(j, left));
                }
                ++left;
            }

            const auto some = p.marginal({static_cast<std::ptrdiff_t>(known.d) - 1, 0});
            CHECK(some.mean()(0) == known.mean.back());
            CHECK(some.variance()(1) == p.variance()(0));
            CHECK(some.covariance()(0, 1) == p.covariance()(known.d - 1, 0));
        }
    }

    TEST_CASE("A density is that of some coordinates times that of the others where these are known")
    {
        const law& known = multivariate_normal_reference::laws.back();
        const auto p = make<double>(known);
        for (const auto& point : known.points)
        {
            const std::vector<double>& x = point.x;
            const double of_some = p.marginal({4, 1}).log_prob(vector<double>{x[4], x[1]})();
            const double of_rest =
                p.conditional({4, 1}, {x[4], x[1]}).log_prob(vector<double>{x[0], x[2], x[3], x[5]})();
            CHECK(std::abs(of_some + of_rest - point.log_p) <= 1e-13 * known.condition);
        }
    }

    /// Brownian motion at times 1 … d: Σ_ij = min(i, j), |Σ| = 1, and q is the sum of squared increments.
    template <class T>
    auto brownian(std::size_t d)
    {
        auto covariance = table<T>::from_shape({d, d});
        for (std::size_t i = 0; i < d; ++i)
        {
            for (std::size_t j = 0; j < d; ++j)
            {
                covariance(i, j) = static_cast<T>(std::min(i, j) + 1);
            }
        }
        const vector<T> mean = xt::broadcast(T(0.5), std::array<std::size_t, 1>{d});
        return ab::multivariate_normal(mean, covariance);
    }

    TEMPLATE_TEST_CASE("In many dimensions, and few, a walk's density is that of its steps", "", float, double)
    {
        using T = TestType;
        for (const std::size_t d : {1u, 2u, 3u, 4u, 5u, 31u, 64u, 65u, 127u, 128u, 129u, 300u})
        {
            INFO(d << " dimensions");
            const auto p = brownian<T>(d);
            for (const std::size_t count : {1u, 3u, 33u})
            {
                const table<T> x = p.sample(ab::key{d}, {count});
                REQUIRE(x.shape() == std::array<std::size_t, 2>{count, d});
                const table<T> noise = ab::normal<T>(ab::key{d}, {count, d});
                const vector<T> log_p = p.log_prob(x);
                const table<T> score = p.score(x);
                for (std::size_t i = 0; i < count; ++i)
                {
                    double q = 0;
                    double at = 0.5;
                    double before = 0;
                    for (std::size_t k = 0; k < d; ++k)
                    {
                        at += static_cast<double>(noise(i, k));  // L is all ones
                        CHECK(std::abs(static_cast<double>(x(i, k)) - at) <=
                              8 * epsilon<T> * (1 + std::sqrt(static_cast<double>(k))) *
                                  std::sqrt(static_cast<double>(k + 1)));
                        const double here = static_cast<double>(x(i, k)) - 0.5;
                        const double ahead = k + 1 < d ? static_cast<double>(x(i, k + 1)) - 0.5 : here;
                        q += (here - before) * (here - before);
                        const double exact = (ahead - here) - (here - before);
                        CHECK(std::abs(static_cast<double>(score(i, k)) - exact) <=
                              16 * epsilon<T> * (1 + std::abs(here) + std::abs(ahead) + std::abs(before)));
                        before = here;
                    }
                    const double dimensions = static_cast<double>(d);
                    const double c = dimensions * ab::distribution::half_log_two_pi;
                    CHECK(std::abs(static_cast<double>(log_p(i)) + c + q / 2) <=
                          epsilon<T> * ab::distribution::multivariate_normal_error(d, std::sqrt(dimensions), q, c));
                }
            }
        }
    }

    TEST_CASE("A point's density does not depend on what is beside it or on how it is read")
    {
        const auto p = brownian<double>(5);
        const xt::xtensor<double, 3> x = p.sample(ab::key{1}, {7, 45});
        const table<double> all = p.log_prob(x);
        const xt::xtensor<double, 3> score = p.score(x);
        REQUIRE(all.shape() == std::array<std::size_t, 2>{7, 45});
        const table<double> backward =
            p.log_prob(xt::view(x, xt::all(), xt::range(xt::placeholders::_, xt::placeholders::_, -1)));
        const table<double> of_expression = p.log_prob(2 * (0.5 * x));
        const xt::xtensor<double, 3, xt::layout_type::column_major> turned = x;
        const table<double> of_columns = p.log_prob(turned);
        const table<double> of_draws = p.log_prob(p.sample(ab::key{1}, {7, 45}));
        const table<double> transposed = xt::transpose(p.log_prob(x));
        for (std::size_t i = 0; i < 7; ++i)
        {
            for (std::size_t j = 0; j < 45; ++j)
            {
                const vector<double> alone = xt::view(x, i, j, xt::all());
                CHECK(p.log_prob(alone)() == all(i, j));
                CHECK(p.log_prob(x)(i, j) == all(i, j));
                CHECK(backward(i, 44 - j) == all(i, j));
                CHECK(of_expression(i, j) == all(i, j));
                CHECK(of_columns(i, j) == all(i, j));
                CHECK(of_draws(i, j) == all(i, j));
                CHECK(transposed(j, i) == all(i, j));
                CHECK(p.score(x)(i, j, 3) == score(i, j, 3));
                CHECK(p.score(alone)(4) == score(i, j, 4));
            }
        }
    }

    TEST_CASE("A draw is the mean and the factor times noise of its own")
    {
        const law& known = multivariate_normal_reference::laws[2];  // in a plane
        const auto p = make<double>(known);
        const ab::key k{11};
        const xt::xtensor<double, 3> x = p.sample(k, std::vector<std::size_t>{50, 3});
        const xt::xtensor<double, 3> noise = ab::normal<double>(k, {50, 3, 2});
        const double l00 = std::sqrt(known.covariance[0]);
        const double l10 = known.covariance[2] / l00;
        const double l11 = std::sqrt(known.covariance[3] - l10 * l10);
        for (std::size_t i = 0; i < 50; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                CHECK(std::abs(x(i, j, 0) - (known.mean[0] + l00 * noise(i, j, 0))) <= 1e-15);
                CHECK(std::abs(x(i, j, 1) - (known.mean[1] + l10 * noise(i, j, 0) + l11 * noise(i, j, 1))) <= 2e-15);
                CHECK(p.sample(k, {50, 3})(i, j, 1) == x(i, j, 1));
            }
        }
        const vector<double> one = p.sample(k);
        const vector<double> two_noises = ab::normal<double>(k, {2});
        CHECK(std::abs(one(1) - (known.mean[1] + l10 * two_noises(0) + l11 * two_noises(1))) <= 2e-15);
        const xt::xtensor<double, 2> columns = xt::transpose(p.sample(k, {40}));
        const xt::xtensor<double, 2> rows = p.sample(k, {40});
        CHECK(same(columns, xt::xtensor<double, 2>(xt::transpose(rows))));
    }

    TEST_CASE("Draws fit the law, and a law whose correlation is off by a hundredth is caught")
    {
        constexpr std::size_t count = 400'000;
        const table<double> covariance{{2, 0.5}, {0.5, 1}};
        const table<double> x = ab::multivariate_normal(vector<double>{1, -1}, covariance).sample(ab::key{26}, {count});
        const auto fit = [&](double correlation)
        {
            std::vector<double> u(count);  // of the second coordinate where the first is known
            for (std::size_t i = 0; i < count; ++i)
            {
                const double z = (x(i, 0) - 1) / std::sqrt(2);
                u[i] =
                    statistics::normal_cdf((x(i, 1) + 1 - correlation * z) / std::sqrt(1 - correlation * correlation));
            }
            return u;
        };
        const auto correlated_with_first = [&](const std::vector<double>& u)
        {
            double sum = 0;
            for (std::size_t i = 0; i < count; ++i)
            {
                sum += (u[i] - 0.5) * std::sqrt(12) * (x(i, 0) - 1) / std::sqrt(2);
            }
            return std::abs(sum) / std::sqrt(static_cast<double>(count));  // about 1 where they are independent
        };
        const double correlation = 0.5 / std::sqrt(2);
        auto u = fit(correlation);
        CHECK(correlated_with_first(u) < 4);
        CHECK(statistics::kolmogorov_smirnov(u) > statistics::pass);
        CHECK(correlated_with_first(fit(correlation + 0.01)) > 5);
    }

    TEST_CASE("An image of a law has its mean and covariance mapped, and a rank too small is refused")
    {
        const auto p = ab::multivariate_normal(vector<double>{1, 2, 3}, table<double>{{2, 1, 0}, {1, 3, 1}, {0, 1, 4}});
        const table<double> a{{1, 1, 0}, {0, 2, -1}};
        const auto image = p.affine(a, vector<double>{10, 20});
        const table<double> expected{{7, 7}, {7, 12}};
        CHECK(same(image.mean(), vector<double>{13, 21}));
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 2; ++j)
            {
                CHECK(std::abs(image.covariance()(i, j) - expected(i, j)) <= 1e-14);
            }
        }
        const table<double> twice{{1, 1, 0}, {2, 2, 0}};
        CHECK_THROWS_AS(p.affine(twice, vector<double>{0, 0}), ab::not_positive_definite);
        const table<double> more = xt::broadcast(1.0, {4, 3}) * xt::arange<double>(1, 4);
        CHECK_THROWS_AS(p.affine(more, vector<double>{0, 0, 0, 0}), ab::not_positive_definite);
        CHECK(refusal([&] { return p.affine(table<double>{{1, 2}}, vector<double>{0}); }) ==
              "matrix: of shape (1, 2), must be (m, 3)");
        CHECK(refusal([&] { return p.affine(a, vector<double>{0}); }) == "offset: 1 numbers for 2 rows");
        const table<double> broken{{1, std::nan(""), 0}};
        CHECK(refusal([&] { return p.affine(broken, vector<double>{0}); }) == "matrix[0, 1] = nan: must be finite");
    }

    TEST_CASE("The sum of two independent variables has the sums of means and covariances")
    {
        const auto p = ab::multivariate_normal(vector<double>{1, 2}, table<double>{{2, 1}, {1, 3}});
        const auto q = ab::multivariate_normal(vector<float>{3, -1}, table<float>{{1, -0.5f}, {-0.5f, 1}});
        const auto sum = ab::convolve(p, q);
        static_assert(std::same_as<decltype(sum)::value_type, double>);
        CHECK(same(sum.mean(), vector<double>{4, 1}));
        CHECK(same(sum.covariance(), table<double>{{3, 0.5}, {0.5, 4}}));
        const auto line = ab::multivariate_normal(vector<double>{1}, table<double>{{2}});
        CHECK(refusal([&] { return ab::convolve(p, line); }) == "laws in 2 and in 1 dimensions: must be in the same");
    }

    TEST_CASE("What is no covariance is refused with what is wrong in it")
    {
        const auto with = [](const table<double>& covariance)
        { return refusal([&] { return ab::multivariate_normal(vector<double>{0, 0}, covariance); }); };
        CHECK(with({{1, 0.5}, {0.25, 1}}) ==
              "covariance[1, 0] = 0.25 and covariance[0, 1] = 0.5 differ by 0.25: must be symmetric");
        CHECK(with({{1, std::nan("")}, {0, 1}}) == "covariance[0, 1] = nan: must be finite");
        CHECK(with({{1, 2}, {2, 1}}) ==
              "covariance: pivot 1 is -3 of a variance of 1: not positive definite, must be more than "
              "3.552713678800501e-15 of it");
        CHECK(with({{1, 1}, {1, 1}}) ==
              "covariance: pivot 1 is 0 of a variance of 1: rank deficient, must be more than "
              "3.552713678800501e-15 of it");
        CHECK(with({{0, 0}, {0, 1}}) ==
              "covariance: pivot 0 is 0 of a variance of 0: rank deficient, must be more than "
              "3.552713678800501e-15 of it");
        CHECK(with({{-1, 0}, {0, 1}}).starts_with("covariance: pivot 0 is -1 of a variance of -1: not positive"));
        CHECK(with({{1, 0, 0}, {0, 1, 0}}) == "covariance: of shape (2, 3), must be (d, d) for a d of 1 or more");
        CHECK(with({{1}}) == "mean: 2 numbers for a covariance of 1 rows");
        CHECK(with({{1e-320, 0}, {0, 1e300}}) == "accepted");
        CHECK(with({{1, 0.1 + 0.2}, {0.3, 1}}) == "accepted");  // differ by how they were rounded
        CHECK(refusal(
                  []
                  {
                      return ab::multivariate_normal(std::vector<double>{0, std::nan("")},
                                                     table<double>{{1, 0}, {0, 1}});
                  }) == "mean[1] = nan: must be finite");
        const auto image = [](double scale)
        {
            const auto p = ab::multivariate_normal(vector<float>{1}, table<float>{{1}});
            return refusal([&] { return p.affine(table<double>{{scale}}, vector<double>{0}); });
        };
        CHECK(image(1e-20) == "accepted");
        CHECK(image(1e-30).ends_with(": beyond what a density in this type can hold"));
        CHECK(image(1e30).ends_with(": beyond what a density in this type can hold"));
        CHECK(refusal(
                  []
                  {
                      return ab::multivariate_normal(vector<float>{1}, table<float>{{1}})
                          .affine(table<double>{{1}}, vector<double>{1e39});
                  }) == "mean[0] = 1e+39: beyond what this type can hold");
    }

    TEST_CASE("The pivot that fails is found in any place, and known to the error")
    {
        for (const std::size_t d : {1u, 2u, 3u, 8u, 20u})
        {
            for (std::size_t bad = 0; bad < d; ++bad)
            {
                auto covariance = table<double>::from_shape({d, d});
                for (std::size_t i = 0; i < d; ++i)
                {
                    for (std::size_t j = 0; j < d; ++j)
                    {
                        covariance(i, j) = static_cast<double>(std::min(i, j) + 1);  // pivots 1
                    }
                }
                for (const double lower : {1.5, 1.0})
                {
                    auto broken = covariance;
                    broken(bad, bad) -= lower;
                    try
                    {
                        (void)ab::multivariate_normal(vector<double>(xt::broadcast(0., {d})), broken);
                        FAIL("accepted");
                    }
                    catch (const ab::not_positive_definite& error)
                    {
                        CHECK(error.pivot == bad);
                        CHECK(std::abs(error.value - (1 - lower)) <= 1e-13);
                    }
                }
            }
        }
    }

    TEST_CASE("Coordinates and points that are none are refused")
    {
        const auto p = brownian<double>(3);
        CHECK(refusal([&] { return p.marginal({}); }) == "indices: none, a law has one coordinate at least");
        CHECK(refusal([&] { return p.marginal({0, 3}); }) == "indices[1] = 3: must lie in 0…2");
        CHECK(refusal([&] { return p.marginal({-1}); }) == "indices[0] = -1: must lie in 0…2");
        CHECK(refusal([&] { return p.marginal({1, 1}); }) == "indices[1] = 1: named twice");
        CHECK(refusal([&] { return p.conditional({0}, {1, 2}); }) == "values: 2 of them for 1 indices");
        CHECK(refusal([&] { return p.conditional({0, 1, 2}, {1, 2, 3}); }) ==
              "indices: all 3 coordinates, none is left to have a law");
        CHECK(refusal([&] { return p.conditional({0}, vector<double>{std::nan("")}); }) ==
              "values[0] = nan: must be finite");
        CHECK(refusal([&] { return p.log_prob(vector<double>{1, 2}); }) ==
              "points: the last axis has extent 2, must have 3, one for each dimension of the law");
        CHECK(refusal([&] { return p.score(xt::xarray<double>(1.0)); }) ==
              "points: of rank 0, must have shape (..., 3)");
        CHECK(same(p.conditional({}, std::vector<double>{}).mean(), p.mean()));
    }

    TEST_CASE("NaN and infinity stay with their point")
    {
        const auto nan = std::numeric_limits<double>::quiet_NaN();
        const auto infinity = std::numeric_limits<double>::infinity();
        const auto p = ab::multivariate_normal(vector<double>{0, 0}, table<double>{{1, 0.5}, {0.5, 1}});
        const table<double> x{
            {0, 0},          {nan, 0},      {0, infinity}, {infinity, 0}, {infinity, infinity}, {-infinity, infinity},
            {infinity, nan}, {1e200, 1e200}};
        const vector<double> log_p = p.log_prob(x);
        const vector<double> density = p.pdf(x);
        CHECK(std::isfinite(log_p(0)));
        CHECK(std::isnan(log_p(1)));
        CHECK(std::isnan(log_p(6)));
        for (const std::size_t i : {2u, 3u, 4u, 5u, 7u})
        {
            CHECK(log_p(i) == -infinity);
            CHECK(density(i) == 0);
        }
    }

    TEST_CASE("Types are those of law and points")
    {
        const table<float> covariance{{1, 0.5f}, {0.5f, 1}};
        const auto p = ab::multivariate_normal(vector<float>{0, 0}, covariance);
        static_assert(std::same_as<decltype(p)::value_type, float>);
        static_assert(std::same_as<decltype(p.log_prob(vector<float>()))::value_type, float>);
        static_assert(std::same_as<decltype(p.log_prob(vector<int>()))::value_type, float>);
        static_assert(std::same_as<decltype(p.log_prob(vector<double>()))::value_type, double>);
        static_assert(std::same_as<decltype(ab::multivariate_normal(vector<int>(), table<int>()))::value_type, double>);
        const auto in_double = ab::multivariate_normal(vector<double>{0, 0}, table<double>(covariance));
        const table<double> x{{1, 0.3}, {-0.7, 2}};
        CHECK(same(vector<double>(p.log_prob(x)), vector<double>(in_double.log_prob(x))));
        CHECK(same(table<double>(p.score(x)), table<double>(in_double.score(x))));
    }

    TEST_CASE("Evaluation allocates nothing, and expressions outlive their law")
    {
        using law_type = decltype(brownian<double>(7));
        auto p = std::make_unique<law_type>(brownian<double>(7));
        const table<double> x = p->sample(ab::key{3}, {100});
        const vector<double> before = p->log_prob(x);
        const auto log_p = p->log_prob(x);
        const auto draws = p->sample(ab::key{3}, {100});
        const auto score = p->score(x);
        p.reset();
        vector<double> out = before;
        table<double> many = x;
        CHECK(alphabar::test::allocations_of(
                  [&]
                  {
                      xt::noalias(out) = log_p;
                      xt::noalias(many) = draws;
                  }) == 0);
        CHECK(same(out, before));
        CHECK(same(many, x));
        CHECK(alphabar::test::allocations_of([&] { xt::noalias(many) = score; }) == 0);
        CHECK_THROWS_AS(xt::noalias(many) = brownian<double>(7).score(2 * many), ab::argument_error);
    }
}
