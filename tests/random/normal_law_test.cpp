// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "battery.hpp"
#include "support/catch.hpp"

#include <alphabar/random/normal_law.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <span>
#include <string>
#include <vector>

namespace
{
    namespace ab = alphabar;
    namespace ar = alphabar::random;
    using statistics::verdict;

    // ---- the law ----------------------------------------------------------------------------------------------------

    struct exact_pair
    {
        long double z0, z1;
    };

    // Box and Muller in long double; the angle, in turns, is reduced exactly.
    exact_pair box_muller(long double u, long double v)
    {
        const long double r = std::sqrt(-2 * std::log(u));
        const long double quarter = std::round(4 * v);
        const long double angle = 2 * std::numbers::pi_v<long double> * (v - quarter / 4);
        const long double s = r * std::sin(angle);
        const long double c = r * std::cos(angle);
        switch (static_cast<int>(quarter) & 3)
        {
        case 0:
            return {c, s};
        case 1:
            return {-s, c};
        case 2:
            return {-c, -s};
        default:
            return {s, -c};
        }
    }

    template <class T>
    double ulps(T z, long double exact)
    {
        const T rounded = std::abs(static_cast<T>(exact));
        const T ulp = std::nextafter(rounded, std::numeric_limits<T>::infinity()) - rounded;
        return static_cast<double>(std::abs(static_cast<long double>(z) - exact) / static_cast<long double>(ulp));
    }

    TEST_CASE("Normal elements follow their law, word by word")
    {
        const std::uint64_t key = 0xfedcba9876543210;
        double worst_float = 0;
        double worst_double = 0;
        for (std::uint64_t i = 0; i != 100000; ++i)
        {
            // As the documentation words it.
            const auto w = ar::philox4x32({static_cast<std::uint32_t>(16 * (i / 64) + i % 16), 0, 0, 18}, key);
            const std::size_t slot = (i / 16) % 4;
            const std::size_t k = slot / 2;
            const auto u = static_cast<float>((static_cast<long double>(w[2 * k]) + 1) / 0x1p32L);
            const long double v = (static_cast<long double>(w[2 * k + 1] / 64) + 0.5L) / 0x1p26L - 0.5L;
            const exact_pair z = box_muller(static_cast<long double>(u), v);
            worst_float =
                std::max(worst_float, ulps(ab::normal_law<float>(ab::key{key}).at(i), slot % 2 == 0 ? z.z0 : z.z1));
        }
        for (std::uint64_t i = 0; i != 100000; ++i)
        {
            const auto w = ar::philox4x32({static_cast<std::uint32_t>(16 * (i / 32) + i % 16), 0, 0, 19}, key);
            const std::uint64_t a = w[0] + (std::uint64_t{w[1]} << 32);
            const std::uint64_t b = w[2] + (std::uint64_t{w[3]} << 32);
            const auto u = static_cast<double>((static_cast<long double>(a) + 1) / 0x1p64L);
            const long double v = (static_cast<long double>(b / 2048) + 0.5L) / 0x1p53L - 0.5L;
            const exact_pair z = box_muller(static_cast<long double>(u), v);
            worst_double = std::max(worst_double,
                                    ulps(ab::normal_law<double>(ab::key{key}).at(i), (i / 16) % 2 == 0 ? z.z0 : z.z1));
        }
        CHECK(worst_float <= ar::normal_max_ulp);
        CHECK(worst_double <= ar::normal_max_ulp);
        CHECK(worst_float > 0.5);  // the test sees roundings
    }

    TEMPLATE_TEST_CASE("Every word makes finite numbers, symmetric about zero to the last bit", "", float, double)
    {
        using map = ar::normal_map<TestType>;
        using word = alphabar::math::uint_t<TestType>;
        constexpr word last = static_cast<word>(~word(0));
        for (const word a : {word(0), word(1), word(255), word(last / 2), word(last - 1), last})
        {
            for (const word b :
                 {word(0), word(1), word(last / 4), word(last / 2), word(last / 2 + 1), word(last - 1), last})
            {
                const auto z = map::template values<TestType>(a, b);
                const auto mirrored = map::template values<TestType>(a, static_cast<word>(~b));
                CHECK(std::isfinite(z[0]));
                CHECK(std::isfinite(z[1]));
                CHECK(mirrored[0] == z[0]);
                CHECK(mirrored[1] == -z[1]);
                const auto opposite = map::template values<TestType>(a, static_cast<word>(b ^ (last / 2 + 1)));
                CHECK(opposite[0] == -z[0]);
                CHECK(opposite[1] == -z[1]);
            }
        }
        static_assert(map::template values<TestType>(last, 0)[0] == 0);
    }

