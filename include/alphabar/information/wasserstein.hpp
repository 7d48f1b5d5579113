// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/point_reader.hpp>
#include <alphabar/expression/indexed.hpp>
#include <alphabar/information/tabulated.hpp>

namespace alphabar
{
    namespace information
    {
        /// Positions 0, 1, 2, …: the gap between any two neighbours is a number.
        struct equal_gaps
        {
            double width;

            struct view
            {
                double width;
                double gap(std::size_t) const { return width; }
                bool reads(const expression::memory_range&) const { return false; }
            };
            view look() const { return {width}; }
        };

        template <class X>
        struct gaps_between
        {
            X positions;

            struct view
            {
                expression::reader<std::decay_t<X>> at;
                double gap(std::size_t k) const
                {
                    const auto i = static_cast<std::ptrdiff_t>(k);
                    return static_cast<double>(at(i + 1)) - static_cast<double>(at(i));
                }
                bool reads(const expression::memory_range& range) const { return at.reads(range); }
            };
            view look() const { return {expression::reader<std::decay_t<X>>(positions)}; }
        };

        /// The source whose element is Σ_k |Σ_{j ≤ k} d_j| gap_k of a row d of differences of probabilities.
        template <class D, class Gaps>
        struct transport
        {
            using difference_type = std::decay_t<D>;
            using value_type = typename difference_type::value_type;

            D differences;
            Gaps gaps;

            class origin_type
            {
            public:

                using value_type = transport::value_type;

                explicit origin_type(const transport& source)
                    : m_differences(source.differences, 1), m_gaps(source.gaps.look())
                {
                }

                void fill(std::ptrdiff_t first, std::ptrdiff_t step, value_type* out, std::size_t n)
                {
                    for (std::size_t i = 0; i < n; ++i, first += step)
                    {
                        out[i] = static_cast<value_type>(of_row(first));
                    }
                }

                bool reads(const expression::memory_range& range) const
                {
                    return m_differences.reads(range) || m_gaps.reads(range);
                }
                void check() const { m_differences.check(); }

            private:

                double of_row(std::ptrdiff_t row)
                {
                    constexpr std::size_t block = 256;
                    value_type d[block];
                    const std::size_t classes = m_differences.extent();
                    double ahead = 0, lost = 0, total = 0, total_lost = 0;
                    for (std::size_t from = 0; from < classes; from += block)
                    {
                        const std::size_t count = std::min(block, classes - from);
                        m_differences.read(row, 1, from, count, d, 0, 1);
                        for (std::size_t k = 0; k < count && from + k + 1 < classes; ++k)
                        {
                            add(static_cast<double>(d[k]), ahead, lost);
                            add(math::magnitude(ahead + lost) * m_gaps.gap(from + k), total, total_lost);
                        }
                    }
                    return total + total_lost;
                }

                static void add(double x, double& sum, double& lost)
                {
                    const double next = sum + x;
                    const double added = next - sum;
                    lost += (sum - (next - added)) + (x - added);
                    sum = next;
                }

                distribution::point_reader<difference_type, value_type> m_differences;
                typename Gaps::view m_gaps;
            };
        };

        template <class P, class Q, class Gaps>
        auto transported(P&& p, Q&& q, Gaps gaps)
        {
            auto d = expression::make_function(distribution::elementwise<distribution::difference>(),
                                               std::forward<P>(p), std::forward<Q>(q));
            const auto whole = expression::to_shape(d.shape());
            std::array<bool, expression::axes_of<std::decay_t<decltype(whole)>>> reduced{};
            reduced[d.dimension() - 1] = true;
            const auto shape = expression::kept_shape<1>(whole, reduced);
            return expression::make_node(transport<decltype(d), Gaps>{std::move(d), std::move(gaps)}, shape);
        }
    }

    /// Wasserstein's distance W₁ of two laws on a line, Σ_k |F_p(k) − F_q(k)| (x_{k+1} − x_k): how far probability has
    /// to be carried to make q of p. Positions x are 0, 1, 2, …, or given, (K) numbers that do not fall; on a grid they
    /// are a step apart.
    ///
    /// *Shapes, errors, lifetime* as `kl_divergence` of tables; also positions that fall or are not finite. *Accuracy*
    /// sums are compensated: the error is that of the differences p − q.
    template <expression::array_expression P, expression::array_expression Q>
    auto wasserstein(P&& p, Q&& q)
    {
        information::look_at(information::as_probabilities(), p, q);
        return information::transported(std::forward<P>(p), std::forward<Q>(q), information::equal_gaps{1});
    }
    template <expression::array_expression P, expression::array_expression Q>
    auto wasserstein(P&& p, Q&& q, grid_step step)
    {
        information::look_at(information::on_grid{step.width()}, p, q);
        return information::transported(std::forward<P>(p), std::forward<Q>(q),
                                        information::equal_gaps{step.width() * step.width()});
    }
    template <expression::array_expression P, expression::array_expression Q, expression::array_expression X>
    auto wasserstein(P&& p, Q&& q, X&& positions)
    {
        information::look_at(information::as_probabilities(), p, q);
        const std::size_t classes = distribution::classes_of("positions", positions);
        core::require(positions.dimension() == 1 && classes == distribution::classes_of("p", p),
                      "positions: must have shape (", distribution::classes_of("p", p), ")");
        distribution::require_each<distribution::rule::finite>("positions", positions);
        for (std::size_t k = 1; k < classes; ++k)
        {
            core::require(positions(k) >= positions(k - 1), "positions[", k, "] = ", positions(k),
                          ": must not be less than the one before, ", positions(k - 1));
        }
        using closure = distribution::closure_t<X>;
        return information::transported(std::forward<P>(p), std::forward<Q>(q),
                                        information::gaps_between<closure>{closure(std::forward<X>(positions))});
    }
}
