// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/show.hpp"
#include "support/xtensor.hpp"

#include <alphabar/distribution/sample_moments.hpp>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

namespace ab = alphabar;

// The covariance matrix of a batch.
namespace
{
    struct data
    {
        std::size_t rows, columns;
        xt::xtensor<double, 2> x, c;

        explicit data(const bench::sizes& n)
            : rows(n["rows"]), columns(n["columns"]), x(xt::xtensor<double, 2>::from_shape({rows, columns})),
              c(xt::xtensor<double, 2>::from_shape({columns, columns}))
        {
            const auto values = bench::golden<double>(rows * columns, -1, 1);
            std::copy(values.begin(), values.end(), x.begin());
        }

        std::vector<double> show() const
        {
            return bench::spread(c.size(), [this](std::size_t i) { return c.flat(i); });
        }
    };

    /// Two passes, the second of all products.
    void by_hand(data& d)
    {
        std::vector<double> mean(d.columns, 0.0);
        for (std::size_t i = 0; i < d.rows; ++i)
        {
            for (std::size_t k = 0; k < d.columns; ++k)
            {
                mean[k] += d.x(i, k);
            }
        }
        for (double& m : mean)
        {
            m /= static_cast<double>(d.rows);
        }
        d.c.fill(0);
        std::vector<double> centred(d.columns);
        for (std::size_t i = 0; i < d.rows; ++i)
        {
            for (std::size_t k = 0; k < d.columns; ++k)
            {
                centred[k] = d.x(i, k) - mean[k];
            }
            for (std::size_t k = 0; k < d.columns; ++k)
            {
                double* const row = d.c.data() + k * d.columns;
                for (std::size_t l = 0; l < d.columns; ++l)
                {
                    row[l] += centred[k] * centred[l];
                }
            }
        }
        d.c /= static_cast<double>(d.rows - 1);
    }

#if __has_include(<Eigen/Core>)
    void by_eigen(data& d)
    {
        using matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
        const Eigen::Map<const matrix> x(d.x.data(), static_cast<Eigen::Index>(d.rows),
                                         static_cast<Eigen::Index>(d.columns));
        const matrix centred = x.rowwise() - x.colwise().mean();
        Eigen::Map<matrix>(d.c.data(), x.cols(), x.cols()).noalias() =
            centred.transpose() * centred / static_cast<double>(d.rows - 1);
    }
#endif

    const bench::entry covariance({
        .work = "covariance",
        .title = "covariance of {rows} × {columns}, double",
        .sizes = {{"rows", 1'000'000, 65, {100, 10'000, 1'000'000}}, {"columns", 16, 3}},
        .units = {"rows", "columns"},
        .unit = "element",
        .contenders = {bench::on<data>("hand-written", by_hand),
#if __has_include(<Eigen/Core>)
                       bench::on<data>("Eigen", by_eigen),
#endif
                       bench::on<data>("alphabar", [](data& d) { d.c = ab::covariance(d.x); })},
        .bars = {{"NumPy", 1}, {"PyTorch", 1}},
        .checked = {"same", 1e-6, 1e-9},
    });
}
