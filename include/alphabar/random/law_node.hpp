// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/node.hpp>
#include <alphabar/random/element_law.hpp>

namespace alphabar::random
{
    /// What writes runs of a law's elements: its `filler`, which keeps what the key makes ready, or the law itself.
    template <class Law>
    struct filler_of
    {
        using type = Law;
    };
    template <class Law>
        requires requires { typename Law::filler; }
    struct filler_of<Law>
    {
        using type = typename Law::filler;
    };

    /// Makes the elements of a law an expression: element i in row-major order of the shape is `law.at(i)`.
    template <class Law>
    struct law_source
    {
        using value_type = typename Law::value_type;

        Law law;

        struct origin_type
        {
            using value_type = typename Law::value_type;

            explicit origin_type(const law_source& source) : law(source.law), filler(source.law) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, value_type* out, std::size_t n)
            {
                if (step == 1)
                {
                    filler.fill(static_cast<std::uint64_t>(first), out, n);
                    return;
                }
                for (std::size_t i = 0; i < n; ++i, first += step)
                {
                    out[i] = law.at(static_cast<std::uint64_t>(first));
                }
            }

            Law law;
            typename filler_of<Law>::type filler;
        };
    };

    template <class Law, class Shape>
    auto noise_of(const Law& law, const Shape& shape)
    {
        return expression::make_node(law_source<Law>{law}, expression::to_shape(shape));
    }
}
