// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/information/multivariate_divergence.hpp>

#include "information/multivariate_divergence_reference.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;
    using multivariate_divergence_reference::pair;
    using vector = xt::xtensor<double, 1>;
    using table = xt::xtensor<double, 2>;

    template <class T = double>
    auto law(const std::vector<double>& mean, const std::vector<double>& covariance)
    {
        const std::size_t d = mean.size();
        auto sigma = xt::xtensor<T, 2>::from_shape({d, d});
        std::transform(covariance.begin(), covariance.end(), sigma.begin(), [](double x) { return static_cast<T>(x); });
        auto mu = xt::xtensor<T, 1>::from_shape({d});
        std::transform(mean.begin(), mean.end(), mu.begin(), [](double x) { return static_cast<T>(x); });
        return ab::multivariate_normal(mu, sigma);
    }

    TEST_CASE("Divergences are those of multiprecision, of laws that nearly are the same as well")
    {
        for (const pair& known : multivariate_divergence_reference::pairs)
        {
            INFO(known.name << ", condition " << known.condition);
            const auto p = law(known.mean_p, known.covariance_p);
            const auto q = law(known.mean_q, known.covariance_q);
            const double found = ab::kl_divergence(p, q)();
            CHECK(std::abs(found - known.kl) <=
                  std::numeric_limits<double>::epsilon() * known.kl *
                      ab::information::multivariate_divergence_error(p.dimension(), known.condition));
        }
    }

    TEST_CASE("The textbook's formula loses half its digits on laws that nearly are the same: the control")
    {
        const double variance = 1 + 1e-8;
        const double textbook = (variance - 1 - std::log(variance)) / 2;
        const double exact = ab::kl_divergence(law({0}, {variance}), law({0}, {1}))();
        CHECK(std::abs(textbook - exact) > 1e-11 * exact);
    }

    TEST_CASE("A law does not diverge from itself, and of independent coordinates divergences add")
    {
        const auto p = law({1, 2}, {2, 0.5, 0.5, 1});
        CHECK(ab::kl_divergence(p, p)() == 0);

        const auto a = law({1, -2, 0}, {2, 0, 0, 0, 0.5, 0, 0, 0, 3});
        const auto b = law({0, -2, 1}, {1, 0, 0, 0, 4, 0, 0, 0, 1});
        double sum = 0;
        for (const std::ptrdiff_t k : {0, 1, 2})
        {
            sum += ab::kl_divergence(a.marginal({k}), b.marginal({k}))();
        }
        CHECK(std::abs(ab::kl_divergence(a, b)() - sum) <= 4e-16 * sum);
    }

    TEST_CASE("An affine image of both changes no divergence, and the mean of log p − log q is one")
    {
        const auto p = law({1, 2}, {2, 0.5, 0.5, 1});
        const auto q = law({0, 1}, {1, -0.25, -0.25, 3});
        const table a{{3, 1}, {-1, 2}};
        const vector b{5, -7};
        const double kl = ab::kl_divergence(p, q)();
        CHECK(std::abs(ab::kl_divergence(p.affine(a, b), q.affine(a, b))() - kl) <= 1e-14);

        constexpr std::size_t count = 200'000;
        const xt::xtensor<double, 2> x = p.sample(ab::key{5}, {count});
        const vector ratio = p.log_prob(x) - q.log_prob(x);
        double sum = 0;
        double squares = 0;
        for (const double r : ratio)
        {
            sum += r;
            squares += r * r;
        }
        const double mean = sum / count;
        const double deviation = std::sqrt((squares / count - mean * mean) / count);
        CHECK(std::abs(mean - kl) < 4 * deviation);
        CHECK(std::abs(mean - ab::kl_divergence(q, p)()) > 10 * deviation);
    }

    TEST_CASE("A divergence is an expression of rank 0, of the laws' type")
    {
        const auto p = law<float>({1, 2}, {2, 0.5, 0.5, 1});
        const auto q = law<double>({0, 1}, {1, -0.25, -0.25, 3});
        static_assert(std::same_as<std::decay_t<decltype(ab::kl_divergence(p, p)())>, float>);
        static_assert(std::same_as<std::decay_t<decltype(ab::kl_divergence(p, q)())>, double>);
        const vector two = 2 * ab::kl_divergence(p, q) * xt::xtensor<double, 1>{1, 10};
        CHECK(two(1) == 20 * ab::kl_divergence(p, q)());
        CHECK(refusal([&] { return ab::kl_divergence(p, p.marginal({0})); }) ==
              "laws in 2 and in 1 dimensions: must be in the same");
    }
}
