// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/distribution/weighted_choice.hpp>

#include "support/catch.hpp"

#include <vector>

namespace ab = alphabar;

namespace
{
    using ab::distribution::weighted_choice;
    using words = std::vector<std::uint64_t>;
    constexpr std::uint64_t last = ~std::uint64_t{0};

    TEST_CASE("A component has the words that its weight says, to the last of 64 bits")
    {
        const weighted_choice choice(xt::xtensor<double, 1>{0.25, 0, 0.5, 0.25, 0});
        CHECK((choice(0) == 0 && choice((1ull << 62) - 1) == 0));
        CHECK((choice(1ull << 62) == 2 && choice((3ull << 62) - 1) == 2));
        CHECK((choice(3ull << 62) == 3 && choice(last) == 3));
    }

    TEST_CASE("Weights of 0 never occur, whether they stand first or last, and a sole component always does")
    {
        const weighted_choice sole(xt::xtensor<double, 1>{0, 0, 1, 0});
        for (const std::uint64_t word : words{0, 1, 1ull << 63, last - 1, last})
        {
            CHECK(sole(word) == 2);
            CHECK(weighted_choice(xt::xtensor<double, 1>{1})(word) == 0);
        }
    }

    TEST_CASE("A rare component has words of its own, which doubles next to 1 cannot tell apart")
    {
        const double rare = 0x1p-62;
        for (const bool first : {true, false})
        {
            const auto weights = first ? xt::xtensor<double, 1>{rare, 1 - rare} : xt::xtensor<double, 1>{1, rare};
            const weighted_choice choice(weights);
            const std::size_t it = first ? 0 : 1;
            std::size_t count = 0;
            for (std::uint64_t i = 0; i < 16; ++i)
            {
                count += choice(i) == it;
                count += choice(last - i) == it;
            }
            CHECK(count == 4);
        }
    }

    TEST_CASE("Words are spread over many components, crowded or not, as their running sums say")
    {
        constexpr std::size_t count = 1000;
        auto weights = xt::xtensor<double, 1>::from_shape({count});
        for (std::size_t n = 0; n < count; ++n)
        {
            weights(n) = n < 900 ? 0x1p-40 : n % 7 == 0 ? 0.0 : 1.0;  // 900 of them within one step of the table
        }
        weights /= xt::sum(weights)();
        const weighted_choice choice(weights);
        double sum = 0;
        for (std::size_t n = 0; n < count; ++n)
        {
            const double middle = sum + weights(n) / 2;
            sum += weights(n);
            if (weights(n) > 0)
            {
                CHECK(choice(static_cast<std::uint64_t>(middle * 0x1p64)) == n);
            }
        }
    }

    TEST_CASE("Components are a pure function of key and element, and of the words that the key has")
    {
        const weighted_choice choice(xt::xtensor<double, 1>{0.125, 0.5, 0.375});
        const ab::key k{9};
        const auto lazy = ab::distribution::choose_components(choice, k, std::array<std::size_t, 2>{37, 41});
        const xt::xtensor<std::size_t, 2> all = lazy;
        const xt::xtensor<std::size_t, 2> owned =
            ab::distribution::choose_components(weighted_choice(choice), k, std::array<std::size_t, 2>{37, 41});
        CHECK((owned == all));
        const xt::xtensor<std::size_t, 1> column = xt::view(lazy, xt::range(1, 37, 3), 7);
        for (std::size_t i = 0; i < column.size(); ++i)
        {
            CHECK(column(i) == all(1 + 3 * i, 7));
            CHECK(lazy(i, 5) == all(i, 5));
        }
        // Element i takes word s of a counter as `random::virtual_width` says: here the first of counter 5.
        const auto w = ab::random::draw(k.value(), ab::random::domain::words, 5);
        CHECK(all(0, 5) == choice((std::uint64_t{w[1]} << 32) | w[0]));
    }
}
