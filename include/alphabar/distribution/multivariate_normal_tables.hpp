// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/cholesky.hpp>
#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/row_product.hpp>

#include <vector>

namespace alphabar::distribution
{
    /// L⁻¹ of a lower triangular L, one column after the other: Eigen's solvers of many columns at once group them by the
    /// sizes of caches.
    inline matrix inverse_of_lower(const matrix& l)
    {
        matrix out = matrix::Identity(l.rows(), l.cols());
        for (Eigen::Index j = 0; j < l.cols(); ++j)
        {
            const Eigen::Index left = l.rows() - j;
            const column_vector column = l.bottomRightCorner(left, left)
                                             .triangularView<Eigen::Lower>()
                                             .solve(column_vector(out.col(j).tail(left)));
            out.col(j).tail(left) = column;
        }
        return out;
    }

    /// A B, one column after the other, for the same reason.
    inline matrix matrix_product(const matrix& a, const matrix& b)
    {
        matrix out(a.rows(), b.cols());
        for (Eigen::Index j = 0; j < b.cols(); ++j)
        {
            out.col(j).noalias() = a * b.col(j);
        }
        return out;
    }

    /// A multivariate normal law in d dimensions as its members read it: in double for what other laws are made of, in T for
    /// what runs along points.
    template <class T>
    struct multivariate_normal_tables
    {
        column_vector mean;
        matrix covariance;
        matrix factor;     // L, with L Lᵀ = Σ
        matrix whitening;  // L⁻¹
        double log_factor = 0;

        std::vector<T> centre;
        packed_rows<T> packed_factor;
        packed_rows<T> packed_whitening;

        /// *Errors* as `cholesky<T>`, in the words of a name, and where a number of the tables is beyond T.
        multivariate_normal_tables(std::string_view name, const column_vector& mu, const matrix& sigma)
            : mean(mu), covariance(sigma), factor(cholesky<T>(name, sigma)), whitening(inverse_of_lower(factor)),
              centre(centre_in<T>()), packed_factor(lower<T>(factor)), packed_whitening(lower<T>(whitening))
        {
            const auto holds = [](double x)  // T
            {
                return std::fabs(x) >= std::numeric_limits<T>::denorm_min() &&
                       std::fabs(x) <= std::numeric_limits<T>::max();
            };
            double log_determinant = 0;  // of L
            for (Eigen::Index k = 0; k < factor.rows(); ++k)
            {
                core::require(holds(sigma(k, k).value) && holds(whitening.row(k).cwiseAbs().maxCoeff().value), name,
                              "[", k, ", ", k, "] = ", sigma(k, k).value,
                              ": beyond what a density in this type can hold");
                core::require(is_finite(static_cast<T>(mu(k).value)), "mean[", k, "] = ", mu(k).value,
                              ": beyond what this type can hold");
                log_determinant += math::log(factor(k, k).value);
            }
            log_factor = -log_determinant - static_cast<double>(dimension()) * half_log_two_pi;
        }

        std::size_t dimension() const { return static_cast<std::size_t>(mean.size()); }

        template <class V>
        std::vector<V> centre_in() const
        {
            std::vector<V> out(dimension());
            for (std::size_t k = 0; k < out.size(); ++k)
            {
                out[k] = static_cast<V>(mean(index(k)).value);
            }
            return out;
        }

        template <class V>
        static packed_rows<V> lower(const matrix& m)
        {
            const auto d = static_cast<std::size_t>(m.rows());
            return {d, d, true, [&](std::size_t i, std::size_t j) { return m(index(i), index(j)).value; }};
        }

        /// −Σ⁻¹ = −L⁻ᵀ L⁻¹.
        template <class V>
        packed_rows<V> negative_precision() const
        {
            const matrix p = matrix_product(whitening.transpose(), whitening);
            return {dimension(), dimension(), false,
                    [&](std::size_t i, std::size_t j) { return -p(index(i), index(j)).value; }};
        }
    };
}
