// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/tile.hpp>
#include <alphabar/math/exp.hpp>
#include <alphabar/math/log.hpp>

#include <limits>

/// What a reduction does with its tiles. A reducer has the type of its result, an identity for lanes without an element,
/// and a state of tiles. `begin()` gives the part of the state that the innermost loop keeps in registers and calls
/// `add(tile)` on, `end` takes it back, `flush()` is called at least every `block` additions. `finish(count, out)` writes
/// one result a lane; `fold` combines the lanes to a single result.
namespace alphabar::expression
{
    /// Lane by lane f of tiles of T.
    template <class T, std::size_t Lanes, class F, class... Tiles>
    [[gnu::always_inline]] inline tile<T, Lanes> map(F&& f, const Tiles&... x)
    {
        tile<T, Lanes> out;
        if constexpr (vectorizable<T>)
        {
            repeat<parts_of<tile<T, Lanes>>>([&](auto i) __attribute__((always_inline))
                                             { out.part[i] = f(x.part[i]...); });
        }
        else
        {
            for (std::size_t i = 0; i < Lanes; ++i)
            {
                out.lane[i] = f(x.lane[i]...);
            }
        }
        return out;
    }

    /// Combines neighbours pairwise until one value is left: the same order on every machine, and an error that grows with
    /// the logarithm of the number of lanes.
    template <class T, std::size_t Lanes, class F>
    T fold_pairwise(std::array<T, Lanes> lanes, F&& f)
    {
        for (std::size_t half = Lanes / 2; half != 0; half /= 2)
        {
            for (std::size_t i = 0; i < half; ++i)
            {
                lanes[i] = f(lanes[i], lanes[i + half]);
            }
        }
        return lanes[0];
    }

    /// Terms of a floating-point sum that are added up before they join the total.
    inline constexpr std::size_t sum_block = 128;

    /// What a sum of n terms of one sign may err by at most, relative to it and in units of its type's epsilon: half a unit for
    /// each addition in a block and in folding the lanes, and what the compensation of the total leaves.
    template <class T>
    constexpr double sum_error(std::size_t n)
    {
        const double blocks = static_cast<double>(n) / static_cast<double>(sum_block) + 1;
        return static_cast<double>(sum_block) / 2 + 4 +
               blocks * blocks * static_cast<double>(std::numeric_limits<T>::epsilon()) / 4;
    }

    /// A sum of many parts that remembers what each addition rounds away (Knuth's two-sum, in the manner of Neumaier 1974,
    /// "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen"), so that its error does not grow with
    /// their number.
    template <class T, std::size_t Lanes>
    struct compensated_sum
    {
        tile<T, Lanes> total = splat<Lanes>(T(0));
        tile<T, Lanes> lost = splat<Lanes>(T(0));

        void add(const tile<T, Lanes>& part)
        {
            const auto before = total;
            total = map<T, Lanes>([](const auto& a, const auto& b) { return a + b; }, before, part);
            lost = map<T, Lanes>(
                [](const auto& so_far, const auto& a, const auto& b, const auto& sum)
                {
                    const auto b_as_added = sum - a;
                    return so_far + ((a - (sum - b_as_added)) + (b - b_as_added));
                },
                lost, before, part, total);
        }

        tile<T, Lanes> value() const
        {
            return map<T, Lanes>(
                [](const auto& a, const auto& rest)
                {
                    const auto sum = a + rest;
                    return math::choose(sum == sum, sum, a);  // an infinite total has lost what is no number
                },
                total, lost);
        }
    };

    /// A sum of integers, which lose nothing, or of complex numbers, which here are not compensated.
    template <class T, std::size_t Lanes>
        requires(!std::floating_point<T>)
    struct compensated_sum<T, Lanes>
    {
        tile<T, Lanes> total = splat<Lanes>(T(0));

        void add(const tile<T, Lanes>& part)
        {
            total = map<T, Lanes>([](const auto& a, const auto& b) { return a + b; }, total, part);
        }

        const tile<T, Lanes>& value() const { return total; }
    };

    /// Σ x. Floating-point sums keep their type and are taken in blocks that join a compensated total; integers are summed
    /// in 64 bits.
    struct sum_reducer
    {
        template <class T>
        using result_type = std::conditional_t<!std::is_integral_v<T>, T,
                                               std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>>;

        template <class T>
        static constexpr T identity = T(0);

        static constexpr std::size_t block = sum_block;
        static constexpr bool empty_allowed = true;

        template <class T, std::size_t Lanes>
        struct state
        {
            struct adder
            {
                tile<T, Lanes> sum;

                [[gnu::always_inline]] void add(const tile<T, Lanes>& x)
                {
                    sum = map<T, Lanes>([](const auto& a, const auto& b) __attribute__((always_inline))
                                        { return a + b; }, sum, x);
                }
            };

            compensated_sum<T, Lanes> total;
            adder recent{splat<Lanes>(T(0))};

            adder begin() const { return recent; }
            void end(const adder& a) { recent = a; }
            void flush()
            {
                total.add(recent.sum);
                recent.sum = splat<Lanes>(T(0));
            }
            void finish(std::size_t, T* out) const { store(out, total.value()); }
            T fold(std::size_t) const
            {
                std::array<T, Lanes> lanes;
                store(lanes.data(), total.value());
                return fold_pairwise(lanes, [](T a, T b) { return a + b; });
            }
        };
    };

