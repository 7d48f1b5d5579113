// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/draws.hpp>
#include <alphabar/random/positions.hpp>
#include <alphabar/random/words.hpp>

namespace alphabar
{
    namespace distribution
    {
        namespace rule
        {
            struct integer
            {
                static constexpr std::string_view words = "must be a whole number in -2147483648…2147483647";
                template <class V>
                auto operator()(const V& x) const
                {
                    return (x >= V(-0x1p31)) && (x < V(0x1p31)) && is_whole(x);
                }
            };
        }

        struct discrete_uniform_log_prob
        {
            template <class V>
            V operator()(const V& k, const V& low, const V& high) const
            {
                const auto inside = (k >= low) && (k <= high) && is_whole(k);
                const V y =
                    math::choose(inside, -math::log(high - low + V(1)), V(-std::numeric_limits<double>::infinity()));
                return math::choose(k == k, y, k);
            }
        };

        struct discrete_uniform_entropy
        {
            template <class V>
            V operator()(const V& low, const V& high) const
            {
                return math::log(high - low + V(1));
            }
        };

        struct discrete_uniform_variance
        {
            template <class V>
            V operator()(const V& low, const V& high) const
            {
                const V span = high - low;
                return span * (span + V(2)) / V(12);
            }
        };

        /// The upper half of word · count, which words that would favour some draws are kept from (Lemire, "Fast random
        /// integer generation in an interval", ACM TOMACS 29, 2019): every draw has the same number of words, to the
        /// last.
        struct discrete_uniform_draw : expression::node_functor
        {
            key stream;

            explicit discrete_uniform_draw(key k) : stream(k) {}

            template <class Low, class High>
            std::int32_t operator()(std::uint64_t word, std::uint64_t element, const Low& given_low,
                                    const High& given_high) const
            {
                const auto low = static_cast<std::int64_t>(given_low);
                const auto count = static_cast<std::uint64_t>(static_cast<std::int64_t>(given_high) - low + 1);
                if (count - 1 > 0xffffffffU)  // unchecked parameters
                {
                    return static_cast<std::int32_t>(low);
                }
                const std::uint64_t too_few = (0 - count) % count;  // 2^64 mod count
                for (std::uint32_t attempt = 1;; ++attempt)
                {
                    const std::uint64_t lower = (word & 0xffffffffU) * count;
                    const std::uint64_t upper = (word >> 32) * count + (lower >> 32);
                    if (((upper << 32) | (lower & 0xffffffffU)) >= too_few)
                    {
                        return static_cast<std::int32_t>(low + static_cast<std::int64_t>(upper >> 32));
                    }
                    const auto w = random::draw(stream.value(), random::domain::discrete_uniform, element, attempt);
                    word = random::join(w[0], w[1]);
                }
            }
        };
    }

    /// Whole numbers low, …, high, each as likely as any other; both ends are among them.
    ///
    /// *Shapes* low and high broadcast against each other, to the law's `shape()`, and against points. *Type* draws are
    /// `std::int32_t`, everything else is double. *Domain* whole numbers of 32 bits, low ≤ high. A point that is none
    /// of them has log-probability −∞, a NaN NaN. *Errors* other parameters throw `argument_error` with index and
    /// value, unless made with `ab::unchecked`. *Accuracy* draws are exact, by rejection keyed by (element, attempt);
    /// log-probabilities within `math::log_max_ulp`. *Laziness, lifetime* as `normal_distribution`.
    template <class Low, class High>
    class discrete_uniform_distribution : public distribution_interface<discrete_uniform_distribution<Low, High>>
    {
    public:

        using value_type = std::int32_t;

        discrete_uniform_distribution(Low low, High high, unchecked_t)
            : m_low(std::forward<Low>(low)), m_high(std::forward<High>(high))
        {
        }
        discrete_uniform_distribution(Low low, High high)
            : discrete_uniform_distribution(std::forward<Low>(low), std::forward<High>(high), unchecked)
        {
            distribution::require_each<distribution::rule::integer>("low", m_low);
            distribution::require_each<distribution::rule::integer>("high", m_high);
            distribution::require_each<distribution::rule::not_negative>(
                "high - low", expression::make_function(distribution::elementwise<distribution::difference, double>(),
                                                        High(m_high), Low(m_low)));
        }

        Low low() const { return m_low; }
        High high() const { return m_high; }
        auto mean() const { return of_ends<distribution::middle>(); }
        auto variance() const { return of_ends<distribution::discrete_uniform_variance>(); }
        auto entropy() const { return of_ends<distribution::discrete_uniform_entropy>(); }
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
        auto log_prob(Points&& k) const
        {
            return expression::make_function(
                distribution::elementwise<distribution::discrete_uniform_log_prob, double>(), std::forward<Points>(k),
                Low(m_low), High(m_high));
        }

    private:

        template <class F>
        auto of_ends() const
        {
            return expression::make_function(distribution::elementwise<F, double>(), Low(m_low), High(m_high));
        }

        template <class Shape>
        auto drawn(key k, const Shape& shape) const
        {
            return expression::make_function(distribution::discrete_uniform_draw(k),
                                             random::words<random::domain::discrete_uniform>(k, shape),
                                             random::positions(shape), Low(m_low), High(m_high));
        }

        Low m_low;
        High m_high;
    };

    /// The law of whole numbers from low to high, both included: expressions or numbers.
    template <class Low, class High>
    auto make_discrete_uniform(Low&& low, High&& high)
    {
        using law = discrete_uniform_distribution<distribution::closure_t<Low>, distribution::closure_t<High>>;
        return law(std::forward<Low>(low), std::forward<High>(high));
    }
    template <class Low, class High>
    auto make_discrete_uniform(Low&& low, High&& high, unchecked_t u)
    {
        using law = discrete_uniform_distribution<distribution::closure_t<Low>, distribution::closure_t<High>>;
        return law(std::forward<Low>(low), std::forward<High>(high), u);
    }
}
