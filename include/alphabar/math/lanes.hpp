// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/config.hpp>

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

/// The vocabulary in which `math` and `random` are written: one template runs on `float`, on `double`, on an xsimd
/// batch of either, and in constant expressions. Only what IEEE 754 and two's complement fix to the last bit is in it,
/// so a lane of a batch holds the bits that the scalar code gives. Integers are unsigned: wrap-around is defined, and
/// the logical shift is one instruction on every machine where the arithmetic one of 64 bits often is not.
///
/// Call the functions of `math` with their namespace, `math::exp(x)`: an unqualified call with a batch finds xsimd's
/// own. The vocabulary's names are not among xsimd's, so they need none inside `math`.
namespace alphabar::math
{
    namespace detail
    {
        template <class V>
        struct lane_traits;

        template <>
        struct lane_traits<float>
        {
            using scalar = float;
            using signed_integer = std::int32_t;
            using unsigned_integer = std::uint32_t;
            using mask = bool;
            static constexpr std::size_t size = 1;
        };

        template <>
        struct lane_traits<double>
        {
            using scalar = double;
            using signed_integer = std::int64_t;
            using unsigned_integer = std::uint64_t;
            using mask = bool;
            static constexpr std::size_t size = 1;
        };

        template <class T>
        struct ieee;

        template <>
        struct ieee<float>
        {
            using bits = std::uint32_t;
            static constexpr int mantissa_bits = 23;
            static constexpr bits exponent_bias = 127;
            static constexpr bits sign = 0x80000000u;
            static constexpr bits one = 0x3f800000u;
            static constexpr float round_magic = 0x1.8p23f;  // adding it leaves an integer in the low mantissa bits
        };

        template <>
        struct ieee<double>
        {
            using bits = std::uint64_t;
            static constexpr int mantissa_bits = 52;
            static constexpr bits exponent_bias = 1023;
            static constexpr bits sign = 0x8000000000000000u;
            static constexpr bits one = 0x3ff0000000000000u;
            static constexpr double round_magic = 0x1.8p52;
        };

        // What math::sqrt is at run time.
        inline float hardware_sqrt(float x) noexcept { return std::sqrt(x); }
        inline double hardware_sqrt(double x) noexcept { return std::sqrt(x); }

#if defined(XTENSOR_USE_XSIMD)
        template <class T, class A>
        struct lane_traits<xsimd::batch<T, A>>
        {
            using scalar = T;
            using signed_integer = xsimd::batch<typename lane_traits<T>::signed_integer, A>;
            using unsigned_integer = xsimd::batch<typename lane_traits<T>::unsigned_integer, A>;
            using mask = xsimd::batch_bool<T, A>;
            static constexpr std::size_t size = xsimd::batch<T, A>::size;
        };

        // The template argument of xsimd::bitwise_cast was the batch type up to xsimd 9 and is the scalar type since.
        template <class To, class T, class A>
        inline xsimd::batch<To, A> reinterpret(const xsimd::batch<T, A>& x) noexcept
        {
#if XSIMD_VERSION_MAJOR < 10
            return xsimd::bitwise_cast<xsimd::batch<To, A>>(x);
#else
            return xsimd::bitwise_cast<To>(x);
#endif
        }
#endif
    }

    /// `float` or `double`, the element type of V.
    template <class V>
    using scalar_t = typename detail::lane_traits<V>::scalar;

    /// The integers as wide as the lanes of V: `std::int32_t`, `std::int64_t` or a batch of them.
    template <class V>
    using int_t = typename detail::lane_traits<V>::signed_integer;

    /// The same, unsigned.
    template <class V>
    using uint_t = typename detail::lane_traits<V>::unsigned_integer;

    /// What a comparison of two V gives: `bool` or a `batch_bool`.
    template <class V>
    using mask_t = typename detail::lane_traits<V>::mask;

    /// How many values a V holds: 1 for a scalar.
    template <class V>
    inline constexpr std::size_t lane_count = detail::lane_traits<V>::size;

    /// `float`, `double` or an xsimd batch of either: what every function of `math` takes.
    template <class V>
    concept floating_lanes = requires { typename detail::lane_traits<V>::scalar; };

    /// The same value in every lane.
    template <floating_lanes V>
    constexpr V splat(scalar_t<V> value) noexcept
    {
        return V(value);
    }

    // ---- bits -------------------------------------------------------------------------------------------------------

    /// The representation of a value as an unsigned integer of its width.
    template <std::floating_point T>
    constexpr uint_t<T> bits(T x) noexcept
    {
        return std::bit_cast<uint_t<T>>(x);
    }

    /// The value that has this representation.
    constexpr float from_bits(std::uint32_t u) noexcept { return std::bit_cast<float>(u); }
    constexpr double from_bits(std::uint64_t u) noexcept { return std::bit_cast<double>(u); }