    /// n as a number that divides a T: a complex number is divided by a real one.
    template <class T>
    constexpr auto as_real(std::size_t n)
    {
        if constexpr (std::is_arithmetic_v<T>)
        {
            return static_cast<T>(n);
        }
        else
        {
            return static_cast<typename T::value_type>(n);
        }
    }

    /// Σ x / count, in double for integers.
    struct mean_reducer
    {
        template <class T>
        using result_type = std::conditional_t<std::is_integral_v<T>, double, T>;

        template <class T>
        static constexpr T identity = T(0);

        static constexpr std::size_t block = sum_reducer::block;
        static constexpr bool empty_allowed = false;

        template <class T, std::size_t Lanes>
        struct state : sum_reducer::state<T, Lanes>
        {
            using sum = sum_reducer::state<T, Lanes>;

            void finish(std::size_t count, T* out) const
            {
                sum::finish(count, out);
                for (std::size_t i = 0; i < Lanes; ++i)
                {
                    out[i] /= as_real<T>(count);
                }
            }
            T fold(std::size_t count) const { return sum::fold(count) / as_real<T>(count); }
        };
    };

    /// log Σ exp x without overflow: a running maximum m and a compensated Σ exp(x − m), rescaled where m rises.
    struct log_sum_exp_reducer
    {
        template <class T>
        using result_type = std::conditional_t<std::is_integral_v<T>, double, T>;

        template <class T>
        static constexpr T identity = -std::numeric_limits<T>::infinity();

        static constexpr std::size_t block = 16;
        static constexpr bool empty_allowed = true;

        /// What may be subtracted from every exponent: the maximum, or 0 if that is infinite (then the sum is 0 or ∞
        /// of itself, and no ∞ − ∞ arises).
        template <class T>
        static T shift(T maximum)
        {
            constexpr T infinity = std::numeric_limits<T>::infinity();
            return maximum > -infinity && maximum < infinity ? maximum : T(0);
        }

        /// Fewer tiles in waiting make a state smaller, and cost more rescaling.
        template <class T, std::size_t Lanes, std::size_t Block = block>
        struct state
        {
            tile<T, Lanes> maximum = splat<Lanes>(identity<T>);
            compensated_sum<T, Lanes> total;
            tile<T, Lanes> recent[Block];
            std::size_t count = 0;

            struct adder
            {
                tile<T, Lanes>* next;

                [[gnu::always_inline]] void add(const tile<T, Lanes>& x) { *next++ = x; }
            };

            adder begin() { return {recent + count}; }
            void end(const adder& a) { count = static_cast<std::size_t>(a.next - recent); }

            [[gnu::flatten]] void flush()
            {
                tile<T, Lanes> sum_of_block;
                repeat<parts_of<tile<T, Lanes>>>(
                    [&](auto i)
                    {
                        using batch = typename simd<T>::batch;
                        const batch zero(T(0));
                        const batch before = maximum.part[i];
                        batch highest = before;
                        for (std::size_t k = 0; k < count; ++k)
                        {
                            highest = math::choose(recent[k].part[i] > highest, recent[k].part[i], highest);
                        }
                        const batch from = safe(highest);
                        const batch factor = math::exp(safe(before) - from);
                        const auto rescale = [&, any = total.total.part[i] > zero](batch& sum)
                        { sum = math::choose(any, sum * factor, sum); };
                        rescale(total.total.part[i]);
                        rescale(total.lost.part[i]);
                        batch sum = zero;
                        for (std::size_t k = 0; k < count; ++k)
                        {
                            sum = sum + math::exp(recent[k].part[i] - from);
                        }
                        maximum.part[i] = highest;
                        sum_of_block.part[i] = sum;
                    });
                total.add(sum_of_block);
                count = 0;
            }

            void finish(std::size_t, T* out) const
            {
                store(out, map<T, Lanes>([](const auto& highest, const auto& sum)
                                         { return safe(highest) + math::log(sum); }, maximum, total.value()));
            }

            T fold(std::size_t) const
            {
                std::array<T, Lanes> highest;
                std::array<T, Lanes> sums;
                store(highest.data(), maximum);
                const T over_all = shift(fold_pairwise(highest, [](T a, T b) { return b > a ? b : a; }));
                store(sums.data(), map<T, Lanes>(
                                       [from = batch_type(over_all)](const auto& sum, const auto& before)
                                       {
                                           const batch_type scaled = sum * math::exp(safe(before) - from);
                                           return math::choose(sum > batch_type(T(0)), scaled, sum);
                                       },
                                       total.value(), maximum));
                return over_all + math::log(fold_pairwise(sums, [](T a, T b) { return a + b; }));
            }

        private:

            using batch_type = typename simd<T>::batch;
            static batch_type safe(const batch_type& m)
            {
                const batch_type zero(T(0));
                const batch_type infinity(std::numeric_limits<T>::infinity());
                return math::choose(m < infinity, math::choose(m > -infinity, m, zero), zero);
            }
        };
    };
}
