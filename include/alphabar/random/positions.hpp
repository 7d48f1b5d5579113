// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/node.hpp>

#include <cstdint>

namespace alphabar::random
{
    /// Element i is i: where an element stands in row-major order, for draws that are functions of their place and of
    /// parameters of their own.
    struct position_source
    {
        using value_type = std::uint64_t;

        struct origin_type
        {
            using value_type = std::uint64_t;

            explicit origin_type(const position_source&) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, std::uint64_t* out, std::size_t n) const
            {
                for (std::size_t i = 0; i < n; ++i, first += step)
                {
                    out[i] = static_cast<std::uint64_t>(first);
                }
            }
        };
    };

    template <class Shape>
    auto positions(const Shape& shape)
    {
        return expression::make_node(position_source{}, expression::to_shape(shape));
    }
}