    /// Shifts without sign, by a number of bits that the compiler knows.
    template <int Count, std::unsigned_integral U>
    constexpr U shift_right(U u) noexcept
    {
        return static_cast<U>(u >> Count);
    }

    template <int Count, std::unsigned_integral U>
    constexpr U shift_left(U u) noexcept
    {
        return static_cast<U>(u << Count);
    }

    // ---- masks ------------------------------------------------------------------------------------------------------

    /// `a` in the lanes where the mask holds, `b` in the others. Both are evaluated.
    template <class T>
        requires std::is_arithmetic_v<T>
    constexpr T choose(bool mask, T a, std::type_identity_t<T> b) noexcept
    {
        return mask ? a : b;
    }

    /// Whether the mask holds in any lane.
    constexpr bool any_lane(bool mask) noexcept { return mask; }

    /// Whether the mask holds in every lane.
    constexpr bool all_lanes(bool mask) noexcept { return mask; }

    /// min(x, bound) and max(x, bound) that keep a NaN in x; the bound is not NaN. One instruction on x86.
    template <std::floating_point T>
    constexpr T at_most(T x, std::type_identity_t<T> bound) noexcept
    {
        return x > bound ? bound : x;
    }

    template <std::floating_point T>
    constexpr T at_least(T x, std::type_identity_t<T> bound) noexcept
    {
        return x < bound ? bound : x;
    }

#if defined(XTENSOR_USE_XSIMD)
    template <class T, class A>
        requires std::floating_point<T>
    inline uint_t<xsimd::batch<T, A>> bits(const xsimd::batch<T, A>& x) noexcept
    {
        return detail::reinterpret<uint_t<T>>(x);
    }

    template <class A>
    inline xsimd::batch<float, A> from_bits(const xsimd::batch<std::uint32_t, A>& u) noexcept
    {
        return detail::reinterpret<float>(u);
    }

    template <class A>
    inline xsimd::batch<double, A> from_bits(const xsimd::batch<std::uint64_t, A>& u) noexcept
    {
        return detail::reinterpret<double>(u);
    }

    template <int Count, class T, class A>
    inline xsimd::batch<T, A> shift_right(const xsimd::batch<T, A>& u) noexcept
    {
        static_assert(std::unsigned_integral<T>);
        return u >> std::int32_t{Count};
    }

    template <int Count, class T, class A>
    inline xsimd::batch<T, A> shift_left(const xsimd::batch<T, A>& u) noexcept
    {
        static_assert(std::unsigned_integral<T>);
        return u << std::int32_t{Count};
    }

    template <class T, class A>
    inline xsimd::batch<T, A> choose(const xsimd::batch_bool<T, A>& mask, const xsimd::batch<T, A>& a,
                                     const std::type_identity_t<xsimd::batch<T, A>>& b) noexcept
    {
        return xsimd::select(mask, a, b);
    }

    /// A mask that comes from floating point may choose between the integers of the same width.
    template <class T, class A>
    inline uint_t<xsimd::batch<T, A>> choose(const xsimd::batch_bool<T, A>& mask, const uint_t<xsimd::batch<T, A>>& a,
                                             const std::type_identity_t<uint_t<xsimd::batch<T, A>>>& b) noexcept
        requires std::floating_point<T>
    {
        return bits(xsimd::select(mask, from_bits(a), from_bits(b)));
    }

    template <class T, class A>
    inline bool any_lane(const xsimd::batch_bool<T, A>& mask) noexcept
    {
        return xsimd::any(mask);
    }

    template <class T, class A>
    inline bool all_lanes(const xsimd::batch_bool<T, A>& mask) noexcept
    {
        return xsimd::all(mask);
    }

    namespace detail
    {
        // x86 returns the second operand when one is NaN. Not xsimd::min, which swaps its operands in some versions.
#if defined(__SSE2__)
        inline __m128 smaller(__m128 a, __m128 b) noexcept { return _mm_min_ps(a, b); }
        inline __m128d smaller(__m128d a, __m128d b) noexcept { return _mm_min_pd(a, b); }
        inline __m128 larger(__m128 a, __m128 b) noexcept { return _mm_max_ps(a, b); }
        inline __m128d larger(__m128d a, __m128d b) noexcept { return _mm_max_pd(a, b); }
#endif
#if defined(__AVX__)
        inline __m256 smaller(__m256 a, __m256 b) noexcept { return _mm256_min_ps(a, b); }
        inline __m256d smaller(__m256d a, __m256d b) noexcept { return _mm256_min_pd(a, b); }
        inline __m256 larger(__m256 a, __m256 b) noexcept { return _mm256_max_ps(a, b); }
        inline __m256d larger(__m256d a, __m256d b) noexcept { return _mm256_max_pd(a, b); }
#endif
#if defined(__AVX512F__)
        inline __m512 smaller(__m512 a, __m512 b) noexcept { return _mm512_min_ps(a, b); }
        inline __m512d smaller(__m512d a, __m512d b) noexcept { return _mm512_min_pd(a, b); }
        inline __m512 larger(__m512 a, __m512 b) noexcept { return _mm512_max_ps(a, b); }
        inline __m512d larger(__m512d a, __m512d b) noexcept { return _mm512_max_pd(a, b); }
#endif
        template <class T, class A>
        inline xsimd::batch<T, A> hardware_sqrt(const xsimd::batch<T, A>& x) noexcept
        {
            return xsimd::sqrt(x);
        }

