// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/exponents_in_space.hpp>
#include <alphabar/distribution/tile_sum.hpp>
#include <alphabar/math/exp.hpp>

#include <algorithm>
#include <limits>

/// Which component of a mixture in d dimensions a point comes from, r_n = w_n N(x; μ_n, v_n)/p(x), and means under these
/// probabilities: scores and posterior means.
namespace alphabar::distribution
{
    /// Components whose terms are kept at once, a multiple of the lanes.
    inline constexpr std::size_t posterior_block = 256;

    /// Σ_n e^{l_n} a block at a time, relative to the largest so far.
    template <class T>
    struct running_sum
    {
        static constexpr std::size_t lanes = panel_lanes;

        T largest = -std::numeric_limits<T>::infinity();
        T sum = 0;

        /// Makes terms e^{l − largest} of exponents, zeros after them up to whole lanes, and returns the factor by which
        /// those made before have grown too large.
        T add(const T* exponents, std::size_t n, T* terms)
        {
            using batch = typename expression::simd<T>::batch;
            const T before = largest;
            largest = std::max(largest, *std::max_element(exponents, exponents + n));
            const T from = largest > -std::numeric_limits<T>::infinity() ? largest : T(0);
            const std::size_t padded = (n + lanes - 1) / lanes * lanes;
            std::copy_n(exponents, n, terms);
            std::fill(terms + n, terms + padded, -std::numeric_limits<T>::infinity());
            const T so_far = sum_tiles<T, lanes>(0, padded,
                                                 [&](std::size_t at)
                                                 {
                                                     const auto made = expression::map<T, lanes>(
                                                         [&](const batch& l) { return math::exp(l - batch(from)); },
                                                         expression::load<lanes>(terms + at));
                                                     expression::store(terms + at, made);
                                                     return made;
                                                 });
            const T factor = math::exp(before - from);
            sum = sum * factor + so_far;
            return factor;
        }
    };

    /// The source of an expression (expression/node.hpp) of shape (…, d): Σ_n r_n (μ_n − x)/v_n, the score, or Σ_n r_n μ_n.
    ///
    /// Components go by in blocks: exponents of some points, their terms relative to the largest exponent so far, and the
    /// product of these terms with means, which is added to what lies in the output already, scaled down where a larger
    /// exponent has come. So a row of the output is all the memory that is needed.
    template <bool Score, class Tables, class Points>
    struct posterior_in_space
    {
        using point_type = std::decay_t<Points>;
        using table_type = typename std::decay_t<Tables>::value_type;
        using value_type = std::common_type_t<typename point_type::value_type, table_type>;
        using T = value_type;

        Tables tables;
        Points points;

        class origin_type
        {
        public:

            using value_type = posterior_in_space::value_type;

            explicit origin_type(const posterior_in_space& source)
                : m_tables(source.tables), m_exponents(source.tables, source.points)
            {
            }

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                const std::size_t d = m_exponents.dimension();
                const auto extent = static_cast<std::ptrdiff_t>(d);
                for (std::size_t done = 0; n != 0; n -= done, out += done)
                {
                    const auto from = static_cast<std::size_t>(first % extent);
                    const std::size_t rows = step == 1 && from == 0 ? std::min(n / d, m_exponents.points_at_once()) : 0;
                    done = rows != 0 ? rows * d : step == 1 ? std::min(n, d - from) : 1;
                    write(first / extent, std::max<std::size_t>(rows, 1), from, rows != 0 ? d : done, out);
                    first += static_cast<std::ptrdiff_t>(done) * step;
                }
            }

            bool reads(const expression::memory_range& range) const { return m_exponents.reads(range); }
            void check() const { m_exponents.check(); }

        private:

            using batch = typename expression::simd<T>::batch;
            static constexpr std::size_t block = posterior_block;
            static constexpr std::size_t lanes = 64 / sizeof(T);  // of the sums: those of the widest registers
            static constexpr std::size_t slice = 64;              // dimensions
            static constexpr std::size_t together = 4;
            using tile = expression::tile<T, lanes>;

