// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/random/domain.hpp>
#include <alphabar/random/fraction.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace
{
    namespace ar = alphabar::random;
    namespace math = alphabar::math;

    template <class T>
    std::vector<math::uint_t<T>> words()
    {
        using bits = math::uint_t<T>;
        constexpr int width = 8 * sizeof(T);
        std::vector<bits> w{
            0, 1, 2, 0xffff, 0x10000, 0x10001, static_cast<bits>(~bits(0)), static_cast<bits>(~bits(1))};
        for (int i = 0; i != width; ++i)  // near every power of two, where roundings change
        {
            const bits power = bits(1) << i;
            for (const bits near : {power - 1, power, power + 1, static_cast<bits>(~power), power + power / 2})
            {
                w.push_back(near);
            }
        }
        for (std::uint64_t i = 0; i != 50000; ++i)
        {
            const auto random = ar::draw(3, ar::domain::words, i);
            w.push_back(static_cast<bits>((std::uint64_t{random[1]} << 32) | random[0]));
            w.push_back(static_cast<bits>(w.back() >> (random[2] % width)));  // every magnitude
        }
        return w;
    }

    // The definitions, in integers and long double, which holds them all exactly.
    template <class T>
    struct definition
    {
        static constexpr int width = 8 * sizeof(T);
        static constexpr int kept = sizeof(T) == 4 ? 24 : 53;

        static long double scaled(std::uint64_t integer, int bits)
        {
            return std::ldexp(static_cast<long double>(integer), -bits);
        }

        static T fraction(math::uint_t<T> w) { return static_cast<T>(scaled(w >> (width - kept), kept)); }

        static T positive(math::uint_t<T> w)
        {
            // w + 1 = 2^64 is not a number of 64 bits, but rounds like 2^64 - 1.
            const auto next = static_cast<math::uint_t<T>>(w + 1);
            return next == 0 ? T(1) : static_cast<T>(scaled(next, width));
        }
    };

    TEMPLATE_TEST_CASE("Fractions are the numbers of their definitions", "", float, double)
    {
        for (const auto w : words<TestType>())
        {
            REQUIRE(ar::fraction<TestType>(w) == definition<TestType>::fraction(w));
            REQUIRE(ar::positive_fraction<TestType>(w) == definition<TestType>::positive(w));
        }
    }

    template <class T>
    constexpr bool ends_hold()
    {
        using bits = math::uint_t<T>;
        constexpr T eps = std::numeric_limits<T>::epsilon() / 2;
        constexpr bits last = static_cast<bits>(~bits(0));
        constexpr T least = sizeof(T) == 4 ? T(0x1p-32) : T(0x1p-64);
        return ar::fraction<T>(0) == 0 && ar::fraction<T>(last) == 1 - eps && ar::positive_fraction<T>(0) == least &&
               ar::positive_fraction<T>(last) == 1;
    }

    static_assert(ends_hold<float>());
    static_assert(ends_hold<double>());
#if defined(XTENSOR_USE_XSIMD)
    TEMPLATE_TEST_CASE("Fractions in batches are those of scalars", "", float, double)
    {
        using batch = xsimd::batch<TestType>;
        using bits = math::uint_t<batch>;
        const auto w = words<TestType>();
        for (std::size_t i = 0; i + batch::size <= w.size(); i += batch::size)
        {
            const bits lanes = bits::load_unaligned(w.data() + i);
            for (std::size_t j = 0; j != batch::size; ++j)
            {
                REQUIRE(ar::fraction<batch>(lanes).get(j) == ar::fraction<TestType>(w[i + j]));
                REQUIRE(ar::positive_fraction<batch>(lanes).get(j) == ar::positive_fraction<TestType>(w[i + j]));
            }
        }
    }
#endif
}
