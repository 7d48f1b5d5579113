// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/distribution/row_reader.hpp>
#include <alphabar/expression/reducers.hpp>
#include <alphabar/math/sqrt.hpp>

#include <vector>

namespace alphabar
{
    namespace distribution
    {
        /// The sum of many doubles, with what each addition rounds away (Neumaier 1974).
        struct long_sum
        {
            double total = 0;
            double lost = 0;

            void add(double x)
            {
                const double before = total;
                total = before + x;
                const double added = total - before;
                lost += (before - (total - added)) + (x - added);
            }
            double value() const { return total + lost; }
        };

        /// Bound of an entry's error, in units of the epsilon of double and of √(c_ii c_jj), for a batch that was given in double:
        /// |c_ij − exact| ≤ sample_moments_max_epsilons ε √(c_ii c_jj). It depends neither on the number of rows nor on
        /// how far the data are from 0, as long as differences from the first row are exact.
        inline constexpr double sample_moments_max_epsilons = 80;

        namespace detail
        {
            /// Columns i … i + 3 times columns j … j + 7 of the rows of a block, summed over the rows, in the order of these.
            inline void add_up(const double* block, std::size_t rows, std::size_t stride, std::size_t i, std::size_t j,
                               double (&sums)[4][8])
            {
                using batch = typename expression::simd<double>::batch;
                constexpr std::size_t width = expression::simd<double>::width;
                constexpr std::size_t parts = 8 / width;
                using expression::repeat;
                batch sum[4][parts];
                repeat<4>([&](auto r) __attribute__((always_inline))
                          { repeat<parts>([&](auto c) __attribute__((always_inline)) { sum[r][c] = batch(0.0); }); });
                for (std::size_t row = 0; row < rows; ++row, block += stride)
                {
                    batch y[parts];
                    repeat<parts>([&](auto c) __attribute__((always_inline))
                                  { y[c] = expression::load_batch(block + j + c * width); });
                    repeat<4>(
                        [&](auto r) __attribute__((always_inline))
                        {
                            const batch x(block[i + r]);
                            repeat<parts>([&](auto c) __attribute__((always_inline))
                                          { sum[r][c] = sum[r][c] + x * y[c]; });
                        });
                }
                repeat<4>(
                    [&](auto r) __attribute__((always_inline))
                    {
                        repeat<parts>([&](auto c) __attribute__((always_inline))
                                      { expression::store_batch(&sums[r][c * width], sum[r][c]); });
                    });
            }
        }
    }

    /// Mean, covariance and correlation of a batch of n vectors in d dimensions, in double:
    ///
    ///     m = Σ x/n,   c_ij = Σ (x_i − m_i)(x_j − m_j)/(n − ddof),   r_ij = c_ij/√(c_ii c_jj)
    ///
    /// *Source* Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979):
    /// blocks of rows have means of their own, about which their products are taken and corrected, and are merged. All of it
    /// happens on differences from the first row, which are exact for data that lie close to each other, far from 0.
    /// *Accuracy* `distribution::sample_moments_max_epsilons`. *Cost* one pass over the batch; d² numbers, and a block of
    /// 128 rows. The same bits on every instruction set.
    class batch_moments
    {
    public:

        /// See `sample_moments`.
        template <class Batch>
        explicit batch_moments(const Batch& batch)
        {
            core::require(batch.dimension() >= 2, "batch: of rank ", batch.dimension(), ", must have shape (n, d)");
            m_dimension = static_cast<std::size_t>(batch.shape()[batch.dimension() - 1]);
            core::require(m_dimension != 0, "batch: vectors in 0 dimensions, must be in 1 at least");
            m_count = batch.size() / m_dimension;
            core::require(m_count != 0, "batch: 0 rows, must have 1 at least");
            m_stride = (m_dimension + 7) / 8 * 8;
            m_block.assign(rows_at_once * m_stride, 0.0);
            m_first.resize(m_dimension);
            m_mean.resize(m_dimension);
            m_rest.resize(m_dimension);
            m_sum.resize(m_dimension);
            m_products.resize(m_stride * m_stride);
            distribution::row_reader<Batch> rows(batch);
            for (std::size_t row = 0; row < m_count; row += rows_at_once)
            {
                const std::size_t n = std::min(rows_at_once, m_count - row);
                rows.read(row, n, m_block.data(), m_stride);
                if (row == 0)
                {
                    std::copy_n(m_block.begin(), m_dimension, m_first.begin());
                }
                merge(row, n);
            }
        }

        std::size_t count() const { return m_count; }
        std::size_t dimension() const { return m_dimension; }

        xt::xtensor<double, 1> mean() const
        {
            auto out = xt::xtensor<double, 1>::from_shape({m_dimension});
            for (std::size_t k = 0; k < m_dimension; ++k)
            {
                out(k) = m_first[k] + m_sum[k].value() / static_cast<double>(m_count);
            }
            return out;
        }

        /// With ddof = 1 the unbiased estimate, with 0 that of greatest likelihood. *Errors* n must be more than ddof.
        xt::xtensor<double, 2> covariance(std::size_t ddof = 1) const
        {
            core::require(m_count > ddof, "batch: ", m_count, " rows, must have more than ddof = ", ddof);
            auto out = xt::xtensor<double, 2>::from_shape({m_dimension, m_dimension});
            for (std::size_t i = 0; i < m_dimension; ++i)
            {
                for (std::size_t j = 0; j <= i; ++j)
                {
                    out(i, j) = out(j, i) = products(i, j) / static_cast<double>(m_count - ddof);
                }
            }
            return out;
        }