    // ---- the tails --------------------------------------------------------------------------------------------------

    // What a rule for the radius makes of all words for it, under all angles: the probability of |z| > t over that of
    // the normal law. Words are counted from the far end, where `radius(0)` is largest.
    template <class Radius>
    double tail_ratio(double t, double words, Radius radius)
    {
        double mass = 0;
        for (std::uint32_t a = 0;; ++a)
        {
            const double r = radius(a);
            if (r <= t)
            {
                break;
            }
            mass += 2 / std::numbers::pi * std::acos(t / r) / words;
        }
        return mass / statistics::two_sided(t);
    }

    float radius_of(std::uint32_t a)
    {
        return ar::normal_map<float>::values<float>(a, 0x80000000U)[0];  // an angle of 2^-27 turns: its cosine is 1
    }

    // The usual law: 24 bits, zero left out.
    double short_radius(std::uint32_t a) { return std::sqrt(-2 * std::log((a + 1) * 0x1p-24)); }

    TEST_CASE("The tails of the normal law are right to beyond six deviations, and 24 bits of radius are caught")
    {
        const auto ours = [](double t)
        { return tail_ratio(t, 0x1p32, [](std::uint32_t a) { return static_cast<double>(radius_of(a)); }); };
        const auto usual = [](double t) { return tail_ratio(t, 0x1p24, short_radius); };
        CHECK(std::abs(ours(4) - 1) < 1e-4);
        CHECK(std::abs(ours(5) - 1) < 1e-3);
        CHECK(std::abs(ours(5.5) - 1) < 2e-3);
        CHECK(std::abs(ours(5.77) - 1) < 1e-2);
        CHECK(std::abs(ours(6) - 1) < 2e-2);
        CHECK(ours(6.6) > 0.1);
        CHECK(std::abs(radius_of(0) - 6.660437f) < 1e-5f);

        CHECK(std::abs(usual(5.5) - 1) > 0.05);
        CHECK(usual(5.77) < 0.01);
        CHECK(usual(5.8) == 0);
    }

    TEST_CASE("Elements beyond the reach of 24 bits exist")
    {
        const ab::normal_law<float> law(ab::key{42});
        CHECK(std::abs(law.at(4270479573)) > 6.33f);  // found by search
        CHECK(std::abs(law.at(3577092335)) > 6.22f);
        CHECK(std::abs(law.at(121374179)) > 6.08f);
    }

    TEST_CASE("Tails of 2^26 drawn numbers are as heavy as the normal law's")
    {
        constexpr std::size_t total = std::size_t{1} << 26;
        std::array<std::uint64_t, 4> counts{};
        constexpr std::array<double, 4> thresholds{3.5, 4, 5, 5.5};
        std::vector<float> z(1 << 14);
        const ab::normal_law<float> law(ab::key{1});
        for (std::size_t first = 0; first != total; first += z.size())
        {
            law.fill(first, z.data(), z.size());
            for (const float x : z)
            {
                if (std::abs(x) > 3.5f)
                {
                    for (std::size_t j = 0; j != counts.size(); ++j)
                    {
                        counts[j] += std::abs(static_cast<double>(x)) > thresholds[j];
                    }
                }
            }
        }
        for (std::size_t j = 0; j != counts.size(); ++j)
        {
            const double expected = static_cast<double>(total) * statistics::two_sided(thresholds[j]);
            INFO(counts[j] << " beyond " << thresholds[j] << ", " << expected << " expected");
            CHECK(statistics::poisson(counts[j], expected) > statistics::pass);
        }
    }

    // ---- the fit ----------------------------------------------------------------------------------------------------

    template <class T>
    std::vector<T> draw(ab::key key, std::size_t n)
    {
        std::vector<T> z(n);
        ab::normal_law<T>(key).fill(0, z.data(), n);
        return z;
    }

    TEMPLATE_TEST_CASE("Normal elements have the moments of the normal law up to the sixth", "", float, double)
    {
        for (const int key : {0, 1, 2026})
        {
            const auto z = draw<TestType>(ab::key{key}, 1 << 22);
            const verdict v = battery::moments(std::span<const TestType>(z));
            INFO(v.name << ", key " << key);
            CHECK(v.p > statistics::pass);
        }
    }

    TEMPLATE_TEST_CASE("Normal elements fit the normal law and are unrelated to those near them", "", float, double)
    {
        for (const int key : {0, 1, 2026})
        {
            const auto z = draw<TestType>(ab::key{key}, 1 << 20);
            const std::span<const TestType> span(z);
            for (const verdict& v :
                 {battery::normal_fit(span), battery::serial(span), battery::lattice(span, battery::normal_cell)})
            {
                INFO(v.name << ", key " << key);
                CHECK(v.p > statistics::pass);
            }
        }
    }

