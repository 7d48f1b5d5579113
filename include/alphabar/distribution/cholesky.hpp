// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/linear_algebra.hpp>
#include <alphabar/distribution/not_positive_definite.hpp>
#include <alphabar/expression/node.hpp>

#include <Eigen/Cholesky>

namespace alphabar::distribution
{
    /// A pivot of Cholesky's factorisation of a d × d matrix of T has to be more than this much of its diagonal entry: less
    /// is what rounding leaves of 0.
    template <class T>
    constexpr double least_pivot(std::size_t d)
    {
        return 8 * static_cast<double>(d) * static_cast<double>(std::numeric_limits<T>::epsilon());
    }

    /// Two entries that mirror each other may differ by this much of √(Σ_ii Σ_jj): by how they were rounded. Their mean counts.
    template <class T>
    inline constexpr double most_asymmetry = 8 * static_cast<double>(std::numeric_limits<T>::epsilon());

    /// A square matrix of finite entries that is symmetric, up to rounding in T, and has no negative variance; a name tells
    /// which it is. *Errors* `argument_error` otherwise, with the entries.
    template <class T, class E>
    matrix symmetric_matrix(std::string_view name, const E& e)
    {
        core::require(e.dimension() == 2 && e.shape()[0] == e.shape()[1] && e.shape()[0] != 0, name, ": of shape ",
                      expression::shape_text(expression::to_shape(e.shape())), ", must be (d, d) for a d of 1 or more");
        matrix out = to_matrix(e);
        const Eigen::Index d = out.rows();
        for (Eigen::Index i = 0; i < d; ++i)
        {
            for (Eigen::Index j = 0; j < d; ++j)
            {
                core::require(isfinite(out(i, j)), name, "[", i, ", ", j, "] = ", out(i, j).value, ": must be finite");
            }
        }
        for (Eigen::Index i = 0; i < d; ++i)
        {
            for (Eigen::Index j = 0; j < i; ++j)
            {
                const double below = out(i, j).value;
                const double above = out(j, i).value;
                const double scale = std::sqrt(std::fabs(out(i, i).value)) * std::sqrt(std::fabs(out(j, j).value));
                core::require(std::fabs(below - above) <= most_asymmetry<T> * scale, name, "[", i, ", ", j,
                              "] = ", below, " and ", name, "[", j, ", ", i, "] = ", above, " differ by ",
                              std::fabs(below - above), ": must be symmetric");
                out(i, j) = out(j, i) = below / 2 + above / 2;
            }
        }
        return out;
    }

    namespace detail
    {
        /// The pivot k, given that those before it are positive: Σ_kk − |L⁻¹ Σ_{0…k−1, k}|².
        inline double pivot_after(const matrix& s, Eigen::Index k)
        {
            if (k == 0)
            {
                return s(0, 0).value;
            }
            const Eigen::LLT<matrix> before(s.topLeftCorner(k, k));
            const column_vector y = before.matrixL().solve(s.col(k).head(k));
            return (s(k, k) - y.squaredNorm()).value;
        }

        /// The first leading minor that Eigen cannot factor, by bisection: if one fails, all larger ones do.
        inline Eigen::Index first_failure(const matrix& s)
        {
            Eigen::Index good = 0;
            Eigen::Index bad = s.rows();
            while (bad - good > 1)
            {
                const Eigen::Index middle = good + (bad - good) / 2;
                const bool failed = Eigen::LLT<matrix>(s.topLeftCorner(middle, middle)).info() != Eigen::Success;
                (failed ? bad : good) = middle;
            }
            return bad - 1;
        }
    }

    /// L, lower triangular with positive diagonal, of the symmetric L Lᵀ. *Errors* `not_positive_definite` where a pivot is
    /// not more than `least_pivot<T>(d)` of its diagonal entry. *Accuracy* that of Cholesky's factorisation in double: the
    /// exact factor of a matrix whose entries differ by (d + 1) ε √(Σ_ii Σ_jj) at most. *Cost* d³/3 operations.
    template <class T>
    matrix cholesky(std::string_view name, const matrix& s)
    {
        const Eigen::Index d = s.rows();
        const double least = least_pivot<T>(static_cast<std::size_t>(d));
        const auto refuse = [&](Eigen::Index k, double pivot)
        { refuse_pivot(name, static_cast<std::size_t>(k), pivot, s(k, k).value, least); };
        const Eigen::LLT<matrix> factor(s);
        const Eigen::Index known = factor.info() == Eigen::Success ? d : detail::first_failure(s);
        const matrix l = known == d ? matrix(factor.matrixL()) : matrix(Eigen::LLT<matrix>(s.topLeftCorner(known, known)).matrixL());
        for (Eigen::Index k = 0; k < known; ++k)
        {
            const double pivot = l(k, k).value * l(k, k).value;
            if (!(pivot > least * s(k, k).value))
            {
                refuse(k, pivot);
            }
        }
        if (known != d)
        {
            refuse(known, detail::pivot_after(s, known));
        }
        return l;
    }
}
