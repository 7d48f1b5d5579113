// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/table.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cmath>

namespace ab = alphabar;

namespace
{
    using ab::quantity;
    using alphabar::test::refusal;

    /// beta_t = 1/2 until the last step, where it is `last`.
    struct halves
    {
        std::int64_t left;
        double last;

        constexpr ab::schedules::detail::double_double next() { return {--left == 0 ? last : 0.5, 0.0}; }
    };

    using dynamic_table = ab::schedules::detail::table<std::dynamic_extent>;
    constexpr ab::schedules::detail::table<3> compiled(3, halves{3, 0.5}, {});
    static_assert(compiled.at(quantity::alpha_bar, ab::step{3}, ab::ends::refuse) == 0.125);
    static_assert(compiled.row(quantity::alpha_bar).size() == 4 && compiled.row(quantity::alpha_bar)[0] == 1.0);

    TEST_CASE("A table knows where each quantity is finite")
    {
        const dynamic_table s(2000, halves{2000, 1.0}, {.zero_terminal_snr = true});
        const auto range = [&](quantity q, ab::ends policy)
        { return std::pair{s.first_step(q, policy), s.last_step(q, policy)}; };
        using bounds = std::pair<std::int64_t, std::int64_t>;
        CHECK(range(quantity::beta, ab::ends::refuse) == bounds{1, 2000});
        CHECK(range(quantity::alpha_bar, ab::ends::refuse) == bounds{0, 2000});
        CHECK(range(quantity::snr, ab::ends::refuse) == bounds{1, 2000});
        CHECK(range(quantity::log_snr, ab::ends::refuse) == bounds{1, 1999});
        CHECK(range(quantity::log_alpha_bar, ab::ends::refuse) == bounds{0, 1999});
        CHECK(range(quantity::sigma, ab::ends::refuse) == bounds{0, 1999});  // 2^999.5 at step 1999
        CHECK(range(quantity::log_snr, ab::ends::limit) == bounds{0, 2000});
    }

    TEST_CASE("A sigma beyond the range of double counts as infinite")
    {
        const dynamic_table s(2100, halves{2100, 0.5}, {});
        CHECK(s.last_step(quantity::sigma, ab::ends::refuse) == 2047);  // sqrt(2^2047 - 1) < 2^1024
        CHECK(s.at(quantity::sigma, ab::step{2046}, ab::ends::refuse) == 0x1p1023);
        CHECK(std::isinf(s.at(quantity::sigma, ab::step{2048}, ab::ends::limit)));
        CHECK(s.at(quantity::log_snr, ab::step{2100}, ab::ends::refuse) < -1455.0);
    }

    TEST_CASE("A table refuses lengths that no schedule has before it reserves memory")
    {
        CHECK(refusal([] { return dynamic_table(0, halves{0, 0.5}, {}); }) == "steps = 0: must lie in 1..10000000");
        CHECK(refusal([] { return dynamic_table(std::numeric_limits<std::int64_t>::max(), halves{9, 0.5}, {}); }) ==
              "steps = 9223372036854775807: must lie in 1..10000000");
    }
}
