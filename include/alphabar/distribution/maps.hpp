// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/parameters.hpp>
#include <alphabar/expression/functions.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace alphabar
{
    namespace distribution
    {
        template <class M>
        concept has_forward = requires(const M& map, const xt::xtensor<double, 1>& x) { map.forward(x); };
        template <class M>
        concept has_inverse = requires(const M& map, const xt::xtensor<double, 1>& y) { map.inverse(y); };
        template <class M>
        concept has_log_abs_det = requires(const M& map, const xt::xtensor<double, 1>& x) { map.log_abs_det(x); };
    }

    /// An invertible map of numbers, element by element: `forward(x)`, `inverse(y)` and `log_abs_det(x)`, the logarithm of
    /// |dy/dx| at x, as expressions that own or borrow x as a law's `log_prob` does. The inverse of what is no image is NaN;
    /// at the ends of the image it may be infinite.
    /// *Example* tests/distribution/maps_test.cpp has a map of a user's own.
    template <class M>
    concept invertible_map =
        distribution::has_forward<std::remove_cvref_t<M>> && distribution::has_inverse<std::remove_cvref_t<M>> &&
        distribution::has_log_abs_det<std::remove_cvref_t<M>>;

    namespace distribution
    {
        struct add_terms : expression::node_functor
        {
            template <class A, class B>
            auto operator()(const A& a, const B& b) const
            {
                return a + b;
            }
            template <class V>
            V simd_apply(const V& a, const V& b) const
            {
                return a + b;
            }
        };

        /// log(1 + e^x).
        template <class V>
        V softplus(const V& x)
        {
            using T = math::scalar_t<V>;
            return math::at_least(x, T(0)) + math::log1p(math::exp(V(T(0)) - math::magnitude(x)));
        }

        /// 1/(1 + e^−x), to the least subnormal number.
        template <class V>
        V sigmoid(const V& x)
        {
            using T = math::scalar_t<V>;
            const V e = math::exp(V(T(0)) - math::magnitude(x));
            return math::choose(x < V(T(0)), e, V(T(1))) / (V(T(1)) + e);
        }

        /// log(y/(1 − y)): near 1/2, where it vanishes, without cancellation.
        template <class V>
        V logit(const V& y)
        {
            using T = math::scalar_t<V>;
            const V one(T(1));
            const V off_centre = (y + y) - one;
            const V near = math::log1p(off_centre / (one - y));
            const V far = math::log(y) - math::log1p(V(T(0)) - y);
            return math::choose(math::magnitude(off_centre) < V(T(0.5)), near, far);
        }

        struct not_zero
        {
            static constexpr std::string_view words = "must be finite and not 0";
            template <class V>
            auto operator()(const V& x) const
            {
                return ((x - x) == V(0)) & (x != V(0));
            }
        };

        /// The type in which operands meet: what C++ makes of them, but double for integers.
        template <class... T>
        using meeting_t =
            std::conditional_t<std::is_floating_point_v<std::common_type_t<T...>>, std::common_type_t<T...>, double>;

        struct affine : expression::node_functor
        {
            template <class A, class X, class B>
            auto operator()(const A& scale, const X& x, const B& shift) const
            {
                using V = meeting_t<A, X, B>;
                return simd_apply(static_cast<V>(scale), static_cast<V>(x), static_cast<V>(shift));
            }
            template <class V>
            V simd_apply(const V& scale, const V& x, const V& shift) const
            {
                return scale * x + shift;
            }
        };

        struct inverse_affine : expression::node_functor
        {
            template <class A, class Y, class B>
            auto operator()(const A& scale, const Y& y, const B& shift) const
            {
                using V = meeting_t<A, Y, B>;
                return simd_apply(static_cast<V>(scale), static_cast<V>(y), static_cast<V>(shift));
            }
            template <class V>
            V simd_apply(const V& scale, const V& y, const V& shift) const
            {
                return (y - shift) / scale;
            }
        };
    }

    /// y = scale · x + shift; see `affine_map`.
    template <class Scale, class Shift>
    class affine_map_t
    {
    public:

        affine_map_t(Scale scale, Shift shift)
            : m_scale(std::forward<Scale>(scale)), m_shift(std::forward<Shift>(shift))
        {
            distribution::require_each<distribution::not_zero>("scale", m_scale);
            distribution::require_each<distribution::rule::finite>("shift", m_shift);
        }

        template <class X>
        auto forward(X&& x) const
        {
            return expression::make_function(distribution::affine(), Scale(m_scale), std::forward<X>(x),
                                             Shift(m_shift));
        }
        template <class Y>
        auto inverse(Y&& y) const
        {
            return expression::make_function(distribution::inverse_affine(), Scale(m_scale), std::forward<Y>(y),
                                             Shift(m_shift));
        }
        /// Of the shape of the scale, which broadcasts.
        template <class X>
        auto log_abs_det(const X&) const
        {
            return expression::lazily([](const auto& a) { return math::log(math::magnitude(a)); }, Scale(m_scale));
        }

    private:

        Scale m_scale;
        Shift m_shift;
    };

    /// y = scale · x + shift, each a number or an expression. *Errors* a scale that is 0, and either that is not finite,
    /// throws `argument_error` with index and value.
    template <class Scale, class Shift>
    auto affine_map(Scale&& scale, Shift&& shift)
    {
        using scale_type = expression::owned_t<xt::const_xclosure_t<Scale>>;
        using shift_type = expression::owned_t<xt::const_xclosure_t<Shift>>;
        return affine_map_t<scale_type, shift_type>(std::forward<Scale>(scale), std::forward<Shift>(shift));
    }

    /// y = e^x > 0.
    struct exp_map_t
    {
        template <class X>
        auto forward(X&& x) const
        {
            return expression::lazily([](const auto& v) { return math::exp(v); }, std::forward<X>(x));
        }
        template <class Y>
        auto inverse(Y&& y) const
        {
            return expression::lazily([](const auto& v) { return math::log(v); }, std::forward<Y>(y));
        }
        template <class X>
        auto log_abs_det(X&& x) const
        {
            return expression::lazily([](const auto& v) { return v; }, std::forward<X>(x));
        }
    };
    inline constexpr exp_map_t exp_map{};

    /// y = log(1 + e^x) > 0. The inverse y + log(1 − e^−y) has all digits for small y and for large ones.
    struct softplus_map_t
    {
        template <class X>
        auto forward(X&& x) const
        {
            return expression::lazily([](const auto& v) { return distribution::softplus(v); }, std::forward<X>(x));
        }
        template <class Y>
        auto inverse(Y&& y) const
        {
            return expression::lazily(
                []<class V>(const V& v)
                {
                    const V zero(math::scalar_t<V>(0));
                    return v + math::log(zero - math::expm1(zero - v));
                },
                std::forward<Y>(y));
        }
        template <class X>
        auto log_abs_det(X&& x) const
        {
            return expression::lazily(
                []<class V>(const V& v)
                {
                    const V zero(math::scalar_t<V>(0));
                    return zero - distribution::softplus(zero - v);
                },
                std::forward<X>(x));
        }
    };
    inline constexpr softplus_map_t softplus_map{};

    /// y = 1/(1 + e^−x), in (0, 1).
    struct sigmoid_map_t
    {
        template <class X>
        auto forward(X&& x) const
        {
            return expression::lazily([](const auto& v) { return distribution::sigmoid(v); }, std::forward<X>(x));
        }
        template <class Y>
        auto inverse(Y&& y) const
        {
            return expression::lazily([](const auto& v) { return distribution::logit(v); }, std::forward<Y>(y));
        }
        /// −|x| − 2 log(1 + e^−|x|)
        template <class X>
        auto log_abs_det(X&& x) const
        {
            return expression::lazily(
                []<class V>(const V& v)
                {
                    const V below = V(math::scalar_t<V>(0)) - math::magnitude(v);
                    const V rest = math::log1p(math::exp(below));
                    return below - (rest + rest);
                },
                std::forward<X>(x));
        }
    };
    inline constexpr sigmoid_map_t sigmoid_map{};

    /// First one map, then another; see `operator|`.
    template <class First, class Second>
    struct composed_map
    {
        First first;
        Second second;

        template <class X>
        auto forward(X&& x) const
        {
            return second.forward(first.forward(std::forward<X>(x)));
        }
        template <class Y>
        auto inverse(Y&& y) const
        {
            return first.inverse(second.inverse(std::forward<Y>(y)));
        }
        /// The chain rule.
        template <class X>
        auto log_abs_det(X&& x) const
        {
            using closure = expression::owned_t<xt::const_xclosure_t<X>>;
            const closure point(std::forward<X>(x));
            return expression::make_function(distribution::add_terms(), first.log_abs_det(closure(point)),
                                             second.log_abs_det(first.forward(closure(point))));
        }
    };

    /// `f | g`: y = g(f(x)), as data flow through a pipe.
    template <class First, class Second>
        requires invertible_map<First> && invertible_map<Second>
    auto operator|(First&& first, Second&& second)
    {
        return composed_map<std::decay_t<First>, std::decay_t<Second>>{std::forward<First>(first),
                                                                       std::forward<Second>(second)};
    }
}
