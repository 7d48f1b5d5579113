// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/domain.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace alphabar
{
    /// Names one stream of random numbers: a 64-bit value, copied freely. Nothing is ever advanced: whoever draws twice
    /// from one key gets the same numbers twice. Streams for steps, samples or threads are derived, like paths:
    ///
    ///     alphabar::key run{42};
    ///     auto of_image = run.fold_in(7);
    ///     auto [initial, later] = run.split();
    ///
    /// A chain over time derives the key of a step by `step_key(run, ab::step{t})`.
    ///
    /// Derived keys are words of Philox under the parent, from counters that no element uses (see `random::domain`).
    ///
    /// Errors: none; a negative number counts modulo 2^64. Two of m derived keys are equal with probability about
    /// m^2 / 2^65, as with any 64-bit key: 3e-8 for a million.
    class key
    {
    public:
        /// The stream of a seed. Neighbouring seeds are as good as any.
        constexpr explicit key(std::integral auto seed) noexcept : m_value(static_cast<std::uint64_t>(seed)) {}

        constexpr std::uint64_t value() const noexcept { return m_value; }

        /// The n-th child. It depends on this key and n alone.
        constexpr key fold_in(std::integral auto n) const noexcept
        {
            return child(random::domain::fold_in, static_cast<std::uint64_t>(n));
        }

        /// N children, none of which is a `fold_in` child. The first ones do not depend on N.
        template <std::size_t N = 2>
        constexpr std::array<key, N> split() const noexcept
        {
            return split(std::make_index_sequence<N>());
        }

        friend constexpr bool operator==(const key&, const key&) = default;

    private:
        template <std::size_t... I>
        constexpr std::array<key, sizeof...(I)> split(std::index_sequence<I...>) const noexcept
        {
            return {child(random::domain::split, I)...};
        }

        constexpr key child(random::domain use, std::uint64_t n) const noexcept
        {
            const auto words = random::draw(m_value, use, n);
            return key((std::uint64_t{words[1]} << 32) | words[0]);
        }

        std::uint64_t m_value;
    };
}
