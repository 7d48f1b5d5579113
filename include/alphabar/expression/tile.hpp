// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/config.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

/// A tile is a fixed number of neighbouring values on their way through an expression: what one step of the fused loop
/// carries. Values of float and double ride in SIMD batches, everything else in a plain array, so an expression may mix
/// types freely: an 8-bit image goes in, a float comes out, and each operation happens in the type that C++ gives it.
namespace alphabar::expression
{
    template <class T>
    inline constexpr bool vectorizable = std::same_as<T, float> || std::same_as<T, double>;

    /// The widest batch that this build has for T, or T itself.
    template <class T>
    struct simd
    {
        static constexpr std::size_t width = 1;
        using batch = T;
        using mask = bool;
    };

#if defined(XTENSOR_USE_XSIMD)
    template <class T>
        requires vectorizable<T>
    struct simd<T>
    {
        using batch = xsimd::batch<T>;
        using mask = typename batch::batch_bool_type;
        static constexpr std::size_t width = batch::size;
    };
#endif

    /// Lanes of the tiles of a loop that yields T: four batches, so that independent chains hide latency.
    template <class T>
    inline constexpr std::size_t lanes_for =
        std::max<std::size_t>(16, 4 * simd<std::conditional_t<vectorizable<T>, T, float>>::width);

    template <class F, std::size_t... I>
    [[gnu::always_inline]] inline void repeat(F& f, std::index_sequence<I...>)
    {
        (f(I), ...);
    }

    /// Calls f(0) … f(N−1), one after the other without a loop while N is small: arrays of batches then stay in registers.
    template <std::size_t N, class F>
    [[gnu::always_inline]] inline void repeat(F&& f)
    {
        if constexpr (N <= 16)
        {
            repeat(f, std::make_index_sequence<N>());
        }
        else
        {
            for (std::size_t i = 0; i < N; ++i)
            {
                f(i);
            }
        }
    }

    template <class T, std::size_t Lanes>
    struct tile
    {
        using value_type = T;
        static constexpr std::size_t lanes = Lanes;
        T lane[Lanes];
    };

    template <class T, std::size_t Lanes>
        requires vectorizable<T>
    struct tile<T, Lanes>
    {
        using value_type = T;
        static constexpr std::size_t lanes = Lanes;
        static constexpr std::size_t parts = Lanes / simd<T>::width;
        typename simd<T>::batch part[parts];
    };

    /// What a comparison of T yields.
    template <class T, std::size_t Lanes>
    struct mask_tile
    {
        using value_type = bool;
        using compared_type = T;
        static constexpr std::size_t lanes = Lanes;
        static constexpr std::size_t parts = Lanes / simd<T>::width;
        typename simd<T>::mask part[parts];
    };

    template <class Tile>
    inline constexpr std::size_t parts_of = std::remove_cvref_t<Tile>::parts;

    template <class T>
    [[gnu::always_inline]] inline auto load_batch(const T* from)
    {
        if constexpr (simd<T>::width == 1)
        {
            return *from;
        }
        else
        {
            return simd<T>::batch::load_unaligned(from);
        }
    }

    template <class T, class Batch>
    [[gnu::always_inline]] inline void store_batch(T* to, const Batch& batch)
    {
        if constexpr (simd<T>::width == 1)
        {
            *to = batch;
        }
        else
        {
            batch.store_unaligned(to);
        }
    }

    template <std::size_t Lanes, class T>
    [[gnu::always_inline]] inline auto load(const T* from)
    {
        tile<T, Lanes> out;
        if constexpr (vectorizable<T>)
        {
            repeat<decltype(out)::parts>([&](auto i) __attribute__((always_inline))
                                         { out.part[i] = load_batch(from + i * simd<T>::width); });
        }
        else
        {
            std::copy_n(from, Lanes, out.lane);
        }
        return out;
    }

    template <std::size_t Lanes, class T>
    [[gnu::always_inline]] inline auto splat(const T& value)
    {
        tile<T, Lanes> out;
        if constexpr (vectorizable<T>)
        {
            const typename simd<T>::batch batch(value);
            repeat<decltype(out)::parts>([&](auto i) __attribute__((always_inline)) { out.part[i] = batch; });
        }
        else
        {
            std::fill_n(out.lane, Lanes, value);
        }
        return out;
    }

    template <class T, std::size_t Lanes>
    [[gnu::always_inline]] inline void store(T* to, const tile<T, Lanes>& from)
    {
        if constexpr (vectorizable<T>)
        {
            repeat<parts_of<decltype(from)>>([&](auto i) __attribute__((always_inline))
                                             { store_batch(to + i * simd<T>::width, from.part[i]); });
        }
        else
        {
            std::copy_n(from.lane, Lanes, to);
        }
    }

    template <class T, std::size_t Lanes>
    [[gnu::always_inline]] inline void store(bool* to, const mask_tile<T, Lanes>& from)
    {
        repeat<parts_of<decltype(from)>>(
            [&](auto i)
            {
                if constexpr (simd<T>::width == 1)
                {
                    to[i] = from.part[i];
                }
                else
                {
                    from.part[i].store_unaligned(to + i * simd<T>::width);
                }
            });
    }

    /// The tile with each lane converted as `static_cast` does it.
    template <class To, class Tile>
    [[gnu::always_inline]] inline auto convert(const Tile& from)
    {
        using from_type = typename Tile::value_type;
        if constexpr (std::same_as<Tile, tile<To, Tile::lanes>>)
        {
            return from;
        }
        else
        {
            alignas(64) from_type before[Tile::lanes];
            alignas(64) To after[Tile::lanes];
            store(before, from);
            for (std::size_t i = 0; i < Tile::lanes; ++i)
            {
                after[i] = static_cast<To>(before[i]);
            }
            return load<Tile::lanes>(after);
        }
    }
}
