// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/density_in_space.hpp>
#include <alphabar/distribution/density_on_line.hpp>
#include <alphabar/distribution/mixture_tables.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/schedule/time.hpp>

#include <numeric>

namespace alphabar
{
    namespace distribution
    {
        /// Bound of a mixture's rounding errors, in units of the epsilon of its type, for N components in d dimensions. Of the
        /// component that contributes most let q = |x − μ|²/(2v) and f = |log(w (2πv)^{−d/2})|. Then |log p − exact| is at
        /// most `mixture_max_epsilons` times 1 + q + f, and so is the relative error of p where it is at least N times
        /// the least normal number, for d = 1 even without f; and what sums of many terms round away comes on top of it, at most `expression::sum_error`
        /// of N, and for d > 1 of d times q.
        inline constexpr double mixture_max_epsilons = 4;
    }

    /// A mixture of N isotropic normal laws in d dimensions:
    ///
    ///     p(x) = Σ_n w_n (2π v_n)^{−d/2} exp(−|x − μ_n|² / (2 v_n))
    ///
    /// with weights w (N), means μ (N) for d = 1 or (N, d), and a variance v_n a component. Weights are divided by their
    /// sum. With variance 0 it is a set of data points, which `through` a kernel becomes the law of the noised data.
    ///
    /// *Type* T, that of the means, double for integers: densities of points of type T are computed in T. *Domain*
    /// weights ≥ 0, not all 0; variances ≥ 0; all finite. A density needs variances whose 1/√(2v) is a normal number of T:
    /// for float 1e-77 … 1e75. *Errors* `argument_error` with index and value, at construction, or when a density is asked
    /// of a component whose variance has none.
    template <std::floating_point T, std::size_t Rank>
    class mixture_distribution
    {
        static_assert(Rank == 1 || Rank == 2, "means: the shape must be (N) or (N, d)");

    public:

        using value_type = T;

        template <class Weights, class Means, class Variances>
        mixture_distribution(const Weights& weights, const Means& means, const Variances& variances)
        {
            const std::size_t count = means.shape()[0];
            const std::size_t dimension = Rank == 2 ? static_cast<std::size_t>(means.shape()[Rank - 1]) : 1;
            core::require(count != 0, "means: no components");
            core::require(dimension != 0, "means: points in 0 dimensions");
            const xt::xtensor<T, Rank> given = means;
            m_tables.means.resize({dimension, count});
            for (std::size_t n = 0; n < count; ++n)
            {
                for (std::size_t k = 0; k < dimension; ++k)
                {
                    const T value = given.data()[n * dimension + k];
                    if (!distribution::is_finite(value))
                    {
                        Rank == 1 ? core::fail("means[", n, "] = ", value, ": must be finite")
                                  : core::fail("means[", n, ", ", k, "] = ", value, ": must be finite");
                    }
                    m_tables.means(k, n) = value;
                }
            }
            m_tables.weights = distribution::column("weights", weights, count);
            m_tables.variances = distribution::column("variances", variances, count);
            divide_by_sum(m_tables.weights);
            m_tables.tabulate();
        }

        std::size_t components() const { return m_tables.components(); }
        std::size_t dimension() const { return m_tables.dimension(); }
        const xt::xtensor<double, 1>& weights() const { return m_tables.weights; }
        const xt::xtensor<double, 1>& variances() const { return m_tables.variances; }
        /// μ, of shape (d, N).
        const xt::xtensor<T, 2>& means() const { return m_tables.means; }

        /// The law of x_t when x_0 has this one, for a linear Gaussian kernel with scalar coefficients a and s:
        /// means a μ_n, variances a² v_n + s². *Domain, errors* those of `kernel.marginal`.
        template <class Kernel>
        mixture_distribution through(const Kernel& kernel, step t) const
        {
            const double signal = kernel.signal(t);
            const double noise = kernel.noise(t);
            mixture_distribution out(*this);
            for (T& mean : out.m_tables.means)
            {
                mean = static_cast<T>(signal * static_cast<double>(mean));
            }
            for (double& variance : out.m_tables.variances)
            {
                variance = signal * signal * variance + noise * noise;
            }
            out.m_tables.tabulate();
            return out;
        }

