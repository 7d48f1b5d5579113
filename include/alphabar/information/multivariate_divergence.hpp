// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/multivariate_normal.hpp>
#include <alphabar/math/log1pmx.hpp>

namespace alphabar
{
    namespace information
    {
        /// Bound of the rounding error of the divergence of two multivariate normal laws in d dimensions, relative to it and in
        /// units of the epsilon of double; κ is the condition number of the second law's correlation matrix. It does not
        /// grow as the laws come near each other.
        constexpr double multivariate_divergence_error(std::size_t d, double condition)
        {
            return 4 + static_cast<double>(d) * condition;
        }

        namespace detail
        {
            /// tr A − d − log |A| of A = 1 + E, from the Cholesky factorisation of A, whose pivots are kept less one: no term
            /// is negative, and none has lost what it is made of. None if a pivot is less than 1/2, for then −1/2 is not a
            /// small number beside it.
            inline std::optional<double> excess_of_trace(const distribution::matrix& e)
            {
                const Eigen::Index d = e.rows();
                distribution::matrix l = e;  // below the diagonal; on it the roots of the pivots
                double sum = 0;
                for (Eigen::Index k = 0; k < d; ++k)
                {
                    double squares = 0;
                    for (Eigen::Index j = 0; j < k; ++j)
                    {
                        const double entry = (e(k, j) - l.row(k).head(j).dot(l.row(j).head(j))).value / l(j, j).value;
                        l(k, j) = entry;
                        squares += entry * entry;
                    }
                    const double pivot = e(k, k).value - squares;
                    if (!(pivot > -0.5))
                    {
                        return std::nullopt;
                    }
                    l(k, k) = math::sqrt(1 + pivot);
                    sum += squares - math::log1pmx(pivot);
                }
                return sum;
            }

            /// The same from the factor M of A = M Mᵀ, for matrices that are far from 1.
            inline double excess_of_trace_of_square(const distribution::matrix& m)
            {
                double sum = 0;
                for (Eigen::Index k = 0; k < m.rows(); ++k)
                {
                    const double root = m(k, k).value;
                    const double pivot = root * root - 1;
                    sum += m.row(k).head(k).squaredNorm().value +
                           (pivot > -0.5 ? -math::log1pmx(pivot) : pivot - 2 * math::log(root));
                }
                return sum;
            }
        }
    }

    /// The Kullback–Leibler divergence of two multivariate normal laws, in nats, an expression of rank 0:
    ///
    ///     KL(p ‖ q) = (tr A − d − log |A| + |L⁻¹ (μ_p − μ_q)|²)/2,   A = L⁻¹ Σ_p L⁻ᵀ,   L Lᵀ = Σ_q
    ///
    /// For laws that are near each other A is 1 + E with E = L⁻¹ (Σ_p − Σ_q) L⁻ᵀ, and with the pivots 1 + δ_k and the factor of A
    /// tr A − d − log |A| = Σ_k (Σ_{j<k} l_kj² + δ_k − log(1 + δ_k)), a sum of what is not negative. *Errors* laws in
    /// different numbers of dimensions throw `argument_error`. *Accuracy* `information::multivariate_divergence_error`,
    /// before it is rounded to the type of the laws. *Cost* d³ operations, at once.
    template <class T, class U>
    auto kl_divergence(const multivariate_normal_distribution<T>& p, const multivariate_normal_distribution<U>& q)
    {
        using value_type = std::common_type_t<T, U>;
        core::require(p.dimension() == q.dimension(), "laws in ", p.dimension(), " and in ", q.dimension(),
                      " dimensions: must be in the same");
        const auto solve = [&](const distribution::matrix& of)
        {
            distribution::matrix out(of.rows(), of.cols());
            for (Eigen::Index j = 0; j < of.cols(); ++j)
            {
                out.col(j) = q.tables().factor.template triangularView<Eigen::Lower>().solve(
                    distribution::column_vector(of.col(j)));
            }
            return out;
        };
        const distribution::matrix half = solve(p.tables().covariance - q.tables().covariance);
        const auto near = information::detail::excess_of_trace(solve(half.transpose()));
        const double spread = near ? *near : information::detail::excess_of_trace_of_square(solve(p.tables().factor));
        const double apart = solve(p.tables().mean - q.tables().mean).squaredNorm().value;
        return xt::xscalar<value_type>(static_cast<value_type>((spread + apart) / 2));
    }
}
