// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "math/multiprecision.hpp"
#include "support/ulp.hpp"

#include <alphabar/math/exp.hpp>
#include <alphabar/math/expm1.hpp>
#include <alphabar/math/log.hpp>
#include <alphabar/math/log1p.hpp>
#include <alphabar/math/sincos.hpp>
#include <alphabar/math/sqrt.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

/// The functions of `math` as the tests see them: by name, with the bound that each header promises, a reference and
/// the range in which something happens.
namespace alphabar::test
{
    template <class Function>
    struct promise
    {
        const char* name;
        double bound;
        Function function;  // of a scalar or a batch
        mpfr_function reference;
        double lowest;
        double highest;
    };

    /// Calls visit(promise) for each function.
    template <class Visitor>
    void for_each_function(Visitor visit)
    {
        const auto call =
            [&visit](const char* name, double bound, mpfr_function reference, double lowest, double highest, auto function)
        { visit(promise<decltype(function)>{name, bound, function, reference, lowest, highest}); };
        constexpr double turns_bound = math::sincos_2pi_max_ulp;

        call("exp", math::exp_max_ulp, mpfr_exp, -760.0, 720.0, [](auto x) { return math::exp(x); });
        call("expm1", math::expm1_max_ulp, mpfr_expm1, -45.0, 720.0, [](auto x) { return math::expm1(x); });
        call("log", math::log_max_ulp, mpfr_log, 0.0, 10.0, [](auto x) { return math::log(x); });
        call("log1p", math::log1p_max_ulp, mpfr_log1p, -1.0, 5.0, [](auto x) { return math::log1p(x); });
        call("sin", math::sin_max_ulp, mpfr_sin, -1e9, 1e9, [](auto x) { return math::sin(x); });
        call("cos", math::cos_max_ulp, mpfr_cos, -1e9, 1e9, [](auto x) { return math::cos(x); });
        call("sincos_2pi.sin", turns_bound, sin_2pi, -2.0, 2.0, [](auto u) { return math::sincos_2pi(u).sin; });
        call("sincos_2pi.cos", turns_bound, cos_2pi, -2.0, 2.0, [](auto u) { return math::sincos_2pi(u).cos; });
        call("sqrt", math::sqrt_max_ulp, mpfr_sqrt, 0.0, 1e3, [](auto x) { return math::sqrt(x); });
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

    /// A function that breaks the promise of `exp` and must be caught: its polynomial ends one degree too early, with
    /// Taylor's coefficients.
    template <class V>
    V careless_exp(V x)
    {
        const auto e = math::detail::split_exp<V>(x);
        const V r = e.high;
        using T = math::scalar_t<V>;
        const V tail = V(T(1.0 / 2)) + r * (V(T(1.0 / 6)) + r * (V(T(1.0 / 24)) + r * V(T(1.0 / 120))));
        return (V(T(1)) + (r + r * r * tail)) * e.first * e.second;
    }

    /// Another: right, but by other bits on a scalar than in a batch.
    template <class V>
    V moody_exp(V x)
    {
        const V y = math::exp<V>(x);
        return math::lane_count<V> == 1 ? y * V(math::scalar_t<V>(1 + 0x1p-22)) : y;
    }

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

    /// Tries samples first..first+n-1 of a function against MPFR, and scalar bits against batch bits.
    template <class T, class Function>
    finding check_samples(const promise<Function>& p, std::uint64_t first, std::size_t n)
    {
        std::vector<T> x(n);
        std::vector<T> y(n);
        for (std::size_t i = 0; i != n; ++i)
        {
            x[i] = sample<T>(first + i, p.lowest, p.highest);
        }
        map_batches(p.function, x.data(), y.data(), n);
        finding found;
        found.values = n;
        real argument;
        real exact;
        for (std::size_t i = 0; i != n; ++i)
        {
            found.note_error(ulp_error(y[i], p.reference, x[i], argument, exact), static_cast<double>(x[i]));
            if (!same_bits(y[i], static_cast<T>(p.function(x[i]))))
            {
                found.note_difference(static_cast<double>(x[i]));
            }
        }
        return found;
    }
}
