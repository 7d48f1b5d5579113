// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/draws.hpp>
#include <alphabar/expression/reduce.hpp>

#include <cmath>

/// Laws as tables: probabilities of K classes along the last axis of an expression of shape (…, K).
namespace alphabar::distribution
{
    /// How far from 1 the sum of K probabilities of type T may be: what rounding them does to it, with room.
    template <class T>
    double sum_tolerance(std::size_t classes)
    {
        return 8 * static_cast<double>(std::numeric_limits<T>::epsilon()) * std::sqrt(static_cast<double>(classes));
    }

    struct sum_violation : expression::node_functor
    {
        double tolerance;

        explicit sum_violation(double allowed) : tolerance(allowed) {}

        double operator()(double sum) const { return simd_apply(sum); }
        template <class V>
        V simd_apply(const V& sum) const
        {
            return math::choose(math::magnitude(sum - V(1)) <= V(tolerance), V(0), V(1));
        }
    };

    template <class E>
    std::size_t classes_of(std::string_view name, const E& e)
    {
        core::require(e.dimension() != 0, name, ": of rank 0, must have shape (..., K)");
        const auto classes = static_cast<std::size_t>(e.shape()[e.dimension() - 1]);
        core::require(classes != 0, name, ": no classes");
        return classes;
    }

    /// Throws `argument_error` unless the sums over the last axis, times a step, are 1 within a tolerance:
    /// "p[3]: the row sums to 0.98, 0.02 less than 1".
    template <class E>
    void require_sums_of_one(std::string_view name, const E& e, double tolerance, double step = 1)
    {
        const auto sums = alphabar::sum(expression::make_function(computed_by<times, double>(), e, step), {-1});
        if (alphabar::sum(expression::make_function(sum_violation(tolerance), sums))() == 0)
        {
            return;
        }
        const auto shape = expression::to_shape(sums.shape());
        std::size_t position = 0;
        for (auto it = sums.template begin<xt::layout_type::row_major>();
             it != sums.template end<xt::layout_type::row_major>(); ++it, ++position)
        {
            const double total = *it;
            core::require(std::abs(total - 1) <= tolerance, element_name(name, shape, position),
                          shape.size() == 0 ? ": sums to " : ": the row sums to ", total, ", ", std::abs(total - 1),
                          total < 1 ? " less" : " more", " than 1");
        }
    }

    /// Throws `argument_error` unless all are probabilities whose rows sum to 1 within the rounding of their type.
    template <class E>
    void require_rows(std::string_view name, const E& e)
    {
        const std::size_t classes = classes_of(name, e);
        require_each<rule::probability>(name, e);
        require_sums_of_one(name, e, sum_tolerance<computed_t<element_t<E>>>(classes));
    }
}
