// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/squared_distances.hpp>
#include <alphabar/random/normal_law.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

namespace
{
    namespace distribution = alphabar::distribution;
    namespace expression = alphabar::expression;

    constexpr std::size_t lanes = distribution::panel_lanes;

    /// Points drawn at random, number n from [n·d, (n + 1)·d).
    template <class T>
    std::vector<T> points(std::uint64_t seed, std::size_t count, std::size_t d, T scale = 1)
    {
        std::vector<T> out(count * d);
        alphabar::normal_law<T>(alphabar::key{seed}).fill(0, out.data(), out.size());
        for (T& x : out)
        {
            x *= scale;
        }
        return out;
    }

    /// Distances of rows to 32 points in lanes, as [row][lane].
    template <bool Scaled = false, class T>
    std::vector<T> distances(const std::vector<T>& rows, const std::vector<T>& in_lanes, std::size_t d,
                             const T* scale = nullptr)
    {
        const std::size_t count = rows.size() / d;
        std::vector<expression::tile<T, lanes>> tiles(count);
        distribution::squared_distances<Scaled, T>(
            d, count,
            [&](std::size_t from, std::size_t depth, T* buffer)
            {
                for (std::size_t k = 0; k < depth; ++k)
                {
                    for (std::size_t l = 0; l < lanes; ++l)
                    {
                        buffer[k * lanes + l] = in_lanes[l * d + from + k];
                    }
                }
                return distribution::panel<T>{buffer, lanes};
            },
            [&](std::size_t row, std::size_t n, std::size_t from, std::size_t depth, T* buffer)
            {
                for (std::size_t i = 0; i < n; ++i)
                {
                    std::copy_n(rows.data() + (row + i) * d + from, depth, buffer + i * distribution::panel_depth);
                }
            },
            scale, tiles.data());
        std::vector<T> out(count * lanes);
        for (std::size_t row = 0; row < count; ++row)
        {
            expression::store(out.data() + row * lanes, tiles[row]);
        }
        return out;
    }

    template <class T>
    void check_dimension(std::size_t d)
    {
        CAPTURE(d, sizeof(T));
        const std::vector<T> a = points<T>(1, lanes, d);
        const std::vector<T> b = points<T>(2, lanes, d);
        const std::vector<T> ab = distances(a, b, d);
        const std::vector<T> ba = distances(b, a, d);
        const double bound =
            (1.5 + expression::sum_error<T>(d)) * static_cast<double>(std::numeric_limits<T>::epsilon());
        bool as_exact = true, both_sides = true;
        for (std::size_t i = 0; i < lanes; ++i)
        {
            for (std::size_t j = 0; j < lanes; ++j)
            {
                long double exact = 0;
                for (std::size_t k = 0; k < d; ++k)
                {
                    const long double z =
                        static_cast<long double>(a[i * d + k]) - static_cast<long double>(b[j * d + k]);
                    exact += z * z;
                }
                as_exact &= std::abs(static_cast<long double>(ab[i * lanes + j]) - exact) <= bound * exact;
                both_sides &= ab[i * lanes + j] == ba[j * lanes + i];
            }
        }
        CHECK(as_exact);
        CHECK(both_sides);
        for (const std::size_t count : {1u, 3u, 9u})  // rows are the same among others and alone
        {
            const std::vector<T> few =
                distances(std::vector<T>(a.end() - static_cast<std::ptrdiff_t>(count * d), a.end()), b, d);
            CHECK(std::equal(few.begin(), few.end(), ab.end() - static_cast<std::ptrdiff_t>(count * lanes)));
        }
    }

    TEST_CASE("Squared distances are those of long double, the same on either side and in any company")
    {
        for (const std::size_t d : {1u, 2u, 127u, 128u, 129u, 300u})
        {
            check_dimension<float>(d);
            check_dimension<double>(d);
        }
    }

    TEST_CASE("Close points keep their distance, where |a|² + |b|² − 2ab would lose it")
    {
        constexpr std::size_t d = 200;
        std::vector<float> a(lanes * d, 1000.f);
        const std::vector<float> b(d, 1000.f + 0x1p-10f);
        CHECK(distances(b, a, d)[0] == d * 0x1p-20f);
    }

    TEST_CASE("Scaled differences neither overflow nor vanish where their squares would")
    {
        constexpr std::size_t d = 130;
        for (const float unit : {1e30f, 1e-30f})
        {
            const std::vector<float> a = points<float>(3, lanes, d);
            const std::vector<float> b = points<float>(4, 5, d);
            const std::vector<float> far = points<float>(3, lanes, d, unit);
            const std::vector<float> row = points<float>(4, 5, d, unit);
            const std::vector<float> scale(lanes, 1 / unit);
            const std::vector<float> plain = distances(b, a, d);
            const std::vector<float> scaled = distances<true>(row, far, d, scale.data());
            for (std::size_t i = 0; i < plain.size(); ++i)
            {
                REQUIRE(std::abs(scaled[i] / plain[i] - 1) < 1e-5f);
            }
        }
    }
}
