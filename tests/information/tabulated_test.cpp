// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/normal.hpp>
#include <alphabar/information/tabulated.hpp>

#include "information/tabulated_reference.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <numbers>

namespace ab = alphabar;

// What another header may have for any two laws: tables must not fall to it, whatever their constness.
namespace alphabar
{
    template <class Law>
    void entropy(const Law&) = delete;
    template <class P, class Q>
    void cross_entropy(const P&, const Q&) = delete;
    template <class P, class Q>
    void kl_divergence(const P&, const Q&) = delete;
}

namespace
{
    using alphabar::test::refusal;

    TEST_CASE("Tables are told from laws: constant ones, variable ones and temporary ones")
    {
        xt::xtensor<double, 1> p = {0.5, 0.5};
        const auto q = p;
        CHECK(ab::entropy(p)() == ab::entropy(q)());
        CHECK(ab::entropy(0.5 * (p + q))() == ab::entropy(q)());
        CHECK((ab::kl_divergence(p, p)() == 0 && ab::kl_divergence(q, q)() == 0 && ab::kl_divergence(p, q)() == 0));
        CHECK((ab::kl_divergence(q, 1.0 * p)() == 0 && ab::kl_divergence(1.0 * p, q)() == 0));
        CHECK(ab::cross_entropy(q, q)() == ab::cross_entropy(p, 1.0 * q)());
    }

    auto row(const std::vector<double>& values)
    {
        auto out = xt::xtensor<double, 1>::from_shape({values.size()});
        std::copy(values.begin(), values.end(), out.begin());
        return out;
    }

    void check_near(double found, double exact, double epsilons, double size = 0)
    {
        INFO("found " << found << ", exact " << exact);
        CHECK((found == exact || std::abs(found - exact) <= epsilons * 0x1p-52 * std::max(std::abs(exact), size)));
    }

    TEST_CASE("Information between tables is that of multiprecision, of laws that nearly agree too")
    {
        for (const auto& known : tabulated_reference::cases)
        {
            INFO(known.name);
            const auto p = row(known.p), q = row(known.q);
            check_near(ab::entropy(p)(), known.entropy, 8);
            check_near(ab::cross_entropy(p, q)(), known.cross_entropy, 8);
            check_near(ab::kl_divergence(p, q)(), known.kl, ab::math::deviance_max_ulp + 8);
            check_near(ab::jensen_shannon(p, q)(), known.jensen_shannon, ab::math::deviance_max_ulp + 8);
            check_near(ab::jensen_shannon(q, p)(), known.jensen_shannon, ab::math::deviance_max_ulp + 8);
            check_near(ab::total_variation(p, q)(), known.total_variation, 4, 1);
        }
    }

    TEST_CASE("The formula as it stands would lose what nearly equal laws differ by")
    {
        const auto& known = tabulated_reference::cases.back();
        double usual = 0;
        for (std::size_t k = 0; k < known.p.size(); ++k)
        {
            usual += known.p[k] * std::log(known.p[k] / known.q[k]);
        }
        CHECK(std::abs(usual - known.kl) > 0.1 * known.kl);
    }

    TEST_CASE("Divergence is infinite by rule, never NaN, and 0 log 0 is 0")
    {
        const xt::xtensor<double, 1> p = {0.5, 0.5, 0}, q = {0, 0.5, 0.5};
        CHECK(ab::kl_divergence(p, q)() == tabulated_reference::infinity);
        CHECK(ab::cross_entropy(p, q)() == tabulated_reference::infinity);
        CHECK(ab::kl_divergence(p, p)() == 0);
        CHECK(std::abs(ab::jensen_shannon(p, q)() - std::numbers::ln2 / 2) < 1e-16);
        const xt::xtensor<double, 1> all = {1, 0}, none = {0, 1};
        CHECK(ab::entropy(all)() == 0);
        CHECK(std::abs(ab::jensen_shannon(all, none)() - std::numbers::ln2) < 2e-16);
        CHECK(ab::total_variation(all, none)() == 1);
    }

