// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "battery.hpp"
#include "support/catch.hpp"

#include <alphabar/random/uniform_law.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace
{
    namespace ab = alphabar;
    namespace ar = alphabar::random;
    using statistics::verdict;

    TEST_CASE("Uniform elements follow their law, word by word")
    {
        const std::uint64_t key = 0x0123456789abcdef;
        for (std::uint64_t i = 0; i < 100000; i += 37)
        {
            // As the documentation words it, with divisions.
            const std::uint64_t c4 = 16 * (i / 64) + i % 16;
            const auto w = ar::philox4x32({static_cast<std::uint32_t>(c4), 0, 0, 16}, key)[(i / 16) % 4];
            REQUIRE(ab::uniform_law<float>(ab::key{key}).at(i) == static_cast<float>(w / 256) / 16777216.0f);

            const std::uint64_t c2 = 16 * (i / 32) + i % 16;
            const auto words = ar::philox4x32({static_cast<std::uint32_t>(c2), 0, 0, 17}, key);
            const std::size_t s = (i / 16) % 2;
            const std::uint64_t wide = words[2 * s] + (std::uint64_t{words[2 * s + 1]} << 32);
            REQUIRE(ab::uniform_law<double>(ab::key{key}).at(i) ==
                    static_cast<double>(wide / 2048) / 9007199254740992.0);
        }
    }

    template <class T>
    std::vector<T> draw(std::uint64_t key, std::size_t n)
    {
        std::vector<T> u(n);
        ab::uniform_law<T>(ab::key{key}).fill(0, u.data(), n);
        return u;
    }

    // The distance to the uniform law, and the balance of every bit of the elements.
    template <class T>
    verdict uniform_fit(const std::vector<T>& u)
    {
        constexpr int bits = sizeof(T) == 4 ? 24 : 53;
        const double n = static_cast<double>(u.size());
        std::vector<verdict> verdicts;
        std::vector<std::uint64_t> cells(4096);
        std::vector<std::uint64_t> ones(bits);
        std::vector<double> sorted;
        for (const T x : u)
        {
            sorted.push_back(static_cast<double>(x));
            ++cells[static_cast<std::size_t>(sorted.back() * 4096)];
            const auto integer = static_cast<std::uint64_t>(std::ldexp(sorted.back(), bits));
            for (std::size_t bit = 0; bit != bits; ++bit)
            {
                ones[bit] += (integer >> bit) & 1;
            }
        }
        for (std::size_t bit = 0; bit != bits; ++bit)
        {
            verdicts.push_back({"bit " + std::to_string(bit),
                                statistics::two_sided((static_cast<double>(ones[bit]) - n / 2) / std::sqrt(n / 4))});
        }
        verdicts.push_back({"chi square", statistics::chi_square(cells)});
        verdicts.push_back({"Kolmogorov-Smirnov", statistics::kolmogorov_smirnov(sorted)});
        return statistics::worst(verdicts);
    }

    TEMPLATE_TEST_CASE("Uniform elements are uniform, in every bit, and unrelated to those near them", "", float,
                       double)
    {
        for (const std::uint64_t key : {0u, 1u, 2026u})
        {
            const auto u = draw<TestType>(key, 1 << 20);
            for (const verdict& v :
                 {uniform_fit(u), battery::lattice(std::span<const TestType>(u), battery::uniform_cell)})
            {
                INFO(v.name << ", key " << key);
                CHECK(v.p > statistics::pass);
            }
        }
    }

    TEST_CASE("Numbers that are not quite uniform are caught")
    {
        auto u = draw<float>(1, 1 << 20);
        for (float& x : u)
        {
            x = std::floor(x * 0x1p23f) * 0x1p-23f;  // 23 bits, as the easiest conversion has it
        }
        CHECK(uniform_fit(u).p < statistics::caught);

        auto v = draw<float>(1, 1 << 20);
        for (std::size_t i = 64; i < v.size(); i += 64)
        {
            v[i] = v[i - 64];  // one lane that does not move on
        }
        CHECK(battery::lattice(std::span<const float>(v), battery::uniform_cell).p < statistics::caught);
    }
}
