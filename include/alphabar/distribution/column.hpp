// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/core/xtensor.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

/// Parameters of a law that come as one number a component.
namespace alphabar::distribution
{
    template <std::floating_point T>
    constexpr bool is_finite(T x)
    {
        return x >= std::numeric_limits<T>::lowest() && x <= std::numeric_limits<T>::max();
    }

    /// The rank of an expression if its type knows it, else `std::dynamic_extent`.
    template <class E>
    inline constexpr std::size_t rank_of = []
    {
        using shape = typename E::shape_type;
        if constexpr (requires { std::tuple_size<shape>::value; })
        {
            return std::tuple_size<shape>::value;
        }
        else
        {
            return std::dynamic_extent;
        }
    }();

    /// A list of numbers that is no expression: `std::vector`, `std::array`, `std::span`, a C array.
    template <class List>
    concept number_list = !xt::is_xexpression<List>::value && requires(const List& list) {
        std::size(list);
        std::begin(list) != std::end(list);
        requires std::is_arithmetic_v<std::remove_cvref_t<decltype(*std::begin(list))>>;
    };

    template <number_list List>
    auto as_array(const List& list)
    {
        using T = std::remove_cvref_t<decltype(*std::begin(list))>;
        xt::xtensor<T, 1> out = xt::xtensor<T, 1>::from_shape({static_cast<std::size_t>(std::size(list))});
        std::copy(std::begin(list), std::end(list), out.begin());
        return out;
    }

    /// One double a component, of an expression of shape (count), a list of that size, or one number for all. *Errors* a
    /// wrong size, or a value that is negative or not finite, throws `argument_error` with name, index and value.
    template <class Values>
    xt::xtensor<double, 1> column(std::string_view name, const Values& values, std::size_t count)
    {
        if constexpr (number_list<Values>)
        {
            return column(name, as_array(values), count);
        }
        else
        {
            auto out = xt::xtensor<double, 1>::from_shape({count});
            if constexpr (std::is_arithmetic_v<Values>)
            {
                out.fill(static_cast<double>(values));
            }
            else
            {
                core::require(values.dimension() == 1, name, ": of rank ", values.dimension(),
                              ", must be one number a component");
                core::require(values.shape()[0] == count, name, ": ", values.shape()[0], " of them for ", count,
                              " means");
                std::transform(values.begin(), values.end(), out.begin(),
                               [](auto value) { return static_cast<double>(value); });
            }
            for (std::size_t n = 0; n < count; ++n)
            {
                core::require(out(n) >= 0 && is_finite(out(n)), name, "[", n, "] = ", out(n),
                              ": must be finite and not negative");
            }
            return out;
        }
    }
}
