// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/concept.hpp>
#include <alphabar/distribution/each_block.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/expression/reduce.hpp>
#include <alphabar/math/sqrt.hpp>

#include <cstddef>
#include <limits>
#include <utility>

namespace alphabar
{
    /// A mean over draws, and the standard error of that mean.
    struct estimate
    {
        double value;
        double standard_error;
        std::size_t draws;
    };

    namespace information
    {
        /// Mean and variance in one pass: those of blocks, each about its own mean, joined one after the other.
        /// *Source* Chan, Golub and LeVeque 1979, "Updating formulae and a pairwise algorithm for computing sample variances".
        class running_moments
        {
        public:

            void add(const double* x, std::size_t n)
            {
                double sum = 0;
                for (std::size_t i = 0; i < n; ++i)
                {
                    sum += x[i];
                }
                if (!distribution::is_finite(sum))
                {
                    m_beyond += sum;
                }
                const double mean = sum / static_cast<double>(n);
                double squares = 0;
                for (std::size_t i = 0; i < n; ++i)
                {
                    squares += (x[i] - mean) * (x[i] - mean);
                }
                const double before = static_cast<double>(m_count);
                m_count += n;
                const double share = static_cast<double>(n) / static_cast<double>(m_count);
                const double step = mean - m_mean;
                m_mean += step * share;
                m_squares += squares + step * step * before * share;
            }

            /// An infinite value makes mean and error infinite, values of both infinities or NaN make them NaN.
            estimate result() const
            {
                const auto n = static_cast<double>(m_count);
                if (m_beyond != 0)
                {
                    return {m_beyond, m_beyond * m_beyond, m_count};
                }
                return {m_mean, math::sqrt(m_squares / (n * (n - 1))), m_count};
            }

        private:

            std::size_t m_count = 0;
            double m_mean = 0;
            double m_squares = 0;  // Σ (x − mean)²
            double m_beyond = 0;   // what is no number, or not a finite one
        };

        /// The shape of so many draws of a law.
        template <std::size_t N>
        auto shape_of_draws(std::size_t draws, const std::array<std::size_t, N>& one)
        {
            std::array<std::size_t, N + 1> out{draws};
            std::copy(one.begin(), one.end(), out.begin() + 1);
            return out;
        }
        inline auto shape_of_draws(std::size_t draws, const xt::dynamic_shape<std::size_t>& one)
        {
            xt::dynamic_shape<std::size_t> out{draws};
            out.insert(out.end(), one.begin(), one.end());
            return out;
        }

        template <class Law>
        concept draws_many = requires(const Law& law, key k, std::array<std::size_t, 1> shape) {
            law.sample(k, shape_of_draws(1, expression::to_shape(law.shape())));
        };

        /// The sum over all axes but the first.
        template <class E>
        auto each_draw(E&& e)
        {
            constexpr std::size_t rank = distribution::rank_of<std::decay_t<E>>;
            static_assert(rank != std::dynamic_extent, "laws of draws whose rank the type does not know");
            if constexpr (rank <= 1)
            {
                return std::forward<E>(e);
            }
            else
            {
                return [&]<std::size_t... I>(std::index_sequence<I...>)
                {
                    const std::ptrdiff_t axes[] = {static_cast<std::ptrdiff_t>(I + 1)...};
                    return alphabar::sum(std::forward<E>(e), axes);
                }(std::make_index_sequence<rank - 1>());
            }
        }
    }

    /// E[f(x)] for draws x of a law, with its standard error. `f` takes an expression of draws and returns one of numbers,
    /// whose axes behind the first are summed: a law of many elements counts as one variable.
    ///
    /// *Errors* fewer than two draws throw `argument_error`. *Cost* one pass, no draw is stored, no allocation; each draw is
    /// computed as often as f names it. Laws that have only `sample(key)` are drawn one at a time from `k.fold_in(i)`.
    template <class Law, class F>
        requires probability_distribution<Law>
    estimate monte_carlo(const Law& law, const F& f, key k, std::size_t draws)
    {
        core::require(draws >= 2, "draws = ", draws, ": must be 2 or more, or there is no standard error");
        information::running_moments moments;
        if constexpr (information::draws_many<Law>)
        {
            const auto x = law.sample(k, information::shape_of_draws(draws, expression::to_shape(law.shape())));
            distribution::each_block(information::each_draw(f(x)),
                                     [&](const double* values, std::size_t n, std::size_t) { moments.add(values, n); });
        }
        else
        {
            for (std::size_t i = 0; i < draws; ++i)
            {
                const double value = static_cast<double>(alphabar::sum(alphabar::fuse(f(law.sample(k.fold_in(i)))))());
                moments.add(&value, 1);
            }
        }
        return moments.result();
    }

    /// E_p[−log p], in nats: the entropy of p.
    template <class P>
    estimate monte_carlo_entropy(const P& p, key k, std::size_t draws)
    {
        return monte_carlo(p, [&](const auto& x) { return -1 * p.log_prob(x); }, k, draws);
    }

    /// E_p[−log q]. *Errors* also a q whose shape does not broadcast to that of p throws `xt::broadcast_error`.
    /// It is +∞ if q is 0 at a draw of p.
    template <class P, class Q>
    estimate monte_carlo_cross_entropy(const P& p, const Q& q, key k, std::size_t draws)
    {
        expression::require_broadcast(q.shape(), p.shape());
        return monte_carlo(p, [&](const auto& x) { return -1 * q.log_prob(x); }, k, draws);
    }

    /// E_p[log p − log q], the Kullback-Leibler divergence of any two laws; as `monte_carlo_cross_entropy`. The difference is
    /// taken at each draw, so near-equal laws have a small error, and equal ones none.
    template <class P, class Q>
    estimate monte_carlo_kl(const P& p, const Q& q, key k, std::size_t draws)
    {
        expression::require_broadcast(q.shape(), p.shape());
        return monte_carlo(p, [&](const auto& x) { return p.log_prob(x) - q.log_prob(x); }, k, draws);
    }
}
