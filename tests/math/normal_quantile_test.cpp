// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/three_worlds.hpp"

#include <alphabar/math/normal_quantile.hpp>

#include <cmath>
#include <limits>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    template <class T>
    constexpr T inf = std::numeric_limits<T>::infinity();

    static_assert(math::normal_quantile(0.5) == 0.0 && math::normal_upper_quantile(0.5f) == 0.0f);
    static_assert(math::normal_quantile(0.0) == -inf<double> && math::normal_quantile(1.0f) == inf<float>);
    static_assert(math::normal_quantile(1.5) != math::normal_quantile(1.5));

    TEST_CASE("normal_quantile keeps its promises")
    {
        check_promises<float>(the_normal_quantile{});
        check_promises<double>(the_normal_quantile{});
    }

    /// Tails of every depth: 2^(-e) with e spread evenly up to the least subnormal number.
    struct the_deep_quantile : the_normal_quantile
    {
        static constexpr const char* name = "normal_quantile, deep";

        template <class T>
        static double worst_ulp()
        {
            constexpr int deepest = std::numeric_limits<T>::digits - std::numeric_limits<T>::min_exponent;
            real argument;
            real exact;
            double worst = 0;
            for (std::uint64_t i = 0; i != 4'000; ++i)
            {
                const double e = deepest * (static_cast<double>(mixed(i) >> 11) * 0x1p-53);
                const T p = static_cast<T>(std::exp2(-e));
                worst = std::max(worst, ulp_error(math::normal_quantile(p), reference, p, argument, exact));
            }
            return worst;
        }
    };

    TEST_CASE("normal_quantile keeps its promise in tails of every depth")
    {
        CHECK(the_deep_quantile::worst_ulp<float>() <= math::normal_quantile_max_ulp);
        CHECK(the_deep_quantile::worst_ulp<double>() <= math::normal_quantile_max_ulp);
    }

    TEST_CASE("Both tails are mirror images")
    {
        for (const double p : {0.25, 0.4375, 0x1p-10, 0x1p-50})
        {
            CHECK(math::normal_quantile(1 - p) == -math::normal_quantile(p));
            CHECK(math::normal_upper_quantile(p) == -math::normal_quantile(p));
        }
        CHECK(math::normal_upper_quantile(1e-300) > 37);
    }

    TEST_CASE("normal_quantile of what is no probability")
    {
        CHECK(in_a_batch(the_normal_quantile{}, 0.0f) == -inf<float>);
        CHECK(in_a_batch(the_normal_quantile{}, 1.0) == inf<double>);
        CHECK(std::isnan(in_a_batch(the_normal_quantile{}, -0x1p-149f)));
        CHECK(std::isnan(in_a_batch(the_normal_quantile{}, std::nextafter(1.0, 2.0))));
        CHECK(std::isnan(in_a_batch(the_normal_quantile{}, std::numeric_limits<double>::quiet_NaN())));
    }
}
