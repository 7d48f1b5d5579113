// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture.hpp>
#include <alphabar/distribution/normal.hpp>

/// Convolution of densities: the law of the sum of two independent variables, where it has a closed form. For laws with a
/// covariance matrix see multivariate_normal.hpp, for densities on a grid gridded_convolution.hpp.
namespace alphabar
{
    namespace distribution
    {
        /// The accuracy of `root_sum_square`, in units in the last place.
        inline constexpr double root_sum_square_max_ulp = 1.5;

        /// √(a² + b²) of finite numbers, the same in any order, that overflows only if the result does, and does not underflow.
        struct root_sum_square : expression::node_functor
        {
            template <class A, class B>
            auto operator()(const A& a, const B& b) const
            {
                using T = computed_t<A, B>;
                return simd_apply(static_cast<T>(a), static_cast<T>(b));
            }

            template <class V>
            V simd_apply(const V& a, const V& b) const
            {
                using T = math::scalar_t<V>;
                constexpr T large = sizeof(T) == 4 ? T(0x1p60) : T(0x1p500);
                constexpr T unit = sizeof(T) == 4 ? T(0x1p80) : T(0x1p600);
                const V x = a * a;  // to know the size: may overflow, or be 0
                const V y = b * b;
                const auto any_large = (x > V(large)) | (y > V(large));
                const auto all_small = (x < V(1 / large)) & (y < V(1 / large));
                const V by = math::choose(any_large, V(1 / unit), math::choose(all_small, V(unit), V(T(1))));
                const V back = math::choose(any_large, V(unit), math::choose(all_small, V(1 / unit), V(T(1))));
                const V p = a * by;
                const V q = b * by;
                return math::sqrt(p * p + q * q) * back;
            }
        };
    }

    /// The law of x + y for independent normal x and y: N(μ₁ + μ₂, σ₁² + σ₂²).
    ///
    /// *Shapes* parameters broadcast against each other. *Accuracy* of the deviation `distribution::root_sum_square_max_ulp`;
    /// it overflows only where it is beyond the type itself. *Laziness, lifetime* those of the two laws.
    template <class M1, class S1, class M2, class S2>
    auto convolve(const normal_distribution<M1, S1>& p, const normal_distribution<M2, S2>& q)
    {
        return make_normal(p.mean() + q.mean(),
                           expression::make_function(distribution::root_sum_square(), p.stddev(), q.stddev()));
    }

    /// The law of x + y for independent x and y whose laws are mixtures of N and M components: N·M components, of which n·M + m
    /// is that of components n and m.
    ///
    ///     weight w_n v_m,   mean μ_n + ν_m,   variance s_n + t_m
    ///
    /// *Errors* mixtures in different numbers of dimensions throw `argument_error`. *Cost* its tables are made at once.
    template <class T, std::size_t Rank, class U>
    auto convolve(const mixture_distribution<T, Rank>& p, const mixture_distribution<U, Rank>& q)
    {
        using value_type = std::common_type_t<T, U>;
        core::require(p.dimension() == q.dimension(), "laws in ", p.dimension(), " and in ", q.dimension(),
                      " dimensions: must be in the same");
        const std::size_t count = p.components() * q.components();
        const std::size_t d = p.dimension();
        auto weights = xt::xtensor<double, 1>::from_shape({count});
        auto variances = weights;
        auto means = xt::xtensor<value_type, 2>::from_shape({count, d});
        std::size_t at = 0;
        for (std::size_t n = 0; n < p.components(); ++n)
        {
            for (std::size_t m = 0; m < q.components(); ++m, ++at)
            {
                weights(at) = p.weights()(n) * q.weights()(m);
                variances(at) = p.variances()(n) + q.variances()(m);
                for (std::size_t k = 0; k < d; ++k)
                {
                    means(at, k) =
                        static_cast<value_type>(p.means()(k, n)) + static_cast<value_type>(q.means()(k, m));
                }
            }
        }
        if constexpr (Rank == 1)
        {
            return mixture(weights, xt::xtensor<value_type, 1>(xt::view(means, xt::all(), 0)), variances);
        }
        else
        {
            return mixture(weights, means, variances);
        }
    }
}