            /// Coordinates [from, from + depth) for the points first, …; they lie `depth` apart.
            void write(std::ptrdiff_t first, std::size_t rows, std::size_t from, std::size_t depth, T* out)
            {
                alignas(64) T terms[max_rows<T> * block];
                running_sum<T> sums[max_rows<T>];
                const std::size_t count = m_exponents.components();
                std::fill_n(out, rows * depth, T(0));
                for (std::size_t begin = 0; begin < count; begin += block)
                {
                    const std::size_t end = std::min(begin + block, count);
                    m_exponents.write(first, rows, begin, end, terms, block);
                    for (std::size_t row = 0; row < rows; ++row)
                    {
                        T* const of_row = terms + row * block;
                        const T factor = sums[row].add(of_row, end - begin, of_row);
                        if (begin != 0 && factor != 1)
                        {
                            std::transform(out + row * depth, out + (row + 1) * depth, out + row * depth,
                                           [=](T sum) { return sum * factor; });
                        }
                        for (std::size_t n = begin; Score && n < end; ++n)
                        {
                            of_row[n - begin] *= static_cast<T>(1 / m_tables.variances(n));
                        }
                    }
                    add_products(terms, begin, end, first, rows, from, depth, out);
                }
                for (std::size_t row = 0; row < rows; ++row)
                {
                    std::transform(out + row * depth, out + (row + 1) * depth, out + row * depth,
                                   [sum = sums[row].sum](T product) { return product / sum; });
                }
            }

            void add_products(const T* terms, std::size_t begin, std::size_t end, std::ptrdiff_t first,
                              std::size_t rows, std::size_t from, std::size_t depth, T* out)
            {
                alignas(64) T x[Score ? max_rows<T> * slice : 1];
                x[0] = 0;
                for (std::size_t at = 0; at < depth; at += slice)
                {
                    const std::size_t some = std::min(slice, depth - at);
                    if constexpr (Score)
                    {
                        m_exponents.read(first, rows, from + at, some, x, slice);
                    }
                    for (std::size_t row = 0; row < rows;)
                    {
                        const std::size_t n = rows - row >= together ? together : 1;
                        for (std::size_t k = 0; k < some; ++k)
                        {
                            const T* const of_rows = terms + row * block;
                            const T* const coordinates = Score ? x + row * slice + k : x;
                            T* const to = out + row * depth + at + k;
                            n == 1 ? add_products<1>(of_rows, from + at + k, begin, end, coordinates, to, depth)
                                   : add_products<together>(of_rows, from + at + k, begin, end, coordinates, to, depth);
                        }
                        row += n;
                    }
                }
            }

            /// Of one dimension and some rows, the components [begin, end).
            template <std::size_t Rows>
            [[gnu::flatten]] void add_products(const T* terms, std::size_t k, std::size_t begin, std::size_t end,
                                               const T* x, T* out, std::size_t stride) const
            {
                tile sums[Rows];
                expression::repeat<Rows>([&](auto row) __attribute__((always_inline))
                                         { sums[row] = expression::splat<lanes>(T(0)); });
                const auto add = [&](const tile& means, std::size_t n) __attribute__((always_inline))
                {
                    expression::repeat<Rows>(
                        [&](auto row) __attribute__((always_inline))
                        {
                            const auto here = expression::load<lanes>(terms + row * block + n);
                            expression::repeat<tile::parts>(
                                [&](auto i) __attribute__((always_inline))
                                {
                                    const batch factor = Score ? means.part[i] - batch(x[row * slice]) : means.part[i];
                                    sums[row].part[i] = sums[row].part[i] + here.part[i] * factor;
                                });
                        });
                };
                const table_type* const means = m_tables.means.data() + k * m_exponents.components() + begin;
                std::size_t n = 0;
                for (; n + lanes <= end - begin; n += lanes)
                {
                    add(expression::convert<T>(expression::load<lanes>(means + n)), n);
                }
                if (n < end - begin)
                {
                    table_type rest[lanes] = {};
                    std::copy(means + n, means + (end - begin), rest);
                    add(expression::convert<T>(expression::load<lanes>(rest)), n);
                }
                expression::repeat<Rows>([&](auto row) { out[row * stride] += fold(sums[row]); });
            }

