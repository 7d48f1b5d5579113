// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/density_in_space.hpp>
#include <alphabar/distribution/density_on_line.hpp>
#include <alphabar/distribution/mixture_draws.hpp>
#include <alphabar/distribution/posterior_in_space.hpp>
#include <alphabar/distribution/posterior_on_line.hpp>
#include <alphabar/expression/reduce.hpp>

#include <array>
#include <concepts>
#include <utility>

namespace alphabar::distribution
{
    /// The expressions that a mixture's members return, of its tables: those of an lvalue are borrowed, of an rvalue owned,
    /// and so are points. Rank 1 is a line, 2 space.
    template <std::floating_point T, std::size_t Rank>
    struct mixture_expressions
    {
        using tables = mixture_tables<T>;

        template <class Tables>
        using tables_of = std::conditional_t<std::is_lvalue_reference_v<Tables>, const tables&, tables>;
        template <class Points>
        using points_of = expression::owned_t<xt::const_xclosure_t<Points>>;

        /// Of one draw.
        static auto shape(const tables& t)
        {
            if constexpr (Rank == 1)
            {
                return std::array<std::size_t, 0>{};
            }
            else
            {
                return std::array<std::size_t, 1>{t.dimension()};
            }
        }

        template <class Tables, class Shape>
        static auto draws(Tables&& t, key k, const Shape& to)
        {
            const auto one = shape(t);
            expression::require_broadcast(one, to);
            if constexpr (Rank == 2)
            {
                if (static_cast<std::size_t>(to[to.size() - 1]) != one[0])
                {
                    expression::refuse_shape(one, to);
                }
            }
            const auto [choice, noise] = k.split();
            return expression::make_node(mixture_draws<tables_of<Tables>>{std::forward<Tables>(t), choice, noise}, to);
        }

        template <bool Log, class Tables, class Points>
        static auto density(Tables&& t, Points&& x)
        {
            const auto make = []<class S, class P>(S&& s, P&& points)
            {
                using source = std::conditional_t<Rank == 1, density_on_line<Log, tables_of<S>, points_of<P>>,
                                                  density_in_space<Log, tables_of<S>, points_of<P>>>;
                const auto whole = shape_of_points(points);
                return node<source>(std::forward<S>(s), std::forward<P>(points), whole);
            };
            return at_points(std::forward<Tables>(t), std::forward<Points>(x), make);
        }

        template <bool Score, class Tables, class Points>
        static auto posterior(Tables&& t, Points&& x)
        {
            const auto make = []<class S, class P>(S&& s, P&& points)
            {
                using of = std::conditional_t<Score, component_score, component_mean>;
                using source = std::conditional_t<Rank == 1, posterior_on_line<of, tables_of<S>, points_of<P>>,
                                                  posterior_in_space<Score, tables_of<S>, points_of<P>>>;
                const auto whole = expression::to_shape(points.shape());
                return node<source>(std::forward<S>(s), std::forward<P>(points), whole);
            };
            t.check_score();
            return at_points(std::forward<Tables>(t), std::forward<Points>(x), make);
        }

        template <class Tables, class Points>
        static auto responsibilities(Tables&& t, Points&& x)
        {
            static_assert(!std::is_arithmetic_v<std::decay_t<Points>>,
                          "points: responsibilities at one number are those at an array of shape (1)");
            using source = std::conditional_t<Rank == 1, responsibilities_on_line<tables_of<Tables>, points_of<Points>>,
                                              responsibilities_in_space<tables_of<Tables>, points_of<Points>>>;
            t.check_score();
            check(t, x);
            const auto whole = with_axis(shape_of_points(x), t.components());
            return node<source>(std::forward<Tables>(t), std::forward<Points>(x), whole);
        }

    private:

        static void check(const tables& t, const auto& x)
        {
            t.check();
            if constexpr (Rank == 2)
            {
                core::require(x.dimension() != 0, "points: of rank 0, must have shape (..., ", t.dimension(), ")");
                const auto last = static_cast<std::size_t>(x.shape()[x.dimension() - 1]);
                core::require(last == t.dimension(), "points: the last axis has extent ", last, ", must have ",
                              t.dimension(), ", one for each dimension of the means");
            }
        }

        /// Calls `make(tables, points)`, and takes the element of what it makes where a point is a number.
        template <class Tables, class Points, class Make>
        static auto at_points(Tables&& t, Points&& x, const Make& make)
        {
            if constexpr (std::is_arithmetic_v<std::decay_t<Points>>)
            {
                static_assert(Rank == 1, "points: in d dimensions a point is an array of shape (d)");
                return at_points(std::forward<Tables>(t), xt::xtensor_fixed<std::decay_t<Points>, xt::xshape<1>>{x},
                                 make)(0);
            }
            else
            {
                check(t, x);
                return make(std::forward<Tables>(t), std::forward<Points>(x));
            }
        }

        template <class Source, class Tables, class Points, class Shape>
        static auto node(Tables&& t, Points&& x, const Shape& whole)
        {
            return expression::make_node(Source{std::forward<Tables>(t), points_of<Points>(std::forward<Points>(x))},
                                         whole);
        }

        /// Without the axis of dimensions.
        template <class Points>
        static auto shape_of_points(const Points& x)
        {
            const auto whole = expression::to_shape(x.shape());
            if constexpr (Rank == 1)
            {
                return whole;
            }
            else
            {
                std::array<bool, expression::axes_of<std::decay_t<decltype(whole)>>> reduced{};
                reduced[x.dimension() - 1] = true;
                return expression::kept_shape<1>(whole, reduced);
            }
        }

        template <std::size_t N>
        static auto with_axis(const std::array<std::size_t, N>& before, std::size_t extent)
        {
            std::array<std::size_t, N + 1> out{};
            std::copy(before.begin(), before.end(), out.begin());
            out.back() = extent;
            return out;
        }
        static auto with_axis(xt::dynamic_shape<std::size_t> before, std::size_t extent)
        {
            before.push_back(extent);
            return before;
        }
    };
}
