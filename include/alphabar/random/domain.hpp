// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/philox.hpp>

#include <array>
#include <cstdint>

namespace alphabar::random
{
    /// What a counter is used for: the fourth counter word. Philox is a bijection of its counters, so two uses of one
    /// key never evaluate the same counter, and keys that are derived from a key never meet its elements.
    ///
    /// The numbers are part of the stream version and are never given a second meaning.
    enum class domain : std::uint32_t
    {
        words = 0,  ///< Philox words as they come
        fold_in = 1,
        split = 2,
        uniform_float = 16,
        uniform_double = 17,
        normal_float = 18,
        normal_double = 19,
        bernoulli = 20,
        binomial = 21,
        categorical = 22,
        discrete_uniform = 23,
        user = 0x80000000U  ///< this and all above belong to users' own laws
    };

    /// The version of every stream of this library. The elements of a key are the same for ever under one version; a
    /// change of a law raises it, and is a major change of the library.
    inline constexpr int stream_version = 1;

    /// The four words of one draw: `index` is the element (or whatever the domain counts), `attempt` tells apart the
    /// draws of an element that needs several, as a rejection does. Counter words: index low, index high, attempt,
    /// domain.
    constexpr std::array<std::uint32_t, 4> draw(std::uint64_t key, domain use, std::uint64_t index,
                                                std::uint32_t attempt = 0) noexcept
    {
        return philox4x32({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32), attempt,
                           static_cast<std::uint32_t>(use)},
                          key);
    }
}
