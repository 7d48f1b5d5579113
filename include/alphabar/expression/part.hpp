// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/loop.hpp>

#include <utility>

/// Parts of a loop: elements are pure functions of their positions, so a loop may be run in pieces, in any order and by
/// several threads, with the same bits.
namespace alphabar::expression
{
    /// Parts end at multiples of this along the innermost axis: the blocks in which noise is drawn.
    inline constexpr std::size_t part_unit = 64;

    /// A box of a loop: of each axis the positions begin … begin + extent − 1.
    template <std::size_t N>
    struct part
    {
        loop_shape<N> shape;
        std::array<std::size_t, N> begin{};

        std::size_t size() const { return shape.size(); }

        bool can_split() const
        {
            const std::size_t axis = outermost();
            return shape.rank != 0 && shape.extent[axis] > smallest(axis);
        }

        /// Keeps the first half and gives the second; for parts that `can_split()`.
        part split()
        {
            const std::size_t axis = outermost();
            const std::size_t unit = smallest(axis);
            const std::size_t kept = (shape.extent[axis] / unit + 1) / 2 * unit;
            part rest = *this;
            rest.begin[axis] += kept;
            rest.shape.extent[axis] -= kept;
            shape.extent[axis] = kept;
            return rest;
        }

    private:

        /// The first axis along which there is more than one position; halves of it lie apart in memory.
        std::size_t outermost() const
        {
            std::size_t axis = 0;
            while (axis + 1 < shape.rank && shape.extent[axis] == 1)
            {
                ++axis;
            }
            return axis;
        }

        std::size_t smallest(std::size_t axis) const { return axis + 1 == shape.rank ? part_unit : 1; }
    };

    /// Calls f with parts of at most `limit` elements, if they split so far, in order.
    template <std::size_t N, class F>
    void each_block(part<N> whole, std::size_t limit, F&& f)
    {
        while (whole.size() > limit && whole.can_split())
        {
            // The first half first: what is left to do is a stack of second halves, which the call stack holds.
            const part<N> rest = whole.split();
            each_block(std::exchange(whole, rest), limit, f);
        }
        f(whole);
    }

    /// A policy says who runs the parts of a loop: `policy.each_part(whole, grain, f)` calls f with disjoint parts that make
    /// up the whole, and returns when all are done. Parts of no more than `grain` elements are not worth splitting.
    template <class Policy>
    concept execution_policy = requires(const Policy& policy, const part<1>& whole, std::size_t grain,
                                        void (&f)(const part<1>&)) { policy.each_part(whole, grain, f); };
}

namespace alphabar
{
    /// Runs a loop in the calling thread: the default everywhere. `ab::parallel` is the other policy.
    struct sequential_policy
    {
        template <std::size_t N, class F>
        void each_part(const expression::part<N>& whole, std::size_t, F&& f) const
        {
            f(whole);
        }
    };
    inline constexpr sequential_policy sequential;
}
