// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/bernoulli.hpp>
#include <alphabar/distribution/binomial.hpp>
#include <alphabar/distribution/categorical.hpp>
#include <alphabar/distribution/discrete_uniform.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/distribution/uniform_distribution.hpp>

#include <algorithm>
#include <numeric>

namespace alphabar
{
    namespace distribution
    {
        template <class E>
        void require_data(const E& draws)
        {
            core::require(draws.size() != 0, "draws: none, nothing to fit");
        }

        template <class E>
        auto least_and_largest(const E& draws)
        {
            struct
            {
                element_t<E> least, largest;
            } out{*draws.begin(), *draws.begin()};
            for (const auto x : draws)
            {
                out.least = std::min<element_t<E>>(out.least, x);
                out.largest = std::max<element_t<E>>(out.largest, x);
            }
            return out;
        }

        /// Throws `argument_error` with the first draw that is not one of 0 … last.
        template <class E>
        void require_counts(const E& draws, double last)
        {
            std::size_t position = 0;
            for (auto it = draws.template begin<xt::layout_type::row_major>();
                 it != draws.template end<xt::layout_type::row_major>(); ++it, ++position)
            {
                const auto x = static_cast<double>(*it);
                core::require(x >= 0 && x <= last && is_whole(x),
                              element_name("draws", expression::to_shape(draws.shape()), position), " = ", x,
                              ": must be a whole number in 0…", last);
            }
        }

        template <class E>
        double mean_of(const E& draws)
        {
            return alphabar::mean(expression::make_function(computed_by<times, double>(), draws, 1.0))();
        }
    }

    /// The law that makes draws likeliest, of all axes of an expression; its parameters are numbers. For these laws the
    /// likeliest one is also that with the draws' own moments, but for the uniform ones.
    ///
    /// *Errors* no draws at all, or one that the law cannot draw, throw `argument_error` with index and value.
    /// *Accuracy* means by `ab::mean`; variances are taken about the mean. *Cost* one or two passes over the draws and
    /// one to look at them.
    ///
    /// Coins: p is the mean.
    template <expression::array_expression E>
    auto fit_bernoulli(const E& draws)
    {
        distribution::require_data(draws);
        distribution::require_counts(draws, 1);
        return make_bernoulli(distribution::mean_of(draws));
    }

    /// Successes among n, which is known: p is the mean over n.
    template <expression::array_expression E>
    auto fit_binomial(const E& draws, std::int32_t n)
    {
        distribution::require_data(draws);
        core::require(n > 0, "n = ", n, ": must be positive");
        distribution::require_counts(draws, n);
        return make_binomial(std::int32_t{n}, distribution::mean_of(draws) / n);
    }

    /// Classes 0 … K−1: the shares of the draws.
    template <expression::array_expression E>
    auto fit_categorical(const E& draws, std::size_t classes)
    {
        distribution::require_data(draws);
        core::require(classes > 0, "classes = ", classes, ": must be positive");
        distribution::require_counts(draws, static_cast<double>(classes - 1));
        auto shares = xt::xtensor<double, 1>::from_shape({classes});
        shares.fill(0);
        for (const auto k : draws)
        {
            ++shares(static_cast<std::size_t>(k));
        }
        for (double& share : shares)
        {
            share /= static_cast<double>(draws.size());
        }
        return make_categorical(shares);
    }

    /// From the least draw to the largest.
    template <expression::array_expression E>
    auto fit_uniform(const E& draws)
    {
        distribution::require_data(draws);
        distribution::require_each<distribution::rule::finite>("draws", draws);
        const auto ends = distribution::least_and_largest(draws);
        using T = distribution::computed_t<distribution::element_t<E>>;
        return make_uniform(static_cast<T>(ends.least), static_cast<T>(ends.largest));
    }

    /// From the least draw to the largest, whole numbers.
    template <expression::array_expression E>
    auto fit_discrete_uniform(const E& draws)
    {
        distribution::require_data(draws);
        distribution::require_each<distribution::rule::integer>("draws", draws);
        const auto ends = distribution::least_and_largest(draws);
        return make_discrete_uniform(static_cast<std::int32_t>(ends.least), static_cast<std::int32_t>(ends.largest));
    }

    /// The draws' mean and their deviation about it, √(Σ(x − mean)²/N).
    template <expression::array_expression E>
    auto fit_normal(const E& draws)
    {
        distribution::require_data(draws);
        distribution::require_each<distribution::rule::finite>("draws", draws);
        const double mean = distribution::mean_of(draws);
        const auto off =
            expression::make_function(distribution::computed_by<distribution::difference, double>(), draws, mean);
        const double variance = alphabar::mean(
            expression::make_function(distribution::computed_by<distribution::times, double>(), off, off))();
        core::require(variance > 0, "draws: all are ", mean, ", which leaves no deviation");
        return make_normal(double{mean}, math::sqrt(variance));
    }
}