    // Elements from words of our own making, laid out as the library does it.
    template <class Words>
    std::vector<float> made_of(Words words, std::size_t n)
    {
        std::vector<float> z(n);
        for (std::size_t block = 0; block != n / 64; ++block)
        {
            for (std::uint32_t lane = 0; lane != 16; ++lane)
            {
                const std::array<std::uint32_t, 4> w = words(static_cast<std::uint32_t>(16 * block + lane));
                for (std::size_t k = 0; k != 2; ++k)
                {
                    const auto pair = ar::normal_map<float>::values<float>(w[2 * k], w[2 * k + 1]);
                    z[64 * block + 32 * k + lane] = pair[0];
                    z[64 * block + 32 * k + 16 + lane] = pair[1];
                }
            }
        }
        return z;
    }

    template <std::size_t Rounds>
    std::vector<float> made_by_rounds(std::uint64_t key, std::size_t n)
    {
        return made_of(
            [key](std::uint32_t counter)
            {
                return ar::philox4x32<Rounds>({counter, 0, 0, static_cast<std::uint32_t>(ar::domain::normal_float)},
                                              key);
            },
            n);
    }

    TEST_CASE("The generators that are bad on purpose differ from the library in what makes them bad alone")
    {
        CHECK(made_by_rounds<10>(5, 1 << 12) == draw<float>(ab::key{5}, 1 << 12));
    }

    TEST_CASE("A reused angle word is caught by the serial test")
    {
        const auto z = made_of(
            [](std::uint32_t counter)
            {
                auto w = ar::draw(5, ar::domain::normal_float, counter);
                w[3] = w[1];
                return w;
            },
            1 << 18);
        CHECK(battery::serial(std::span<const float>(z)).p < statistics::caught);
    }

    TEST_CASE("Too few rounds are caught by the normal numbers alone")
    {
        const auto three = made_by_rounds<3>(5, 1 << 18);
        CHECK(battery::moments(std::span<const float>(three)).p < statistics::caught);
        CHECK(battery::normal_fit(std::span<const float>(three)).p < statistics::caught);
        const auto four = made_by_rounds<4>(5, 1 << 18);
        CHECK(battery::serial(std::span<const float>(four)).p < statistics::caught);
        CHECK(battery::lattice(std::span<const float>(four), battery::normal_cell).p < statistics::caught);
    }

    // ---- keys -------------------------------------------------------------------------------------------------------

    // Streams of keys that differ in little, element by element.
    template <class Draw>
    verdict neighbouring_keys(Draw stream)
    {
        const std::uint64_t key = 42;
        const std::vector<float> z = stream(key);
        std::vector<verdict> verdicts;
        const auto compare = [&](std::uint64_t other, const std::string& name)
        {
            const std::vector<float> y = stream(other);
            const auto both = battery::correlations(std::span<const float>(z), std::span<const float>(y), name);
            verdicts.insert(verdicts.end(), both.begin(), both.end());
        };
        for (int bit = 0; bit != 64; ++bit)
        {
            compare(key ^ (std::uint64_t{1} << bit), "key with bit " + std::to_string(bit) + " flipped");
        }
        compare(key + 1, "next key");
        compare(key + ar::philox_weyl[0], "key of the next round, even");
        compare(key + (std::uint64_t{ar::philox_weyl[1]} << 32), "key of the next round, odd");
        compare(key + ar::philox_weyl[0] + (std::uint64_t{ar::philox_weyl[1]} << 32), "key of the next round");
        compare(ab::key{key}.fold_in(0).value(), "child 0");
        compare(ab::key{key}.fold_in(1).value(), "child 1");
        compare(ab::key{key}.split()[0].value(), "first half");
        return statistics::worst(verdicts);
    }

    TEST_CASE("Neighbouring keys have unrelated streams")
    {
        const verdict v = neighbouring_keys([](std::uint64_t key) { return draw<float>(ab::key{key}, 1 << 18); });
        INFO(v.name);
        CHECK(v.p > statistics::pass);
    }

    TEST_CASE("Related streams of keys that differ by one bit are caught")
    {
        CHECK(neighbouring_keys([](std::uint64_t key) { return made_by_rounds<4>(key, 1 << 16); }).p <
              statistics::caught);
        // A key whose last bit is ignored.
        CHECK(
            neighbouring_keys([](std::uint64_t key) { return draw<float>(ab::key{key & ~std::uint64_t{1}}, 1 << 10); })
                .p < statistics::caught);
    }
}
