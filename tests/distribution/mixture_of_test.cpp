// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/mixture_of.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/random/uniform.hpp>

#include "random/statistics.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <numbers>
#include <vector>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    /// Laplace's law, e^{−|x − location|/scale}/(2 scale): what a user's law needs to be mixed is `at`.
    template <class Location, class Scale>
    class laplace : public ab::distribution_interface<laplace<Location, Scale>>
    {
    public:

        using value_type = double;

        laplace(Location location, Scale scale)
            : m_location(std::forward<Location>(location)), m_scale(std::forward<Scale>(scale))
        {
        }

        auto shape() const { return ab::expression::to_shape((m_location + m_scale).shape()); }
        auto mean() const { return ab::fuse(Location(m_location)); }
        auto variance() const { return ab::fuse(2. * Scale(m_scale) * Scale(m_scale)); }

        auto sample(ab::key k) const
        {
            const auto u = ab::uniform<double>(k, shape()) - 0.5;
            return Location(m_location) - Scale(m_scale) * xt::sign(u) * ab::log1p(-2. * xt::abs(u));
        }
        template <class Points>
        auto log_prob(Points&& x) const
        {
            return ab::fuse(-xt::abs(std::forward<Points>(x) - Location(m_location)) / Scale(m_scale) -
                            xt::log(2. * Scale(m_scale)));
        }

        template <class Index>
        auto at(Index&& index) const;

    private:

        Location m_location;
        Scale m_scale;
    };

    template <class Location, class Scale>
    auto make_laplace(Location&& location, Scale&& scale)
    {
        using location_type = ab::expression::owned_t<xt::const_xclosure_t<Location>>;
        using scale_type = ab::expression::owned_t<xt::const_xclosure_t<Scale>>;
        return laplace<location_type, scale_type>(std::forward<Location>(location), std::forward<Scale>(scale));
    }

    template <class Location, class Scale>
    template <class Index>
    auto laplace<Location, Scale>::at(Index&& index) const
    {
        return make_laplace(ab::distribution::pick(m_location, index), ab::distribution::pick(m_scale, index));
    }

    const xt::xtensor<double, 1> location{-15, -5, 1, 10};
    const xt::xtensor<double, 1> scale{1, 0.5, 2, 4};
    const std::vector<double> weights{0.4, 0.3, 0.2, 0.1};

    using built_in = decltype(ab::mixture_of(weights, make_laplace(location, scale)));
    static_assert(ab::probability_distribution<built_in> && ab::has_moments<built_in>);

    double density(double x)
    {
        double sum = 0;
        for (std::size_t n = 0; n < 4; ++n)
        {
            sum += weights[n] * std::exp(-std::abs(x - location(n)) / scale(n)) / (2 * scale(n));
        }
        return sum;
    }

    TEST_CASE("A mixture's density is the weighted sum of its components', at points of any shape")
    {
        const auto law = ab::mixture_of(weights, make_laplace(location, scale));
        const xt::xtensor<double, 2> x = xt::reshape_view(xt::linspace<double>(-20, 20, 210), {5, 42});
        const xt::xtensor<double, 2> log_p = law.log_prob(x);
        const xt::xarray<double> dynamic = law.log_prob(xt::xarray<double>(x));
        const xt::xtensor<double, 2> of_expression = law.log_prob(0.5 * x + 0.5 * x);
        const xt::xtensor<double, 2> p = law.prob(x);
        REQUIRE((dynamic.dimension() == 2 && dynamic.shape()[1] == 42));
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            const double exact = density(x.data()[i]);
            CHECK(std::abs(log_p.data()[i] - std::log(exact)) <= 1e-14 * 20);
            CHECK(std::abs(p.data()[i] - exact) <= 1e-13 * exact);
            CHECK(std::abs(dynamic.data()[i] - log_p.data()[i]) <= 1e-14 * 20);
            CHECK(std::abs(of_expression.data()[i] - log_p.data()[i]) <= 1e-14 * 20);
        }
        CHECK(std::abs(law.log_prob(0.5)() - std::log(density(0.5))) <= 1e-14);
        const auto never = ab::mixture_of(std::vector{0., 0., 1., 0.}, make_laplace(location, scale));
        CHECK(std::abs(never.log_prob(-15.)() - (-8 - std::log(4.))) <= 1e-14);
    }

    TEST_CASE("A parameter may be one number for all, and moments are sums over the components")
    {
        const auto law = ab::mixture_of(1, make_laplace(location, 2.));
        CHECK((law.components() == 4 && law.weights()(3) == 0.25));
        double mean = 0, square = 0;
        for (const double at : location)
        {
            mean += at / 4;
            square += (at * at + 8) / 4;
        }
        CHECK(std::abs(law.mean()() - mean) <= 1e-14);
        CHECK(std::abs(law.variance()() - (square - mean * mean)) <= 1e-12);
        CHECK(law.stddev()() == std::sqrt(law.variance()()));
    }

    TEST_CASE("Draws fit the mixture, and a weight that is off by a hundredth is caught")
    {
        constexpr std::size_t count = 400'000;
        const auto law = ab::mixture_of(weights, make_laplace(location, scale));
        const auto lazy = law.sample(ab::key{5}, {count});
        const xt::xtensor<double, 1> x = lazy;
        const auto fit = [&](const std::vector<double>& w)
        {
            std::vector<double> u;
            for (const double at : x)
            {
                double sum = 0;
                for (std::size_t n = 0; n < 4; ++n)
                {
                    const double z = (at - location(n)) / scale(n);
                    sum += w[n] * (z < 0 ? std::exp(z) / 2 : 1 - std::exp(-z) / 2);
                }
                u.push_back(sum);
            }
            return statistics::kolmogorov_smirnov(u);
        };
        CHECK(fit(weights) > statistics::pass);
        CHECK(fit({0.39, 0.3, 0.2, 0.11}) < statistics::caught);
        for (std::size_t i = 0; i < count; i += 9973)
        {
            CHECK(lazy(i) == x(i));
        }
        CHECK(law.sample(ab::key{5})() == law.sample(ab::key{5}, {1})(0));
    }

    TEST_CASE("A mixture of normal laws is the mixture of normal laws")
    {
        const xt::xtensor<double, 1> mu = {-2, 0, 1.5}, sigma = {0.5, 1, 0.25}, w = {0.2, 0.5, 0.3};
        const auto general = ab::mixture_of(w, ab::make_normal(mu, sigma));
        const auto own = ab::mixture(w, mu, sigma * sigma);
        const xt::xtensor<double, 1> x = xt::linspace(-5., 5., 41);
        const xt::xtensor<double, 1> found = general.log_prob(x), expected = own.log_prob(x);
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            CHECK(std::abs(found(i) - expected(i)) <= 1e-14 * (1 + std::abs(expected(i))));
        }
        const xt::xtensor<double, 1> draws = general.sample(ab::key{6}, {100'000});
        const double mean = ab::mean(draws)();
        CHECK(std::abs(mean - 0.05) <= 5 * 1.43 / std::sqrt(1e5));  // mean −0.4 + 0.45, variance 2.04
    }

    TEST_CASE("Parameters that break a rule are refused")
    {
        const auto four = make_laplace(location, scale);
        CHECK(refusal([&] { return ab::mixture_of(std::vector{1, 1, 1, 1}, four); }) ==
              "weights: they sum to 4, which misses 1 by 3; ab::unnormalised(weights) are divided by their sum");
        CHECK(refusal([&] { return ab::mixture_of(std::vector{0.5, 0.5}, four); }) == "weights: 2 of them for 4 means");
        CHECK(refusal([&] { return ab::mixture_of(ab::unnormalised(std::vector{1, 1, 1, 1}), four); }) == "accepted");
        const auto none = xt::xtensor<double, 1>::from_shape({0});
        CHECK(refusal([&] { return ab::mixture_of(1, make_laplace(none, 1.)); }) == "law: no components");
    }

    // What follows reads freed memory, under the address sanitizer, if expressions borrow what they should own.

    auto density_of_locals()
    {
        return ab::mixture_of(1, make_laplace(xt::xtensor<double, 1>{0, 1}, 1.)).log_prob(xt::xtensor<double, 1>{2, 3});
    }
    auto draws_of_locals()
    {
        return ab::mixture_of(1, make_laplace(xt::xtensor<double, 1>{0, 1}, 1.)).sample(ab::key{1}, {3});
    }

    TEST_CASE("Expressions of an rvalue mixture of laws own it, and nothing is allocated while they run")
    {
        const auto law = ab::mixture_of(1, make_laplace(xt::xtensor<double, 1>{0, 1}, 1.));
        const xt::xtensor<double, 1> x{2, 3};
        const xt::xtensor<double, 1> owned = density_of_locals();
        CHECK((owned == xt::xtensor<double, 1>(law.log_prob(x))));
        CHECK((xt::xtensor<double, 1>(draws_of_locals()) == xt::xtensor<double, 1>(law.sample(ab::key{1}, {3}))));
        auto y = xt::xtensor<double, 1>::from_shape({2});
        const auto density = law.log_prob(x);
        const auto draws = law.sample(ab::key{1}, {2});
        CHECK(ab::test::allocations_of(
                  [&]
                  {
                      xt::noalias(y) = density;
                      xt::noalias(y) = draws;
                  }) == 0);
    }
}
