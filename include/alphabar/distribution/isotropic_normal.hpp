// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/independent.hpp>
#include <alphabar/distribution/normal.hpp>
#include <alphabar/expression/indexed.hpp>

namespace alphabar
{
    namespace distribution
    {
        /// Bound of the error of an isotropic normal log density in d dimensions, in units of the epsilon of its type and of
        /// the sum of the magnitudes of its terms, |x − mean|²/(2 stddev²), d |log stddev| and d.
        template <class T>
        constexpr double isotropic_max_epsilons(std::size_t d)
        {
            return 4 + expression::sum_error<T>(d);
        }

        struct identity_at
        {
            template <class T>
            T operator()(const T& value, std::ptrdiff_t) const
            {
                return value;
            }
        };

        /// (…) as (…, 1): what belongs to a vector, for each of its elements. A number stays what it is.
        template <class E>
        auto for_each_element(E&& e)
        {
            if constexpr (xt::is_xscalar<std::decay_t<E>>::value)
            {
                return std::decay_t<E>(std::forward<E>(e));
            }
            else
            {
                const auto from = expression::to_shape(e.shape());
                const auto widened = [&](auto shape)
                {
                    std::copy(from.begin(), from.end(), shape.begin());
                    shape[from.size()] = 1;
                    return shape;
                };
                if constexpr (requires { std::tuple_size<decltype(from)>::value; })
                {
                    using shape = std::array<std::size_t, std::tuple_size<decltype(from)>::value + 1>;
                    return expression::make_indexed(identity_at(), std::forward<E>(e), widened(shape{}));
                }
                else
                {
                    using shape = xt::dynamic_shape<std::size_t>;
                    return expression::make_indexed(identity_at(), std::forward<E>(e), widened(shape(from.size() + 1)));
                }
            }
        }

        /// ((x − mean)/stddev)²/2
        struct half_squared_distance : elementwise<half_squared_distance>
        {
            template <class V>
            V simd_apply(const V& x, const V& mean, const V& stddev) const
            {
                using T = math::scalar_t<V>;
                const V distance = x - mean;
                const V z = distance / stddev;
                const V at_mean = math::choose(distance == V(T(0)), V(T(0)), z);  // of a point mass too
                return (V(T(0.5)) * at_mean) * at_mean;
            }
        };

        /// −q − d (log stddev + log(2π)/2) of a sum q; ∞ at the mean of a point mass.
        struct isotropic_log_prob : elementwise<isotropic_log_prob>
        {
            template <class V>
            V simd_apply(const V& half_square, const V& stddev, const V& length) const
            {
                using T = math::scalar_t<V>;
                constexpr T infinity = std::numeric_limits<T>::infinity();
                const V zero(T(0));
                const V scale = math::log(stddev) + V(static_cast<T>(half_log_two_pi));
                const V y = zero - (half_square + length * scale);
                return unless_point_mass<V>(y, half_square, zero, stddev, infinity, infinity, -infinity);
            }
        };
    }

    /// The normal law of vectors with one standard deviation for all d elements, N(mean, stddev² 1):
    ///
    ///     log p(x) = −|x − mean|²/(2 stddev²) − d log stddev − d log(2π)/2
    ///
    /// *Shapes* mean (…, d), stddev a number or (…), one a vector; a draw and the moments have `shape()`, (…, d),
    /// `log_prob`, `prob` and `entropy` lack the last axis. *Type*, *domain*, *laziness* as `normal_distribution`. *Errors* a
    /// stddev that is negative or not finite throws `argument_error` with its index, a mean that is a number and points
    /// whose last axis is not d do too. *Accuracy* `distribution::isotropic_max_epsilons`. *Cost* one fused loop; one
    /// logarithm a vector, where `independent` takes one an element.
    template <class Mean, class Stddev>
    class isotropic_normal_distribution
        : public distribution_interface<isotropic_normal_distribution<Mean, Stddev>>
    {
    public:

        using value_type = distribution::computed_t<typename std::decay_t<Mean>::value_type,
                                                    typename std::decay_t<Stddev>::value_type>;

        isotropic_normal_distribution(Mean mean, Stddev stddev)
            : isotropic_normal_distribution(std::forward<Mean>(mean), std::forward<Stddev>(stddev), unchecked)
        {
            distribution::require_each<distribution::rule::not_negative>("stddev", m_stddev);
        }
        isotropic_normal_distribution(Mean mean, Stddev stddev, unchecked_t)
            : m_mean(std::forward<Mean>(mean)), m_stddev(std::forward<Stddev>(stddev)),
              m_length(distribution::vector_length(m_mean.shape()))
        {
        }

        Mean mean() const { return m_mean; }

        /// One number a vector.
        Stddev stddev() const { return m_stddev; }
        auto variance() const { return spread() * spread(); }

        /// The law of the elements: the same law, as `independent(elements())`.
        auto elements() const { return make_normal(Mean(m_mean), spread(), unchecked); }

        auto shape() const { return elements().shape(); }
        auto entropy() const { return alphabar::sum(elements().entropy(), {-1}); }
        std::size_t length() const { return m_length; }

        auto sample(key k) const { return elements().sample(k); }
        template <class Shape>
        auto sample(key k, const Shape& shape) const
        {
            return elements().sample(k, shape);
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const
        {
            return elements().sample(k, shape);
        }

        template <class Points>
        auto log_prob(Points&& x) const
        {
            distribution::require_vectors(x, m_length);
            auto squares = expression::make_function(distribution::half_squared_distance(), std::forward<Points>(x),
                                                     Mean(m_mean), spread());
            return expression::make_function(distribution::isotropic_log_prob(),
                                             alphabar::sum(std::move(squares), {-1}), Stddev(m_stddev),
                                             static_cast<value_type>(m_length));
        }

    private:

        auto spread() const { return distribution::for_each_element(Stddev(m_stddev)); }

        Mean m_mean;
        Stddev m_stddev;
        std::size_t m_length;
    };

    template <class Mean, class Stddev>
    auto isotropic_normal(Mean&& mean, Stddev&& stddev)
    {
        return isotropic_normal_distribution<distribution::parameter_t<Mean>, distribution::parameter_t<Stddev>>(
            std::forward<Mean>(mean), std::forward<Stddev>(stddev));
    }
    template <class Mean, class Stddev>
    auto isotropic_normal(Mean&& mean, Stddev&& stddev, unchecked_t)
    {
        return isotropic_normal_distribution<distribution::parameter_t<Mean>, distribution::parameter_t<Stddev>>(
            std::forward<Mean>(mean), std::forward<Stddev>(stddev), unchecked);
    }
}
