// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/draws.hpp>
#include <alphabar/random/uniform.hpp>

namespace alphabar
{
    namespace distribution
    {
        struct uniform_variance
        {
            template <class V>
            V operator()(const V& low, const V& high) const
            {
                return (high - low) * (high - low) / V(12);
            }
        };

        struct uniform_entropy
        {
            template <class V>
            V operator()(const V& low, const V& high) const
            {
                return math::log(high - low);
            }
        };

        struct uniform_log_prob
        {
            template <class V>
            V operator()(const V& x, const V& low, const V& high) const
            {
                constexpr auto infinity = std::numeric_limits<math::scalar_t<V>>::infinity();
                const V y = math::choose((x >= low) && (x <= high), -math::log(high - low), V(-infinity));
                return math::choose(x == x, y, x);
            }
        };

        /// low + (high − low) u, which rounding must not carry beyond high.
        struct uniform_draw
        {
            template <class V>
            V operator()(const V& u, const V& low, const V& high) const
            {
                const V x = low + (high - low) * u;
                return math::choose(x > high, high, x);
            }
        };
    }

    /// Numbers between low and high, of density 1/(high − low) there and 0 elsewhere.
    ///
    /// *Shapes* low and high broadcast against each other, to the law's `shape()`, and against points. *Type* as C++
    /// has it for low and high (and points); double if all are integers. *Domain* low < high, both and their difference
    /// finite. Both ends have the density of what lies between; a point outside has log-density −∞, a NaN NaN. *Errors*
    /// other parameters throw `argument_error` with index and value, unless made with `ab::unchecked`. *Accuracy*
    /// log-densities within `math::log_max_ulp` and the rounding of high − low. *Laziness, lifetime* as
    /// `normal_distribution`.
    template <class Low, class High>
    class uniform_distribution : public distribution_interface<uniform_distribution<Low, High>>
    {
    public:

        using value_type = distribution::real_t<distribution::element_t<Low>, distribution::element_t<High>>;

        uniform_distribution(Low low, High high, unchecked_t)
            : m_low(std::forward<Low>(low)), m_high(std::forward<High>(high))
        {
        }
        uniform_distribution(Low low, High high)
            : uniform_distribution(std::forward<Low>(low), std::forward<High>(high), unchecked)
        {
            distribution::require_each<distribution::rule::finite>("low", m_low);
            distribution::require_each<distribution::rule::finite>("high", m_high);
            distribution::require_each<distribution::rule::positive>(
                "high - low", expression::make_function(distribution::elementwise<distribution::difference>(),
                                                        High(m_high), Low(m_low)));
        }

        Low low() const { return m_low; }
        High high() const { return m_high; }
        auto mean() const { return of_ends<distribution::middle>(); }
        auto variance() const { return of_ends<distribution::uniform_variance>(); }
        auto entropy() const { return of_ends<distribution::uniform_entropy>(); }
        auto shape() const { return expression::to_shape(mean().shape()); }

        auto sample(key k) const { return drawn(k, shape()); }
        template <class Shape>
        auto sample(key k, const Shape& shape) const
        {
            return drawn(k, distribution::shape_of_draws(this->shape(), shape));
        }
        template <std::integral I, std::size_t Rank>
        auto sample(key k, const I (&shape)[Rank]) const
        {
            return drawn(k, distribution::shape_of_draws(this->shape(), shape));
        }

        template <class Points>
        auto log_prob(Points&& x) const
        {
            return expression::make_function(distribution::elementwise<distribution::uniform_log_prob>(),
                                             std::forward<Points>(x), Low(m_low), High(m_high));
        }
        template <class Points>
        auto pdf(Points&& x) const
        {
            return this->prob(std::forward<Points>(x));
        }

    private:

        template <class F>
        auto of_ends() const
        {
            return expression::make_function(distribution::elementwise<F>(), Low(m_low), High(m_high));
        }

        template <class Shape>
        auto drawn(key k, const Shape& shape) const
        {
            return expression::make_function(distribution::elementwise<distribution::uniform_draw>(),
                                             uniform<value_type>(k, shape), Low(m_low), High(m_high));
        }

        Low m_low;
        High m_high;
    };

    /// The law of numbers between low and high: expressions or numbers.
    template <class Low, class High>
    auto make_uniform(Low&& low, High&& high)
    {
        using law = uniform_distribution<distribution::closure_t<Low>, distribution::closure_t<High>>;
        return law(std::forward<Low>(low), std::forward<High>(high));
    }
    template <class Low, class High>
    auto make_uniform(Low&& low, High&& high, unchecked_t u)
    {
        using law = uniform_distribution<distribution::closure_t<Low>, distribution::closure_t<High>>;
        return law(std::forward<Low>(low), std::forward<High>(high), u);
    }
}
