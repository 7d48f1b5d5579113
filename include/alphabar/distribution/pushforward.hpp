// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/maps.hpp>
#include <alphabar/expression/reduce.hpp>

#include <limits>
#include <utility>

namespace alphabar
{
    namespace distribution
    {
        template <class V>
        V infinity()
        {
            return V(std::numeric_limits<math::scalar_t<V>>::infinity());
        }

        /// log |dy/dx| at x, +∞ where y is not the image of any x.
        struct stretch : expression::node_functor
        {
            template <class Y, class X, class Det>
            auto operator()(const Y& y, const X& x, const Det& log_abs_det) const
            {
                using T = std::common_type_t<Y, X, Det>;
                return simd_apply(static_cast<T>(y), static_cast<T>(x), static_cast<T>(log_abs_det));
            }
            template <class V>
            V simd_apply(const V& y, const V& x, const V& log_abs_det) const
            {
                const V of_numbers = math::choose(x == x, log_abs_det, infinity<V>());
                return math::choose(y == y, of_numbers, y);
            }
        };

        /// log p − stretch, where neither says that the density is 0.
        struct less_stretch : expression::node_functor
        {
            template <class P, class S>
            auto operator()(const P& log_p, const S& by) const
            {
                using T = std::common_type_t<P, S>;
                return simd_apply(static_cast<T>(log_p), static_cast<T>(by));
            }
            template <class V>
            V simd_apply(const V& log_p, const V& by) const
            {
                const V nothing = V(math::scalar_t<V>(0)) - infinity<V>();
                return math::choose((by == infinity<V>()) | (log_p == nothing), nothing, log_p - by);
            }
        };

        /// How many of the last axes of a law's draws are one variable: those that `log_prob` lacks.
        template <class Law>
        inline constexpr std::size_t event_axes = []
        {
            using draw = std::decay_t<decltype(std::declval<const Law&>().sample(key{0}))>;
            using log_p = std::decay_t<decltype(std::declval<const Law&>().log_prob(std::declval<draw>()))>;
            constexpr bool known = rank_of<draw> != std::dynamic_extent && rank_of<log_p> != std::dynamic_extent;
            return known ? rank_of<draw> - rank_of<log_p> : std::size_t{0};
        }();

        template <std::size_t N, class E>
        auto sum_of_last(E&& e)
        {
            if constexpr (N == 0)
            {
                return std::forward<E>(e);
            }
            else
            {
                return [&]<std::size_t... I>(std::index_sequence<I...>)
                {
                    const std::ptrdiff_t axes[] = {-1 - static_cast<std::ptrdiff_t>(I)...};
                    return alphabar::sum(std::forward<E>(e), axes);
                }(std::make_index_sequence<N>());
            }
        }
    }

    /// The law of y = f(x) for x of a given law and an invertible map f:
    ///
    ///     log p(y) = log p_x(f⁻¹(y)) − log |f'(f⁻¹(y))|
    ///
    /// with the logarithms summed over the axes that are one variable of the law. *Source* the change of variables, as in
    /// Rezende and Mohamed 2015, "Variational inference with normalizing flows", eq. 5. *Shapes* those of the law; a map
    /// whose parameters would make draws larger is refused by `argument_error`. *Domain* any y: what is no image of f, and
    /// the ends of the image, have log p = −∞, and NaN has NaN. *Accuracy* that of the law and the map. *Lifetime* of an
    /// lvalue the expressions borrow what the law's own do, of an rvalue they own it. *Cost* one fused loop; f⁻¹ is computed
    /// up to three times an element.
    template <class Law, class Map>
    class pushforward_distribution : public distribution_interface<pushforward_distribution<Law, Map>>
    {
    public:

        using value_type = typename std::decay_t<decltype(std::declval<const Map&>().forward(
            std::declval<const Law&>().sample(key{0})))>::value_type;

        pushforward_distribution(Law law, Map map) : m_law(std::move(law)), m_map(std::move(map))
        {
            const auto own = expression::to_shape(m_law.shape());
            const auto image = m_map.forward(m_law.sample(key{0}));
            core::require(xt::has_shape(image, own), "map: of draws of shape ", expression::shape_text(own),
                          " it makes ", expression::shape_text(expression::to_shape(image.shape())));
        }

        auto shape() const { return m_law.shape(); }

        auto sample(key k) const& { return m_map.forward(m_law.sample(k)); }
        auto sample(key k) && { return m_map.forward(std::move(m_law).sample(k)); }

        template <class Shape>
            requires requires(const Law& law, key k, const Shape& shape) { law.sample(k, shape); }
        auto sample(key k, const Shape& shape) const&
        {
            return m_map.forward(m_law.sample(k, shape));
        }
        template <class Shape>
            requires requires(const Law& law, key k, const Shape& shape) { law.sample(k, shape); }
        auto sample(key k, const Shape& shape) &&
        {
            return m_map.forward(std::move(m_law).sample(k, shape));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const&
        {
            return sample(k, std::to_array(shape));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) &&
        {
            return std::move(*this).sample(k, std::to_array(shape));
        }

        template <class Points>
        auto log_prob(Points&& y) const&
        {
            return density(m_law, m_map, std::forward<Points>(y));
        }
        template <class Points>
        auto log_prob(Points&& y) &&
        {
            return density(std::move(m_law), m_map, std::forward<Points>(y));
        }

    private:

        template <class L, class Points>
        static auto density(L&& law, const Map& map, Points&& y)
        {
            using closure = expression::owned_t<xt::const_xclosure_t<Points>>;
            const closure given(std::forward<Points>(y));
            const auto x = [&] { return map.inverse(closure(given)); };
            auto stretch =
                expression::make_function(distribution::stretch(), closure(given), x(), map.log_abs_det(x()));
            return expression::make_function(
                distribution::less_stretch(), std::forward<L>(law).log_prob(x()),
                distribution::sum_of_last<distribution::event_axes<Law>>(std::move(stretch)));
        }

        Law m_law;
        Map m_map;
    };

    /// The law of `map.forward(x)` for x of a law: `ab::pushforward(ab::make_normal(0., 1.), ab::exp_map)` is log-normal.
    template <class Law, class Map>
    auto pushforward(Law&& law, Map&& map)
    {
        using M = std::remove_cvref_t<Map>;
        static_assert(probability_distribution<Law>, "pushforward: the first argument must be a law");
        static_assert(distribution::has_forward<M>, "pushforward: the map lacks forward(x)");
        static_assert(distribution::has_inverse<M>, "pushforward: the map lacks inverse(y)");
        static_assert(distribution::has_log_abs_det<M>, "pushforward: the map lacks log_abs_det(x), log |dy/dx| at x");
        return pushforward_distribution<std::decay_t<Law>, std::decay_t<Map>>(std::forward<Law>(law),
                                                                              std::forward<Map>(map));
    }
}
