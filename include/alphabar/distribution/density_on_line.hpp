// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/points_on_line.hpp>
#include <alphabar/math/decay.hpp>
#include <alphabar/math/log.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

/// A mixture's density on a line, Σ_n w_n (2πv_n)^{−1/2} exp(−(x − μ_n)²/(2v_n)) or its logarithm.
namespace alphabar::distribution
{
    /// The source of an expression (expression/node.hpp): element i is the density at element i of the points. It is a
    /// `gauss_sum` if the mixture has one; else tiles of points go by all components.
    template <bool Log, class Tables, class Points>
    struct density_on_line
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

            using value_type = density_on_line::value_type;

            explicit origin_type(const density_on_line& source) : m_tables(source.tables), m_points(source.points) {}

            void fill(std::ptrdiff_t first, std::ptrdiff_t step, T* out, std::size_t n)
            {
                const auto write = [this](T* x, std::size_t count, T* to) { fill_tile(x, count, to); };
                components().size() < worth_sorting ? m_points.each_tile(first, step, out, n, write)
                                                    : m_points.each_sorted_tile(first, step, out, n, write);
            }

            bool reads(const expression::memory_range& range) const { return m_points.reads(range); }
            void check() const { m_points.check(); }

        private:

            using batch = typename expression::simd<T>::batch;
            static constexpr std::size_t lanes = points_on_line<point_type, T>::lanes;
            using tile = expression::tile<T, lanes>;
            static constexpr std::size_t worth_sorting = 256;  // components

            void fill_tile(T* x, std::size_t count, T* out) const
            {
                if (m_tables.shared.ready())
                {
                    std::transform(x, x + count, out,
                                   [&](T at) { return Log ? m_tables.shared.log_prob(at) : m_tables.shared.pdf(at); });
                    return;
                }
                std::fill(x + count, x + lanes, x[0]);
                alignas(64) T results[lanes];
                const tile xs = expression::load<lanes>(x);
                expression::store(results, Log ? log_density(xs, around(xs)) : density(xs, around(xs)));
                std::copy_n(results, count, out);
            }

            using neighbourhood = typename components_on_line<table_type>::template neighbourhood<T>;

            /// Everything, if one of the points is NaN or infinite, or if it is too little to be searched.
            neighbourhood around(const tile& xs) const
            {
                if (components().size() < 8)
                {
                    return components().template everywhere<T>();
                }
                constexpr std::size_t width = expression::simd<T>::width;
                batch low = xs.part[0], high = low;
                bool finite = true;
                expression::repeat<tile::parts>(
                    [&](auto i) __attribute__((always_inline))
                    {
                        low = math::at_most(xs.part[i], low);
                        high = math::at_least(xs.part[i], high);
                        // Not with !=, which xsimd answers for NaN differently on different processors.
                        const batch is_not =
                            math::choose(xs.part[i] - xs.part[i] == batch(T(0)), batch(T(0)), batch(T(1)));
                        finite &= !math::any_lane(is_not > batch(T(0)));
                    });
                alignas(64) std::array<T, width> lows, highs;
                expression::store(lows.data(), expression::tile<T, width>{{low}});
                expression::store(highs.data(), expression::tile<T, width>{{high}});
                return finite ? components().around(std::ranges::min(lows), std::ranges::max(highs))
                              : components().template everywhere<T>();
            }

            const components_on_line<table_type>& components() const { return m_tables.on_line; }

            static batch entry(table_type x) { return batch(static_cast<T>(x)); }

            /// Σ of blocks of components; `sum(which, count)` is that of one.
            template <class Sum>
            tile sum_blocks(const neighbourhood& near, const Sum& sum) const
            {
                expression::compensated_sum<T, lanes> total;
                components().each_near(near, near.least, [&](const std::size_t* which, std::size_t count)
                                       { total.add(sum(which, count)); });
                return total.value();
            }

            T depth() const { return components().template depth<T>(); }

            // ---- densities ----------------------------------------------------------------------------------------------

            tile density(const tile& xs, const neighbourhood& near) const
            {
                const tile level = largest_exponent(xs, near);
                const tile last =
                    expression::map<T, lanes>([depth = depth()](const batch& l) { return batch(depth) - l; }, level);
                const tile sum = sum_blocks(near, [&](const std::size_t* which, std::size_t count)
                                            { return sum_terms(xs, last, which, count); });
                return expression::map<T, lanes>(
                    [](const batch& s, const batch& end)
                    {
                        const batch p = times_power(s, batch(math::decay_reach<T>) - end);
                        return math::choose(p < batch(std::numeric_limits<T>::min()), batch(T(0)), p);
                    },
                    sum, last);
            }

            /// The largest e − z², rounded to an integer; far from everything, where densities are 0, a bound.
            tile largest_exponent(const tile& xs, const neighbourhood& near) const
            {
                tile largest = expression::splat<lanes>(-std::numeric_limits<T>::infinity());
                components().each_near(near, near.largest, [&](const std::size_t* which, std::size_t count)
                                       { largest = raise(largest, xs, which, count); });
                return expression::map<T, lanes>(
                    [](const batch& l)
                    {
                        constexpr T least = std::numeric_limits<T>::digits == 24 ? T(-0x1p20) : T(-0x1p40);
                        return math::round_to_integer(math::at_least(l, least)).value;
                    },
                    largest);
            }

