// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/config.hpp>

#include <cstdint>

/// The 64-bit product of the low halves of 64-bit lanes: `(a mod 2^32) * (b mod 2^32)`, whatever the high halves hold.
///
/// Philox lives on this one operation. Every SIMD instruction set has it as a single instruction, but xsimd does not
/// offer it (newer versions have the high half alone, of 32-bit lanes, which costs twice as much). This is the only
/// place of the library with intrinsics. Where none is known, `&` and `*` give the same bits.
namespace alphabar::random
{
    constexpr std::uint64_t low_product(std::uint64_t a, std::uint64_t b) noexcept
    {
        return (a & 0xffffffffU) * (b & 0xffffffffU);
    }

#if defined(XTENSOR_USE_XSIMD)
    namespace detail
    {
        // Overloads on the register, since alignment attributes of registers are lost on template arguments.
        struct register_product
        {
#if defined(__SSE2__)
            __m128i operator()(__m128i a, __m128i b) const noexcept { return _mm_mul_epu32(a, b); }
#endif
#if defined(__AVX2__)
            __m256i operator()(__m256i a, __m256i b) const noexcept { return _mm256_mul_epu32(a, b); }
#endif
#if defined(__AVX512F__)
            __m512i operator()(__m512i a, __m512i b) const noexcept { return _mm512_mul_epu32(a, b); }
#endif
#if defined(__ARM_NEON)
            uint64x2_t operator()(uint64x2_t a, uint64x2_t b) const noexcept
            {
                return vmull_u32(vmovn_u64(a), vmovn_u64(b));
            }
#endif
        };
    }

    template <class Arch>
    inline xsimd::batch<std::uint64_t, Arch> low_product(xsimd::batch<std::uint64_t, Arch> a,
                                                         xsimd::batch<std::uint64_t, Arch> b) noexcept
    {
        using batch = xsimd::batch<std::uint64_t, Arch>;
        if constexpr (requires(detail::register_product product) { product(a.data, b.data); })
        {
            return batch(detail::register_product()(a.data, b.data));
        }
        else
        {
            const batch low(std::uint64_t(0xffffffffU));
            return (a & low) * (b & low);
        }
    }
#endif
}
