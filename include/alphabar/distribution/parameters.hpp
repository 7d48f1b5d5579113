// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/expression/reduce.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace alphabar
{
    /// Asks a law to take its parameters as they are: `make_normal(mean, stddev, ab::unchecked)`. For parameters that keep the
    /// rules by how they were made, or that cost too much to be computed twice.
    struct unchecked_t
    {
    };
    inline constexpr unchecked_t unchecked{};
}

/// How laws look at their parameters: once, when they are made. A rule is a function object of a number, or of a batch, with
/// the words in which it is told.
namespace alphabar::distribution
{
    namespace rule
    {
        struct not_negative
        {
            static constexpr std::string_view words = "must be finite and not negative";
            template <class V>
            auto operator()(const V& x) const
            {
                return (x >= V(0)) & (x <= V(std::numeric_limits<math::scalar_t<V>>::max()));
            }
        };

        struct positive
        {
            static constexpr std::string_view words = "must be finite and positive";
            template <class V>
            auto operator()(const V& x) const
            {
                return (x > V(0)) & (x <= V(std::numeric_limits<math::scalar_t<V>>::max()));
            }
        };

        struct finite
        {
            static constexpr std::string_view words = "must be finite";
            template <class V>
            auto operator()(const V& x) const
            {
                return (x - x) == V(0);
            }
        };

        struct probability
        {
            static constexpr std::string_view words = "must lie in [0, 1]";
            template <class V>
            auto operator()(const V& x) const
            {
                return (x >= V(0)) & (x <= V(1));
            }
        };
    }

    template <class Rule>
    struct violation : expression::node_functor
    {
        template <class T>
        auto operator()(const T& x) const
        {
            using V = std::conditional_t<std::is_floating_point_v<T>, T, double>;
            return simd_apply(static_cast<V>(x));
        }
        template <class V>
        V simd_apply(const V& x) const
        {
            return math::choose(Rule()(x), V(0), V(1));
        }
    };

    /// "stddev[3, 1]"
    template <class Shape>
    std::string element_name(std::string_view name, const Shape& shape, std::size_t position)
    {
        std::string index;
        for (std::size_t axis = shape.size(); axis-- > 0; position /= shape[axis])
        {
            index.insert(0, (axis == 0 ? "" : ", ") + std::to_string(position % shape[axis]));
        }
        return std::string(name) + (shape.size() == 0 ? "" : "[" + index + "]");
    }

    /// Throws `argument_error` with the first element of an expression that breaks the rule: "stddev[3] = -1: must be …".
    /// *Cost* one fused pass, no allocation while all is well.
    template <class Rule, class E>
    void require_each(std::string_view name, const E& e)
    {
        if (alphabar::sum(expression::make_function(violation<Rule>(), e))() == 0)
        {
            return;
        }
        const auto shape = expression::to_shape(e.shape());
        std::size_t position = 0;
        for (auto it = e.template begin<xt::layout_type::row_major>(); it != e.template end<xt::layout_type::row_major>();
             ++it, ++position)
        {
            const auto value = *it;
            using V = std::conditional_t<std::is_floating_point_v<std::decay_t<decltype(value)>>,
                                         std::decay_t<decltype(value)>, double>;
            core::require(Rule()(static_cast<V>(value)), element_name(name, shape, position), " = ", value, ": ",
                          Rule::words);
        }
    }
}