        /// The variance of each coordinate, the diagonal of the covariance.
        xt::xtensor<double, 1> variance(std::size_t ddof = 1) const
        {
            core::require(m_count > ddof, "batch: ", m_count, " rows, must have more than ddof = ", ddof);
            auto out = xt::xtensor<double, 1>::from_shape({m_dimension});
            for (std::size_t i = 0; i < m_dimension; ++i)
            {
                out(i) = products(i, i) / static_cast<double>(m_count - ddof);
            }
            return out;
        }

        /// Within [−1, 1], the diagonal 1. *Errors* a column that does not vary.
        xt::xtensor<double, 2> correlation() const
        {
            auto out = xt::xtensor<double, 2>::from_shape({m_dimension, m_dimension});
            for (std::size_t i = 0; i < m_dimension; ++i)
            {
                core::require(!(products(i, i) == 0), "batch: column ", i,
                              " does not vary: a correlation needs columns that do");
                for (std::size_t j = 0; j < i; ++j)
                {
                    const double r =
                        products(i, j) / math::sqrt(products(i, i)) / math::sqrt(products(j, j));
                    out(i, j) = out(j, i) = math::at_least(math::at_most(r, 1.0), -1.0);
                }
                out(i, i) = products(i, i) / products(i, i);
            }
            return out;
        }

    private:

        static constexpr std::size_t rows_at_once = expression::sum_block;

        double products(std::size_t i, std::size_t j) const { return m_products[i * m_stride + j].value(); }

        /// Adds the n rows of the block to what is known of those before them.
        void merge(std::size_t before, std::size_t n)
        {
            const double count = static_cast<double>(n);
            take_away(m_first, n, m_mean);
            for (double& sum : m_mean)
            {
                sum /= count;
            }
            take_away(m_mean, n, m_rest);
            add_products(n);
            // What the mean's own rounding has left in the block, and how far the mean is from that of the rows before.
            add_outer_product(m_rest, -1 / count);
            for (std::size_t k = 0; k < m_dimension; ++k)
            {
                m_mean[k] += m_rest[k] / count;
                m_rest[k] = before == 0 ? 0 : m_mean[k] - m_sum[k].value() / static_cast<double>(before);
                m_sum[k].add(m_mean[k] * count);
            }
            add_outer_product(m_rest, static_cast<double>(before) / static_cast<double>(before + n) * count);
        }

        /// Subtracts a vector from each row of the block, and sums what is left.
        void take_away(const std::vector<double>& from_each, std::size_t n, std::vector<double>& sums)
        {
            std::fill(sums.begin(), sums.end(), 0.0);
            for (std::size_t row = 0; row < n; ++row)
            {
                double* const x = m_block.data() + row * m_stride;
                for (std::size_t k = 0; k < m_dimension; ++k)
                {
                    x[k] -= from_each[k];
                    sums[k] += x[k];
                }
            }
        }

        void add_products(std::size_t n)
        {
            for (std::size_t i = 0; i < m_dimension; i += 4)
            {
                for (std::size_t j = 0; j < std::min(i + 4, m_dimension); j += 8)
                {
                    double sums[4][8];
                    distribution::detail::add_up(m_block.data(), n, m_stride, i, j, sums);
                    for (std::size_t r = 0; r < 4; ++r)
                    {
                        for (std::size_t c = 0; c < 8; ++c)
                        {
                            m_products[(i + r) * m_stride + j + c].add(sums[r][c]);
                        }
                    }
                }
            }
        }

        void add_outer_product(const std::vector<double>& v, double weight)
        {
            for (std::size_t i = 0; i < m_dimension; ++i)
            {
                for (std::size_t j = 0; j <= i; ++j)
                {
                    m_products[i * m_stride + j].add(v[i] * v[j] * weight);
                }
            }
        }

        std::size_t m_count = 0;
        std::size_t m_dimension = 0;
        std::size_t m_stride = 0;  // of a row of the block, and of the products
        std::vector<double> m_block;
        std::vector<double> m_first;
        std::vector<double> m_mean;                      // of the block
        std::vector<double> m_rest;
        std::vector<distribution::long_sum> m_sum;       // of differences from the first row
        std::vector<distribution::long_sum> m_products;  // below the diagonal, and what lies in the same tiles
    };

    /// The moments of a batch of shape (n, d), or (…, d): an array or any expression, whose elements are computed once.
    /// *Errors* no rows, or vectors in 0 dimensions; an element that is not finite makes its columns NaN.
    template <class Batch>
    batch_moments sample_moments(const Batch& batch)
    {
        return batch_moments(batch);
    }

    /// The covariance and correlation matrices of a batch of shape (n, d), as `sample_moments(batch)` has them.
    template <class Batch>
    xt::xtensor<double, 2> covariance(const Batch& batch, std::size_t ddof = 1)
    {
        return sample_moments(batch).covariance(ddof);
    }
    template <class Batch>
    xt::xtensor<double, 2> correlation(const Batch& batch)
    {
        return sample_moments(batch).correlation();
    }
}
