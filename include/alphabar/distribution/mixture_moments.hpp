// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/mixture_tables.hpp>
#include <alphabar/expression/reduce.hpp>

/// Mean and variance of a mixture, of its tables; computed in double and of differences to the mean, which do not cancel.
namespace alphabar::distribution
{
    namespace detail
    {
        /// A row of means less their own mean, (d, N).
        template <class T>
        xt::xtensor<double, 2> centred(const mixture_tables<T>& tables)
        {
            xt::xtensor<double, 2> out = tables.means;
            const xt::xtensor<double, 1> mean = alphabar::sum(tables.weights * out, {1});
            for (std::size_t k = 0; k < tables.dimension(); ++k)
            {
                xt::view(out, k, xt::all()) -= mean(k);
            }
            return out;
        }
    }

    /// Σ_n w_n μ_n, of shape (d).
    template <class T>
    xt::xtensor<T, 1> mean_of(const mixture_tables<T>& tables)
    {
        return alphabar::sum(tables.weights * tables.means, {1});
    }

    /// Σ_n w_n (v_n + (μ_n − mean)²), of shape (d).
    template <class T>
    xt::xtensor<T, 1> variance_of(const mixture_tables<T>& tables)
    {
        const auto offset = detail::centred(tables);
        return alphabar::sum(tables.weights * (tables.variances + offset * offset), {1});
    }

    /// Σ_n w_n (v_n I + (μ_n − mean)(μ_n − mean)ᵀ), of shape (d, d).
    template <class T>
    xt::xtensor<T, 2> covariance_of(const mixture_tables<T>& tables)
    {
        const std::size_t d = tables.dimension();
        const auto offset = detail::centred(tables);
        const double within = alphabar::sum(tables.weights * tables.variances)();
        auto out = xt::xtensor<T, 2>::from_shape({d, d});
        for (std::size_t i = 0; i < d; ++i)
        {
            const xt::xtensor<double, 1> weighted = tables.weights * xt::view(offset, i, xt::all());
            for (std::size_t j = 0; j <= i; ++j)
            {
                const double between = alphabar::sum(weighted * xt::view(offset, j, xt::all()))();
                out(i, j) = out(j, i) = static_cast<T>(between + (i == j ? within : 0));
            }
        }
        return out;
    }
}