            [[gnu::flatten]] tile raise(tile largest, const tile& xs, const std::size_t* which, std::size_t count) const
            {
                for (const std::size_t* n = which; n != which + count; ++n)
                {
                    const batch mean = entry(components().mean(*n)), halvings = entry(components().halvings(*n));
                    const batch exponent = entry(components().exponent(*n));
                    largest = expression::map<T, lanes>(
                        [&](const batch& so_far, const batch& x) __attribute__((always_inline))
                        {
                            const batch z = (x - mean) * halvings;
                            return math::at_least(exponent - z * z, so_far);
                        },
                        largest, xs);
                }
                return largest;
            }

            /// The innermost loop, Σ m 2^(e − z² + last − decay_reach) of terms that do not lie beyond e + last. Flattened: a call
            /// left in it would pass tiles through memory.
            [[gnu::flatten]] tile sum_terms(const tile& xs, const tile& last, const std::size_t* which,
                                            std::size_t count) const
            {
                tile sum = expression::splat<lanes>(T(0));
                for (const std::size_t* n = which; n != which + count; ++n)
                {
                    const batch mean = entry(components().mean(*n)), halvings = entry(components().halvings(*n));
                    const batch mantissa = entry(components().mantissa(*n)),
                                exponent = entry(components().exponent(*n));
                    sum = expression::map<T, lanes>(
                        [&](const batch& so_far, const batch& x, const batch& end) __attribute__((always_inline))
                        {
                            const batch z = (x - mean) * halvings;  // scaled, then squared: infinite rather than NaN
                            return so_far + mantissa * math::decay_until(z * z, exponent + end);
                        },
                        sum, xs, last);
                }
                return sum;
            }

            /// x 2^k for integers k, in two steps, for 2^k alone may not be a number. Where k is bounded the product is 0.
            static batch times_power(const batch& x, const batch& k)
            {
                const batch power = math::at_least(k, -2 * math::decay_reach<T>);
                const batch half = math::round_to_integer(power * batch(T(0.5))).value;
                return (x * power_of_two(half)) * power_of_two(power - half);
            }
            static batch power_of_two(const batch& k)
            {
                using ieee = math::detail::ieee<T>;
                const batch biased = k + batch(ieee::round_magic + static_cast<T>(ieee::exponent_bias));
                return math::from_bits(math::shift_left<ieee::mantissa_bits>(math::bits(biased)));
            }

            // ---- logarithms ---------------------------------------------------------------------------------------------

            /// log Σ e^l: the largest l first, so that every term can be made relative to it.
            tile log_density(const tile& xs, const neighbourhood& near) const
            {
                tile largest = expression::splat<lanes>(std::numeric_limits<T>::lowest());
                components().each_near(near, near.largest, [&](const std::size_t* which, std::size_t count)
                                       { largest = raise_logarithm(largest, xs, which, count); });
                const tile sum = sum_blocks(near, [&](const std::size_t* which, std::size_t count)
                                            { return sum_relative(xs, largest, which, count); });
                return expression::map<T, lanes>(
                    [up = std::ldexp(T(1), static_cast<int>(math::decay_reach<T> - depth()))](
                        const batch& l, const batch& s) { return l + math::log(s * batch(up)); },
                    largest, sum);
            }

            [[gnu::flatten]] tile raise_logarithm(tile largest, const tile& xs, const std::size_t* which,
                                                  std::size_t count) const
            {
                for (const std::size_t* n = which; n != which + count; ++n)
                {
                    const batch mean = entry(components().mean(*n)), scale = entry(components().scale(*n));
                    const batch factor = entry(components().log_factor(*n));
                    largest = expression::map<T, lanes>(
                        [&](const batch& so_far, const batch& x) __attribute__((always_inline))
                        { return math::at_least(exponent_on_line(x, mean, scale, factor), so_far); }, largest, xs);
                }
                return largest;
            }

            [[gnu::flatten]] tile sum_relative(const tile& xs, const tile& largest, const std::size_t* which,
                                               std::size_t count) const
            {
                const batch end(depth());
                tile sum = expression::splat<lanes>(T(0));
                for (const std::size_t* n = which; n != which + count; ++n)
                {
                    const batch mean = entry(components().mean(*n)), scale = entry(components().scale(*n));
                    const batch factor = entry(components().log_factor(*n));
                    sum = expression::map<T, lanes>(
                        [&](const batch& so_far, const batch& x, const batch& above) __attribute__((always_inline))
                        {
                            const batch fall = above - exponent_on_line(x, mean, scale, factor);
                            return so_far + math::decay_until(fall * batch(std::numbers::log2e_v<T>), end);
                        },
                        sum, xs, largest);
                }
                return sum;
            }

            const std::decay_t<Tables>& m_tables;
            points_on_line<point_type, T> m_points;
        };
    };
}
