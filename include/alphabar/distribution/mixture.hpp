// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/mixture_expressions.hpp>
#include <alphabar/distribution/mixture_moments.hpp>
#include <alphabar/distribution/weights.hpp>
#include <alphabar/schedule/time.hpp>

namespace alphabar
{
    namespace distribution
    {
        /// Bound of a mixture's rounding errors, in units of the epsilon of its means' type, for N components in d
        /// dimensions. Of the component that contributes most let q = |x − μ|²/(2v) and f = |log(w (2πv)^{−d/2})|. Then
        /// |log p − exact| is at most `mixture_max_epsilons` times 1 + q + f. So is the relative error of p: for d = 1 where p
        /// is a normal number, and even without f; for d > 1 where p is at least N times the least normal number. What
        /// sums of many terms round away comes on top, at most `expression::sum_error` of N, and for d > 1 of d times q.
        inline constexpr double mixture_max_epsilons = 4;

        /// Bound of the rounding errors of scores, posterior means and responsibilities, in units of the epsilon of the type.
        /// With f the largest |log(w_n (2πv_n)^{−d/2})| of weights that are not 0, a score on a line errs by at most
        ///
        ///     (posterior_max_epsilons (1 + f) + expression::sum_error of N) ε · Σ_n r_n |μ_n − x|/v_n
        ///
        /// for points with q ≤ 1/(8ε), however far from all or in the middle between two; for double that is 1e-13 where
        /// f ≤ 50. The sum is the score's own size unless terms of both signs cancel. In a posterior mean Σ_n r_n |μ_n| takes
        /// its place, in a responsibility r_n itself, with |log r_n| added to f. What is below the least normal number may
        /// count as 0. In space `mixture_max_epsilons` (1 + q) and `expression::sum_error` of d times q are added in the
        /// brackets, and N/512 where N is beyond some 10⁴.
        inline constexpr double posterior_max_epsilons = 4;
    }

