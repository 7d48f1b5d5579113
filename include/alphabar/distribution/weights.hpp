// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/column.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/math/sqrt.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace alphabar
{
    /// Weights that are to be divided by their sum; see `unnormalised`.
    template <class Weights>
    struct unnormalised_weights
    {
        Weights values;
    };

    /// Says that weights need not sum to one and are meant to be divided by their sum:
    /// `ab::mixture(ab::unnormalised(counts), means, variances)`. An lvalue is borrowed, an rvalue owned.
    template <class Weights>
    unnormalised_weights<Weights> unnormalised(Weights&& weights)
    {
        return {std::forward<Weights>(weights)};
    }

    namespace distribution
    {
        /// How far a sum of N weights may be from 1, in units of √N epsilons of their type: what dividing by a sum and
        /// rounding leaves.
        inline constexpr double weight_sum_epsilons = 8;

        template <class Weights>
        constexpr double weight_epsilon()
        {
            constexpr auto of = []<class T>(T)
            {
                if constexpr (std::is_floating_point_v<T>)
                {
                    return std::max(static_cast<double>(std::numeric_limits<T>::epsilon()),
                                    std::numeric_limits<double>::epsilon());
                }
                else
                {
                    return std::numeric_limits<double>::epsilon();
                }
            };
            if constexpr (number_list<Weights>)
            {
                return of(std::remove_cvref_t<decltype(*std::begin(std::declval<const Weights&>()))>());
            }
            else
            {
                return of(std::remove_cvref_t<typename Weights::value_type>());
            }
        }

        inline void divide_by_sum(xt::xtensor<double, 1>& weights)
        {
            double sum = alphabar::sum(weights)();
            if (!is_finite(sum))
            {
                weights *= 0x1p-64;
                sum = alphabar::sum(weights)();
            }
            core::require(sum > 0, "weights: they sum to ", sum, ", must be positive and finite");
            for (double& w : weights)
            {
                w /= sum;
            }
        }

        /// The weights of `count` components: an array or list of them, `unnormalised`, or one number, of whatever size, for
        /// equal ones. *Errors* `argument_error` for a weight that is negative or not finite, with its index; for weights that
        /// do not sum to 1 (`weight_sum_epsilons`), with what they miss it by; for unnormalised ones that are all 0.
        template <class Weights>
        xt::xtensor<double, 1> shares(const Weights& weights, std::size_t count)
        {
            if constexpr (requires { weights.values; })
            {
                auto out = column("weights", weights.values, count);
                divide_by_sum(out);
                return out;
            }
            else
            {
                auto out = column("weights", weights, count);
                if constexpr (!std::is_arithmetic_v<Weights>)
                {
                    const double sum = alphabar::sum(out)();
                    const double miss = std::abs(sum - 1);
                    core::require(miss <= weight_sum_epsilons * weight_epsilon<Weights>() *
                                              math::sqrt(static_cast<double>(count)),
                                  "weights: they sum to ", sum, ", which misses 1 by ", miss,
                                  "; ab::unnormalised(weights) are divided by their sum");
                }
                divide_by_sum(out);
                return out;
            }
        }
    }
}
