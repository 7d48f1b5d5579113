// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/categorical_table.hpp>
#include <alphabar/random/domain.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace
{
    using alphabar::distribution::categorical_table;

    categorical_table of(const std::vector<double>& p) { return {p, p.size(), false}; }

    /// The map from words to classes is a partition of all 2^64 words: its rates need no draws to be known.
    void check_rates(const categorical_table& table, const std::vector<double>& p)
    {
        const long double total = std::accumulate(p.begin(), p.end(), 0.0L);
        double words = 0;
        std::size_t wrong = 0;
        const auto likeliest = std::max_element(p.begin(), p.end()) - p.begin();
        for (std::size_t k = 0; k < p.size(); ++k)
        {
            const auto exact = static_cast<double>(p[k] / total * 0x1p64L);
            words += table.words(0, k);
            const double left_over =
                static_cast<std::ptrdiff_t>(k) == likeliest ? categorical_table::max_left_over(p.size()) : 0;
            wrong +=
                std::abs(table.words(0, k) - exact) > 1 + categorical_table::max_relative_error * exact + left_over;
        }
        CHECK(wrong == 0);
        CHECK(std::abs(words * 0x1p-64 - 1) < 1e-12);
    }

    TEST_CASE("Classes have their share of the words, those of probability 2^-40 and 10^-9 too")
    {
        for (const std::vector<double>& p : {std::vector<double>{0.5, 0.5 - 0x1p-40, 0x1p-40},
                                             {1e-9, 1 - 2e-9, 1e-9},
                                             {1},
                                             {0, 1, 0},
                                             {0.1, 0, 0.9},
                                             {1e-12, 0x1p-60, 1e-15, 1}})
        {
            check_rates(of(p), p);
        }
        CHECK(of({0.5, 0.5 - 0x1p-40, 0x1p-40}).words(0, 2) ==
              0x1p24 - 1);  // of 2^24, less 2^-51 of them, rounded down
    }

    TEST_CASE("Many classes, of equal and of very different probabilities")
    {
        for (const std::size_t classes : {100UL, 4097UL, 65'536UL})
        {
            std::vector<double> even(classes, 1.0 / static_cast<double>(classes)), uneven(classes);
            for (std::size_t k = 0; k < classes; ++k)
            {
                uneven[k] = std::exp(-40 * std::fmod(0.6180339887 * static_cast<double>(k), 1.0));
            }
            const double sum = std::accumulate(uneven.begin(), uneven.end(), 0.0);
            for (double& p : uneven)
            {
                p /= sum;
            }
            check_rates(of(even), even);
            check_rates(of(uneven), uneven);
        }
    }

    /// What noise of 24 bits makes of it: −log(−log u) + log p is largest for class k, u = (i + ½)/2^24. Whether class
    /// 2 of {½, ½ − q, q} is ever drawn is decided by its largest noise and the others' least.
    TEST_CASE("Gumbel noise of 24 bits draws a class of probability 2^-40 millions of times too often or never; ours "
              "does not")
    {
        const double q = 0x1p-40;
        const auto gumbel = [](double i) { return -std::log(-std::log((i + 0.5) * 0x1p-24)); };
        const double most = gumbel(0x1p24 - 1);
        // P(G_2 + log q > max(G_0, G_1) + log ½), of each of the 2^24 values of G_2, the others' maximum in closed
        // form:
        double rate = 0;
        for (double i = 0x1p24 - 4096; i < 0x1p24; ++i)
        {
            const double above = gumbel(i) + std::log(q) - std::log(0.5);                 // both others must lie below
            const double cells = std::floor(std::exp(-std::exp(-above)) * 0x1p24 + 0.5);  // values of u that do
            rate += cells * cells * 0x1p-72;
        }
        CHECK(rate == 0);  // never
        CHECK(most + std::log(q) < -std::log(-std::log(0.5 * 0x1p-24)) + std::log(0.5));
        CHECK(std::abs(of({0.5, 0.5 - q, q}).words(0, 2) * 0x1p-64 / q - 1) < 1e-7);
    }

    TEST_CASE("A word is looked up in its interval, to the ends")
    {
        const std::vector<double> p = {0.1, 0, 0.2, 1e-15, 0.3, 0.4 - 1e-15, 0, 0};
        const auto table = of(p);
        std::map<std::uint32_t, int> seen;
        double begin = 0;
        for (std::uint32_t k = 0; k < p.size(); ++k)
        {
            const double words = table.words(0, k);
            CHECK((words > 0) == (p[k] > 0));
            begin += words;
        }
        CHECK(begin == 0x1p64);
        CHECK(table.draw(0, 0) == 0);
        CHECK(table.draw(0, ~std::uint64_t{0}) == 5);
        std::uint64_t next = 0;
        for (std::uint32_t k : {0U, 2U, 3U, 4U})
        {
            CHECK(table.draw(0, next) == k);
            // shares are whole numbers, but their doubles are rounded: find the end by bisection
            std::uint64_t low = next, high = ~std::uint64_t{0};
            while (high - low > 1)
            {
                const std::uint64_t middle = low + (high - low) / 2;
                (table.draw(0, middle) == k ? low : high) = middle;
            }
            CHECK(table.draw(0, low) == k);
            CHECK(table.draw(0, high) > k);
            CHECK(std::abs(static_cast<double>(high - next) - table.words(0, k)) <= 2048);
            next = high;
        }
    }

    TEST_CASE("Rows stand by themselves, and logarithms give what probabilities give")
    {
        const std::vector<double> p = {0.5, 0.25, 0.25, 0.125, 0.375, 0.5};
        std::vector<double> logits = p;
        for (std::size_t i = 0; i < p.size(); ++i)
        {
            logits[i] = std::log(p[i]) + (i < 3 ? 500 : -700);
        }
        const categorical_table direct(p, 3, false), by_logits(logits, 3, true);
        CHECK((direct.rows() == 2 && direct.classes() == 3));
        for (std::size_t i = 0; i < 6; ++i)
        {
            CHECK(direct.probability(i) == p[i]);
            CHECK(std::abs(by_logits.probability(i) - p[i]) < 1e-13);
            CHECK(std::abs(by_logits.log_prob(i / 3, i % 3) - std::log(p[i])) < 2e-13);
        }
        CHECK(std::abs(direct.entropy(0) - 1.5 * std::log(2.)) < 1e-15);
        const categorical_table deep({0, -2000}, 2, true);
        CHECK((deep.probability(1) == 0 && deep.log_prob(0, 1) == -2000 && deep.words(0, 1) == 0));
    }
}
