// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/functions.hpp"
#include "support/catch.hpp"

#include <alphabar/math/two_part_log.hpp>

#include <cmath>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    /// The two parts as functions of their own, so that batches of them are looked at.
    struct high_part
    {
        template <class V>
        constexpr V operator()(V x) const
        {
            return math::detail::two_part_log<V>(math::detail::split_binary<V>(x)).high;
        }
    };
    struct low_part
    {
        template <class V>
        constexpr V operator()(V x) const
        {
            return math::detail::two_part_log<V>(math::detail::split_binary<V>(x)).low;
        }
    };

    /// Positive finite numbers: any, and those near 1.
    template <class T>
    std::vector<T> positive_numbers(std::size_t n)
    {
        using format = math::detail::ieee<T>;
        std::vector<T> x;
        for (std::uint64_t i = 0; x.size() != n; ++i)
        {
            const T any = std::fabs(sample<T>(4 * i, 0, 1));
            const double near = 0.5 + 1.5 * (static_cast<double>(mixed(i) >> 11) * 0x1p-53);
            const T chosen = i % 2 == 0 ? any : static_cast<T>(near);
            if (std::isfinite(chosen) && chosen != 0)
            {
                x.push_back(chosen);
            }
        }
        for (const T edge : {T(1), T(27.0 / 32), T(54.0 / 32), T(1.1875), T(181.0 / 128), std::numeric_limits<T>::max(),
                             std::numeric_limits<T>::min(), std::numeric_limits<T>::denorm_min(),
                             std::numeric_limits<T>::max() / 4, math::from_bits(math::bits(T(1)) - 1),
                             math::from_bits(static_cast<math::uint_t<T>>(format::one + 1))})
        {
            x.push_back(edge);
        }
        return x;
    }

    /// The largest error, in units of what is promised, and how many lanes differ from scalars.
    template <class T, class High, class Low>
    std::pair<double, int> worst_of(High high_of, Low low_of)
    {
        const auto x = positive_numbers<T>(20'000);
        std::vector<T> high(x.size());
        std::vector<T> low(x.size());
        map_batches(high_of, x.data(), high.data(), x.size());
        map_batches(low_of, x.data(), low.data(), x.size());
        real exact;
        double worst = 0;
        int different = 0;
        for (std::size_t i = 0; i != x.size(); ++i)
        {
            mpfr_set_d(exact.get(), static_cast<double>(x[i]), MPFR_RNDN);
            mpfr_log(exact.get(), exact.get(), MPFR_RNDN);
            mpfr_sub_d(exact.get(), exact.get(), static_cast<double>(high[i]), MPFR_RNDN);
            mpfr_sub_d(exact.get(), exact.get(), static_cast<double>(low[i]), MPFR_RNDN);
            worst = std::max(worst, std::fabs(mpfr_get_d(exact.get(), MPFR_RNDN)) / math::two_part_log_error<T>);
            different += high[i] != high_of(x[i]) || low[i] != low_of(x[i]);
        }
        return {worst, different};
    }

    template <class T>
    void check()
    {
        const auto [worst, different] = worst_of<T>(high_part{}, low_part{});
        INFO(worst << " of what is promised");
        CHECK(worst <= 1);
        CHECK(different == 0);

        const auto plain = [](auto v) { return math::log(v); };
        const auto nothing = [](auto v) { return v - v; };
        CHECK(worst_of<T>(plain, nothing).first > 16);
    }

    TEST_CASE("A logarithm in two parts has more digits than one number holds, and one number is caught")
    {
        check<float>();
        check<double>();
    }

    TEST_CASE("Constant expressions give the same bits, and log 1 is 0 in both parts")
    {
        constexpr double compiled = high_part{}(0.3);
        const volatile double hidden = 0.3;
        CHECK(high_part{}(double{hidden}) == compiled);
        STATIC_REQUIRE((high_part{}(1.0f) == 0 && low_part{}(1.0f) == 0));
        STATIC_REQUIRE((high_part{}(1.0) == 0 && low_part{}(1.0) == 0));
    }

    template <class T>
    void check_scaling()
    {
        for (const T x : positive_numbers<T>(1'000))
        {
            const auto parts = math::detail::split_binary(x);
            CHECK((parts.mantissa >= T(27.0 / 32) && parts.mantissa < T(54.0 / 32)));
            CHECK(std::ldexp(parts.mantissa, static_cast<int>(parts.k)) == x);
            CHECK(x * parts.rescaling * parts.power == parts.mantissa);
        }
    }

    TEST_CASE("Binary parts put every number together again, the least and the largest included")
    {
        check_scaling<float>();
        check_scaling<double>();
    }
}
