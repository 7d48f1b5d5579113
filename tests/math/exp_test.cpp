// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/exp.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::exp(0.0f) == 1.0f && math::exp(-0.0f) == 1.0f);
    static_assert(math::exp(0.0) == 1.0 && math::exp(-0.0) == 1.0);
    static_assert(math::exp(1.0) == 0x1.5bf0a8b145769p1);  // e, correctly rounded
    static_assert(math::exp(1.0f) == 0x1.5bf0a8p1f);
    static_assert(math::exp(inf<float>) == inf<float> && math::exp(-inf<float>) == 0);
    static_assert(math::exp(inf<double>) == inf<double> && math::exp(-inf<double>) == 0);

    TEST_CASE("exp keeps its promises")
    {
        check_promises<float>(the_exp{});
        check_promises<double>(the_exp{});
    }

    TEST_CASE("exp overflows and vanishes where the true value does")
    {
        // the last arguments before log(2^128 - 2^103) = 88.722839081870676774 and log(2^1024 - 2^970) =
        // 709.78271289338399679, and the first after log(2^-150) = -103.97207708399179641 and log(2^-1075) =
        // -745.13321910194120762
        const auto above = [](auto x) { return std::nextafter(x, inf<decltype(x)>); };
        const auto below = [](auto x) { return std::nextafter(x, -inf<decltype(x)>); };
        const float top_f = 0x1.62e42ep6f;
        const double top_d = 0x1.62e42fefa39efp9;
        CHECK(in_a_batch(the_exp{}, top_f) > 3.4e38f);
        CHECK(in_a_batch(the_exp{}, top_f) < inf<float>);
        CHECK(in_a_batch(the_exp{}, above(top_f)) == inf<float>);
        CHECK(in_a_batch(the_exp{}, top_d) > 1.79e308);
        CHECK(in_a_batch(the_exp{}, top_d) < inf<double>);
        CHECK(in_a_batch(the_exp{}, above(top_d)) == inf<double>);

        const float bottom_f = -0x1.9fe368p6f;
        const double bottom_d = -0x1.74910d52d3051p9;
        CHECK(in_a_batch(the_exp{}, bottom_f) == std::numeric_limits<float>::denorm_min());
        CHECK(in_a_batch(the_exp{}, below(bottom_f)) == 0.0f);
        CHECK(in_a_batch(the_exp{}, bottom_d) == std::numeric_limits<double>::denorm_min());
        CHECK(in_a_batch(the_exp{}, below(bottom_d)) == 0.0);
    }

    TEST_CASE("exp of the extremes")
    {
        CHECK(in_a_batch(the_exp{}, std::numeric_limits<float>::max()) == inf<float>);
        CHECK(in_a_batch(the_exp{}, std::numeric_limits<float>::lowest()) == 0.0f);
        CHECK(in_a_batch(the_exp{}, std::numeric_limits<double>::max()) == inf<double>);
        CHECK(in_a_batch(the_exp{}, std::numeric_limits<double>::lowest()) == 0.0);
        CHECK(std::isnan(in_a_batch(the_exp{}, std::numeric_limits<float>::quiet_NaN())));
        CHECK(std::isnan(in_a_batch(the_exp{}, std::numeric_limits<double>::quiet_NaN())));
    }

    TEST_CASE("The checks catch an exp with a weaker polynomial and one that differs between worlds")
    {
        CHECK(check_samples<float>(careless_exp{}, 0, 20'000).worst_ulp > the_exp::bound);
        CHECK(check_samples<double>(careless_exp{}, 0, 20'000).worst_ulp > the_exp::bound);
        if (batch_lanes<float> != 1)
        {
            CHECK(check_samples<float>(moody_exp{}, 0, 1'000).different_bits > 0);
            CHECK(differences_between_worlds<double>(moody_exp{}) > 0);
        }
    }
}
