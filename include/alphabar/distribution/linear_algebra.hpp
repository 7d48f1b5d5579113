// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/xtensor.hpp>

#if !__has_include(<Eigen/Core>)
#error "this header needs Eigen 3.4: link alphabar::linear_algebra (Debian: libeigen3-dev)"
#endif
#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <limits>

/// Eigen as this library uses it: for small tables that are made once, in double, and with the same bits on every machine.
/// Opt in with the CMake target `alphabar::linear_algebra`; see docs/design/linear_algebra.md.
namespace alphabar::distribution
{
    /// A double that Eigen computes with one operation after the other. It knows no vectors of it, so that a sum is taken
    /// in the order of its terms, whatever the instruction set.
    struct plain_double
    {
        double value;

        plain_double() = default;
        constexpr plain_double(double x) noexcept : value(x) {}
        constexpr explicit operator double() const noexcept { return value; }

        constexpr plain_double operator-() const noexcept { return -value; }
        constexpr plain_double& operator+=(plain_double b) noexcept { return *this = value + b.value; }
        constexpr plain_double& operator-=(plain_double b) noexcept { return *this = value - b.value; }
        constexpr plain_double& operator*=(plain_double b) noexcept { return *this = value * b.value; }
        constexpr plain_double& operator/=(plain_double b) noexcept { return *this = value / b.value; }
        friend constexpr plain_double operator+(plain_double a, plain_double b) noexcept { return a.value + b.value; }
        friend constexpr plain_double operator-(plain_double a, plain_double b) noexcept { return a.value - b.value; }
        friend constexpr plain_double operator*(plain_double a, plain_double b) noexcept { return a.value * b.value; }
        friend constexpr plain_double operator/(plain_double a, plain_double b) noexcept { return a.value / b.value; }
        friend constexpr bool operator==(plain_double a, plain_double b) noexcept { return a.value == b.value; }
        friend constexpr auto operator<=>(plain_double a, plain_double b) noexcept { return a.value <=> b.value; }

        friend plain_double sqrt(plain_double a) noexcept { return std::sqrt(a.value); }
        friend plain_double abs(plain_double a) noexcept { return std::fabs(a.value); }
        friend bool isfinite(plain_double a) noexcept { return std::isfinite(a.value); }
        friend bool isinf(plain_double a) noexcept { return std::isinf(a.value); }
        friend bool isnan(plain_double a) noexcept { return std::isnan(a.value); }
    };
}

template <>
struct std::numeric_limits<alphabar::distribution::plain_double> : std::numeric_limits<double>
{
};

template <>
struct Eigen::NumTraits<alphabar::distribution::plain_double> : Eigen::NumTraits<double>
{
    using Real = alphabar::distribution::plain_double;
    using NonInteger = Real;
    using Literal = Real;
    using Nested = Real;
    enum
    {
        RequireInitialization = 0
    };
};

namespace alphabar::distribution
{
    using matrix = Eigen::Matrix<plain_double, Eigen::Dynamic, Eigen::Dynamic>;
    using column_vector = Eigen::Matrix<plain_double, Eigen::Dynamic, 1>;

    /// Where a matrix or vector of Eigen has so many rows.
    inline Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

    /// An expression of rank 2 or 1 as Eigen's.
    template <class E>
    matrix to_matrix(const E& e)
    {
        matrix out(index(e.shape()[0]), index(e.shape()[1]));
        for (Eigen::Index i = 0; i < out.rows(); ++i)
        {
            for (Eigen::Index j = 0; j < out.cols(); ++j)
            {
                out(i, j) = static_cast<double>(e(static_cast<std::size_t>(i), static_cast<std::size_t>(j)));
            }
        }
        return out;
    }
    template <class E>
    column_vector to_vector(const E& e)
    {
        column_vector out(index(e.shape()[0]));
        for (Eigen::Index i = 0; i < out.size(); ++i)
        {
            out(i) = static_cast<double>(e(static_cast<std::size_t>(i)));
        }
        return out;
    }

    /// And back, rounded to T.
    template <class T>
    xt::xtensor<T, 2> to_array(const matrix& m)
    {
        auto out =
            xt::xtensor<T, 2>::from_shape({static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols())});
        for (Eigen::Index i = 0; i < m.rows(); ++i)
        {
            for (Eigen::Index j = 0; j < m.cols(); ++j)
            {
                out(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = static_cast<T>(m(i, j).value);
            }
        }
        return out;
    }
    template <class T>
    xt::xtensor<T, 1> to_array(const column_vector& v)
    {
        auto out = xt::xtensor<T, 1>::from_shape({static_cast<std::size_t>(v.size())});
        for (Eigen::Index i = 0; i < v.size(); ++i)
        {
            out(static_cast<std::size_t>(i)) = static_cast<T>(v(i).value);
        }
        return out;
    }
}
