// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/tag.hpp>
#include <alphabar/expression/tile.hpp>

/// Applies a function object of xtensor's kind to tiles. Where its `simd_apply` takes batches of the result's type, whole
/// batches go through it; otherwise its call operator takes one lane after the other. Both give the values that xtensor
/// gives, since operands are converted as C++ converts them for the scalar operation.
namespace alphabar::expression
{
    namespace detail
    {
        template <class Tile>
        inline constexpr bool is_mask = false;
        template <class T, std::size_t Lanes>
        inline constexpr bool is_mask<mask_tile<T, Lanes>> = true;

        template <class Tile>
        inline constexpr bool is_number = !is_mask<Tile> && std::is_arithmetic_v<typename Tile::value_type> &&
                                          !std::same_as<typename Tile::value_type, bool>;

        /// The batch that stands for an operand in an operation on T, or void if there is none.
        template <class T, class Tile>
        struct operand
        {
            using type = std::conditional_t<is_number<Tile>, typename simd<T>::batch, void>;
        };
        template <class T, std::size_t Lanes>
        struct operand<T, mask_tile<T, Lanes>>
        {
            using type = typename simd<T>::mask;
        };

        /// Whether F of operands of several types is F of all of them converted to one: so it is for operators and for
        /// nodes of this library. What a user's function does first nobody knows: `[](auto n, auto x) { return n / 2 * x; }`.
        template <class F, class... Operators>
        inline constexpr bool is_one_of = (std::same_as<F, Operators> || ...);
        template <class F>
        inline constexpr bool converts_first =
            std::derived_from<F, node_functor> ||
            is_one_of<F, xt::detail::plus, xt::detail::minus, xt::detail::multiplies, xt::detail::divides,
                      xt::detail::less, xt::detail::less_equal, xt::detail::greater, xt::detail::greater_equal,
                      xt::detail::equal_to, xt::detail::not_equal_to, xt::detail::conditional_ternary>;

        template <class T, class F, class... Tiles>
        constexpr bool takes_batches()
        {
            if constexpr (!vectorizable<T> || (std::is_void_v<typename operand<T, Tiles>::type> || ...))
            {
                return false;
            }
            else if constexpr (!converts_first<F> &&
                               !((is_mask<Tiles> || std::same_as<typename Tiles::value_type, T>) && ...))
            {
                return false;
            }
            else
            {
                return requires(const F& f, const typename operand<T, Tiles>::type&... x) { f.simd_apply(x...); };
            }
        }

        template <class T, class F, class... Tiles>
        using batch_result =
            decltype(std::declval<const F&>().simd_apply(std::declval<const typename operand<T, Tiles>::type&>()...));

        /// The type in which operands meet: of the numbers if there are any, else of what the masks compared.
        template <class... Tiles>
        struct meeting
        {
            using type = void;
        };
        template <class... Tiles>
            requires(is_number<Tiles> && ...)
        struct meeting<Tiles...>
        {
            using type = std::common_type_t<typename Tiles::value_type...>;
        };
        template <class T, std::size_t Lanes, class... Tiles>
            requires(std::same_as<mask_tile<T, Lanes>, Tiles> && ...)
        struct meeting<mask_tile<T, Lanes>, Tiles...>
        {
            using type = T;
        };

        template <class F, class... Tiles>
        constexpr bool yields_mask()
        {
            using T = typename meeting<Tiles...>::type;
            if constexpr (takes_batches<T, F, Tiles...>())
            {
                return std::same_as<batch_result<T, F, Tiles...>, typename simd<T>::mask>;
            }
            else
            {
                return false;
            }
        }

        template <class T, class Tile>
        [[gnu::always_inline]] inline auto as_operand(const Tile& x)
        {
            if constexpr (is_mask<Tile>)
            {
                return x;
            }
            else
            {
                return convert<T>(x);
            }
        }

        template <class F, class... Batches>
        [[gnu::always_inline]] inline auto call(const F& f, const Batches&... x)
        {
            if constexpr (std::same_as<F, xt::detail::negate>)
            {
                return ((x * Batches(-1)), ...);  // xsimd 8 subtracts from 0 on AVX-512: +0 stays +0
            }
            else
            {
                return f.simd_apply(x...);
            }
        }

        template <class Out, class F, class... Tiles>
        [[gnu::always_inline]] inline Out by_batches(const F& f, const Tiles&... x)
        {
            Out out;
            repeat<Out::parts>([&](auto i) __attribute__((always_inline)) { out.part[i] = call(f, x.part[i]...); });
            return out;
        }

        template <class Result, std::size_t Lanes, class F, class... Arrays>
        [[gnu::always_inline]] inline auto by_lanes(const F& f, const Arrays&... x)
        {
            alignas(64) Result out[Lanes];
            for (std::size_t i = 0; i < Lanes; ++i)
            {
                out[i] = static_cast<Result>(f(x[i]...));
            }
            return load<Lanes>(out);
        }

        template <class Tile>
        [[gnu::always_inline]] inline auto to_array(const Tile& x)
        {
            std::array<typename Tile::value_type, Tile::lanes> out;
            store(out.data(), x);
            return out;
        }
    }

    /// f of one value from each tile, lane by lane; Result is the type that f yields for scalars.
    template <class Result, std::size_t Lanes, class F, class... Tiles>
    [[gnu::always_inline]] inline auto apply(const F& f, const Tiles&... x)
    {
        if constexpr (detail::takes_batches<Result, F, Tiles...>())
        {
            return detail::by_batches<tile<Result, Lanes>>(f, detail::as_operand<Result>(x)...);
        }
        else if constexpr (std::same_as<Result, bool> && detail::yields_mask<F, Tiles...>())
        {
            using T = typename detail::meeting<Tiles...>::type;
            return detail::by_batches<mask_tile<T, Lanes>>(f, detail::as_operand<T>(x)...);
        }
        else
        {
            return detail::by_lanes<Result, Lanes>(f, detail::to_array(x)...);
        }
    }
}
