// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "math/multiprecision.hpp"
#include "support/ulp.hpp"

#include <alphabar/math/decay.hpp>
#include <alphabar/math/erf.hpp>
#include <alphabar/math/erfc.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/expm1.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/log1pmx.hpp>
#include <alphabar/math/normal_quantile.hpp>
#include <alphabar/math/sincos.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/math/tanh.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

/// The functions of `math` as the tests see them: objects that are called with a scalar or a batch, with a name, the
/// bound that the header promises, a reference and the range in which something happens.
namespace alphabar::test
{
    struct the_exp
    {
        static constexpr const char* name = "exp";
        static constexpr double bound = math::exp_max_ulp;
        static constexpr mpfr_function reference = mpfr_exp;
        static constexpr double lowest = -760;
        static constexpr double highest = 720;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::exp(x);
        }
    };

    /// 2^-|x|, and 0 from `decay_depth` on.
    inline int decay_reference(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t round)
    {
        mpfr_abs(result, x, round);
        const bool beyond = !mpfr_nan_p(result) && mpfr_cmp_d(result, math::decay_depth<double>) >= 0;
        mpfr_neg(result, result, round);
        mpfr_exp2(result, result, round);
        if (beyond)
        {
            mpfr_set_zero(result, 1);
        }
        return 0;
    }

    struct the_decay
    {
        static constexpr const char* name = "decay";
        static constexpr double bound = math::decay_max_ulp;
        static constexpr mpfr_function reference = decay_reference;  // of double
        static constexpr double lowest = 0;
        static constexpr double highest = 1100;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::decay(math::magnitude(x));
        }
    };

    struct the_expm1
    {
        static constexpr const char* name = "expm1";
        static constexpr double bound = math::expm1_max_ulp;
        static constexpr mpfr_function reference = mpfr_expm1;
        static constexpr double lowest = -45;
        static constexpr double highest = 720;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::expm1(x);
        }
    };

    struct the_log
    {
        static constexpr const char* name = "log";
        static constexpr double bound = math::log_max_ulp;
        static constexpr mpfr_function reference = mpfr_log;
        static constexpr double lowest = 0;
        static constexpr double highest = 10;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::log(x);
        }
    };

    struct the_log1p
    {
        static constexpr const char* name = "log1p";
        static constexpr double bound = math::log1p_max_ulp;
        static constexpr mpfr_function reference = mpfr_log1p;
        static constexpr double lowest = -1;
        static constexpr double highest = 5;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::log1p(x);
        }
    };

    inline int log1pmx_reference(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t round)
    {
        real exact;
        mpfr_set(exact.get(), x, round);
        mpfr_prec_round(exact.get(), 2'400, round);  // log(1 + x) and x agree in as many places as x is small
        if (mpfr_inf_p(x) != 0 && mpfr_sgn(x) > 0)
        {
            mpfr_set_inf(result, -1);
            return 0;
        }
        mpfr_log1p(exact.get(), exact.get(), round);
        return mpfr_sub(result, exact.get(), x, round);
    }

    struct the_log1pmx
    {
        static constexpr const char* name = "log1pmx";
        static constexpr double bound = math::log1pmx_max_ulp;
        static constexpr mpfr_function reference = log1pmx_reference;
        static constexpr double lowest = -1;
        static constexpr double highest = 3;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::log1pmx(x);
        }
    };

    /// Newton's iteration for the x with erf(x/sqrt(2)) = 2p - 1, or in tails for that with erfc(-x/sqrt(2)) = 2p.
    inline int normal_quantile_reference(mpfr_ptr result, mpfr_srcptr p, mpfr_rnd_t round)
    {
        real lower;
        real step;
        real density;
        mpfr_ui_sub(lower.get(), 1, p, round);
        const bool upper = mpfr_less_p(lower.get(), p) != 0;
        if (!upper)
        {
            mpfr_set(lower.get(), p, round);
        }
        if (mpfr_nan_p(p) != 0 || mpfr_sgn(lower.get()) <= 0)
        {
            mpfr_set_nan(result);
            if (mpfr_zero_p(lower.get()) != 0)
            {
                mpfr_set_inf(result, upper ? 1 : -1);
            }
            return 0;
        }
        const double start = mpfr_get_d(lower.get(), MPFR_RNDN);
        mpfr_set_d(result, math::normal_quantile(start), round);
        for (int i = 0; i != 3; ++i)
        {
            mpfr_sqr(density.get(), result, round);
            mpfr_div_si(density.get(), density.get(), -2, round);
            mpfr_exp(density.get(), density.get(), round);
            mpfr_mul_d(density.get(), density.get(), 2.0, round);
            mpfr_const_pi(step.get(), round);
            mpfr_mul_ui(step.get(), step.get(), 2, round);
            mpfr_sqrt(step.get(), step.get(), round);
            mpfr_div(density.get(), density.get(), step.get(), round);  // of 2 Phi
            mpfr_sqrt_ui(step.get(), 2, round);
            mpfr_div(step.get(), result, step.get(), round);
            if (start > 0.1)
            {
                mpfr_erf(step.get(), step.get(), round);
                mpfr_add_ui(step.get(), step.get(), 1, round);
            }
            else
            {
                mpfr_neg(step.get(), step.get(), round);
                mpfr_erfc(step.get(), step.get(), round);
            }
            mpfr_sub(step.get(), step.get(), lower.get(), round);
            mpfr_sub(step.get(), step.get(), lower.get(), round);
            mpfr_div(step.get(), step.get(), density.get(), round);
            mpfr_sub(result, result, step.get(), round);
        }
        return upper ? mpfr_neg(result, result, round) : 0;
    }

    struct the_normal_quantile
    {
        static constexpr const char* name = "normal_quantile";
        static constexpr double bound = math::normal_quantile_max_ulp;
        static constexpr mpfr_function reference = normal_quantile_reference;
        static constexpr double lowest = 0;
        static constexpr double highest = 1;

        /// Newton's iteration in long double.
        static long double nearly(long double p)
        {
            const long double lower = std::min(p, 1 - p);
            if (!(lower > 0))
            {
                return std::numeric_limits<long double>::infinity();
            }
            constexpr long double root_half = 0.70710678118654752440084436L;
            constexpr long double root_two_pi = 2.50662827463100050241576528L;
            auto x = static_cast<long double>(math::normal_quantile(static_cast<double>(lower)));
            for (int i = 0; i != 2; ++i)
            {
                const long double off = lower > 0.1L ? std::erf(x * root_half) / 2 - (lower - 0.5L)
                                                     : std::erfc(-x * root_half) / 2 - lower;
                x -= off * root_two_pi * std::exp(x * x / 2);
            }
            return p > 0.5L ? -x : x;
        }

        template <class V>
        constexpr V operator()(V p) const
        {
            return math::normal_quantile(p);
        }
    };

    struct the_sqrt
    {
        static constexpr const char* name = "sqrt";
        static constexpr double bound = math::sqrt_max_ulp;
        static constexpr mpfr_function reference = mpfr_sqrt;
        static constexpr double lowest = 0;
        static constexpr double highest = 1000;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::sqrt(x);
        }
    };

    struct the_sin
    {
        static constexpr const char* name = "sin";
        static constexpr double bound = math::sin_max_ulp;
        static constexpr mpfr_function reference = mpfr_sin;
        static constexpr double lowest = -1e9;
        static constexpr double highest = 1e9;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::sin(x);
        }
    };

    struct the_cos
    {
        static constexpr const char* name = "cos";
        static constexpr double bound = math::cos_max_ulp;
        static constexpr mpfr_function reference = mpfr_cos;
        static constexpr double lowest = -1e9;
        static constexpr double highest = 1e9;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::cos(x);
        }
    };

    struct the_sin_2pi
    {
        static constexpr const char* name = "sincos_2pi.sin";
        static constexpr double bound = math::sincos_2pi_max_ulp;
        static constexpr mpfr_function reference = sin_2pi;
        static constexpr double lowest = -2;
        static constexpr double highest = 2;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::sincos_2pi(x).sin;
        }
    };

    struct the_cos_2pi
    {
        static constexpr const char* name = "sincos_2pi.cos";
        static constexpr double bound = math::sincos_2pi_max_ulp;
        static constexpr mpfr_function reference = cos_2pi;
        static constexpr double lowest = -2;
        static constexpr double highest = 2;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::sincos_2pi(x).cos;
        }
    };

    struct the_tanh
    {
        static constexpr const char* name = "tanh";
        static constexpr double bound = math::tanh_max_ulp;
        static constexpr mpfr_function reference = mpfr_tanh;
        static constexpr double lowest = -10;
        static constexpr double highest = 10;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::tanh(x);
        }
    };

    struct the_erf
    {
        static constexpr const char* name = "erf";
        static constexpr double bound = math::erf_max_ulp;
        static constexpr mpfr_function reference = mpfr_erf;
        static long double nearly(long double x) { return std::erf(x); }
        static constexpr double lowest = -6;
        static constexpr double highest = 6;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::erf(x);
        }
    };

    struct the_erfc
    {
        static constexpr const char* name = "erfc";
        static constexpr double bound = math::erfc_max_ulp;
        static constexpr mpfr_function reference = mpfr_erfc;
        static long double nearly(long double x) { return std::erfc(x); }
        static constexpr double lowest = -6;
        static constexpr double highest = 28;

        template <class V>
        constexpr V operator()(V x) const
        {
            return math::erfc(x);
        }
    };

    /// Calls visit(function) for each.
    template <class Visitor>
    void for_each_function(Visitor visit)
    {
        visit(the_exp{});
        visit(the_decay{});
        visit(the_expm1{});
        visit(the_log{});
        visit(the_log1p{});
        visit(the_log1pmx{});
        visit(the_sqrt{});
        visit(the_sin{});
        visit(the_cos{});
        visit(the_sin_2pi{});
        visit(the_cos_2pi{});
        visit(the_tanh{});
        visit(the_erf{});
        visit(the_erfc{});
        visit(the_normal_quantile{});
    }

    /// The i-th of a fixed sequence of well mixed 64-bit numbers (splitmix64, Steele, Lea and Flood 2014).
    constexpr std::uint64_t mixed(std::uint64_t i)
    {
        std::uint64_t z = (i + 1) * 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

    /// The i-th argument to try: by turns any representation, a number between 2^-40 and 2^10 of either sign, and one
    /// spread evenly over the range.
    template <class T>
    constexpr T sample(std::uint64_t i, double lowest, double highest)
    {
        using word = math::uint_t<T>;
        using format = math::detail::ieee<T>;
        const std::uint64_t z = mixed(i);
        if (i % 4 == 0)
        {
            return math::from_bits(static_cast<word>(z >> (64 - 8 * sizeof(T))));
        }
        if (i % 4 == 1)
        {
            const word mantissa = static_cast<word>(z) & ((word{1} << format::mantissa_bits) - 1);
            const word exponent = format::exponent_bias - 40 + static_cast<word>((z >> 52) % 51);
            const word sign = (z >> 63) != 0 ? format::sign : word{0};
            return math::from_bits(static_cast<word>(mantissa | (exponent << format::mantissa_bits) | sign));
        }
        return static_cast<T>(lowest + (highest - lowest) * (static_cast<double>(z >> 11) * 0x1p-53));
    }

#if defined(XTENSOR_USE_XSIMD)
    template <class T>
    inline constexpr std::size_t batch_lanes = xsimd::batch<T>::size;
#else
    template <class T>
    inline constexpr std::size_t batch_lanes = 1;
#endif

    /// Values of `function` for all arguments, computed in batches; by scalars where the library is built without SIMD.
    template <class T, class Function>
    void map_batches(Function function, const T* x, T* y, std::size_t n)
    {
        std::size_t in_batches = 0;
#if defined(XTENSOR_USE_XSIMD)
        using batch = xsimd::batch<T>;
        in_batches = n - n % batch::size;
        for (std::size_t i = 0; i < in_batches; i += batch::size)
        {
            function(batch::load_unaligned(x + i)).store_unaligned(y + i);
        }
#endif
        for (std::size_t i = in_batches; i < n; ++i)
        {
            y[i] = function(x[i]);
        }
    }

    /// Breaks the promise of `exp` and must be caught: its polynomial is Taylor's and ends one degree too early.
    struct careless_exp : the_exp
    {
        template <class V>
        constexpr V operator()(V x) const
        {
            using T = math::scalar_t<V>;
            const auto e = math::detail::split_exp<V>(x);
            const V r = e.high;
            const V tail = V(T(1.0 / 2)) + r * (V(T(1.0 / 6)) + r * (V(T(1.0 / 24)) + r * V(T(1.0 / 120))));
            return (V(T(1)) + (r + r * r * tail)) * e.first * e.second;
        }
    };

    /// Must be caught too: other bits on a scalar than in a batch.
    struct moody_exp : the_exp
    {
        template <class V>
        constexpr V operator()(V x) const
        {
            const V y = math::exp<V>(x);
            return math::lane_count<V> == 1 ? math::from_bits(math::bits(y) ^ math::uint_t<V>(1)) : y;
        }
    };

    /// What a check of many values found.
    struct finding
    {
        double worst_ulp = 0.0;
        double where = 0.0;
        std::uint64_t values = 0;
        std::uint64_t different_bits = 0;  // scalar against batch
        double different_at = 0.0;

        void note_error(double ulp, double x)
        {
            if (!(ulp <= worst_ulp))
            {
                worst_ulp = ulp;
                where = x;
            }
        }

        void note_difference(double x)
        {
            ++different_bits;
            different_at = x;
        }

        void merge(const finding& other)
        {
            if (other.worst_ulp > worst_ulp)
            {
                worst_ulp = other.worst_ulp;
                where = other.where;
            }
            if (other.different_bits != 0)
            {
                different_at = other.different_at;
            }
            values += other.values;
            different_bits += other.different_bits;
        }

        bool keeps(double bound) const { return worst_ulp <= bound && different_bits == 0; }
    };

    /// Whether the error of a value is certainly less than `worst`, by a reference that is `nearly` exact: of functions that
    /// have one because MPFR takes long, sixty times as long. The GNU C library states errors of 5 units of its x87 long
    /// double at most, of which 2048 make one of a double; taken are 40.
    template <class T, class Function>
    bool is_no_worse([[maybe_unused]] T got, [[maybe_unused]] T x, [[maybe_unused]] double worst)
    {
        if constexpr (requires { Function::nearly(1.0L); } && std::numeric_limits<long double>::digits >= 64)
        {
            const long double exact = Function::nearly(static_cast<long double>(x));
            if (!std::isfinite(got) || !std::isfinite(exact) || exact == 0)
            {
                return false;
            }
            using limits = std::numeric_limits<T>;
            const int exponent = std::max(std::ilogb(exact) + 1, limits::min_exponent);
            const long double ulps =
                std::ldexp(std::fabs(static_cast<long double>(got) - exact), limits::digits - exponent);
            return ulps + 0.02L < static_cast<long double>(worst);
        }
        return false;
    }

    /// Tries samples first..first+n-1 of a function against MPFR, and scalar bits against batch bits.
    template <class T, class Function>
    finding check_samples(Function function, std::uint64_t first, std::size_t n)
    {
        std::vector<T> x(n);
        std::vector<T> y(n);
        for (std::size_t i = 0; i != n; ++i)
        {
            x[i] = sample<T>(first + i, Function::lowest, Function::highest);
        }
        map_batches(function, x.data(), y.data(), n);
        finding found;
        found.values = n;
        real argument;
        real exact;
        for (std::size_t i = 0; i != n; ++i)
        {
            if (!is_no_worse<T, Function>(y[i], x[i], found.worst_ulp))
            {
                found.note_error(ulp_error(y[i], Function::reference, x[i], argument, exact),
                                 static_cast<double>(x[i]));
            }
            if (!same_bits(y[i], static_cast<T>(function(x[i]))))
            {
                found.note_difference(static_cast<double>(x[i]));
            }
        }
        return found;
    }
}
