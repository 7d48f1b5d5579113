// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/alphabar.hpp>

#include "distribution/long_double_density.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"

namespace ab = alphabar;

namespace
{
    /// N components in d dimensions, and points: at, near and far from them.
    template <class T>
    struct scene
    {
        scene(std::size_t count, std::size_t d, double unit = 1, std::size_t points = 5)
            : means(static_cast<T>(2 * unit) * ab::normal<T>(ab::key{count}, {count, d})),
              weights(ab::uniform<double>(ab::key{d}, {count})),
              variances(unit * unit * (0.5 + ab::uniform<double>(ab::key{d + 1}, {count}))),
              x(static_cast<T>(3 * unit) * ab::normal<T>(ab::key{count + d}, {points, d})),
              law(ab::mixture(ab::unnormalised(weights), means, variances))
        {
            xt::view(x, 0, xt::all()) = xt::view(means, count - 1, xt::all());
            xt::view(x, 1, xt::all()) = xt::view(means, 0, xt::all()) + static_cast<T>(0.01 * unit);
            xt::view(x, 2, xt::all()) = xt::view(means, count / 2, xt::all()) - static_cast<T>(30 * unit);
        }

        xt::xtensor<T, 2> means;
        xt::xtensor<double, 1> weights;
        xt::xtensor<double, 1> variances;
        xt::xtensor<T, 2> x;
        ab::mixture_distribution<T, 2> law;
    };

    template <class T>
    void check_values(std::size_t count, std::size_t d, double unit)
    {
        const scene<T> s(count, d, unit);
        const xt::xtensor<T, 1> p = s.law.pdf(s.x);
        const xt::xtensor<T, 1> log_p = s.law.log_prob(s.x);
        for (std::size_t i = 0; i < s.x.shape()[0]; ++i)
        {
            const auto exact = ab::test::density_of(s.law, xt::view(s.x, i, xt::all()));
            const double bound = ab::test::allowed<T>(exact, count, d);
            CAPTURE(count, d, unit, i, sizeof(T), exact.log_p, exact.q);
            CHECK(std::abs(static_cast<long double>(log_p(i)) - exact.log_p) <= bound);
            const long double exact_p = std::exp(exact.log_p);
            if (exact_p > static_cast<long double>(std::numeric_limits<T>::min()) &&
                exact_p < static_cast<long double>(std::numeric_limits<T>::max()))
            {
                CHECK(std::abs(static_cast<long double>(p(i)) - exact_p) <= bound * (1 + bound) * exact_p);
            }
        }
    }

    TEST_CASE("Densities in space are full sums in long double, for every number of components and dimensions")
    {
        for (const std::size_t d : {1u, 2u, 3u, 130u})
        {
            for (const std::size_t count : {1u, 4u, 31u, 32u, 33u, 70u})
            {
                check_values<float>(count, d, 1);
                check_values<double>(count, d, 1);
            }
        }
    }

    TEST_CASE("The unit of length may be so large or small that squares of distances are no numbers of the type")
    {
        for (const std::size_t count : {5u, 40u})
        {
            for (const double unit : {1e-30, 1e-19, 1e19, 1e30})
            {
                check_values<float>(count, 3, unit);
            }
            for (const double unit : {1e-150, 1e150})
            {
                check_values<double>(count, 3, unit);
            }
        }
    }

    TEST_CASE("Narrow and wide components may stand side by side")
    {
        for (const std::size_t count : {3u, 40u})
        {
            scene<float> s(count, 2);
            for (std::size_t n = 0; n < count; ++n)
            {
                s.variances(n) = n % 3 == 0 ? 1e-60 : n % 3 == 1 ? 1 : 1e60;
            }
            xt::view(s.x, 0, xt::all()) = xt::view(s.means, 0, xt::all());
            xt::view(s.x, 1, xt::all()) = 1e30f * xt::view(s.means, 1, xt::all());
            s.means(0, 0) = s.means(0, 1) = 1e-31f;  // and a point near it
            s.x(3, 0) = s.x(3, 1) = 2e-31f;
            const auto law = ab::mixture(ab::unnormalised(s.weights), s.means, s.variances);
            const xt::xtensor<float, 1> log_p = law.log_prob(s.x);
            for (std::size_t i = 0; i < s.x.shape()[0]; ++i)
            {
                const auto exact = ab::test::density_of(law, xt::view(s.x, i, xt::all()));
                CAPTURE(count, i, exact.log_p, exact.q);
                CHECK(std::abs(static_cast<long double>(log_p(i)) - exact.log_p) <=
                      ab::test::allowed<float>(exact, count, 2));
            }
        }
    }

