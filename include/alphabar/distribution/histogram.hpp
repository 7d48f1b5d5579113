// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/column.hpp>
#include <alphabar/distribution/each_block.hpp>
#include <alphabar/distribution/parameters.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace alphabar
{
    /// How many samples lie between edges: bin i holds edge i ≤ x < edge i + 1, the last one its upper edge too.
    class histogram_counts
    {
    public:

        /// Edges must be finite and rise.
        explicit histogram_counts(xt::xtensor<double, 1> edges) : m_edges(std::move(edges))
        {
            core::require(m_edges.size() >= 2, "edges: ", m_edges.size(), " of them, must be 2 or more");
            for (std::size_t i = 0; i < m_edges.size(); ++i)
            {
                core::require(distribution::is_finite(m_edges(i)), "edges[", i, "] = ", m_edges(i), ": must be finite");
                core::require(i == 0 || m_edges(i) > m_edges(i - 1), "edges[", i, "] = ", m_edges(i),
                              ": must be greater than the one before");
            }
            m_counts = xt::zeros<std::uint64_t>({m_edges.size() - 1});
            const double span = m_edges(bins()) - m_edges(0);
            m_bins_per_unit = static_cast<double>(bins()) / span;
        }

        std::size_t bins() const { return m_counts.size(); }
        const xt::xtensor<double, 1>& edges() const { return m_edges; }
        const xt::xtensor<std::uint64_t, 1>& counts() const { return m_counts; }
        /// Samples below the first edge and above the last.
        std::uint64_t below() const { return m_below; }
        std::uint64_t above() const { return m_above; }
        /// All samples, those outside included.
        std::uint64_t total() const { return m_total; }

        /// count/(total · width): an estimate of the density, also where samples lie outside. Its deviation in a bin of
        /// probability p is about √(p/total)/width.
        xt::xtensor<double, 1> density() const
        {
            auto out = xt::xtensor<double, 1>::from_shape({bins()});
            for (std::size_t i = 0; i < bins(); ++i)
            {
                out(i) =
                    static_cast<double>(m_counts(i)) / static_cast<double>(m_total) / (m_edges(i + 1) - m_edges(i));
            }
            return out;
        }

        xt::xtensor<double, 1> centres() const
        {
            auto out = xt::xtensor<double, 1>::from_shape({bins()});
            for (std::size_t i = 0; i < bins(); ++i)
            {
                out(i) = m_edges(i) + (m_edges(i + 1) - m_edges(i)) / 2;
            }
            return out;
        }

        /// Counts a sample, which is a number.
        void add(double x)
        {
            ++m_total;
            if (x < m_edges(0))
            {
                ++m_below;
            }
            else if (x > m_edges(bins()))
            {
                ++m_above;
            }
            else
            {
                ++m_counts(bin_of(x));
            }
        }

    private:

        /// Where it would be among equal bins, and from there to where it is: one step for equal bins.
        std::size_t bin_of(double x) const
        {
            const double guess = (x - m_edges(0)) * m_bins_per_unit;
            const double last = static_cast<double>(bins() - 1);
            auto bin = static_cast<std::size_t>(guess < last ? guess : last);
            if (x < m_edges(bin) || (x >= m_edges(bin + 1) && bin + 1 < bins()))
            {
                bin = static_cast<std::size_t>(
                    std::distance(m_edges.begin(), std::upper_bound(m_edges.begin() + 1, m_edges.end() - 1, x)) - 1);
            }
            return bin;
        }

        xt::xtensor<double, 1> m_edges;
        xt::xtensor<std::uint64_t, 1> m_counts;
        std::uint64_t m_below = 0;
        std::uint64_t m_above = 0;
        std::uint64_t m_total = 0;
        double m_bins_per_unit = 0;
    };

    namespace distribution
    {
        template <class Samples>
        histogram_counts count_samples(const Samples& samples, histogram_counts out)
        {
            core::require(samples.size() != 0, "samples: there are none");
            each_block(samples,
                       [&](const double* x, std::size_t n, std::size_t position)
                       {
                           for (std::size_t i = 0; i < n; ++i)
                           {
                               if (x[i] != x[i])
                               {
                                   core::fail(
                                       element_name("samples", expression::to_shape(samples.shape()), position + i),
                                       " = ", x[i], ": must be a number");
                               }
                               out.add(x[i]);
                           }
                       });
            return out;
        }
    }

    /// The histogram of samples, an expression of any shape, which is evaluated a block at a time and never stored:
    /// `ab::histogram(law.sample(k, {1'000'000}), edges)`. Edges are an expression or a list.
    /// *Errors* a sample that is NaN (an infinite one counts as above or below), no samples, fewer than two edges, edges
    /// that do not rise or are not finite: `argument_error` with index and value. *Cost* one pass; one step a sample for
    /// equal bins, else log₂(bins).
    template <class Samples, class Edges>
    histogram_counts histogram(const Samples& samples, const Edges& edges)
    {
        if constexpr (distribution::number_list<Edges>)
        {
            return histogram(samples, distribution::as_array(edges));
        }
        else
        {
            return distribution::count_samples(samples, histogram_counts(edges));
        }
    }

    /// The same with equal bins from low to high.
    template <class Samples>
    histogram_counts histogram(const Samples& samples, double low, double high, std::size_t bins)
    {
        core::require(distribution::is_finite(low) && distribution::is_finite(high) && low < high, "low = ", low,
                      ", high = ", high, ": must be finite, and low less than high");
        core::require(bins != 0, "bins = 0: must be 1 or more");
        auto edges = xt::xtensor<double, 1>::from_shape({bins + 1});
        for (std::size_t i = 0; i <= bins; ++i)
        {
            const double part = static_cast<double>(i) / static_cast<double>(bins);
            edges(i) = low * (1 - part) + high * part;
        }
        return distribution::count_samples(samples, histogram_counts(edges));
    }
}