        template <class V>
        concept has_hardware_bounds = requires(V x) { smaller(x, x); };
    }

    template <class T, class A>
        requires std::floating_point<T>
    inline xsimd::batch<T, A> at_most(const xsimd::batch<T, A>& x, const xsimd::batch<T, A>& bound) noexcept
    {
        using batch = xsimd::batch<T, A>;
        if constexpr (detail::has_hardware_bounds<batch>)
        {
            return batch(detail::smaller(bound, x));
        }
        else
        {
            return xsimd::select(x > bound, bound, x);
        }
    }

    template <class T, class A>
        requires std::floating_point<T>
    inline xsimd::batch<T, A> at_most(const xsimd::batch<T, A>& x, std::type_identity_t<T> bound) noexcept
    {
        return at_most(x, xsimd::batch<T, A>(bound));
    }

    template <class T, class A>
        requires std::floating_point<T>
    inline xsimd::batch<T, A> at_least(const xsimd::batch<T, A>& x, const xsimd::batch<T, A>& bound) noexcept
    {
        using batch = xsimd::batch<T, A>;
        if constexpr (detail::has_hardware_bounds<batch>)
        {
            return batch(detail::larger(bound, x));
        }
        else
        {
            return xsimd::select(x < bound, bound, x);
        }
    }

    template <class T, class A>
        requires std::floating_point<T>
    inline xsimd::batch<T, A> at_least(const xsimd::batch<T, A>& x, std::type_identity_t<T> bound) noexcept
    {
        return at_least(x, xsimd::batch<T, A>(bound));
    }
#endif

    // ---- sign, and integers in floating lanes -----------------------------------------------------------------------

    /// |x|, by clearing the sign bit: -0 and NaN too.
    template <floating_lanes V>
    constexpr V magnitude(V x) noexcept
    {
        return from_bits(bits(x) & uint_t<V>(~detail::ieee<scalar_t<V>>::sign));
    }

    /// The sign bit of x alone, in place.
    template <floating_lanes V>
    constexpr uint_t<V> sign_bit(V x) noexcept
    {
        return bits(x) & uint_t<V>(detail::ieee<scalar_t<V>>::sign);
    }

    /// An integer held twice: as a floating value, and in two's complement as wide as a lane.
    template <floating_lanes V>
    struct rounded
    {
        V value;
        uint_t<V> integer;
    };

    /// The nearest integer, ties to even. Domain: |x| <= 2^22 for float, 2^51 for double (elsewhere both members are
    /// meaningless, but defined). Cost: two additions and an integer subtraction; no conversion instruction, which
    /// doubles lack before AVX-512DQ.
    template <floating_lanes V>
    constexpr rounded<V> round_to_integer(V x) noexcept
    {
        constexpr auto magic = detail::ieee<scalar_t<V>>::round_magic;
        const V shifted = x + V(magic);
        return {shifted - V(magic), bits(shifted) - uint_t<V>(bits(magic))};
    }

    /// The floating value of an integer in two's complement, exact for |i| < 2^22 (float) or 2^51 (double).
    template <floating_lanes V>
    constexpr V from_integer(uint_t<V> i) noexcept
    {
        constexpr auto magic = detail::ieee<scalar_t<V>>::round_magic;
        return from_bits(i + uint_t<V>(bits(magic))) - V(magic);
    }

    /// Whether 64-bit integers become doubles in one instruction; batches from AVX-512DQ on. Elsewhere, take them apart.
    template <class V>
    inline constexpr bool converts_wide_integers = std::same_as<V, double>;

    /// The double nearest to an integer in two's complement, ties to even.
    template <std::same_as<double> V>
    constexpr V from_signed(std::uint64_t i) noexcept
    {
        return static_cast<double>(static_cast<std::int64_t>(i));
    }

#if defined(XTENSOR_USE_XSIMD) && defined(__AVX512DQ__)
    namespace detail
    {
        inline __m512d to_double(__m512i x) noexcept { return _mm512_cvtepi64_pd(x); }  // xsimd 8.1 lacks it
    }

    template <class A>
        requires(xsimd::batch<double, A>::size == 8)
    inline constexpr bool converts_wide_integers<xsimd::batch<double, A>> = true;

    template <class V>
        requires(converts_wide_integers<V> && lane_count<V> == 8)
    inline V from_signed(const uint_t<V>& i) noexcept
    {
        return V(detail::to_double(i));
    }
#endif
}
