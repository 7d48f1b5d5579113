// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/information/kl_divergence.hpp>

#include "information/kl_divergence_reference.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>

namespace ab = alphabar;

namespace user
{
    /// A law of a user's file, and its divergence: uniform on (0, width).
    struct up_to : ab::distribution_interface<up_to>
    {
        using value_type = double;
        double width;

        explicit up_to(double w) : width(w) {}
        auto shape() const { return std::array<std::size_t, 1>{1}; }
        auto sample(ab::key k) const { return width * ab::normal<double>(k, shape()); }
        template <class Points>
        auto log_prob(Points&& x) const
        {
            return std::forward<Points>(x) * 0. - std::log(width);
        }
    };

    auto kl_divergence(const up_to& p, const up_to& q)
    {
        return xt::broadcast(p.width <= q.width ? std::log(q.width / p.width)
                                                : std::numeric_limits<double>::infinity(),
                             std::array<std::size_t, 1>{1});
    }
}

namespace
{
    using ab::test::refusal;
    using information_reference::divergence;

    constexpr double infinity = std::numeric_limits<double>::infinity();

    template <class T>
    double ulps(T got, double exact, double rest)
    {
        const T nearest = static_cast<T>(exact);
        if (!std::isfinite(nearest) || !std::isfinite(got))
        {
            return got == nearest ? 0 : infinity;
        }
        const int exponent = std::max(exact == 0 ? -2000 : std::ilogb(exact) + 1, std::numeric_limits<T>::min_exponent);
        return std::abs(
            std::ldexp((static_cast<double>(got) - exact) - rest, std::numeric_limits<T>::digits - exponent));
    }

    /// The largest error of a table, of divergences in batches and of single numbers, which must be the same.
    template <class T>
    double worst_of(const std::vector<divergence>& table)
    {
        const auto column = [&](double divergence::*of)
        {
            auto out = xt::xtensor<T, 1>::from_shape({table.size()});
            std::transform(table.begin(), table.end(), out.begin(),
                           [of](const divergence& row) { return static_cast<T>(row.*of); });
            return out;
        };
        const auto mean1 = column(&divergence::mean1), stddev1 = column(&divergence::stddev1);
        const auto mean2 = column(&divergence::mean2), stddev2 = column(&divergence::stddev2);
        const xt::xtensor<T, 1> kl =
            ab::kl_divergence(ab::make_normal(mean1, stddev1), ab::make_normal(mean2, stddev2));
        double worst = 0;
        for (std::size_t i = 0; i < table.size(); ++i)
        {
            const auto& row = table[i];
            const double error = ulps(kl(i), row.kl, row.kl_rest);
            INFO("N(" << row.mean1 << ", " << row.stddev1 << ") and N(" << row.mean2 << ", " << row.stddev2 << ")");
            CHECK(error <= ab::information::normal_divergence_max_ulp);
            CHECK(ab::kl_divergence(ab::make_normal(mean1(i), stddev1(i)), ab::make_normal(mean2(i), stddev2(i)))() ==
                  kl(i));
            worst = std::max(worst, error);
        }
        return worst;
    }

    TEST_CASE("The divergence of normal laws is that of multiprecision, of laws that are nearly the same, too")
    {
        const double worst[] = {worst_of<float>(information_reference::of_floats),
                                worst_of<double>(information_reference::of_doubles),
                                worst_of<double>(information_reference::nearly_the_same)};
        INFO(worst[0] << ", " << worst[1] << ", " << worst[2] << " units");
        CHECK(worst[1] > 0);
    }

    TEST_CASE("The formula as it is written does not keep the promise")
    {
        double worst = 0;
        for (const auto& row : information_reference::nearly_the_same)
        {
            const double z = (row.mean1 - row.mean2) / row.stddev2, t = row.stddev1 / row.stddev2;
            worst = std::max(worst, ulps((z * z + t * t - 1) / 2 - std::log(t), row.kl, row.kl_rest));
        }
        CHECK(worst > 1e6);
    }

    TEST_CASE("A law is at distance 0 from itself, and a point mass at an infinite one from all others")
    {
        const double nan = std::nan("");
        const xt::xtensor<double, 1> mean1{1, 1, 1, 1, 1, nan, nan}, stddev1{2, 0, 0, 0, 1, 0, 1};
        const xt::xtensor<double, 1> mean2{1, 1, 2, 1, 1, 1, 1}, stddev2{2, 0, 0, 1, 0, 0, 1};
        const xt::xtensor<double, 1> kl =
            ab::kl_divergence(ab::make_normal(mean1, stddev1), ab::make_normal(mean2, stddev2));
        CHECK((kl(0) == 0 && kl(1) == 0 && kl(2) == infinity && kl(3) == infinity && kl(4) == infinity));
        CHECK((std::isnan(kl(5)) && std::isnan(kl(6))));
        CHECK(ab::kl_divergence(ab::make_normal(0, 1e-300), ab::make_normal(0, 1e300))() > 1380);
        CHECK(ab::kl_divergence(ab::make_normal(0, 1e300), ab::make_normal(0, 1e-300))() == infinity);
        CHECK(ab::kl_divergence(ab::make_normal(1e300, 1.), ab::make_normal(0, 1e-300))() == infinity);
        CHECK(ab::kl_divergence(ab::make_normal(infinity, 1.), ab::make_normal(0, 1.))() == infinity);
    }

