// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/law_node.hpp>
#include <alphabar/random/uniform_law.hpp>

namespace alphabar
{
    /// A lazy array of numbers uniform on [0, 1): `ab::uniform(ab::key{42}, {64, 3, 32, 32})`.
    ///
    /// Element i, counted in row-major order of the shape, is `uniform_law<T>(k).at(i)`: a pure function of key and index. So a
    /// view of the noise is the noise of the view, evaluating twice gives the same numbers, and neither the machine nor the
    /// way in which the loop is cut matters. Two expressions with one key hold the *same* numbers: fold in a step or split.
    ///
    /// *Shape* braces, a standard container, or another expression's `shape()`. *Errors* a negative extent throws
    /// `argument_error`. *Cost* drawn inside the loop, nothing is stored or allocated; at full speed along the last
    /// axis, a draw of its own for each element in any other order.
    template <std::floating_point T = float, class Shape>
    auto uniform(key k, const Shape& shape)
    {
        return random::noise_of(uniform_law<T>(k), shape);
    }
    template <std::floating_point T = float, std::integral I, std::size_t N>
    auto uniform(key k, const I (&shape)[N])
    {
        return random::noise_of(uniform_law<T>(k), std::to_array(shape));
    }
    template <std::floating_point T = float, std::size_t N>
    auto uniform(key k, const std::size_t (&shape)[N])  // of integers of several types
    {
        return random::noise_of(uniform_law<T>(k), std::to_array(shape));
    }
}
