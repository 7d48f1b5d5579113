// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/catch.hpp"

#include <alphabar/core/error.hpp>

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace ab = alphabar;
using ab::core::text;

namespace
{
    std::string message_of(bool holds)
    {
        try
        {
            ab::core::require(holds, "beta[", 3, "] = ", 1.5, ": must lie in (0, 1)");
        }
        catch (const std::invalid_argument& refusal)
        {
            return refusal.what();
        }
        return "";
    }

    constexpr bool checked_by_the_compiler(double beta)
    {
        ab::core::require(beta > 0 && beta < 1, "beta = ", beta, ": must lie in (0, 1)");
        return true;
    }
    static_assert(checked_by_the_compiler(0.5));
}

TEST_CASE("A broken rule throws, with the value and the rule; a rule that holds is silent")
{
    CHECK(message_of(false) == "beta[3] = 1.5: must lie in (0, 1)");
    CHECK(message_of(true).empty());
    CHECK_THROWS_AS(ab::core::fail("no"), ab::argument_error);
}

TEST_CASE("Integers of every width are numbers in a message, not characters")
{
    CHECK(text(std::uint8_t{65}, true, std::int8_t{-1}) == "65true-1");
    CHECK(text(std::numeric_limits<std::uint64_t>::max(), " ", std::numeric_limits<std::int64_t>::min()) ==
          "18446744073709551615 -9223372036854775808");
    CHECK(text(std::string("a"), "b", std::string_view("c")) == "abc");
    CHECK(text().empty());
}

TEST_CASE("Floating-point numbers in a message read back exactly")
{
    using limits = std::numeric_limits<double>;
    for (const double x : {0.1, 1.0 / 3.0, 1e-4, 1e300, limits::max(), limits::min(), limits::denorm_min(), -0.0})
    {
        INFO(text(x));
        CHECK(std::strtod(text(x).c_str(), nullptr) == x);
    }
    for (const float x : {0.1f, 1.f / 3.f, 16777217.f, std::numeric_limits<float>::denorm_min()})
    {
        INFO(text(x));
        CHECK(std::strtof(text(x).c_str(), nullptr) == x);
    }
    CHECK(text(0.1f) == "0.1");  // the shortest, of its own type
    CHECK(text(limits::infinity(), " ", -limits::infinity(), " ", limits::quiet_NaN()) == "inf -inf nan");
}
