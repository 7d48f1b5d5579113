// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/binomial.hpp>
#include <alphabar/distribution/binomial_draw.hpp>
#include <alphabar/random/normal.hpp>

#include "distribution/goodness_of_fit.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    constexpr std::size_t many = 1'000'000;

    template <class Draws>
    double fit(const Draws& draws, double n, double p)
    {
        const double spread = std::sqrt(n * p * (1 - p));
        const double reach = 8 * spread + 12;
        const double width = std::max(1.0, std::floor(spread / 10));
        return statistics::chi_square(
            draws, [&](double k) { return std::exp(ab::distribution::binomial_log_prob()(k, n, p)); },
            std::max(0.0, std::floor(n * p - reach)), std::min(n, std::ceil(n * p + reach)), width);
    }

    xt::xtensor<std::int32_t, 1> draws(std::int32_t n, double p, std::uint64_t seed = 2026)
    {
        return ab::make_binomial(n, p).sample(ab::key{seed}, {many});
    }

    TEST_CASE("Draws fit the binomial law, of few and of many trials, by inversion and by rejection")
    {
        for (const auto& [n, p] : {std::pair{1, 0.25},
                                   {10, 0.544},
                                   {10, 0.97},
                                   {99, 0.1},
                                   {1'000'000, 3e-6},
                                   {40, 0.25},
                                   {41, 0.5},
                                   {100, 0.3},
                                   {100, 0.85},
                                   {1'000'000, 0.5},
                                   {2'147'483'647, 4e-9},
                                   {2'147'483'647, 1e-8},
                                   {2'147'483'647, 0.5},
                                   {2'147'483'647, 0.999'999}})
        {
            INFO("n = " << n << ", p = " << p);
            CHECK(fit(draws(n, p), n, p) > statistics::pass);
        }
    }

    TEST_CASE("Laws that are slightly off are caught")
    {
        CHECK(fit(draws(10, 0.544), 10, 0.547) < statistics::caught);
        CHECK(fit(draws(100, 0.3), 100, 0.301) < statistics::caught);
        CHECK(fit(draws(2'147'483'647, 0.5), 2'147'483'647, 0.5 + 2e-7) < statistics::caught);

        xt::xtensor<double, 1> rounded = ab::normal<double>(ab::key{1}, {many}) * std::sqrt(21.) + 30;
        for (double& k : rounded)
        {
            k = std::round(k);
        }
        CHECK(fit(rounded, 100, 0.3) < statistics::caught);  // the normal law's, which has no skewness
    }

    TEST_CASE("A draw is a pure function of key, element, n and p: in a run, alone, in a view and of arrays")
    {
        const ab::key k{7};
        for (const auto& [n, p] : {std::pair{10, 0.3}, {50, 0.9}, {100, 0.3}, {1'000'000, 0.7}, {2'147'483'647, 0.5}})
        {
            INFO("n = " << n << ", p = " << p);
            const auto law = ab::make_binomial(n, p);
            const auto node = law.sample(k, {40, 37});
            const xt::xtensor<std::int32_t, 2> all = node;
            const xt::xtensor<std::int32_t, 2> part = xt::view(node, xt::range(3, 9), xt::range(5, 36));
            const xt::xtensor<std::int32_t, 2, xt::layout_type::column_major> turned = node;
            const xt::xtensor<std::int32_t, 1> trials = std::int32_t{n} * xt::ones<std::int32_t>({37});
            const xt::xtensor<std::int32_t, 2> of_arrays = ab::make_binomial(trials, p).sample(k, {40, 37});
            std::size_t different = 0;
            for (std::size_t i = 0; i < 40; ++i)
            {
                for (std::size_t j = 0; j < 37; ++j)
                {
                    const std::int32_t alone = ab::distribution::binomial_method(n, p).draw(k, 37 * i + j);
                    different +=
                        all(i, j) != alone || node(i, j) != alone || turned(i, j) != alone || of_arrays(i, j) != alone;
                    different += i >= 3 && i < 9 && j >= 5 && j < 36 && part(i - 3, j - 5) != alone;
                }
            }
            CHECK(different == 0);
        }
    }

    TEST_CASE("Elements beyond the 2^32nd have words of their own, and another key other draws")
    {
        const ab::distribution::binomial_stream law{ab::key{3}, 1e6, 0.3};
        const std::uint64_t first = (std::uint64_t{1} << 32) - 100;
        std::int32_t run[200];
        ab::distribution::binomial_filler(law).fill(first, run, 200);
        std::size_t same = 0;
        for (std::uint64_t i = 0; i < 200; ++i)
        {
            CHECK(run[i] == law.at(first + i));
            same += run[i] == ab::distribution::binomial_stream{ab::key{4}, 1e6, 0.3}.at(first + i);
        }
        CHECK(same < 5);
        CHECK(ab::distribution::words_of(ab::key{3}, 5, 0).a != ab::distribution::words_of(ab::key{3}, 5, 1).a);
    }

    TEST_CASE("n trials of which none or all succeed, and no trials")
    {
        for (const std::int32_t n : {0, 1, 10, 2'147'483'647})
        {
            CHECK(ab::make_binomial(n, 0.0).sample(ab::key{1}, {20})(11) == 0);
            CHECK(ab::make_binomial(n, 1.0).sample(ab::key{1}, {20})(11) == n);
        }
    }

    TEST_CASE("Draws allocate nothing")
    {
        auto out = xt::xtensor<std::int32_t, 1>::from_shape({5000});
        const xt::xtensor<double, 1> p = xt::linspace<double>(0, 1, 5000);
        const auto of_numbers = ab::make_binomial(1000, 0.3).sample(ab::key{1}, {5000});
        const auto of_few = ab::make_binomial(10, 0.3).sample(ab::key{1}, {5000});
        const auto of_arrays = ab::make_binomial(1000, p).sample(ab::key{1});
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = of_numbers; }) == 0);
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = of_few; }) == 0);
        CHECK(ab::test::allocations_of([&] { xt::noalias(out) = of_arrays; }) == 0);
    }
}
