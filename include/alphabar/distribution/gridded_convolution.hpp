// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/distribution/linear_algebra.hpp>

#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <cmath>
#include <complex>
#include <string_view>
#include <utility>
#include <vector>

namespace alphabar
{
    /// Which part of a convolution is wanted: all of it, or as many values as the longer one has, out of the middle.
    enum class convolution_mode
    {
        full,
        same
    };

    /// A convolution on a grid: value k belongs to the point a + b + (offset + k)·step, where a and b are the first points
    /// of the two densities.
    struct gridded_convolution
    {
        xt::xtensor<double, 1> values;
        std::size_t offset;

        double point(double a, double b, double step, std::size_t k) const
        {
            return a + b + static_cast<double>(offset + k) * step;
        }
    };

    namespace distribution
    {
        /// The least number from n on that has no prime factors but 2, 3 and 5, and is a multiple of 4: lengths at which
        /// the transform of real numbers is fast.
        inline std::size_t fast_length(std::size_t n)
        {
            const std::size_t least = (std::max<std::size_t>(n, 1) + 3) / 4;
            std::size_t best = std::size_t(1) << 62;
            for (std::size_t fives = 1; fives < best; fives *= 5)
            {
                for (std::size_t threes = fives; threes < best; threes *= 3)
                {
                    std::size_t all = threes;
                    while (all < least)
                    {
                        all *= 2;
                    }
                    best = std::min(best, all);
                    if (threes >= least)
                    {
                        break;
                    }
                }
                if (fives >= least)
                {
                    break;
                }
            }
            return 4 * best;
        }

        /// Bound of what the transforms round away, in units of the epsilon of double and of the scale
        /// step · √(Σ f²) · √(Σ g²): 2 for each doubling of the length, of which there are log₂ L.
        inline double gridded_convolution_error(std::size_t length)
        {
            return 2 * std::log2(static_cast<double>(fast_length(length)));
        }

        /// The values of a density on a grid, padded with zeros.
        template <class E>
        std::vector<double> padded(std::string_view name, const E& e, std::size_t length)
        {
            std::vector<double> out(length);
            std::copy(e.begin(), e.end(), out.begin());
            for (std::size_t i = 0; i < e.size(); ++i)
            {
                core::require(std::isfinite(out[i]), name, "[", i, "] = ", out[i], ": must be finite");
            }
            return out;
        }
    }

    /// The convolution (f ∗ g)(z) = ∫ f(x) g(z − x) dx of two densities that are given by their values on grids of the same step,
    ///
    ///     h_k = step · Σ_i f_i g_{k−i},   the value at a + b + k·step
    ///
    /// where f_i is the value at a + i·step and g_j that at b + j·step, by fast Fourier transform. `full` has the
    /// N + M − 1 values for which there is a term; `same` the max(N, M) of them from (min(N, M) − 1)/2 on, as NumPy has it: `offset` says
    /// from which one. The points of a result are those of neither grid in general: with both from −30 on
    /// in 600,000 steps of 1e-4, `same` begins at −30.0001.
    ///
    /// *Domain* step positive; values finite; nothing is said of their sum. *Errors* otherwise, with index and value; empty
    /// densities; rank other than 1. *Accuracy* against the exact integral there are three errors. What the grids leave out, an
    /// end at which a density has not vanished, is missing from every value that needs it. The sum in place of
    /// the integral is exact to e^{−2π²σ²/step²} for normal densities of deviation σ together. And the transforms round
    /// by an *absolute* `distribution::gridded_convolution_error`, so that tails below some 1e-16 of the scale are
    /// noise, which may be negative: take a closed form (`convolve`) for tails. *Cost* of L = N + M values O(L log L) in double,
    /// eager, with L numbers of scratch memory a transform. These bits are the transform's own: they may differ between instruction sets.
    template <class F, class G>
    gridded_convolution convolve_gridded(const F& f, const G& g, double step,
                                         convolution_mode mode = convolution_mode::full)
    {
        core::require(step > 0 && std::isfinite(step), "step = ", step, ": must be positive and finite");
        core::require(f.dimension() == 1, "f: of rank ", f.dimension(), ", must be of rank 1");
        core::require(g.dimension() == 1, "g: of rank ", g.dimension(), ", must be of rank 1");
        const std::size_t n = f.size();
        const std::size_t m = g.size();
        core::require(n != 0, "f: no values");
        core::require(m != 0, "g: no values");
        const std::size_t length = distribution::fast_length(n + m - 1);
        core::require(std::in_range<int>(length), "f, g: ", n, " and ", m, " values, more than can be transformed");

        Eigen::FFT<double> transform;
        transform.SetFlag(Eigen::FFT<double>::HalfSpectrum);
        std::vector<std::complex<double>> spectrum;
        std::vector<std::complex<double>> other;
        transform.fwd(spectrum, distribution::padded("f", f, length));
        transform.fwd(other, distribution::padded("g", g, length));
        for (std::size_t k = 0; k < spectrum.size(); ++k)
        {
            spectrum[k] *= other[k];
        }
        std::vector<double> sums;
        transform.inv(sums, spectrum, static_cast<Eigen::Index>(length));

        const std::size_t offset = mode == convolution_mode::full ? 0 : (std::min(n, m) - 1) / 2;
        gridded_convolution out{
            xt::xtensor<double, 1>::from_shape({mode == convolution_mode::full ? n + m - 1 : std::max(n, m)}), offset};
        for (std::size_t k = 0; k < out.values.size(); ++k)
        {
            out.values(k) = sums[offset + k] * step;
        }
        return out;
    }
}