    /// A mixture of N isotropic normal laws in d dimensions:
    ///
    ///     p(x) = Σ_n w_n (2π v_n)^{−d/2} exp(−|x − μ_n|² / (2 v_n))
    ///
    /// with weights w (N), means μ (N) for d = 1 or (N, d), and a variance v_n a component. With variance 0 it is a set of
    /// data points, which `through` a kernel becomes the law of the noised data. A draw is a number, or an array (d).
    ///
    /// *Type* T, that of the means, double for integers: densities of points of type T are computed in T. *Domain*
    /// weights ≥ 0 that sum to one; variances ≥ 0; all finite. A density needs variances whose 1/√(2v) is a normal number of T:
    /// for float 1e-77 … 1e75. *Errors* `argument_error` with index and value, at construction, or when a density is asked
    /// of a component whose variance has none.
    template <std::floating_point T, std::size_t Rank>
    class mixture_distribution : public distribution_interface<mixture_distribution<T, Rank>>
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
            m_tables.weights = distribution::shares(weights, count);
            m_tables.variances = distribution::column("variances", variances, count);
            m_tables.choice = distribution::weighted_choice(m_tables.weights);
            m_tables.tabulate();
        }

        std::size_t components() const { return m_tables.components(); }
        std::size_t dimension() const { return m_tables.dimension(); }
        const xt::xtensor<double, 1>& weights() const { return m_tables.weights; }
        const xt::xtensor<double, 1>& variances() const { return m_tables.variances; }
        /// μ, of shape (d, N).
        const xt::xtensor<T, 2>& means() const { return m_tables.means; }

        auto shape() const { return making::shape(m_tables); }

        /// Σ_n w_n μ_n; a scalar expression for d = 1, else of shape (d), computed at once in double.
        auto mean() const
        {
            return moment([](const auto& tables) { return distribution::mean_of(tables); });
        }

        /// Of each coordinate Σ_n w_n (v_n + (μ_n − mean)²); shapes as `mean`.
        auto variance() const
        {
            return moment([](const auto& tables) { return distribution::variance_of(tables); });
        }

        /// Σ_n w_n (v_n I + (μ_n − mean)(μ_n − mean)ᵀ), of shape (d, d), computed at once in double. *Cost* d² N.
        xt::xtensor<T, 2> covariance() const
            requires(Rank == 2)
        {
            return distribution::covariance_of(m_tables);
        }

        /// A draw: a component by its weight (`distribution::weighted_choice`), then a normal variable about its mean. Of
        /// `k.split()` the first key chooses, the second makes `normal` noise; each draw is a pure function of k and its index.
        ///
        /// *Lifetime* as that of `pdf`. *Cost* lazily, a word and a look-up a draw besides the noise; no allocation.
        auto sample(key k) const& { return making::draws(m_tables, k, shape()); }
        auto sample(key k) &&
        {
            const auto one = shape();
            return making::draws(std::move(m_tables), k, one);
        }

        /// Many draws: in space the last axis of the shape is d. *Errors* another one throws `xt::broadcast_error`.
        template <class Shape>
        auto sample(key k, const Shape& shape) const&
        {
            return making::draws(m_tables, k, expression::to_shape(shape));
        }
        template <class Shape>
        auto sample(key k, const Shape& shape) &&
        {
            return making::draws(std::move(m_tables), k, expression::to_shape(shape));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const&
        {
            return making::draws(m_tables, k, expression::to_shape(std::to_array(shape)));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) &&
        {
            return making::draws(std::move(m_tables), k, expression::to_shape(std::to_array(shape)));
        }

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
            return making::template density<false>(m_tables, std::forward<Points>(x));
        }
        template <class Points>
        auto pdf(Points&& x) &&
        {
            return making::template density<false>(std::move(m_tables), std::forward<Points>(x));
        }

        /// log p at points, by log-sum-exp over the components: finite wherever the exact value is a finite number of the
        /// type, however far the tail and small the variance. Otherwise as `pdf`.
        template <class Points>
        auto log_prob(Points&& x) const&
        {
            return making::template density<true>(m_tables, std::forward<Points>(x));
        }
        template <class Points>
        auto log_prob(Points&& x) &&
        {
            return making::template density<true>(std::move(m_tables), std::forward<Points>(x));
        }

        /// ∇ log p(x) = Σ_n r_n(x) (μ_n − x)/v_n with the responsibilities r_n. *Shapes* those of the points, and in space (…, d)
        /// gives (…, d). *Domain* also of 1/v: a variance whose inverse T cannot hold is refused. NaN where log p is −∞ or a
        /// coordinate is NaN. *Accuracy* `distribution::posterior_max_epsilons`. *Cost* on a line two passes over all components,
        /// in space one, and another 2d operations a pair; of whole rows of points many share a pass. No allocation. Otherwise
        /// as `pdf`; assign it to an array before other things are made of it, for a row is computed as a whole.
        template <class Points>
        auto score(Points&& x) const&
        {
            return making::template posterior<true>(m_tables, std::forward<Points>(x));
        }
        template <class Points>
        auto score(Points&& x) &&
        {
            return making::template posterior<true>(std::move(m_tables), std::forward<Points>(x));
        }

        /// E[μ | x] = Σ_n r_n(x) μ_n: of noised data, the mean of what the data became, which the best denoiser divides by the
        /// signal. As `score`.
        template <class Points>
        auto posterior_mean(Points&& x) const&
        {
            return making::template posterior<false>(m_tables, std::forward<Points>(x));
        }
        template <class Points>
        auto posterior_mean(Points&& x) &&
        {
            return making::template posterior<false>(std::move(m_tables), std::forward<Points>(x));
        }

        /// r_n(x) = w_n N(x; μ_n, v_n)/p(x), the probability that a draw x is one of component n: an axis of N after those of
        /// the density. They sum to one within rounding. As `score`.
        template <class Points>
        auto responsibilities(Points&& x) const&
        {
            return making::responsibilities(m_tables, std::forward<Points>(x));
        }
        template <class Points>
        auto responsibilities(Points&& x) &&
        {
            return making::responsibilities(std::move(m_tables), std::forward<Points>(x));
        }

    private:

        using making = distribution::mixture_expressions<T, Rank>;

        template <class Moment>
        auto moment(const Moment& of) const
        {
            if constexpr (Rank == 1)
            {
                return xt::xscalar<T>(of(m_tables)(0));
            }
            else
            {
                return of(m_tables);
            }
        }

        distribution::mixture_tables<T> m_tables;
    };

    /// The mixture with these weights, means and variances: of N numbers each, means also (N, d); variances may be one number
    /// for all, and so may weights, whatever its size. Arrays are expressions of rank known to their type, or lists such as
    /// `std::vector`. *Errors* weights that do not sum to one, within rounding (`distribution::weight_sum_epsilons`), throw
    /// `argument_error` with what they miss it by; `ab::unnormalised(w)` asks for their being divided by their sum.
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

    /// The same with a width, a standard deviation about every point: one number, or one each.
    template <class Data, class Width>
    auto empirical(const Data& data, const Width& width)
    {
        const auto count = [&]
        {
            if constexpr (distribution::number_list<Data>)
            {
                return static_cast<std::size_t>(std::size(data));
            }
            else
            {
                return static_cast<std::size_t>(data.shape()[0]);
            }
        }();
        xt::xtensor<double, 1> variances = distribution::column("width", width, count);
        variances *= variances;
        return mixture(1.0, data, variances);
    }
}
