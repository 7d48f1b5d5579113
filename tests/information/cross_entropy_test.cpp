// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/information/cross_entropy.hpp>

#include "information/kl_divergence_reference.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>

namespace ab = alphabar;

namespace
{
    constexpr double infinity = std::numeric_limits<double>::infinity();

    template <class T>
    void check(const std::vector<information_reference::divergence>& table)
    {
        for (const auto& row : table)
        {
            const auto p = ab::make_normal(static_cast<T>(row.mean1), static_cast<T>(row.stddev1));
            const auto q = ab::make_normal(static_cast<T>(row.mean2), static_cast<T>(row.stddev2));
            const T got = ab::cross_entropy(p, q)();
            const T nearest = static_cast<T>(row.cross);
            INFO("N(" << row.mean1 << ", " << row.stddev1 << ") and N(" << row.mean2 << ", " << row.stddev2 << ")");
            if (!std::isfinite(nearest))
            {
                CHECK(got == nearest);
                continue;
            }
            const double z = (row.mean1 - row.mean2) / row.stddev2, t = row.stddev1 / row.stddev2;
            const double largest = std::max({1., z * z / 2, t * t / 2, std::abs(std::log(row.stddev2))});
            const double unit = std::ldexp(1., std::ilogb(row.cross) + 1 - std::numeric_limits<T>::digits);
            const double error = std::abs((static_cast<double>(got) - row.cross) - row.cross_rest);
            CHECK(error <= std::max(ab::information::normal_cross_entropy_max_ulp * unit,
                                    ab::distribution::normal_log_prob_error<T> * largest));
        }
    }

    TEST_CASE("The cross entropy of normal laws is that of multiprecision")
    {
        check<float>(information_reference::of_floats);
        check<double>(information_reference::of_doubles);
        check<double>(information_reference::nearly_the_same);
    }

    TEST_CASE("The cross entropy of a law and itself is its entropy, and it exceeds that by the divergence")
    {
        const xt::xtensor<double, 2> mean1{{0, 1, 2}, {3, 4, 5}}, mean2{{1, 1, 2}, {3, 3, 3}};
        const auto p = ab::independent(ab::make_normal(mean1, 2.)), q = ab::independent(ab::make_normal(mean2, 3.));
        const auto isotropic1 = ab::isotropic_normal(mean1, 2.), isotropic2 = ab::isotropic_normal(mean2, 3.);
        for (std::size_t n = 0; n < 2; ++n)
        {
            const double sum = ab::entropy(p)(n) + ab::kl_divergence(p, q)(n);
            CHECK(std::abs(ab::cross_entropy(p, p)(n) - ab::entropy(p)(n)) <= 1e-15 * ab::entropy(p)(n));
            CHECK(std::abs(ab::cross_entropy(p, q)(n) - sum) <= 1e-15 * sum);
            CHECK(ab::cross_entropy(isotropic1, isotropic2)(n) == ab::cross_entropy(p, q)(n));
            CHECK(ab::cross_entropy(isotropic1, q)(n) == ab::cross_entropy(p, q)(n));
            CHECK(ab::cross_entropy(p, isotropic2)(n) == ab::cross_entropy(p, q)(n));
        }
    }

    TEST_CASE("A point mass has a finite cross entropy to a normal law, and none has one to it but itself")
    {
        const xt::xtensor<double, 1> mean1{1, 1, 1, 1}, stddev1{0, 1, 0, 0}, mean2{2, 1, 1, 2}, stddev2{1, 0, 0, 0};
        const xt::xtensor<double, 1> cross =
            ab::cross_entropy(ab::make_normal(mean1, stddev1), ab::make_normal(mean2, stddev2));
        CHECK(cross(0) == -ab::make_normal(2., 1.).log_prob(1.)());
        CHECK((cross(1) == infinity && cross(2) == -infinity && cross(3) == infinity));
    }

    /// A law with a divergence and an entropy of its own: the sum of both is its cross entropy.
    struct fair : ab::distribution_interface<fair>
    {
        using value_type = double;
        auto shape() const { return std::array<std::size_t, 1>{1}; }
        auto sample(ab::key k) const { return ab::normal<double>(k, shape()); }
        template <class Points>
        auto log_prob(Points&& x) const
        {
            return std::forward<Points>(x) * 0.;
        }
        auto entropy() const { return xt::broadcast(0.5, shape()); }
    };
    auto kl_divergence(const fair&, const fair&) { return xt::broadcast(0.25, std::array<std::size_t, 1>{1}); }

    TEST_CASE("Of other laws it is the entropy and the divergence")
    {
        CHECK(ab::cross_entropy(fair(), fair())(0) == 0.75);
    }
}
