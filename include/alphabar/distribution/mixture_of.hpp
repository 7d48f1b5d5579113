// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/pick.hpp>
#include <alphabar/distribution/weighted_choice.hpp>
#include <alphabar/distribution/weights.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/math/log.hpp>

#include <utility>

namespace alphabar
{
    namespace distribution
    {
        /// A law that can say what it is at given components: `at(index)` is the law of the shape of `index`, an expression of
        /// integers, whose element i has the parameters of component `index[i]`. `distribution::pick` makes it one line.
        template <class Law>
        concept has_components = requires(const std::remove_cvref_t<Law>& law, const xt::xtensor<std::size_t, 1>& index,
                                          key k) { law.at(index).sample(k); };

        /// Whether every element of a draw is a variable of its own, as far as the type shows.
        template <class Law>
        inline constexpr bool has_elements = []
        {
            using law = std::remove_cvref_t<Law>;
            using draw = std::decay_t<decltype(std::declval<const law&>().sample(key{0}))>;
            using log_p = std::decay_t<decltype(std::declval<const law&>().log_prob(std::declval<draw>()))>;
            return (rank_of<draw> == 1 || rank_of<draw> == std::dynamic_extent) && rank_of<draw> == rank_of<log_p>;
        }();

        /// With an axis of extent 1 behind the others.
        template <class E>
        auto with_axis(E&& x)
        {
            constexpr std::size_t rank = rank_of<std::decay_t<E>>;
            if constexpr (rank == std::dynamic_extent)
            {
                xt::xstrided_slice_vector slices(x.dimension(), xt::all());
                slices.push_back(xt::newaxis());
                return xt::strided_view(std::forward<E>(x), slices);
            }
            else
            {
                return [&]<std::size_t... I>(std::index_sequence<I...>)
                {
                    return xt::view(std::forward<E>(x), (static_cast<void>(I), xt::all())..., xt::newaxis());
                }(std::make_index_sequence<rank>());
            }
        }

        /// Points with an axis of extent 1 behind theirs, along which components lie.
        template <class Points>
        auto before_components(Points&& x)
        {
            using E = std::decay_t<Points>;
            if constexpr (std::is_arithmetic_v<E>)
            {
                return x;
            }
            else if constexpr (!expression::strided_memory<E>)
            {
                return with_axis(alphabar::fuse(std::forward<Points>(x)));
            }
            else
            {
                return with_axis(std::forward<Points>(x));
            }
        }
    }

    /// A mixture of N laws of one type, the components of a law of shape (N):
    ///
    ///     p(x) = Σ_n w_n p_n(x)
    ///
    /// A draw is a number. *Shapes* points of any rank give densities of their shape. *Domain* weights ≥ 0 that sum to one,
    /// or `unnormalised`. *Accuracy* that of the components, and of `log_sum_exp`. *Lifetime* as the law's own expressions;
    /// weights are owned. *Cost* N densities a point in one loop, without a (points, N) intermediate and without allocation
    /// while it runs; points that are arrays go many at a time.
    template <class Law>
    class mixture_of_distribution : public distribution_interface<mixture_of_distribution<Law>>
    {
    public:

        using value_type = typename Law::value_type;

        template <class Weights>
        mixture_of_distribution(const Weights& weights, Law law) : m_law(std::move(law))
        {
            const auto of_law = expression::to_shape(m_law.shape());
            core::require(of_law.size() == 1, "law: of shape ", expression::shape_text(of_law),
                          ", must be (N), one law a component");
            core::require(of_law[0] != 0, "law: no components");
            m_weights = distribution::shares(weights, of_law[0]);
            m_choice = distribution::weighted_choice(m_weights);
            m_log_weights.resize({of_law[0]});
            std::transform(m_weights.begin(), m_weights.end(), m_log_weights.begin(),
                           [](double w) { return static_cast<value_type>(math::log(w)); });
        }

        std::size_t components() const { return m_weights.size(); }
        const xt::xtensor<double, 1>& weights() const { return m_weights; }
        const Law& law() const { return m_law; }

        std::array<std::size_t, 0> shape() const { return {}; }

        template <class Points>
        auto log_prob(Points&& x) const&
        {
            return sum(m_log_weights, m_law.log_prob(distribution::before_components(std::forward<Points>(x))));
        }
        template <class Points>
        auto log_prob(Points&& x) &&
        {
            auto of_components = std::move(m_law).log_prob(distribution::before_components(std::forward<Points>(x)));
            return sum(std::move(m_log_weights), std::move(of_components));
        }

        /// A component by its weight, then a draw of it, each a pure function of k and its index: of `k.split()` the first
        /// key chooses.
        auto sample(key k) const& { return draws(m_choice, m_law, k, shape()); }
        auto sample(key k) && { return draws(std::move(m_choice), m_law, k, shape()); }
        template <class Shape>
        auto sample(key k, const Shape& shape) const&
        {
            return draws(m_choice, m_law, k, expression::to_shape(shape));
        }
        template <class Shape>
        auto sample(key k, const Shape& shape) &&
        {
            return draws(std::move(m_choice), m_law, k, expression::to_shape(shape));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) const&
        {
            return sample(k, std::to_array(shape));
        }
        template <std::integral I, std::size_t N>
        auto sample(key k, const I (&shape)[N]) &&
        {
            return std::move(*this).sample(k, std::to_array(shape));
        }

        /// Σ_n w_n mean_n, an expression that owns the weights.
        auto mean() const
            requires has_moments<Law>
        {
            return alphabar::sum(xt::xtensor<double, 1>(m_weights) * m_law.mean());
        }

        /// Σ_n w_n (variance_n + (mean_n − mean)²)
        auto variance() const
            requires has_moments<Law>
        {
            const double middle = mean()();
            const auto offset = alphabar::fuse(m_law.mean() - middle);
            return alphabar::sum(xt::xtensor<double, 1>(m_weights) * (m_law.variance() + offset * offset));
        }

    private:

        template <class Logs, class Components>
        static auto sum(Logs&& log_weights, Components&& log_p)
        {
            return alphabar::log_sum_exp(std::forward<Logs>(log_weights) + std::forward<Components>(log_p), {-1});
        }

        template <class Choice, class Shape>
        static auto draws(Choice&& choice, const Law& law, key k, const Shape& shape)
        {
            const auto [of_component, of_law] = k.split();
            return law.at(distribution::choose_components(std::forward<Choice>(choice), of_component, shape))
                .sample(of_law);
        }

        Law m_law;
        xt::xtensor<double, 1> m_weights;
        xt::xtensor<value_type, 1> m_log_weights;
        distribution::weighted_choice m_choice;
    };

    /// The mixture of the components of a law of shape (N), with N weights or one number for equal ones:
    /// `ab::mixture_of(weights, ab::make_normal(means, deviations))`. The law must have `at(index)`, see
    /// `distribution::has_components`. *Errors* as `mixture` for weights.
    template <class Weights, class Law>
    auto mixture_of(const Weights& weights, Law&& law)
    {
        static_assert(probability_distribution<Law>, "mixture_of: the second argument must be a law");
        static_assert(
            distribution::has_elements<Law>,
            "mixture_of: the law must be of shape (N) and its log_prob too, one variable a component; laws of "
            "vectors do not mix");
        static_assert(distribution::has_components<Law>,
                      "mixture_of: the law lacks at(index), the law of the components that an expression of integers "
                      "names; see distribution::pick");
        return mixture_of_distribution<std::decay_t<Law>>(weights, std::forward<Law>(law));
    }
}
