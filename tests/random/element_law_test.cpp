// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/random/normal_law.hpp>
#include <alphabar/random/uniform_law.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

namespace
{
    namespace ab = alphabar;
    namespace ar = alphabar::random;
    namespace math = alphabar::math;

    template <class T>
    std::vector<math::uint_t<T>> bits_of(const std::vector<T>& values)
    {
        std::vector<math::uint_t<T>> bits;
        for (const T x : values)
        {
            bits.push_back(math::bits(x));
        }
        return bits;
    }

    template <class Law>
    std::vector<typename Law::value_type> filled(const Law& law, std::uint64_t first, std::size_t n)
    {
        std::vector<typename Law::value_type> out(n);
        law.fill(first, out.data(), n);
        return out;
    }

    TEMPLATE_TEST_CASE("Elements are the same one by one and filled, from anywhere to anywhere", "",
                       ab::uniform_law<float>, ab::uniform_law<double>, ab::normal_law<float>, ab::normal_law<double>)
    {
        const TestType law(ab::key{2026});
        for (std::uint64_t i = 0; i != 400; ++i)
        {
            const auto random = ar::draw(11, ar::domain::words, i);
            const std::uint64_t first = i % 4 == 0 ? (std::uint64_t{random[0]} << 32) | random[1] : random[0] % 1000;
            const std::size_t n = random[2] % 300;
            const auto values = filled(law, first, n);
            for (std::size_t j = 0; j != n; ++j)
            {
                REQUIRE(math::bits(values[j]) == math::bits(law.at(first + j)));
            }
        }
    }

    TEMPLATE_TEST_CASE("Elements do not depend on the pieces in which they are asked for", "", ab::uniform_law<float>,
                       ab::uniform_law<double>, ab::normal_law<float>, ab::normal_law<double>)
    {
        using T = typename TestType::value_type;
        const TestType law(ab::key{3});
        constexpr std::size_t total = 5000;
        const std::uint64_t first = (std::uint64_t{1} << 32) * TestType::slots - 2345;  // across the 2^32nd counter
        const auto whole = bits_of(filled(law, first, total));
        for (const std::size_t piece : {1u, 3u, 16u, 31u, 32u, 63u, 64u, 65u, 100u, 1000u})
        {
            for (const std::size_t misaligned : {0u, 1u, 5u})
            {
                std::vector<T> buffer(total + misaligned);
                T* const out = buffer.data() + misaligned;
                for (std::size_t done = 0; done < total; done += piece)
                {
                    law.fill(first + done, out + done, std::min(piece, total - done));
                }
                REQUIRE(bits_of(std::vector<T>(out, out + total)) == whole);
            }
        }
    }

    TEMPLATE_TEST_CASE("A fill writes its elements and nothing else", "", ab::uniform_law<float>,
                       ab::normal_law<double>)
    {
        using T = typename TestType::value_type;
        const TestType law(ab::key{4});
        for (std::size_t n = 0; n != 140; ++n)
        {
            for (std::uint64_t first = 0; first < 70; first += 23)
            {
                std::vector<T> out(n + 2, T(77));
                law.fill(first, out.data() + 1, n);
                REQUIRE(out.front() == T(77));
                REQUIRE(out.back() == T(77));
                REQUIRE(std::none_of(out.begin() + 1, out.end() - 1, [](T x) { return x == T(77); }));
            }
        }
    }

    template <class Law>
    constexpr auto constant_fill()
    {
        std::array<typename Law::value_type, 70> out{};
        Law(ab::key{5}).fill(61, out.data(), out.size());
        return out;
    }

    TEMPLATE_TEST_CASE("Constant expressions give the bits of run time", "", ab::uniform_law<float>,
                       ab::uniform_law<double>, ab::normal_law<float>, ab::normal_law<double>)
    {
        static constexpr auto constant = constant_fill<TestType>();
        const auto values = filled(TestType(ab::key{5}), 61, constant.size());
        for (std::size_t i = 0; i != constant.size(); ++i)
        {
            CHECK(math::bits(constant[i]) == math::bits(values[i]));
        }
    }

    // FNV-1a of the first elements of key 42.
    template <class Law>
    std::uint64_t fingerprint()
    {
        std::uint64_t hash = 0xcbf29ce484222325U;
        for (const auto bits : bits_of(filled(Law(ab::key{42}), 0, 100000)))
        {
            for (std::size_t byte = 0; byte != sizeof(bits); ++byte)
            {
                hash = (hash ^ ((bits >> (8 * byte)) & 0xff)) * 0x100000001b3U;
            }
        }
        return hash;
    }

    TEST_CASE("The streams of version 1 are what they were")
    {
        // A promise: whoever changes these numbers changes the stream version. The uniform ones were confirmed by
        // a program in another language.
        static_assert(ar::stream_version == 1);
        CHECK(fingerprint<ab::uniform_law<float>>() == 0x18202501c208b698U);
        CHECK(fingerprint<ab::uniform_law<double>>() == 0xaea0751473fd50f8U);
        CHECK(fingerprint<ab::normal_law<float>>() == 0x8fb80f63618579f2U);
        CHECK(fingerprint<ab::normal_law<double>>() == 0xe840407ba6d3b900U);
    }

    TEST_CASE("Laws of one key share no words")
    {
        // A float in [0, 1) has the leading 24 bits of its word; so has a double.
        const auto a = filled(ab::uniform_law<float>(ab::key{6}), 0, 4096);
        const auto b = filled(ab::uniform_law<double>(ab::key{6}), 0, 4096);
        std::vector<float> common;
        std::vector<float> sorted_a(a);
        std::vector<float> sorted_b;
        for (const double x : b)
        {
            sorted_b.push_back(
                static_cast<float>(static_cast<double>(static_cast<std::uint32_t>(x * 0x1p24)) * 0x1p-24));
        }
        std::sort(sorted_a.begin(), sorted_a.end());
        std::sort(sorted_b.begin(), sorted_b.end());
        std::set_intersection(sorted_a.begin(), sorted_a.end(), sorted_b.begin(), sorted_b.end(),
                              std::back_inserter(common));
        CHECK(common.size() < 10);  // 4096^2 / 2^24 = 1 expected
    }

    // A law of a user's: exponential numbers in a domain of their own.
    struct exponential_map
    {
        using value_type = float;
        static constexpr std::size_t arity = 1;
        static constexpr auto use = ar::domain::user;

        template <class V>
        static constexpr std::array<V, 1> values(const math::uint_t<V>& w) noexcept
        {
            return {V(0) - math::log(ar::positive_fraction<V>(w))};
        }
    };

    TEST_CASE("A user's law is a map of words to values")
    {
        const ar::element_law<exponential_map> law(ab::key{7});
        const auto values = filled(law, 3, 100000);
        double sum = 0;
        for (std::size_t i = 0; i != values.size(); ++i)
        {
            REQUIRE(math::bits(values[i]) == math::bits(law.at(3 + i)));
            REQUIRE(values[i] >= 0);
            sum += static_cast<double>(values[i]);
        }
        CHECK(std::abs(sum / 100000 - 1) < 4 / std::sqrt(100000.0));
    }
}
