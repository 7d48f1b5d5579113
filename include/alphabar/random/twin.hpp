// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/random/low_product.hpp>

#include <cstddef>

namespace alphabar::random
{
    /// Two words side by side, used as one; twins of twins hold four. A round of Philox waits for its products: with
    /// several counters in one expression, some chains multiply while others wait.
    ///
    /// The copies are spelled out because g++ 12 takes copies of nested batches through memory otherwise.
    template <class Word>
    struct twin
    {
        Word even;
        Word odd;

        twin(const Word& e, const Word& o) noexcept : even(e), odd(o) {}
        twin(const twin& t) noexcept : even(t.even), odd(t.odd) {}
        twin& operator=(const twin& t) noexcept
        {
            even = t.even;
            odd = t.odd;
            return *this;
        }

        [[gnu::always_inline]] friend twin operator>>(const twin& a, int count) noexcept
        {
            return {a.even >> count, a.odd >> count};
        }

        [[gnu::always_inline]] friend twin operator^(const twin& a, const twin& b) noexcept
        {
            return {a.even ^ b.even, a.odd ^ b.odd};
        }

        template <class Shared>
        [[gnu::always_inline]] friend twin operator^(const twin& a, const Shared& b) noexcept
        {
            return {a.even ^ b, a.odd ^ b};
        }

        template <class Shared>
        [[gnu::always_inline]] friend twin operator+(const twin& a, const Shared& b) noexcept
        {
            return {a.even + b, a.odd + b};
        }

        template <class Shared>
        [[gnu::always_inline]] friend twin low_product(const twin& a, const Shared& b) noexcept
        {
            using random::low_product;
            return {low_product(a.even, b), low_product(a.odd, b)};
        }
    };

    /// The word at place K of nested twins: even places are in the even half.
    template <std::size_t K, class Word>
    [[gnu::always_inline]] inline const Word& chain(const Word& w) noexcept
    {
        return w;
    }

    template <std::size_t K, class Half>
    [[gnu::always_inline]] inline const auto& chain(const twin<Half>& w) noexcept
    {
        if constexpr (K % 2 == 0)
        {
            return chain<K / 2>(w.even);
        }
        else
        {
            return chain<K / 2>(w.odd);
        }
    }
}
