// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/categorical_table.hpp>
#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/rows.hpp>
#include <alphabar/random/positions.hpp>
#include <alphabar/random/words.hpp>

#include <memory>

namespace alphabar
{
    namespace distribution
    {
        using shared_table = std::shared_ptr<const categorical_table>;

        struct categorical_draw : expression::node_functor
        {
            shared_table table;

            explicit categorical_draw(shared_table t) : table(std::move(t)) {}

            std::int32_t operator()(std::uint64_t word, std::uint64_t row) const
            {
                return static_cast<std::int32_t>(table->draw(row, word));
            }
        };

        template <class T>
        struct categorical_log_prob : expression::node_functor
        {
            shared_table table;

            explicit categorical_log_prob(shared_table t) : table(std::move(t)) {}

            template <class K>
            T operator()(const K& k, std::uint64_t row) const
            {
                const auto point = static_cast<double>(k);
                if (!(point >= 0 && point < static_cast<double>(table->classes())))
                {
                    return point == point ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::quiet_NaN();
                }
                const auto index = static_cast<std::size_t>(point);
                return static_cast<double>(index) == point ? static_cast<T>(table->log_prob(row, index))
                                                           : -std::numeric_limits<T>::infinity();
            }
        };

        template <class T>
        struct categorical_entropy : expression::node_functor
        {
            shared_table table;

            explicit categorical_entropy(shared_table t) : table(std::move(t)) {}

            T operator()(std::uint64_t row) const { return static_cast<T>(table->entropy(row)); }
        };

        struct categorical_probability : expression::node_functor
        {
            shared_table table;

            explicit categorical_probability(shared_table t) : table(std::move(t)) {}

            double operator()(std::uint64_t position) const { return table->probability(position); }
        };

        struct not_infinite_or_less
        {
            static constexpr std::string_view words = "must be finite or -inf";
            template <class V>
            auto operator()(const V& x) const
            {
                return x <= V(std::numeric_limits<math::scalar_t<V>>::max());
            }
        };
    }

    /// Classes 0 … K−1 with probabilities of their own, one law for each row of an array (…, K).
    ///
    /// *Shapes* the law's `shape()` is that of the array without its last axis; points broadcast against it. *Type*
    /// draws are `std::int32_t`; log-probabilities have the array's type, double for integers. *Domain* probabilities
    /// in [0, 1] whose rows sum to 1 within rounding (`distribution::sum_tolerance`), by whose sum they are divided; or
    /// logits, finite or −∞, not all of a row −∞. A point that is no class has log-probability −∞, a NaN NaN. *Errors*
    /// anything else throws `argument_error` with index and value, and says by how much a sum is off. *Accuracy* of
    /// rates `distribution::categorical_table`: a class of probability 2⁻⁴⁰ is drawn once in 2⁴⁰, where noise made of
    /// 24 bits never draws it. *Lifetime* the law and the expressions made of it share its tables. *Cost* some 30 bytes
    /// a class, made once; a draw is half a Philox and a search among the classes that share its first log₂K bits.
    template <class T, class Shape>
    class categorical_distribution : public distribution_interface<categorical_distribution<T, Shape>>
    {
    public:

        using value_type = std::int32_t;

        categorical_distribution(distribution::shared_table table, const Shape& shape)
            : m_table(std::move(table)), m_shape(shape)
        {
        }

        std::size_t classes() const { return m_table->classes(); }
        const Shape& shape() const { return m_shape; }
        const distribution::categorical_table& table() const { return *m_table; }

        /// The probabilities as the law has them, (…, K) of double.
        auto probabilities() const
        {
            if constexpr (requires { std::tuple_size<Shape>::value; })
            {
                std::array<std::size_t, std::tuple_size<Shape>::value + 1> whole{};
                return probabilities(whole);
            }
            else
            {
                xt::dynamic_shape<std::size_t> whole(m_shape.size() + 1);
                return probabilities(whole);
            }
        }

        auto entropy() const
        {
            return expression::make_function(distribution::categorical_entropy<T>(m_table), random::positions(m_shape));
        }

        auto sample(key k) const { return drawn(k, m_shape); }
        template <class Many>
        auto sample(key k, const Many& shape) const
        {
            return drawn(k, distribution::shape_of_draws(m_shape, shape));
        }
        template <std::integral I, std::size_t Rank>
        auto sample(key k, const I (&shape)[Rank]) const
        {
            return drawn(k, distribution::shape_of_draws(m_shape, shape));
        }

        template <class Points>
        auto log_prob(Points&& k) const
        {
            return expression::make_function(distribution::categorical_log_prob<T>(m_table), std::forward<Points>(k),
                                             random::positions(m_shape));
        }

    private:

        template <class Whole>
        auto probabilities(Whole& whole) const
        {
            std::copy(m_shape.begin(), m_shape.end(), whole.begin());
            whole[m_shape.size()] = classes();
            return expression::make_function(distribution::categorical_probability(m_table), random::positions(whole));
        }

        template <class Many>
        auto drawn(key k, const Many& shape) const
        {
            return expression::make_function(distribution::categorical_draw(m_table),
                                             random::words<random::domain::categorical>(k, shape),
                                             random::positions(m_shape));
        }

        distribution::shared_table m_table;
        Shape m_shape;
    };

    namespace distribution
    {
        template <class E>
        auto tabulate(const E& e, bool logarithms)
        {
            using T = real_t<element_t<E>>;
            const std::size_t classes = static_cast<std::size_t>(e.shape()[e.dimension() - 1]);
            const xt::xarray<double> values = e;
            const auto whole = expression::to_shape(e.shape());
            std::array<bool, expression::axes_of<std::decay_t<decltype(whole)>>> reduced{};
            reduced[e.dimension() - 1] = true;
            const auto shape = expression::kept_shape<1>(whole, reduced);
            auto table = std::make_shared<const categorical_table>(std::vector<double>(values.begin(), values.end()),
                                                                   classes, logarithms);
            return categorical_distribution<T, std::decay_t<decltype(shape)>>(std::move(table), shape);
        }
    }

    /// The law of classes with these probabilities, rows of an expression (…, K).
    template <expression::array_expression E>
    auto make_categorical(const E& probabilities)
    {
        distribution::require_rows("probabilities", probabilities);
        return distribution::tabulate(probabilities, false);
    }

    /// The law of classes with probabilities in proportion to e^logits, rows of an expression (…, K).
    template <expression::array_expression E>
    auto make_categorical_of_logits(const E& logits)
    {
        distribution::classes_of("logits", logits);
        distribution::require_each<distribution::not_infinite_or_less>("logits", logits);
        return distribution::tabulate(logits, true);
    }
}
