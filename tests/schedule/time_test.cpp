// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include <alphabar/schedule/time.hpp>

#include "support/catch.hpp"
#include "support/refusal.hpp"

#include <cstdint>
#include <limits>
#include <type_traits>

namespace ab = alphabar;

namespace
{
    using alphabar::test::refusal;

    template <class A, class B>
    concept comparable = requires(A a, B b) { a == b; };
    template <class A, class B>
    concept ordered = requires(A a, B b) { a < b; };
    template <class A, class B>
    concept addable = requires(A a, B b) { a + b; };
    template <class A, class B>
    concept subtractable = requires(A a, B b) { a - b; };

    // A time is made on purpose, of the right kind of number.
    static_assert(std::is_constructible_v<ab::step, int> && !std::is_convertible_v<int, ab::step>);
    static_assert(std::is_constructible_v<ab::step, std::uint8_t> && std::is_constructible_v<ab::step, std::size_t>);
    static_assert(!std::is_constructible_v<ab::step, double> && !std::is_constructible_v<ab::step, bool>);
    static_assert(!std::is_convertible_v<ab::step, int> && !std::is_constructible_v<int, ab::step>);
    static_assert(!std::is_convertible_v<double, ab::continuous_time> &&
                  !std::is_convertible_v<double, ab::sigma_level>);
    static_assert(!std::is_constructible_v<ab::continuous_time, int> && !std::is_constructible_v<ab::sigma_level, int>);

    // The kinds do not turn into each other, compare, or mix in arithmetic.
    template <class A, class B>
    constexpr bool apart = !std::is_constructible_v<A, B> && !std::is_constructible_v<B, A> && !comparable<A, B> &&
                           !ordered<A, B> && !addable<A, B> && !subtractable<A, B>;
    static_assert(apart<ab::step, ab::table_index>);
    static_assert(apart<ab::step, ab::continuous_time>);
    static_assert(apart<ab::step, ab::sigma_level>);
    static_assert(apart<ab::table_index, ab::continuous_time>);
    static_assert(apart<ab::table_index, ab::sigma_level>);
    static_assert(apart<ab::continuous_time, ab::sigma_level>);
    static_assert(!comparable<ab::step, int> && !addable<ab::step, ab::step>);

    // A step moves by an integer, and by nothing that would have to be cut to one.
    template <class N>
    constexpr bool moves = addable<ab::step, N> && subtractable<ab::step, N>;
    template <class N>
    constexpr bool stays = !addable<ab::step, N> && !subtractable<ab::step, N>;
    static_assert(moves<int> && moves<std::int64_t> && moves<std::size_t> && moves<std::uint8_t>);
    static_assert(stays<double> && stays<float> && stays<bool>);
    static_assert(ab::step{3} + std::size_t{2} == ab::step{5} && ab::step{3} + -2 == ab::step{1});

    // Steps are positions.
    static_assert(ab::step{} == ab::step{0});
    static_assert(ab::step{3} + 2 == ab::step{5} && ab::step{3} - 2 == ab::step{1} && ab::step{7} - ab::step{3} == 4);
    static_assert(ab::step{3} < ab::step{4} && ab::step{4}.value() == 4);
    static_assert(std::is_same_v<decltype(ab::step{2} - ab::step{1}), std::int64_t>);
    static_assert(
        []
        {
            ab::step t{1};
            ++t;
            ++t;
            --t;
            return t;
        }() == ab::step{2});

    static_assert(ab::row_of(ab::step{1}) == ab::table_index{0} && ab::step_of(ab::table_index{999}) == ab::step{1000});
    static_assert(ab::continuous_time{0.25}.value() == 0.25 && ab::sigma_level{80.0f}.value() == 80.0);

    TEST_CASE("A time that no process can have is refused, and the message says which")
    {
        CHECK(refusal([] { (void)ab::step{std::numeric_limits<std::uint64_t>::max()}; }) ==
              "step 18446744073709551615: must be at most 9223372036854775807");
        CHECK(refusal([] { (void)(ab::step{3} + std::numeric_limits<std::uint64_t>::max()); }) ==
              "step 18446744073709551615: must be at most 9223372036854775807");
        CHECK(refusal([] { (void)ab::table_index{-1}; }) == "table index -1: must lie in 0..9223372036854775807");
        CHECK(refusal([] { (void)ab::row_of(ab::step{0}); }) ==
              "row_of: step 0 has no row in a table that starts at step 1");
        CHECK(refusal([] { (void)ab::continuous_time{1.5}; }) == "continuous time 1.5: must lie in [0, 1]");
        CHECK(refusal([] { (void)ab::continuous_time{std::numeric_limits<double>::quiet_NaN()}; }) ==
              "continuous time nan: must lie in [0, 1]");
        CHECK(refusal([] { (void)ab::sigma_level{-0.5}; }) == "sigma level -0.5: must be finite and not negative");
        CHECK(refusal([] { (void)ab::sigma_level{std::numeric_limits<double>::infinity()}; }) ==
              "sigma level inf: must be finite and not negative");
    }

    TEST_CASE("The ends of the unit interval and the noise level 0 are times")
    {
        CHECK(ab::continuous_time{0.0}.value() == 0.0);
        CHECK(ab::continuous_time{1.0}.value() == 1.0);
        CHECK(ab::sigma_level{0.0}.value() == 0.0);
    }
}