    TEST_CASE("Rows broadcast, types stay, and evaluation allocates nothing")
    {
        const xt::xtensor<float, 2> p = {{0.25f, 0.75f}, {0.5f, 0.5f}, {1.f, 0.f}};
        const xt::xtensor<float, 1> q = {0.5f, 0.5f};
        const auto kl = ab::kl_divergence(p, q);
        static_assert(std::same_as<decltype(kl)::value_type, float>);
        auto out = xt::xtensor<float, 1>::from_shape({3});
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = kl; }) == 0);
        CHECK(std::abs(out(0) - (std::numbers::ln2_v<float> - ab::entropy(xt::xtensor<float, 1>{0.25f, 0.75f})())) <
              1e-7f);
        CHECK((out(1) == 0 && std::abs(out(2) - std::numbers::ln2_v<float>) < 1e-7f));
        const xt::xtensor<float, 1> twice = 2.f * kl;
        CHECK(twice(2) == 2 * out(2));
        const xt::xarray<double> dynamic = {{0.25, 0.75}, {0.5, 0.5}};
        CHECK(xt::xarray<double>(ab::entropy(dynamic)).dimension() == 1);
    }

    TEST_CASE("Densities on a grid are integrated: two normal laws")
    {
        const xt::xtensor<double, 1> x = xt::arange<double>(-30, 30, 1. / 1024);
        const auto p = ab::make_normal(0.5, 1.0).pdf(x);
        const auto q = ab::make_normal(-0.25, 2.0).pdf(x);
        const ab::grid_step step(1. / 1024);
        const double exact = std::log(2.) + (1 + 0.75 * 0.75) / 8 - 0.5;
        CHECK(std::abs(ab::kl_divergence(p, q, step)() - exact) < 1e-12);
        CHECK(std::abs(ab::entropy(p, step)() - 0.5 * std::log(2 * std::numbers::pi * std::numbers::e)) < 1e-12);
        CHECK(std::abs(ab::cross_entropy(p, q, step)() - ab::entropy(p, step)() - exact) < 1e-12);
        CHECK(ab::jensen_shannon(p, q, step)() < std::numbers::ln2);
        const double shift = 1.0;  // total variation of two normals a distance apart: 2Φ(d/2) − 1
        CHECK(std::abs(ab::total_variation(p, ab::make_normal(0.5 + shift, 1.0).pdf(x), step)() -
                       std::erf(shift / 2 / std::numbers::sqrt2)) < 1e-6);
        CHECK(refusal([&] { return ab::entropy(p, ab::grid_step(0.5 / 1024)); })
                  .starts_with("p: sums to 0.5, 0.5 less than 1"));
        CHECK(refusal([] { return ab::grid_step(0); }) == "grid step 0: must be finite and positive");
        CHECK(refusal([] { return ab::grid_step(std::nan("")); }) == "grid step nan: must be finite and positive");
    }

    TEST_CASE("What is no law is refused, and it is said by how much")
    {
        const xt::xtensor<double, 2> p = {{0.5, 0.5}, {0.5, 0.25}}, q = {{0.5, 0.5}, {0.25, 0.75}};
        CHECK(refusal([&] { return ab::kl_divergence(p, q); }) == "p[1]: the row sums to 0.75, 0.25 less than 1");
        CHECK(refusal([&] { return ab::kl_divergence(q, p); }) == "q[1]: the row sums to 0.75, 0.25 less than 1");
        CHECK(refusal([&] { return ab::entropy(xt::xtensor<double, 1>{0.5, 1.}); }) ==
              "p: sums to 1.5, 0.5 more than 1");
        CHECK(refusal([&] { return ab::entropy(xt::xtensor<double, 1>{1.5, -0.5}); }) ==
              "p[0] = 1.5: must lie in [0, 1]");
        CHECK(refusal([&] { return ab::cross_entropy(q, xt::xtensor<double, 1>{std::nan(""), 1}); }) ==
              "q[0] = nan: must lie in [0, 1]");
        CHECK(refusal([&] { return ab::total_variation(q, xt::xtensor<double, 1>{1}); }) ==
              "p has 2 classes, q 1: must have as many");
        CHECK(refusal([&] { return ab::jensen_shannon(q, xt::xtensor<double, 1>::from_shape({0})); }) ==
              "q: no classes");
        CHECK(refusal([&] { return ab::entropy(xt::xarray<double>(std::vector<std::size_t>(), 1.)); }) ==
              "p: of rank 0, must have shape (..., K)");
        CHECK(refusal([&] { return ab::kl_divergence(p, q, ab::unchecked); }) == "accepted");
    }

    TEST_CASE("Rounded probabilities pass, of floats too")
    {
        auto p = xt::xtensor<float, 1>::from_shape({65536});
        p.fill(1.f / 65536);
        for (std::size_t k = 0; k < p.size(); ++k)
        {
            p(k) = static_cast<float>((1 + 0.5 * std::sin(static_cast<double>(k))) / 65536.03);
        }
        double total = 0;
        for (const float x : p)
        {
            total += static_cast<double>(x);
        }
        for (float& x : p)
        {
            x = static_cast<float>(static_cast<double>(x) / total);
        }
        CHECK(refusal([&] { return ab::entropy(p); }) == "accepted");
        CHECK(refusal([] { return ab::entropy(xt::xtensor<double, 1>{0.1, 0.2, 0.3, 0.4}); }) == "accepted");
        CHECK(refusal([] { return ab::entropy(xt::xtensor<double, 1>{0.1, 0.2, 0.3, 0.4 + 1e-13}); }) != "accepted");
    }
}
