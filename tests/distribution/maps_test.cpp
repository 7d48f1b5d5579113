// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/maps.hpp>

#include "distribution/maps_reference.hpp"
#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <limits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    /// A map of a user's own, y = x³.
    struct cube
    {
        template <class X>
        auto forward(const X& x) const
        {
            return x * x * x;
        }
        template <class Y>
        auto inverse(const Y& y) const
        {
            return xt::cbrt(y);
        }
        template <class X>
        auto log_abs_det(const X& x) const
        {
            return xt::log(3 * x * x);
        }
    };
    struct no_inverse
    {
        template <class X>
        auto forward(const X& x) const
        {
            return 1 * x;
        }
        template <class X>
        auto log_abs_det(const X& x) const
        {
            return 0 * x;
        }
    };

    static_assert(ab::invertible_map<cube> && ab::invertible_map<const cube&>);
    static_assert(ab::invertible_map<ab::exp_map_t> && ab::invertible_map<ab::softplus_map_t>);
    static_assert(ab::invertible_map<decltype(ab::sigmoid_map | ab::affine_map(2., 1.))>);
    static_assert(ab::invertible_map<decltype(cube() | ab::exp_map)>);
    static_assert(!ab::invertible_map<no_inverse> && !ab::invertible_map<int>);

    template <class Map>
    void check(const Map& map, const std::vector<maps_reference::value>& values)
    {
        constexpr double epsilon = std::numeric_limits<double>::epsilon();
        for (const auto& known : values)
        {
            INFO("x = " << known.x << ", y = " << known.y);
            const double forward = map.forward(xt::xscalar<double>(known.x))();
            const double inverse = map.inverse(xt::xscalar<double>(known.y))();
            const double log_abs_det = map.log_abs_det(xt::xscalar<double>(known.x))();
            CHECK(std::abs(forward - known.y) <= 4 * epsilon * known.y + std::numeric_limits<double>::denorm_min());
            CHECK(std::abs(inverse - known.inverse) <= 4 * epsilon * std::max(1., std::abs(known.inverse)));
            CHECK(std::abs(log_abs_det - known.log_abs_det) <= 4 * epsilon * std::abs(known.log_abs_det));
        }
    }

    TEST_CASE("Maps, their inverses and their slopes are those of multiprecision, in all tails")
    {
        check(ab::softplus_map, maps_reference::softplus);
        check(ab::sigmoid_map, maps_reference::sigmoid);
    }

    TEST_CASE("What is no image has no inverse, the ends of the image have infinite ones")
    {
        const double infinity = std::numeric_limits<double>::infinity();
        const auto at = [](const auto& map, double y) { return map.inverse(xt::xscalar<double>(y))(); };
        CHECK((std::isnan(at(ab::exp_map, -1)) && at(ab::exp_map, 0) == -infinity));
        CHECK((std::isnan(at(ab::softplus_map, -1e-300)) && at(ab::softplus_map, 0) == -infinity));
        CHECK(at(ab::softplus_map, infinity) == infinity);
        CHECK((std::isnan(at(ab::sigmoid_map, -0.5)) && std::isnan(at(ab::sigmoid_map, 1.5))));
        CHECK((at(ab::sigmoid_map, 0) == -infinity && at(ab::sigmoid_map, 1) == infinity));
        CHECK(at(ab::sigmoid_map, 0.5) == 0);
    }

    TEST_CASE("Composed maps run from left to right, and their slopes multiply")
    {
        const auto map = ab::affine_map(3., -1.) | ab::softplus_map | cube();
        const xt::xtensor<double, 1> x{-2, 0, 0.25, 3};
        const xt::xtensor<double, 1> y = map.forward(x);
        const xt::xtensor<double, 1> back = map.inverse(y);
        const xt::xtensor<double, 1> log_abs_det = map.log_abs_det(x);
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            const double inner = std::log1p(std::exp(3 * x(i) - 1));
            CHECK(std::abs(y(i) / (inner * inner * inner) - 1) <= 1e-14);
            CHECK(std::abs(back(i) - x(i)) <= 1e-13);
            const double slope = 3 / (1 + std::exp(1 - 3 * x(i))) * 3 * inner * inner;
            CHECK(std::abs(log_abs_det(i) - std::log(slope)) <= 1e-13);
        }
    }

    TEST_CASE("Affine parameters may be arrays, and are looked at")
    {
        const xt::xtensor<float, 1> scale{2, -4};
        const auto map = ab::affine_map(scale, 1);
        const xt::xtensor<float, 1> y = map.forward(xt::xtensor<float, 1>{3, 5});
        CHECK((y == xt::xtensor<float, 1>{7, -19}));
        CHECK((xt::xtensor<float, 1>(map.inverse(y)) == xt::xtensor<float, 1>{3, 5}));
        CHECK(std::abs(map.log_abs_det(y)(1) - std::log(4.f)) <= 1e-6f);
        CHECK(refusal([] { return ab::affine_map(0., 1.); }) == "scale = 0: must be finite and not 0");
        CHECK(refusal([] { return ab::affine_map(xt::xtensor<double, 1>{1, HUGE_VAL}, 1.); }) ==
              "scale[1] = inf: must be finite and not 0");
        CHECK(refusal([] { return ab::affine_map(1., std::nan("")); }) == "shift = nan: must be finite");
    }
}
