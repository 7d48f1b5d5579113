// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "support/ulp.hpp"

#include <mpfr.h>

#include <algorithm>
#include <cmath>
#include <limits>

/// True values from MPFR, at a precision that makes their own error invisible.
namespace alphabar::test
{
    class real
    {
    public:
        real()
        {
            mpfr_init2(m_value, 200);
            mpfr_set_emin(-1400);  // what vanishes in double need not be worked out: erfc(1000) takes long
        }
        ~real() { mpfr_clear(m_value); }
        real(const real&) = delete;
        real& operator=(const real&) = delete;

        mpfr_ptr get() { return m_value; }

    private:
        mpfr_t m_value;
    };

    using mpfr_function = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

    inline int sin_2pi(mpfr_ptr result, mpfr_srcptr u, mpfr_rnd_t round) { return mpfr_sinu(result, u, 1, round); }
    inline int cos_2pi(mpfr_ptr result, mpfr_srcptr u, mpfr_rnd_t round) { return mpfr_cosu(result, u, 1, round); }

    /// |got - f(x)| in units of T at f(x); infinite where only one of got and the rounded value is
    /// infinite or NaN, or where f(+-0) is a zero of the wrong sign.
    template <class T>
    double ulp_error(T got, mpfr_function function, T x, real& argument, real& exact)
    {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        mpfr_set_d(argument.get(), static_cast<double>(x), MPFR_RNDN);
        function(exact.get(), argument.get(), MPFR_RNDN);
        const T nearest = sizeof(T) == 4 ? static_cast<T>(mpfr_get_flt(exact.get(), MPFR_RNDN))
                                         : static_cast<T>(mpfr_get_d(exact.get(), MPFR_RNDN));
        if (!std::isfinite(nearest) || !std::isfinite(got))
        {
            return same_bits(got, nearest) ? 0.0 : infinity;
        }
        if (mpfr_zero_p(exact.get()))
        {
            return (x == T(0) ? same_bits(got, nearest) : got == T(0)) ? 0.0 : infinity;
        }
        // in units of the last place before it becomes a double, for a unit may be the least double there is
        const auto exponent = std::max<mpfr_exp_t>(mpfr_get_exp(exact.get()), std::numeric_limits<T>::min_exponent);
        mpfr_sub_d(exact.get(), exact.get(), static_cast<double>(got), MPFR_RNDN);
        mpfr_mul_2si(exact.get(), exact.get(), std::numeric_limits<T>::digits - exponent, MPFR_RNDN);
        return std::fabs(mpfr_get_d(exact.get(), MPFR_RNDN));
    }
}