        /// The density at points: an expression, with no (points, components) intermediate.
        ///
        /// *Shapes* for d = 1 points of any rank, and the result has their shape; else (…, d) gives (…). A number gives a
        /// number, at once.
        /// *Accuracy* `distribution::mixture_max_epsilons`; far tails underflow to 0, use `log_prob` there. A point that is
        /// NaN has the density NaN, one whose distance to every mean is infinite in T has 0. *Lifetime* of an lvalue
        /// mixture the expression borrows the tables, of an rvalue it owns them; likewise points. *Cost* an exponential, and
        /// in space d squares, a (point, component) pair; on a line, of many components with one variance, only those near
        /// the point count (`distribution::gauss_sum`). In space, points that are no array are evaluated once for every 32
        /// components. Evaluation allocates nothing. See docs/design/densities.md.
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

        /// log p at points, by log-sum-exp over the components: finite wherever the exact value is a finite number of the
        /// type, however far the tail and small the variance. Otherwise as `pdf`.
        template <class Points>
        auto log_prob(Points&& x) const&
        {
            return density<true>(*this, std::forward<Points>(x));
        }
        template <class Points>
        auto log_prob(Points&& x) &&
        {
            return density<true>(std::move(*this), std::forward<Points>(x));
        }

    private:

        static void divide_by_sum(xt::xtensor<double, 1>& weights)
        {
            const auto total = [&] { return std::accumulate(weights.begin(), weights.end(), 0.0); };
            double sum = total();
            if (!distribution::is_finite(sum))
            {
                weights *= 0x1p-64;
                sum = total();
            }
            core::require(sum > 0, "weights: they sum to ", sum, ", must be positive and finite");
            for (double& w : weights)
            {
                w /= sum;
            }
        }

        template <class Points>
        void check(const Points& x) const
        {
            m_tables.check();
            if constexpr (Rank == 2)
            {
                core::require(x.dimension() != 0, "points: of rank 0, must have shape (..., ", dimension(), ")");
                const auto last = static_cast<std::size_t>(x.shape()[x.dimension() - 1]);
                core::require(last == dimension(), "points: the last axis has extent ", last, ", must have ",
                              dimension(), ", one for each dimension of the means");
            }
        }

        template <bool Log, class Self, class Points>
        static auto density(Self&& self, Points&& x)
        {
            if constexpr (std::is_arithmetic_v<std::decay_t<Points>>)
            {
                static_assert(Rank == 1, "points: in d dimensions a point is an array of shape (d)");
                return density<Log>(std::forward<Self>(self),
                                    xt::xtensor_fixed<std::decay_t<Points>, xt::xshape<1>>{x})(0);
            }
            else
            {
                self.check(x);
                return lazy_density<Log>(std::forward<Self>(self), std::forward<Points>(x));
            }
        }

        template <bool Log, class Self, class Points>
        static auto lazy_density(Self&& self, Points&& x)
        {
            using tables = distribution::mixture_tables<T>;
            using tables_closure = std::conditional_t<std::is_lvalue_reference_v<Self>, const tables&, tables>;
            using points_closure = expression::owned_t<xt::const_xclosure_t<Points>>;
            using source =
                std::conditional_t<Rank == 1, distribution::density_on_line<Log, tables_closure, points_closure>,
                                   distribution::density_in_space<Log, tables_closure, points_closure>>;
            const auto shape = [&]
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
            }();
            return expression::make_node(
                source{std::forward<Self>(self).m_tables, points_closure(std::forward<Points>(x))}, shape);
        }

        distribution::mixture_tables<T> m_tables;
    };

    /// The mixture with these weights, means and variances: of N numbers each, means also (N, d); weights and variances may
    /// be one number for all. Arrays are expressions of rank known to their type, or lists such as `std::vector`.
    template <class Weights, class Means, class Variances>
    auto mixture(const Weights& weights, const Means& means, const Variances& variances)
    {
        if constexpr (distribution::number_list<Means>)
        {
            return mixture(weights, distribution::as_array(means), variances);
        }
        else
        {
            constexpr std::size_t rank = distribution::rank_of<Means>;
            static_assert(
                rank != std::dynamic_extent,
                "means: their rank, 1 for (N) or 2 for (N, d), must be known to the type; copy an xt::xarray into an "
                "xt::xtensor<T, rank> first");
            using value_type = distribution::computed_t<typename Means::value_type>;
            return mixture_distribution < value_type,
                   rank == std::dynamic_extent ? 1 : rank > (weights, means, variances);
        }
    }

    /// The empirical law of data, (N) or (N, d): every point with the same weight and variance 0. Noise it with `through`.
    template <class Data>
    auto empirical(const Data& data)
    {
        return mixture(1.0, data, 0.0);
    }
}
