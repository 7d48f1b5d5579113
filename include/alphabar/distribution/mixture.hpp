// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/math/decay.hpp>
#include <alphabar/schedule/time.hpp>

#include <numeric>

namespace alphabar
{
    namespace distribution
    {
        /// ((x − mean) · scale)²; scaled before it is squared, so that a tiny variance overflows to infinity and not to NaN.
        struct scaled_square : expression::node_functor
        {
            template <class X, class Mean, class Scale>
            auto operator()(const X& x, const Mean& mean, const Scale& scale) const
            {
                using V = std::common_type_t<X, Mean, Scale>;
                return simd_apply(static_cast<V>(x), static_cast<V>(mean), static_cast<V>(scale));
            }
            template <class V>
            V simd_apply(const V& x, const V& mean, const V& scale) const
            {
                const V z = (x - mean) * scale;
                return z * z;
            }
        };

        /// e^{−q}, for the sum of a density: what would be subnormal is 0.
        template <class E>
        auto weight(E&& q)
        {
            return expression::lazily([](const auto& x) { return math::decay(x); }, std::forward<E>(q));
        }
    }

    /// A mixture of N isotropic normal laws in d dimensions:
    ///
    ///     p(x) = Σ_n w_n (2π v_n)^{−d/2} exp(−|x − μ_n|² / (2 v_n))
    ///
    /// with weights w (N), means μ (N) for d = 1 or (N, d), and a variance v_n a component. Weights are divided by their
    /// sum. With variance 0 it is a set of data points, which `through` a kernel becomes the law of the noised data.
    ///
    /// *Type* T, that of the means: densities of points of type T are computed in T. *Domain* weights ≥ 0, not all 0;
    /// variances ≥ 0; all finite. A density needs variances > 0. *Errors* `argument_error` with index and value, at
    /// construction, or when a density is asked of a component with variance 0.
    template <std::floating_point T, std::size_t Rank>
    class mixture_distribution
    {
    public:

        using value_type = T;

        template <class Weights, class Means, class Variances>
        mixture_distribution(const Weights& weights, const Means& means, const Variances& variances)
        {
            const std::size_t count = means.shape()[0];
            const std::size_t dimension = Rank == 2 ? static_cast<std::size_t>(means.shape()[Rank - 1]) : 1;
            core::require(count != 0 && dimension != 0, "means: no components");
            core::require(weights.dimension() == 1 && weights.shape()[0] == count, "weights: ", weights.size(), " for ", count,
                          " means");
            m_means.resize({dimension, count});
            const xt::xtensor<double, Rank> given = means;
            for (std::size_t n = 0; n < count; ++n)
            {
                for (std::size_t k = 0; k < dimension; ++k)
                {
                    const double value = given.data()[n * dimension + k];
                    core::require(is_finite(value), "means[", n, "] = ", value, ": must be finite");
                    m_means(k, n) = static_cast<T>(value);
                }
            }
            set_weights(xt::xtensor<double, 1>(weights));
            m_variances.resize({count});
            if constexpr (std::is_arithmetic_v<Variances>)
            {
                m_variances.fill(static_cast<double>(variances));
            }
            else
            {
                core::require(variances.dimension() == 1 && variances.shape()[0] == count, "variances: ", variances.size(),
                              " for ", count, " means");
                xt::noalias(m_variances) = variances;
            }
            for (std::size_t n = 0; n < count; ++n)
            {
                core::require(m_variances(n) >= 0 && is_finite(m_variances(n)), "variances[", n, "] = ", m_variances(n),
                              ": must be finite and not negative");
            }
            tabulate();
        }

        std::size_t components() const { return m_weights.size(); }
        std::size_t dimension() const { return m_means.shape()[0]; }
        const xt::xtensor<double, 1>& weights() const { return m_weights; }
        const xt::xtensor<double, 1>& variances() const { return m_variances; }
        /// μ, of shape (d, N).
        const xt::xtensor<T, 2>& means() const { return m_means; }

        /// The law of x_t when x_0 has this one, for a linear Gaussian kernel with scalar coefficients a and s:
        /// means a μ_n, variances a² v_n + s². *Shapes, errors* those of `kernel.marginal`.
        template <class Kernel>
        mixture_distribution through(const Kernel& kernel, step t) const
        {
            const double signal = kernel.signal(t);
            const double noise = kernel.noise(t);
            mixture_distribution out(*this);
            for (T& mean : out.m_means)
            {
                mean = static_cast<T>(signal * static_cast<double>(mean));
            }
            for (double& variance : out.m_variances)
            {
                variance = signal * signal * variance + noise * noise;
            }
            out.tabulate();
            return out;
        }

        /// The density at points: an expression, fused over the components, with no (points, components) intermediate.
        ///
        /// *Shapes* for d = 1 points of any rank that their type knows, and the result has their shape; else (M, d) gives
        /// (M). *Accuracy* far tails underflow to 0; use `log_pdf` there. *Lifetime* of an lvalue mixture the expression
        /// borrows the tables, of an rvalue it owns them. *Cost* an exponential a (point, component) pair; no allocation.
        template <class Points>
        auto pdf(Points&& x) const&
        {
            return density<false>(*this, std::forward<Points>(x));
        }
        template <class Points>
        auto pdf(Points&& x) &&
        {
            return density<false>(std::move(*this), std::forward<Points>(x));
        }

        /// log p at points, by log-sum-exp over the components: finite wherever the exact value is, however far the tail
        /// and small the variance. Otherwise as `pdf`.
        template <class Points>
        auto log_pdf(Points&& x) const&
        {
            return density<true>(*this, std::forward<Points>(x));
        }
        template <class Points>
        auto log_pdf(Points&& x) &&
        {
            return density<true>(std::move(*this), std::forward<Points>(x));
        }

