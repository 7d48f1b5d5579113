// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "math/functions.hpp"
#include "support/catch.hpp"

#include <alphabar/math/stirling_error.hpp>

namespace
{
    using namespace alphabar::test;
    namespace math = alphabar::math;

    struct the_stirling_error
    {
        template <class V>
        constexpr V operator()(V x) const
        {
            return math::stirling_error(x);
        }
    };

    /// log n! − log(sqrt(2πn) (n/e)^n)
    int reference(mpfr_ptr result, mpfr_srcptr n, mpfr_rnd_t round)
    {
        real x, y;
        mpfr_const_pi(x.get(), round);
        mpfr_mul_2si(x.get(), x.get(), 1, round);
        mpfr_mul(x.get(), x.get(), n, round);
        mpfr_log(x.get(), x.get(), round);
        mpfr_div_2si(x.get(), x.get(), 1, round);
        mpfr_log(y.get(), n, round);
        mpfr_sub_ui(y.get(), y.get(), 1, round);
        mpfr_fma(x.get(), y.get(), n, x.get(), round);
        mpfr_add_ui(y.get(), n, 1, round);
        mpfr_lngamma(result, y.get(), round);
        return mpfr_sub(result, result, x.get(), round);
    }

    std::vector<double> arguments()
    {
        std::vector<double> n;
        for (double k = 1; k < 2000; ++k)
        {
            n.push_back(k);
        }
        for (double k = 2003; k < 0x1p31; k = std::floor(k * 1.013))
        {
            n.push_back(k);
        }
        n.push_back(0x1p31 - 1);
        return n;
    }

    static_assert(math::stirling_error(0.0) == std::numeric_limits<double>::infinity());
    static_assert(math::stirling_error(1.0) == 0x1.4c071bcda0a5bp-4);  // 1 − log(2π)/2
    static_assert(math::stirling_error(1e6) > 0.99 / 12e6 && math::stirling_error(1e6) < 1 / 12e6);

    TEST_CASE("stirling_error keeps its promise for whole numbers up to 2^31")
    {
        double worst = 0;
        real argument, exact;
        for (const double n : arguments())
        {
            INFO("n = " << n);
            const double error = ulp_error(math::stirling_error(n), reference, n, argument, exact);
            CHECK(error <= math::stirling_error_max_ulp);
            worst = std::max(worst, error);
        }
        CHECK(worst > 0.4);  // the reference does see roundings
        CHECK(ulp_error(std::nextafter(math::stirling_error(30.0), 1.0) * (1 + 0x1p-50), reference, 30.0, argument,
                        exact) > math::stirling_error_max_ulp);
    }

    TEST_CASE("stirling_error of a batch has the bits of scalars, across the end of the table too")
    {
        std::vector<double> n = arguments();
        n.insert(n.begin(), {0, 5, 1e9, 16, 17, 1, 40, 0});
        n.resize(n.size() / 16 * 16);
        std::vector<double> y(n.size());
        map_batches(the_stirling_error{}, n.data(), y.data(), n.size());
        for (std::size_t i = 0; i < n.size(); ++i)
        {
            CHECK(same_bits(y[i], math::stirling_error(n[i])));
        }
    }

    TEST_CASE("stirling_error of what is no count")
    {
        CHECK(std::isnan(math::stirling_error(-1.0)));
        CHECK(std::isnan(math::stirling_error(std::numeric_limits<double>::quiet_NaN())));
        CHECK(math::stirling_error(std::numeric_limits<double>::infinity()) == 0);
    }
}
