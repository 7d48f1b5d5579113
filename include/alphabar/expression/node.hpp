// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/assign.hpp>

#include <limits>
#include <utility>

/// Expressions whose elements are computed from their position: noise, lookups, reductions. Each is an
/// `xt::xgenerator`, so all of xtensor works on it (indexing, iteration, views, broadcasting, operators), and the fused
/// loop asks its *source* for whole runs of elements.
///
/// A source has `value_type` and an `origin_type` that is constructed from it when a loop starts and whose
/// `fill(first, step, out, n)` writes the elements at positions first, first + step, … counted in row-major order of
/// the node's shape. An origin may also have `reads(range)` (does it read this memory?) and `check()` (throw if it
/// would fail, before anything is written).
namespace alphabar::expression
{
    template <class Source, class Shape>
    class positioned : public node_functor
    {
    public:

        using value_type = typename Source::value_type;

        struct origin_type : Source::origin_type
        {
            explicit origin_type(const positioned& node) : Source::origin_type(node.m_source) {}
        };

        positioned(Source source, const Shape& shape) : m_source(std::move(source)), m_shape(shape) {}

        const Source& source() const { return m_source; }

        template <class... Index>
        value_type operator()(Index... index) const
        {
            const std::array<std::size_t, sizeof...(Index)> all{static_cast<std::size_t>(index)...};
            return element(all.begin(), all.end());
        }

        /// Trailing indices count, as in xtensor: leading ones too many are dropped, missing ones are 0.
        template <class It>
        value_type element(It first, It last) const
        {
            const auto given = static_cast<std::size_t>(std::distance(first, last));
            const std::size_t rank = m_shape.size();
            for (std::size_t surplus = given > rank ? given - rank : 0; surplus != 0; --surplus)
            {
                ++first;
            }
            std::ptrdiff_t position = 0;
            for (std::size_t axis = rank - std::min(given, rank); axis < rank; ++axis, ++first)
            {
                position = position * static_cast<std::ptrdiff_t>(m_shape[axis]) + static_cast<std::ptrdiff_t>(*first);
            }
            value_type out;
            origin_type(*this).fill(position, 1, &out, 1);
            return out;
        }

    private:

        Source m_source;
        Shape m_shape;
    };

    /// Extents as xtensor counts them. Errors: a negative one, or more elements than can be counted, throws `argument_error`.
    template <class From, class To>
    void copy_extents(const From& from, To& to)
    {
        std::size_t axis = 0;
        std::size_t size = 1;
        for (const auto extent : from)
        {
            core::require(std::in_range<std::size_t>(extent), "shape[", axis, "] = ", extent, ": must not be negative");
            to[axis] = static_cast<std::size_t>(extent);
            const std::size_t factor = std::max<std::size_t>(to[axis], 1);
            core::require(size <= static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()) / factor,
                          "shape[", axis, "] = ", extent, ": more elements than can be counted");
            size *= factor;
            ++axis;
        }
    }

    /// The shape types that functions of this library take, as xtensor's: `std::array` where the rank is known.
    template <class I, std::size_t N>
    std::array<std::size_t, N> to_shape(const std::array<I, N>& shape)
    {
        std::array<std::size_t, N> out{};
        copy_extents(shape, out);
        return out;
    }
    template <class I, std::size_t N>
    std::array<std::size_t, N> to_shape(const xt::const_array<I, N>& shape)  // of a fixed container
    {
        std::array<std::size_t, N> out{};
        copy_extents(shape, out);
        return out;
    }
    template <std::size_t... N>
    constexpr std::array<std::size_t, sizeof...(N)> to_shape(const xt::fixed_shape<N...>&)
    {
        return {N...};
    }
    template <class Shape>
    xt::dynamic_shape<std::size_t> to_shape(const Shape& shape)
    {
        xt::dynamic_shape<std::size_t> out(static_cast<std::size_t>(std::distance(shape.begin(), shape.end())));
        copy_extents(shape, out);
        return out;
    }

    template <class Source, class Shape>
    auto make_node(Source source, const Shape& shape)
    {
        using functor = positioned<Source, Shape>;
        return xt::xgenerator<functor, typename Source::value_type, Shape>(functor(std::move(source), shape), shape);
    }
}

// From 0.27 on xtensor asks the operands of `y = e` whether they read y, and takes a temporary only then; generators say
// no of themselves, ours may well. In older versions `y = e` always goes through a temporary.
#if XTENSOR_VERSION_MAJOR > 0 || XTENSOR_VERSION_MINOR >= 27
namespace xt
{
    template <std::derived_from<alphabar::expression::node_functor> F, class R, class S>
    struct overlapping_memory_checker_traits<xgenerator<F, R, S>>
    {
        static bool check_overlap(const xgenerator<F, R, S>& node, const memory_range& written)
        {
            typename F::origin_type origin(node.functor());
            if constexpr (requires { origin.reads(alphabar::expression::memory_range{}); })
            {
                return origin.reads(alphabar::expression::memory_range{written.m_first, written.m_last + 1});
            }
            else
            {
                return false;
            }
        }
    };
}
#endif
