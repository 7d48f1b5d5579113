// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/math/log.hpp>
#include <alphabar/math/sqrt.hpp>
#include <alphabar/random/direction.hpp>
#include <alphabar/random/element_law.hpp>
#include <alphabar/random/fraction.hpp>

#include <array>
#include <cstddef>

namespace alphabar
{
    namespace random
    {
        /// How far an element of `normal_law` may be from the exact value of its formula, in units in the last place.
        inline constexpr double normal_max_ulp = 3.0;

        /// The law of `normal_law`, in bits; see there.
        template <math::floating_lanes T>
        struct normal_map
        {
            using value_type = T;
            static constexpr std::size_t arity = 2;
            static constexpr domain use = sizeof(T) == 4 ? domain::normal_float : domain::normal_double;

            template <class V>
            static constexpr std::array<V, 2> values(const math::uint_t<V>& a, const math::uint_t<V>& b) noexcept
            {
                const V radius = math::sqrt(V(-2) * math::log_unchecked(positive_fraction<V>(a)));
                const auto towards = direction<V>(b);
                return {radius * towards.cos, radius * towards.sin};
            }
        };
    }

    /// Standard normal numbers: element i is a pure function of (key, i).
    ///
    /// The law (`random::stream_version` 1). Element i takes slot s of a Philox 4x32-10 counter, see
    /// `random::virtual_width`; the counter's words are (counter low, counter high, 0, `random::domain::normal_…`). Two
    /// slots 2k, 2k + 1 are one pair of Box and Muller's, of a word a for the radius and a word b for the angle:
    ///
    ///     z_2k = sqrt(-2 log u) cos(2 pi v),    z_2k+1 = sqrt(-2 log u) sin(2 pi v)
    ///
    ///     float:   u = (a + 1) / 2^32 rounded to float,    v = (floor(b / 2^6) + 1/2) / 2^26 - 1/2,     k = 0, 1
    ///              a = word 2k, b = word 2k + 1
    ///     double:  u = (a + 1) / 2^64 rounded to double,   v = (floor(b / 2^11) + 1/2) / 2^53 - 1/2,    k = 0
    ///              a = (word 0) + 2^32 (word 1), b = (word 2) + 2^32 (word 3)
    ///
    /// with `math::log`, `math::sqrt` and `random::direction` of the element type, which are the same bits everywhere.
    ///
    /// Source: Box and Muller, "A note on the generation of random normal deviates", Ann. Math. Stat. 29 (1958).
    /// Domain: u is never 0, so every element is finite. |z| reaches sqrt(64 log 2) = 6.66 for float (2.8e-11 of the
    /// normal law lies beyond) and sqrt(128 log 2) = 9.42 for double; the usual 24-bit radius ends at 5.77.
    /// Accuracy: `random::normal_max_ulp` for given u and v. z_2k and z_2k+1 are symmetric about 0 to the last bit.
    /// Cost: a logarithm, a root, a sine and a cosine for two elements, besides Philox.
    template <math::floating_lanes T>
    struct normal_law : random::element_law<random::normal_map<T>>
    {
        using random::element_law<random::normal_map<T>>::element_law;
    };
}
