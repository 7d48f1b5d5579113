// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/gaussian_density.hpp>
#include <alphabar/distribution/linear_image.hpp>
#include <alphabar/distribution/multivariate_normal_tables.hpp>
#include <alphabar/expression/reduce.hpp>

#include <utility>

namespace alphabar
{
    namespace distribution
    {
        /// Bounds of the rounding errors of a multivariate normal law in d dimensions, in units of the epsilon of its type.
        /// With κ the condition number of its correlation matrix, q = (x − μ)ᵀ Σ⁻¹ (x − μ) and c = |log p(μ)|,
        /// |log p − exact| is at most
        ///
        ///     max_epsilons (1 + c + q/2) + max_epsilons d (κ − 1)(1 + q)
        ///
        /// and so is the relative error of p where it is a normal number. An element of the score errs by at most
        /// max_epsilons d κ √(q / variance).
        inline constexpr double multivariate_normal_max_epsilons = 2;

        constexpr double multivariate_normal_error(std::size_t d, double condition, double q, double c)
        {
            return multivariate_normal_max_epsilons *
                   (1 + c + q / 2 + static_cast<double>(d) * (condition - 1) * (1 + q));
        }

        /// A list of numbers or an expression of rank 1, each of which must be finite.
        template <class Values>
        column_vector finite_vector(std::string_view name, const Values& values)
        {
            if constexpr (number_list<Values>)
            {
                return finite_vector(name, as_array(values));
            }
            else
            {
                core::require(values.dimension() == 1, name, ": of rank ", values.dimension(), ", must be of rank 1");
                const column_vector out = to_vector(values);
                for (Eigen::Index k = 0; k < out.size(); ++k)
                {
                    core::require(isfinite(out(k)), name, "[", k, "] = ", out(k).value, ": must be finite");
                }
                return out;
            }
        }

        template <class Values>
        struct element_of
        {
            using type = typename Values::value_type;
        };
        template <number_list Values>
        struct element_of<Values>
        {
            using type = std::remove_cvref_t<decltype(*std::begin(std::declval<const Values&>()))>;
        };
    }

    /// The normal law in d dimensions with a covariance matrix of its own:
    ///
    ///     p(x) = (2π)^{−d/2} |Σ|^{−1/2} exp(−(x − μ)ᵀ Σ⁻¹ (x − μ)/2)
    ///
    /// *Type* T, that of mean and covariance, double for integers; densities of points of a wider type are computed in that.
    /// *Domain* Σ symmetric, up to rounding (`distribution::most_asymmetry`), and positive definite: each pivot of its Cholesky
    /// factorisation more than `distribution::least_pivot` of its variance. *Errors* `not_positive_definite` with pivot and value;
    /// `argument_error` for whatever is not finite, not symmetric, of a wrong shape or beyond what T can hold.
    /// *Accuracy* `distribution::multivariate_normal_error`. *Lifetime* the law owns its tables, and expressions that it
    /// gives share them: they may outlive it. Points are borrowed if they are lvalues. *Cost* of a law d³ operations, once; of a point
    /// d²/2 products, one pass over the points, no intermediate, no allocation. See docs/design/linear_algebra.md.
    template <std::floating_point T>
    class multivariate_normal_distribution : public distribution_interface<multivariate_normal_distribution<T>>
    {
        using tables_type = distribution::multivariate_normal_tables<T>;

    public:

        using value_type = T;

        multivariate_normal_distribution(std::string_view name, const distribution::column_vector& mean,
                                         const distribution::matrix& covariance)
            : m_tables(std::make_shared<const tables_type>(name, mean, covariance))
        {
        }

        std::size_t dimension() const { return m_tables->dimension(); }
        std::array<std::size_t, 1> shape() const { return {dimension()}; }

        xt::xtensor<T, 1> mean() const { return distribution::to_array<T>(m_tables->mean); }
        xt::xtensor<T, 2> covariance() const { return distribution::to_array<T>(m_tables->covariance); }
        /// The diagonal of the covariance.
        xt::xtensor<T, 1> variance() const
        {
            return distribution::to_array<T>(distribution::column_vector(m_tables->covariance.diagonal()));
        }

        /// (d + log |2πΣ|)/2 in nats, an expression of rank 0.
        auto entropy() const
        {
            return xt::xscalar<T>(static_cast<T>(static_cast<double>(dimension()) / 2 - m_tables->log_factor));
        }

