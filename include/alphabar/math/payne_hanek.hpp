// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/exact_product.hpp>
#include <alphabar/math/lanes.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace alphabar::math::detail
{
    // 2/pi in base 2^32, far enough for the largest double; the first word is the integer part.
    inline constexpr std::array<std::uint32_t, 41> two_over_pi{
        0,          0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
        0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484, 0xe99c7026,
        0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f, 0xef2f118b, 0x5a0a6d1f,
        0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1,
        0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d};

    // x = quadrant pi/2 + high + low, |high| <= pi/4, the quadrant modulo 4.
    template <std::floating_point T>
    struct large_reduction
    {
        T high;
        T low;
        T quadrant;
    };

    // A finite x, 2^12 <= x in float and 2^26 <= x in double, modulo pi/2 (Payne and Hanek 1983): of the product
    // x 2/pi = mantissa 2^e 2/pi only the words of 2/pi matter that neither make multiples of four nor lie below the
    // precision. The product is integer arithmetic; the closest a double comes to a multiple of pi/2 costs 61 bits, for
    // which seven words leave room (four for a float and its 30).
    template <std::floating_point T>
    constexpr large_reduction<T> reduce_large(T x)
    {
        constexpr int width = ieee<T>::mantissa_bits;
        constexpr std::size_t words = std::same_as<T, float> ? 4 : 7;
        constexpr T half_pi_high = std::same_as<T, float> ? T(0x1.921fb6p0) : T(0x1.921fb54442d18p0);
        constexpr T half_pi_low = std::same_as<T, float> ? T(-0x1.777a5cp-25) : T(0x1.1a62633145c07p-54);

        const auto representation = bits(x);
        const int biased = static_cast<int>(representation >> width);
        const std::uint64_t mantissa = (representation & ((uint_t<T>{1} << width) - 1)) | (uint_t<T>{1} << width);
        const int exponent = biased - static_cast<int>(ieee<T>::exponent_bias) - width;
        const int skipped = (exponent + 30) / 32;       // words whose every product is a multiple of four
        const int lead = exponent + 30 - 32 * skipped;  // bits of the next word of which that holds too

        // mantissa times words of 2/pi, modulo 2^(32 words), least significant word first
        std::uint32_t product[words + 1] = {};
        for (std::size_t half = 0; half != 2; ++half)
        {
            const std::uint64_t factor = (mantissa >> (32 * half)) & 0xffffffffu;
            std::uint64_t carry = 0;
            for (std::size_t i = 0; i + half < words; ++i)
            {
                carry += product[i + half] + factor * two_over_pi[static_cast<std::size_t>(skipped) + words - 1 - i];
                product[i + half] = static_cast<std::uint32_t>(carry);
                carry >>= 32;
            }
        }

        // the top 128 bits from the two of the quadrant on
        const auto word = [&product](std::size_t from_top) { return std::uint64_t{product[words - 1 - from_top]}; };
        std::uint64_t top = (word(0) << 32) | word(1);
        std::uint64_t next = (word(2) << 32) | word(3);
        if (lead != 0)
        {
            top = (top << lead) | (next >> (64 - lead));
            next <<= lead;
            if constexpr (words > 4)
            {
                next |= word(4) >> (32 - lead);
            }
        }

        std::uint64_t quadrant = top >> 62;
        top = (top << 2) | (next >> 62);
        next <<= 2;
        const bool above_half = (top >> 63) != 0;
        if (above_half)  // the fraction minus one, as a magnitude
        {
            ++quadrant;
            next = ~next + 1;
            top = ~top + (next == 0 ? 1 : 0);
        }

        // fraction = (a + b) 2^-zeros, a the leading bits and b those that follow
        const int zeros = std::countl_zero(top);  // at most 62
        const std::uint64_t leading = zeros == 0 ? top : (top << zeros) | (next >> (64 - zeros));
        const std::uint64_t following = next << zeros;
        constexpr int kept = width + 1;
        const T unit = from_bits((ieee<T>::exponent_bias - static_cast<uint_t<T>>(zeros)) << width);
        const T a = static_cast<T>(leading >> (64 - kept)) * (unit / static_cast<T>(std::uint64_t{1} << kept));
        const std::uint64_t tail = (leading << kept) | (kept == 53 ? following >> 11 : 0);
        const T b = static_cast<T>(tail >> (64 - kept)) *
                    (unit / static_cast<T>(std::uint64_t{1} << kept) / static_cast<T>(std::uint64_t{1} << kept));

        const exact_product<T> main(a, half_pi_high);
        const T rest = main.low + (a * half_pi_low + b * half_pi_high);
        const T high = main.high + rest;
        const T low = (main.high - high) + rest;
        return {above_half ? -high : high, above_half ? -low : low, static_cast<T>(quadrant & 3)};
    }
}
