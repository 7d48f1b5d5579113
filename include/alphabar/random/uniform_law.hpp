// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/element_law.hpp>
#include <alphabar/random/fraction.hpp>

#include <array>
#include <cstddef>

namespace alphabar
{
    namespace random
    {
        /// The law of `uniform_law`, in bits; see there.
        template <math::floating_lanes T>
        struct uniform_map
        {
            using value_type = T;
            static constexpr std::size_t arity = 1;
            static constexpr domain use = sizeof(T) == 4 ? domain::uniform_float : domain::uniform_double;

            template <class V>
            static constexpr std::array<V, 1> values(const math::uint_t<V>& w) noexcept
            {
                return {fraction<V>(w)};
            }
        };
    }

    /// Uniform numbers in [0, 1): element i is a pure function of (key, i).
    ///
    /// The law (`random::stream_version` 1). Element i takes slot s of a Philox 4x32-10 counter, see
    /// `random::virtual_width`; the counter's words are (counter low, counter high, 0, `random::domain::uniform_…`).
    ///
    ///     float:   u = floor(w / 2^8) / 2^24,    w the s-th word,                               s = 0 … 3
    ///     double:  u = floor(w / 2^11) / 2^53,   w = (word 2s) + 2^32 (word 2s + 1),            s = 0, 1
    ///
    /// Every value is exact; 0 occurs, 1 does not. Any two values differ by a multiple of 2^-24 or 2^-53.
    template <math::floating_lanes T>
    struct uniform_law : random::element_law<random::uniform_map<T>>
    {
        using random::element_law<random::uniform_map<T>>::element_law;
    };
}