        /// μ + L ε of standard normal ε: element i of many draws, of shape (shape…, d), is made of the noise of `normal(k, …)`
        /// of that shape, of which element i belongs to it.
        auto sample(key k) const { return drawn(k, shape()); }
        template <class Shape>
        auto sample(key k, const Shape& shape) const
        {
            return drawn(k, with_dimension(expression::to_shape(shape)));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const
        {
            return sample(k, std::to_array(shape));
        }

        /// The log density at points (…, d), of shape (…); −∞ at infinity. *Errors* another last axis throws `argument_error`.
        template <class Points>
        auto log_prob(Points&& x) const
        {
            using V = point_value<Points>;
            const auto shape = points_shape<1>(x);
            return expression::make_node(
                distribution::gaussian_density<V, vectors_of<Points>>{
                    shared<V>([](const auto& t) -> const auto& { return t.packed_whitening; },
                              [](const auto& t) { return t.template lower<V>(t.whitening); }),
                    static_cast<V>(m_tables->log_factor), centred(std::forward<Points>(x))},
                shape);
        }
        /// The density at points, exp(log_prob(x)).
        template <class Points>
        auto pdf(Points&& x) const
        {
            return alphabar::exp(log_prob(std::forward<Points>(x)));
        }

        /// The gradient of the log density, −Σ⁻¹ (x − μ), of the shape of the points. *Cost* of a call d³ operations, once.
        template <class Points>
        auto score(Points&& x) const
        {
            using V = point_value<Points>;
            const auto shape = points_shape<0>(x);
            return expression::make_node(
                distribution::linear_image<V, vectors_of<Points>>{
                    std::make_shared<const distribution::packed_rows<V>>(m_tables->template negative_precision<V>()),
                    nullptr, centred(std::forward<Points>(x))},
                shape);
        }

        /// The law of some coordinates, in the order in which they are named. *Errors* one that there is not, or named
        /// twice, or none.
        multivariate_normal_distribution marginal(const std::vector<std::ptrdiff_t>& indices) const
        {
            core::require(!indices.empty(), "indices: none, a law has one coordinate at least");
            const auto chosen = coordinates(indices);
            return {"covariance of the marginal law", m_tables->mean(chosen), m_tables->covariance(chosen, chosen)};
        }

        /// The law of the other coordinates, in their order, where those named have these values:
        ///
        ///     mean μ₁ + Σ₁₂ Σ₂₂⁻¹ (a − μ₂),   covariance Σ₁₁ − Σ₁₂ Σ₂₂⁻¹ Σ₂₁
        ///
        /// both read off the Cholesky factor of Σ with the known coordinates first: nothing is inverted. *Errors* as
        /// `marginal`; a value that is not finite, another number of values, no coordinate left.
        template <class Values>
        multivariate_normal_distribution conditional(const std::vector<std::ptrdiff_t>& indices,
                                                     const Values& values) const
        {
            const auto a = distribution::finite_vector("values", values);
            core::require(static_cast<std::size_t>(a.size()) == indices.size(), "values: ", a.size(), " of them for ",
                          indices.size(), " indices");
            core::require(indices.size() < dimension(), "indices: all ", dimension(),
                          " coordinates, none is left to have a law");
            auto order = coordinates(indices);
            const auto known = distribution::index(order.size());
            const auto left = distribution::index(dimension()) - known;
            for (Eigen::Index k = 0; k < distribution::index(dimension()); ++k)
            {
                if (std::find(order.begin(), order.begin() + known, k) == order.begin() + known)
                {
                    order.push_back(k);
                }
            }
            const distribution::matrix l =
                distribution::cholesky<T>("covariance, known coordinates first", m_tables->covariance(order, order));
            const distribution::column_vector mean = m_tables->mean(order);
            const distribution::column_vector whitened = l.topLeftCorner(known, known)
                                                             .template triangularView<Eigen::Lower>()
                                                             .solve(distribution::column_vector(a - mean.head(known)));
            const distribution::matrix rest = l.bottomRightCorner(left, left);
            return {"conditional covariance", mean.tail(left) + l.bottomLeftCorner(left, known) * whitened,
                    distribution::matrix_product(rest, rest.transpose())};
        }
        multivariate_normal_distribution conditional(const std::vector<std::ptrdiff_t>& indices,
                                                     const std::vector<double>& values) const
        {
            return conditional<std::vector<double>>(indices, values);
        }

        /// The law of A x + b for A of shape (m, d) and b of m numbers: N(A μ + b, A Σ Aᵀ). *Errors*
        /// `not_positive_definite` if A has not rank m.
        template <class Matrix, class Offset>
        multivariate_normal_distribution affine(const Matrix& matrix, const Offset& offset) const
        {
            core::require(matrix.dimension() == 2 && matrix.shape()[1] == dimension() && matrix.shape()[0] != 0,
                          "matrix: of shape ", expression::shape_text(expression::to_shape(matrix.shape())),
                          ", must be (m, ", dimension(), ")");
            const distribution::matrix a = distribution::to_matrix(matrix);
            const auto b = distribution::finite_vector("offset", offset);
            core::require(b.size() == a.rows(), "offset: ", b.size(), " numbers for ", a.rows(), " rows");
            for (Eigen::Index i = 0; i < a.rows(); ++i)
            {
                for (Eigen::Index j = 0; j < a.cols(); ++j)
                {
                    core::require(isfinite(a(i, j)), "matrix[", i, ", ", j, "] = ", a(i, j).value, ": must be finite");
                }
            }
            const distribution::matrix root = distribution::matrix_product(a, m_tables->factor);
            return {"covariance of the image", a * m_tables->mean + b, distribution::matrix_product(root, root.transpose())};
        }

        /// What other parts of the library read.
        const tables_type& tables() const { return *m_tables; }

    private:

        template <class Points>
        using point_value = std::common_type_t<T, typename std::decay_t<Points>::value_type>;
        template <class Points>
        using vectors_of =
            distribution::centred_points<point_value<Points>, expression::owned_t<xt::const_xclosure_t<Points>>>;

        template <class Shape>
        static auto with_dimension_of(const Shape& shape, std::size_t d)
        {
            if constexpr (requires { std::tuple_size<Shape>::value; })
            {
                std::array<std::size_t, std::tuple_size<Shape>::value + 1> out{};
                std::copy(shape.begin(), shape.end(), out.begin());
                out.back() = d;
                return out;
            }
            else
            {
                auto out = shape;
                out.push_back(d);
                return out;
            }
        }
        template <class Shape>
        auto with_dimension(const Shape& shape) const
        {
            return with_dimension_of(shape, dimension());
        }

        template <class Shape>
        auto drawn(key k, const Shape& shape) const
        {
            return expression::make_node(
                distribution::linear_image<T, distribution::noise_vectors<T>>{
                    {m_tables, &m_tables->packed_factor}, {m_tables, &m_tables->centre}, {k, dimension()}},
                expression::to_shape(shape));
        }

        /// A table in V: the one there is if V is T, else one of its own.
        template <class V, class Same, class Make>
        auto shared(const Same& same, const Make& make) const
        {
            if constexpr (std::same_as<V, T>)
            {
                const auto& table = same(*m_tables);
                return std::shared_ptr<const std::remove_cvref_t<decltype(table)>>(m_tables, &table);
            }
            else
            {
                using table = decltype(make(*m_tables));
                return std::shared_ptr<const table>(std::make_shared<table>(make(*m_tables)));
            }
        }

        template <class Points>
        auto centred(Points&& x) const
        {
            using V = point_value<Points>;
            using points = expression::owned_t<xt::const_xclosure_t<Points>>;
            return distribution::centred_points<V, points>{
                points(std::forward<Points>(x)), shared<V>([](const auto& t) -> const auto& { return t.centre; },
                                                           [](const auto& t) { return t.template centre_in<V>(); })};
        }

        /// The shape of points, without so many of their last axes.
        template <std::size_t Less, class Points>
        auto points_shape(const Points& x) const
        {
            const auto whole = expression::to_shape(x.shape());
            core::require(x.dimension() != 0, "points: of rank 0, must have shape (..., ", dimension(), ")");
            const auto last = static_cast<std::size_t>(x.shape()[x.dimension() - 1]);
            core::require(last == dimension(), "points: the last axis has extent ", last, ", must have ", dimension(),
                          ", one for each dimension of the law");
            if constexpr (Less == 0)
            {
                return whole;
            }
            else
            {
                std::array<bool, expression::axes_of<std::decay_t<decltype(whole)>>> reduced{};
                reduced[x.dimension() - 1] = true;
                return expression::kept_shape<Less>(whole, reduced);
            }
        }

        std::vector<Eigen::Index> coordinates(const std::vector<std::ptrdiff_t>& indices) const
        {
            std::vector<Eigen::Index> out;
            for (std::size_t i = 0; i < indices.size(); ++i)
            {
                core::require(indices[i] >= 0 && std::cmp_less(indices[i], dimension()), "indices[", i,
                              "] = ", indices[i], ": must lie in 0…", dimension() - 1);
                core::require(std::find(out.begin(), out.end(), indices[i]) == out.end(), "indices[", i,
                              "] = ", indices[i], ": named twice");
                out.push_back(indices[i]);
            }
            return out;
        }

        std::shared_ptr<const tables_type> m_tables;
    };

    /// The law with this mean, of d numbers, and this covariance, of shape (d, d).
    template <class Mean, class Covariance>
    auto multivariate_normal(const Mean& mean, const Covariance& covariance)
    {
        using value_type = distribution::computed_t<typename distribution::element_of<Mean>::type,
                                                    typename distribution::element_of<Covariance>::type>;
        const auto mu = distribution::finite_vector("mean", mean);
        const auto sigma = distribution::symmetric_matrix<value_type>("covariance", covariance);
        core::require(mu.size() == sigma.rows(), "mean: ", mu.size(), " numbers for a covariance of ", sigma.rows(),
                      " rows");
        return multivariate_normal_distribution<value_type>("covariance", mu, sigma);
    }

    /// The law of the sum of two independent variables: means and covariances add up.
    template <class T, class U>
    auto convolve(const multivariate_normal_distribution<T>& p, const multivariate_normal_distribution<U>& q)
    {
        core::require(p.dimension() == q.dimension(), "laws in ", p.dimension(), " and in ", q.dimension(),
                      " dimensions: must be in the same");
        return multivariate_normal_distribution<std::common_type_t<T, U>>(
            "covariance of the sum", p.tables().mean + q.tables().mean, p.tables().covariance + q.tables().covariance);
    }
}