    private:

        static bool is_finite(double x) { return x - x == 0; }

        void set_weights(xt::xtensor<double, 1> weights)
        {
            double sum = 0;
            for (std::size_t n = 0; n < weights.size(); ++n)
            {
                core::require(weights(n) >= 0 && is_finite(weights(n)), "weights[", n, "] = ", weights(n),
                              ": must be finite and not negative");
                sum += weights(n);
            }
            core::require(sum > 0 && is_finite(sum), "weights: they sum to ", sum, ", must be positive and finite");
            m_weights = std::move(weights);
            for (double& w : m_weights)
            {
                w /= sum;
            }
        }

        /// What the inner loop reads of a component: 1/√(2v) and log(w (2πv)^{−d/2}), or the latter's exponential.
        void tabulate()
        {
            const auto count = components();
            m_scale.resize({count});
            m_log_factor.resize({count});
            m_factor.resize({count});
            const auto d = static_cast<double>(dimension());
            for (std::size_t n = 0; n < count; ++n)
            {
                const double v = m_variances(n);
                const double log_factor =
                    v == 0 ? 0 : math::log(m_weights(n)) - d * (0.5 * math::log(v) + distribution::half_log_two_pi);
                m_scale(n) = v == 0 ? T(0) : static_cast<T>(1 / math::sqrt(2 * v));
                m_log_factor(n) = static_cast<T>(log_factor);
                m_factor(n) = static_cast<T>(math::exp(log_factor));
            }
        }

        template <class Points>
        void check(const Points& x) const
        {
            for (std::size_t n = 0; n < components(); ++n)
            {
                core::require(m_variances(n) > 0, "variances[", n, "] = ", m_variances(n),
                              ": a point mass has no density; noise it first");
            }
            if constexpr (Rank == 2)
            {
                core::require(x.dimension() == 2 && x.shape()[1] == dimension(), "points: must have shape (M, ", dimension(), ")");
            }
        }

        template <bool Log, class Self, class Points>
        static auto density(Self&& self, Points&& x)
        {
            self.check(x);
            if constexpr (Rank == 2)
            {
                // (M, d, 1) against (d, N): the sum over d runs across components, which lie next to each other.
                auto distance = alphabar::sum(expression::make_function(distribution::scaled_square(),
                                                              xt::view(std::forward<Points>(x), xt::all(), xt::all(), xt::newaxis()),
                                                              std::forward<Self>(self).m_means,
                                                              std::forward<Self>(self).m_scale),
                                    {1});
                auto exponent = std::forward<Self>(self).m_log_factor - std::move(distance);
                if constexpr (Log)
                {
                    return alphabar::log_sum_exp(std::move(exponent), {1});
                }
                else
                {
                    return alphabar::sum(alphabar::exp(std::move(exponent)), {1});
                }
            }
            else
            {
                constexpr std::size_t rank = std::tuple_size_v<decltype(expression::to_shape(x.shape()))>;
                return over_line<Log>(std::forward<Self>(self), std::forward<Points>(x), std::make_index_sequence<rank>());
            }
        }

        /// Components along the first axis, points of rank R behind it: tables are viewed as (N, 1, …, 1).
        template <bool Log, class Self, class Points, std::size_t... R>
        static auto over_line(Self&& self, Points&& x, std::index_sequence<R...>)
        {
            auto distance = expression::make_function(
                distribution::scaled_square(), std::forward<Points>(x),
                xt::view(std::forward<Self>(self).m_means, 0, xt::all(), ((void)R, xt::newaxis())...),
                xt::view(std::forward<Self>(self).m_scale, xt::all(), ((void)R, xt::newaxis())...));
            if constexpr (Log)
            {
                return alphabar::log_sum_exp(
                    xt::view(std::forward<Self>(self).m_log_factor, xt::all(), ((void)R, xt::newaxis())...) - std::move(distance),
                    {0});
            }
            else
            {
                return alphabar::sum(xt::view(std::forward<Self>(self).m_factor, xt::all(), ((void)R, xt::newaxis())...) *
                                         distribution::weight(std::move(distance)),
                           {0});
            }
        }

        xt::xtensor<double, 1> m_weights;
        xt::xtensor<double, 1> m_variances;
        xt::xtensor<T, 2> m_means;  // (d, N)
        xt::xtensor<T, 1> m_scale;
        xt::xtensor<T, 1> m_log_factor;
        xt::xtensor<T, 1> m_factor;
    };

    /// The mixture with these weights, means and variances: arrays of N, means (N) or (N, d), or one variance for all.
    template <class Weights, class Means, class Variances>
    auto mixture(const Weights& weights, const Means& means, const Variances& variances)
    {
        using shape = decltype(expression::to_shape(means.shape()));
        static_assert(requires { std::tuple_size<shape>::value; }, "means: the rank must be known to the type (xt::xtensor)");
        constexpr std::size_t rank = std::tuple_size_v<shape>;
        static_assert(rank == 1 || rank == 2, "means: the shape must be (N) or (N, d)");
        using value_type = typename Means::value_type;
        return mixture_distribution<std::conditional_t<std::is_floating_point_v<value_type>, value_type, double>, rank>(
            weights, means, variances);
    }

    /// The empirical law of data: every point with the same weight and variance 0. Noise it with `through`.
    template <class Data>
    auto empirical(const Data& data)
    {
        return mixture(xt::xtensor<double, 1>(std::array<std::size_t, 1>{static_cast<std::size_t>(data.shape()[0])}, 1.0), data,
                       0.0);
    }
}