    TEST_CASE("A point's density is the same alone, among any number of others, in a view and element by element")
    {
        for (const std::size_t count : {5u, 32u, 77u})
        {
            const scene<float> s(count, 3, 1, 150);
            const xt::xtensor<float, 1> p = s.law.pdf(s.x);
            const xt::xtensor<float, 1> log_p = s.law.log_prob(s.x);
            const auto lazy = s.law.pdf(s.x);
            const xt::xtensor<float, 1> part = s.law.pdf(xt::view(s.x, xt::range(3, 150, 7), xt::all()));
            const xt::xtensor<float, 1> view_of = xt::view(lazy, xt::range(3, 150, 7));
            const xt::xtensor<float, 2, xt::layout_type::column_major> column_major = s.x;
            CHECK((p == xt::xtensor<float, 1>(s.law.pdf(column_major))));
            CHECK((log_p == xt::xtensor<float, 1>(s.law.log_prob(1.f * s.x))));
            for (std::size_t i = 0; i < part.size(); ++i)
            {
                CHECK(part(i) == p(3 + 7 * i));
                CHECK(view_of(i) == p(3 + 7 * i));
                CHECK(lazy(3 + 7 * i) == p(3 + 7 * i));
            }
            const xt::xtensor<float, 1> reversed = s.law.log_prob(xt::view(s.x, xt::range(149, -151, -1), xt::all()));
            CHECK(std::equal(log_p.begin(), log_p.end(), std::make_reverse_iterator(reversed.end())));
        }
    }

    TEST_CASE("Points may be noise, or numbers of another type")
    {
        const scene<float> s(40, 2);
        const auto noise = ab::normal<float>(ab::key{9}, {4, 6, 2});
        const xt::xtensor<float, 3> drawn = noise;
        CHECK((xt::xtensor<float, 2>(s.law.pdf(noise)) == xt::xtensor<float, 2>(s.law.pdf(drawn))));
        const xt::xtensor<double, 3> in_double = drawn;
        const auto law_in_double =
            ab::mixture(ab::unnormalised(s.weights), xt::xtensor<double, 2>(s.means), s.variances);
        const xt::xtensor<double, 2> p = s.law.pdf(in_double);
        const xt::xtensor<double, 2> p_double = law_in_double.pdf(in_double);
        const xt::xtensor<float, 2> of_bytes = s.law.pdf(xt::xtensor<std::uint8_t, 2>{{1, 2}, {0, 3}});
        const xt::xtensor<float, 2> of_floats = s.law.pdf(xt::xtensor<float, 2>{{1, 2}, {0, 3}});
        for (std::size_t i = 0; i < p.size(); ++i)
        {
            CHECK(std::abs(p.data()[i] / p_double.data()[i] - 1) < 1e-5);  // factors are those of float
        }
        CHECK((of_bytes == of_floats));
    }

    TEST_CASE("Infinity is nowhere in space, and NaN spoils its own point only")
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const float infinity = std::numeric_limits<float>::infinity();
        const xt::xtensor<float, 2> x{{0, 0}, {0, nan}, {infinity, 0}, {1, -infinity}, {1, 1}};
        for (const std::size_t count : {2u, 50u})
        {
            const auto law = ab::mixture(1, xt::xtensor<float, 2>(ab::normal<float>(ab::key{1}, {count, 2})), 1);
            const xt::xtensor<float, 1> p = law.pdf(x);
            const xt::xtensor<float, 1> log_p = law.log_prob(x);
            CHECK((p(0) > 0 && p(4) > 0 && std::isfinite(log_p(0)) && std::isfinite(log_p(4))));
            CHECK((std::isnan(p(1)) && std::isnan(log_p(1))));
            CHECK((p(2) == 0 && p(3) == 0 && log_p(2) == -infinity && log_p(3) == -infinity));
        }
    }

    TEST_CASE("Densities in space allocate nothing, and points may be overwritten by what is made of them")
    {
        const scene<float> s(40, 130, 1, 70);
        auto p = xt::xtensor<float, 1>::from_shape({70});
        CHECK(ab::test::allocations_of(
                  [&]
                  {
                      xt::noalias(p) = s.law.pdf(s.x);
                      xt::noalias(p) = s.law.log_prob(s.x);
                  }) == 0);
        xt::xtensor<float, 2> pairs = ab::normal<float>(ab::key{5}, {100, 2});
        const auto law = ab::mixture(1, xt::xtensor<float, 2>(ab::normal<float>(ab::key{6}, {40, 2})), 1);
        const xt::xtensor<float, 1> expected = law.pdf(pairs);
        auto first = xt::view(pairs, xt::all(), 0);
        first = law.pdf(pairs);
        CHECK((xt::xtensor<float, 1>(first) == expected));
    }
}