            const std::decay_t<Tables>& m_tables;
            exponents_in_space<Tables, Points, T> m_exponents;
        };
    };

    /// The source of an expression of shape (…, N): r_n of the points.
    template <class Tables, class Points>
    struct responsibilities_in_space
    {
        using point_type = std::decay_t<Points>;
        using table_type = typename std::decay_t<Tables>::value_type;
        using value_type = std::common_type_t<typename point_type::value_type, table_type>;
        using T = value_type;

        Tables tables;
        Points points;

        class origin_type
        {
        public:

            using value_type = responsibilities_in_space::value_type;

            explicit origin_type(const responsibilities_in_space& source) : m_exponents(source.tables, source.points) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                const std::size_t count = m_exponents.components();
                const auto extent = static_cast<std::ptrdiff_t>(count);
                for (std::size_t done = 0; n != 0; n -= done, out += done)
                {
                    const auto begin = static_cast<std::size_t>(first % extent);
                    const std::size_t rows =
                        step == 1 && begin == 0 ? std::min(n / count, m_exponents.points_at_once()) : 0;
                    done = rows != 0 ? rows * count : step == 1 ? std::min(n, count - begin) : 1;
                    rows != 0 ? write_rows(first / extent, rows, out)
                              : write_part(first / extent, begin, begin + done, out);
                    first += static_cast<std::ptrdiff_t>(done) * step;
                }
            }

            bool reads(const expression::memory_range& range) const { return m_exponents.reads(range); }
            void check() const { m_exponents.check(); }

        private:

            static constexpr std::size_t block = posterior_block;

            /// Exponents lie where their results go.
            void write_rows(std::ptrdiff_t first, std::size_t rows, T* out)
            {
                running_sum<T> sums[max_rows<T>];
                const std::size_t count = m_exponents.components();
                for (std::size_t begin = 0; begin < count; begin += block)
                {
                    const std::size_t end = std::min(begin + block, count);
                    m_exponents.write(first, rows, begin, end, out + begin, count);
                    for (std::size_t row = 0; row < rows; ++row)
                    {
                        alignas(64) T terms[block];
                        sums[row].add(out + row * count + begin, end - begin, terms);
                    }
                }
                for (std::size_t row = 0; row < rows; ++row)
                {
                    divide(out + row * count, count, sums[row], out + row * count);
                }
            }

            void write_part(std::ptrdiff_t point, std::size_t begin, std::size_t end, T* out)
            {
                alignas(64) T exponents[block];
                if (point != m_point)
                {
                    m_sum = {};
                    for (std::size_t n = 0; n < m_exponents.components(); n += block)
                    {
                        alignas(64) T terms[block];
                        const std::size_t count = std::min(block, m_exponents.components() - n);
                        m_exponents.write(point, 1, n, n + count, exponents, block);
                        m_sum.add(exponents, count, terms);
                    }
                    m_point = point;
                }
                for (std::size_t n = begin / block * block; n < end; n += block)
                {
                    const std::size_t skip = std::max(n, begin) - n;
                    const std::size_t stop = std::min({n + block, m_exponents.components(), end}) - n;
                    m_exponents.write(point, 1, n, std::min(n + block, m_exponents.components()), exponents, block);
                    divide(exponents + skip, stop - skip, m_sum, out);
                    out += stop - skip;
                }
            }

            static void divide(const T* exponents, std::size_t n, const running_sum<T>& whole, T* out)
            {
                std::transform(exponents, exponents + n, out,
                               [&](T l) { return math::exp(l - whole.largest) / whole.sum; });
            }

            exponents_in_space<Tables, Points, T> m_exponents;
            std::ptrdiff_t m_point = -1;
            running_sum<T> m_sum;
        };
    };
}
