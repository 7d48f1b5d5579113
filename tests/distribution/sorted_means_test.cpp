// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/sorted_means.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

namespace
{
    using alphabar::distribution::sorted_means;

    template <class T>
    sorted_means<T> sorted(const std::vector<T>& means)
    {
        sorted_means<T> out;
        out.assign(means.data(), means.size(), 8, [](std::size_t) { return true; });
        return out;
    }

    /// Every search against the standard library's, at each mean, beside it and beyond all.
    template <class T>
    bool finds_all(std::vector<T> means)
    {
        const sorted_means<T> s = sorted(means);
        std::sort(means.begin(), means.end());
        bool right = s.size() == means.size() && std::equal(means.begin(), means.end(), s.data());
        std::vector<T> points = means;
        for (const T mean : means)
        {
            points.push_back(std::nextafter(mean, T(-1e30)));
            points.push_back(std::nextafter(mean, T(1e30)));
            points.push_back(mean + (means.back() - mean) / 3);
        }
        points.insert(points.end(), {T(-3e38), T(3e38), T(-HUGE_VAL), T(HUGE_VAL)});
        for (const T x : points)
        {
            const auto low = static_cast<std::size_t>(std::lower_bound(means.begin(), means.end(), x) - means.begin());
            const auto high = static_cast<std::size_t>(std::upper_bound(means.begin(), means.end(), x) - means.begin());
            right &= s.first_at_least(x) == low && s.first_above(x) == high;
            if (std::abs(x) < T(1e38))
            {
                const T near = std::abs(x - s[s.nearest_to(x)]);
                right &= std::all_of(means.begin(), means.end(), [&](T mean) { return near <= std::abs(x - mean); });
            }
        }
        return right;
    }

    TEST_CASE("A number finds its place among means that are spread, crowded, equal, alone or far apart")
    {
        CHECK(finds_all<float>({3, 1, 2, 0.5f, -7, 2.25f, 9, 8, 7, 6, 5}));
        CHECK(finds_all<double>({1e6, 1e-3, 1.1e-3, 1.2e-3, 1.25e-3, 2e-3, 0, -1e-3, 1e-3}));
        CHECK(finds_all<float>({2, 2, 2, 2}));
        CHECK(finds_all<float>({-1}));
        CHECK(finds_all<float>({-3e37f, 3e37f, 0, 1e-38f}));
        CHECK(finds_all<double>({1, 2, 2, 2, 3, 3, 1, 1, 1000}));
        CHECK(sorted<float>({1, 2}).nearest_to(std::nanf("")) < 2);
    }

    TEST_CASE("Those that are not wanted are left out, whole tiles are filled, and scaled means stay in order")
    {
        const std::vector<float> means{5, -1, 3, 0, 4, 2, 1, 9, 8, 7};
        sorted_means<float> s;
        s.assign(means.data(), means.size(), 8, [](std::size_t n) { return n != 1 && n != 3; });
        REQUIRE(s.size() == 8);
        CHECK((s[0] == 1 && s.origin(0) == 6 && s[7] == 9 && s.origin(7) == 7));
        const std::vector<float> scaled{2.5f, -0.5f, 1.5f, 0, 2, 1, 0.5f, 4.5f, 4, 3.5f};
        s.assign(scaled.data(), scaled.size(), 5, [](std::size_t) { return false; });
        REQUIRE(s.size() == 8);
        CHECK((s[0] == 0.5f && s.origin(0) == 6 && s[7] == 4.5f));
        CHECK((s.data()[8] == 4.5f && s.data()[9] == 4.5f));
        const std::vector<float> reversed{-5, 1, -3, 0, -4, -2, -1, -9, -8, -7};
        s.assign(reversed.data(), reversed.size(), 8, [](std::size_t) { return false; });
        CHECK((s[0] == -9 && s.origin(0) == 7 && s[7] == -1 && s.origin(7) == 6));
    }
}