    TEST_CASE("Of vectors it is the sum of the elements', of every pair of diagonal and isotropic laws")
    {
        const xt::xtensor<double, 2> mean1{{0, 1, 2}, {3, 4, 5}}, mean2{{1, 1, 2}, {3, 3, 3}};
        const xt::xtensor<double, 1> width1{0.5, 2}, width2{1, 1.5};
        const xt::xtensor<double, 2> wide1{{0.5}, {2}}, wide2{{1}, {1.5}};
        const auto p = ab::make_normal(mean1, wide1), q = ab::make_normal(mean2, wide2);
        const auto isotropic1 = ab::isotropic_normal(mean1, width1), isotropic2 = ab::isotropic_normal(mean2, width2);
        const xt::xtensor<double, 2> elements = ab::kl_divergence(p, q);
        const xt::xtensor<double, 1> both = ab::kl_divergence(isotropic1, isotropic2),
                                     first = ab::kl_divergence(isotropic1, ab::independent(q)),
                                     second = ab::kl_divergence(ab::independent(p), isotropic2),
                                     none = ab::kl_divergence(ab::independent(p), ab::independent(q));
        for (std::size_t n = 0; n < 2; ++n)
        {
            const double sum = elements(n, 0) + elements(n, 1) + elements(n, 2);
            for (const double kl : {both(n), first(n), second(n), none(n)})
            {
                CHECK(std::abs(kl - sum) <= 1e-15 * sum);
            }
        }
        const auto mass = ab::isotropic_normal(mean1, 0.0);
        CHECK((ab::kl_divergence(mass, mass)(1) == 0 && ab::kl_divergence(isotropic1, mass)(0) == infinity));
        CHECK(ab::kl_divergence(ab::isotropic_normal(mean2, 0.0), mass)(0) == infinity);

        const xt::xtensor<double, 1> other{1, 2};
        CHECK(refusal([&] { return ab::kl_divergence(ab::independent(ab::make_normal(other, 1.)), ab::independent(p)); }) ==
              "laws of vectors of 2 and of 3 numbers: must be of the same length");
        CHECK_THROWS_AS((xt::xarray<double>(ab::kl_divergence(p, ab::make_normal(other, 1.)))), xt::broadcast_error);
    }

    static_assert(ab::has_kl_divergence<user::up_to, user::up_to>);
    using normal = decltype(ab::make_normal(0, 1));
    static_assert(ab::has_kl_divergence<normal, normal> && !ab::has_kl_divergence<normal, user::up_to>);
    using normal_vector = decltype(ab::independent(ab::make_normal(xt::xtensor<float, 1>(), 1)));
    static_assert(ab::has_kl_divergence<normal_vector, normal_vector>);
    static_assert(!ab::has_kl_divergence<normal_vector, ab::independent_distribution<user::up_to>>);

    TEST_CASE("A pair of laws of a user's file joins in, in vectors too")
    {
        CHECK(ab::kl_divergence(ab::independent(user::up_to(1)), ab::independent(user::up_to(2)))() == std::log(2.));
        CHECK(kl_divergence(user::up_to(2), user::up_to(1))(0) == infinity);
    }

    auto divergence_of_locals(double stddev)
    {
        return ab::kl_divergence(ab::make_normal(xt::xtensor<double, 1>{1, 2}, stddev),
                                 ab::make_normal(xt::xtensor<double, 1>{1, 2} + 0., 2 * stddev));
    }

    TEST_CASE("A divergence owns what its laws own")
    {
        const auto e = divergence_of_locals(1);
        const xt::xtensor<double, 1> kl = e;
        CHECK(std::abs(kl(1) - (std::log(2.) - 0.375)) < 1e-15);
    }

#if ALPHABAR_TEST_COUNTS_ALLOCATIONS
    TEST_CASE("Two batches of laws become one number without an allocation")
    {
        const xt::xtensor<double, 1> mean = xt::zeros<double>({1000});
        const xt::xtensor<double, 1> stddev = xt::ones<double>({1000});
        const auto p = ab::make_normal(mean, stddev);
        const auto q = ab::make_normal(1., stddev);
        double total = 0;
        CHECK(ab::test::allocations_of([&] { total = ab::sum(ab::kl_divergence(p, q))(); }) == 0);
        CHECK(total == 500);
    }
#endif
}
