// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/independent.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/random/uniform.hpp>

#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    using ab::test::refusal;

    /// The least law there is: uniform on the unit interval, without moments.
    struct unit_uniform : ab::distribution_interface<unit_uniform>
    {
        using value_type = double;
        auto shape() const { return std::array<std::size_t, 2>{2, 3}; }
        auto sample(ab::key k) const { return ab::uniform<double>(k, shape()); }
        template <class Points>
        auto log_prob(Points&& x) const
        {
            return ab::log(xt::cast<double>(xt::abs(std::forward<Points>(x) - 0.5) <= 0.5));
        }
    };

    using of_normal = decltype(ab::independent(ab::make_normal(xt::xtensor<float, 2>(), 1.f)));
    static_assert(ab::probability_distribution<of_normal> && ab::has_moments<of_normal> && ab::has_entropy<of_normal>);
    using of_least = ab::independent_distribution<unit_uniform>;
    static_assert(ab::probability_distribution<of_least> && !ab::has_moments<of_least> && !ab::has_entropy<of_least>);

    TEST_CASE("The log density of a vector is the sum of its elements', and so is the entropy")
    {
        const xt::xtensor<double, 2> mean{{0, 1, 2}, {3, 4, 5}};
        const xt::xtensor<double, 1> stddev{1, 2, 0.5};
        const xt::xtensor<double, 1> x{0.25, -1, 3};
        const auto elements = ab::make_normal(mean, stddev);
        const auto law = ab::independent(elements);
        const xt::xtensor<double, 1> log_p = law.log_prob(x), p = law.prob(x), entropy = law.entropy();
        REQUIRE(log_p.shape() == std::array<std::size_t, 1>{2});
        CHECK(law.shape() == std::array<std::size_t, 2>{2, 3});
        for (std::size_t n = 0; n < 2; ++n)
        {
            double sum = 0, uncertainty = 0;
            for (std::size_t i = 0; i < 3; ++i)
            {
                sum += ab::make_normal(mean(n, i), stddev(i)).log_prob(x(i))();
                uncertainty += std::log(stddev(i)) + 0.5 * std::log(2 * std::acos(-1.) * std::exp(1.));
            }
            CHECK(std::abs(log_p(n) - sum) <= 4e-16 * std::abs(sum));
            CHECK(std::abs(p(n) - std::exp(sum)) <= 1e-14 * std::exp(sum));
            CHECK(std::abs(entropy(n) - uncertainty) <= 1e-15 * uncertainty);
        }
        const xt::xtensor<double, 2> drawn = law.sample(ab::key{5}), of_elements = elements.sample(ab::key{5});
        CHECK(drawn == of_elements);
        const xt::xtensor<double, 3> many = law.sample(ab::key{5}, {4, 2, 3});
        CHECK(many(3, 1, 2) != many(2, 1, 2));
        const xt::xtensor<double, 2> mean_again = law.mean();
        CHECK(mean_again == mean);
        CHECK(law.variance()(1) == 4);
        CHECK(law.log_prob(0.25)(0) != log_p(0));
        CHECK(ab::independent(unit_uniform()).log_prob(xt::xtensor<double, 2>{{0.5, 0, 1}, {0.5, 2, 1}})(0) == 0);
    }

    TEST_CASE("An empty vector has density 1")
    {
        const auto none = xt::xtensor<double, 2>::from_shape({2, 0});
        const xt::xtensor<double, 1> p = ab::independent(ab::make_normal(none, 1.0)).prob(none);
        CHECK((p(0) == 1 && p(1) == 1));
    }

    TEST_CASE("Vectors of another length and laws of a number are refused")
    {
        const xt::xtensor<double, 1> mean{1, 2, 3};
        const auto law = ab::independent(ab::make_normal(mean, 1.0));
        CHECK(refusal([&] { return law.log_prob(xt::xtensor<double, 1>{1, 2}); }) ==
              "points: vectors of 2 numbers meet a law of 3");
        CHECK(refusal([] { return ab::independent(ab::make_normal(0.0, 1.0)); }) ==
              "independent: a law of vectors needs an axis, and this one is of a number");
        CHECK(refusal([&] { return ab::independent(ab::make_normal(xt::xtensor<double, 1>{7}, 1.0)).log_prob(mean); }) ==
              "points: vectors of 3 numbers meet a law of 1");
    }

#if ALPHABAR_TEST_COUNTS_ALLOCATIONS
    TEST_CASE("Many vectors are one loop without an allocation")
    {
        const xt::xtensor<float, 2> mean = xt::zeros<float>({100, 64});
        const xt::xtensor<float, 2> stddev = xt::ones<float>({100, 64});
        auto log_p = xt::xtensor<float, 1>::from_shape({100});
        const auto law = ab::independent(ab::make_normal(mean, stddev));
        CHECK(ab::test::allocations_of([&] { xt::noalias(log_p) = law.log_prob(mean); }) == 0);
        CHECK(std::abs(log_p(99) + 64 * 0.9189385) < 1e-4);
    }
#endif
}
