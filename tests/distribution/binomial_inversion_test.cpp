// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/binomial_inversion.hpp>
#include <alphabar/distribution/binomial_log_prob.hpp>
#include <alphabar/random/domain.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

namespace
{
    using namespace alphabar::distribution;

    struct few
    {
        double n, p;
    };
    const few laws[] = {{1, 0.5},    {10, 0.3}, {10, 0.5}, {19, 0.5}, {1000, 0.0099}, {2147483647, 4.6e-9},
                        {50, 1e-12}, {7, 0},    {0, 0.3}};

    TEST_CASE("Every count has its share of the 2^64 words, those of the far tail too")
    {
        for (const auto [n, p] : laws)
        {
            const binomial_inversion law(n, p);
            std::uint64_t dealt = 0;
            std::vector<std::uint64_t> shares;
            law.each_share(
                [&](std::int32_t, std::uint64_t share)
                {
                    CHECK(dealt + share >= dealt);  // no more than there are
                    dealt += share;
                    shares.push_back(share);
                    return true;
                });
            const double left = static_cast<double>(0 - dealt);
            CHECK(left < 0x1p21);
            double rarest = 1;
            for (std::size_t k = 0; k < shares.size(); ++k)
            {
                INFO("n = " << n << ", p = " << p << ", k = " << k);
                const double words =
                    static_cast<double>(shares[k]) + (static_cast<std::int32_t>(k) == law.mode() ? left : 0);
                const double exact = std::exp(binomial_log_prob()(static_cast<double>(k), n, p)) * 0x1p64;
                CHECK(std::abs(words - exact) <= 1 + exact * binomial_inversion::max_relative_error);
                rarest = shares[k] > 0 ? std::min(rarest, static_cast<double>(shares[k]) * 0x1p-64) : rarest;
            }
            if (n >= 19)
            {
                CHECK(rarest < 1e-5);
            }
            // what has no words is rarer than one of them
            const auto beyond = static_cast<double>(shares.size());
            CHECK(std::exp(binomial_log_prob()(beyond, n, p)) < 0x1p-64);
        }
    }

    TEST_CASE("The table draws what inversion draws, at the ends of every share too")
    {
        for (const auto [n, p] : laws)
        {
            const binomial_inversion law(n, p);
            const binomial_table table(law);
            std::vector<std::uint64_t> words = {0, ~std::uint64_t{0}};
            std::uint64_t end = 0;
            law.each_share(
                [&](std::int32_t, std::uint64_t share)
                {
                    end += share;
                    words.insert(words.end(), {end - 1, end, end + 1});
                    return true;
                });
            for (std::uint64_t i = 0; i < 2000; ++i)
            {
                const auto w = alphabar::random::draw(1, alphabar::random::domain::words, i);
                words.push_back((std::uint64_t{w[1]} << 32) | w[0]);
            }
            std::size_t different = 0;
            for (const std::uint64_t word : words)
            {
                different += table(word) != law(word);
            }
            CHECK(different == 0);
        }
    }
}
