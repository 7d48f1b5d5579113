// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/distribution/normal.hpp>
#include <alphabar/expression/fuse.hpp>
#include <alphabar/kernel/noised.hpp>
#include <alphabar/schedule/time.hpp>

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <utility>
#include <vector>

namespace alphabar
{
    /// The key of the noise of one step of a chain: any step of it can be drawn again alone.
    constexpr key step_key(key chain, step t) { return chain.fold_in(static_cast<std::uint64_t>(t.value())); }

    /// One step of a chain, x_t given x_{t−1}: `kernel.transition(x_prev, t)` sampled with the noise of step t. Lazy; in place
    /// with `xt::noalias(x) = ab::forward_step(kernel, x, t, chain)`. *Errors* those of `kernel.transition`, at once.
    template <class Kernel, class X>
    auto forward_step(const Kernel& kernel, X&& x_prev, step t, key chain)
    {
        return kernel.transition(std::forward<X>(x_prev), t).sample(step_key(chain, t));
    }

    /// Walks x forward in place from x_{from} to x_{to}, one step after the other, and shows each state: `visit(t, x)`.
    /// *Domain* x is a container or a view of floating-point numbers. *Errors* to < from, or a step that the kernel
    /// refuses, throws before x is touched. *Cost* one fused pass over x a step, no allocation.
    template <class Kernel, class X, class Visit>
    void walk(const Kernel& kernel, X& x, step from, step to, key chain, Visit&& visit)
    {
        static_assert(std::is_floating_point_v<typename X::value_type>,
                      "walk: x must hold floating-point numbers, for it holds "
                      "the noised states; convert the data first");
        core::require(from.value() >= 0 && to >= from, "walk from step ", from.value(), " to ", to.value(),
                      ": must go forward from 0 or later");
        if (to > from)
        {
            (void)kernel.transition(x, to);  // refuses a step beyond the last
        }
        for (step t = from + 1; t <= to; ++t)
        {
            xt::noalias(x) = forward_step(kernel, x, t, chain);
            visit(t, std::as_const(x));
        }
    }

    namespace process
    {
        template <class T, std::size_t Rank>
        xt::xtensor<T, Rank> empty_like(const std::array<std::size_t, Rank>& shape)
        {
            return xt::xtensor<T, Rank>(shape);
        }
        template <class T>
        xt::xarray<T> empty_like(const xt::dynamic_shape<std::size_t>& shape)
        {
            return xt::xarray<T>(shape);
        }

        /// The shape (count, shape…).
        template <std::size_t Rank>
        std::array<std::size_t, Rank + 1> stacked(std::size_t count, const std::array<std::size_t, Rank>& shape)
        {
            std::array<std::size_t, Rank + 1> out;
            out[0] = count;
            std::copy(shape.begin(), shape.end(), out.begin() + 1);
            return out;
        }
        inline xt::dynamic_shape<std::size_t> stacked(std::size_t count, const xt::dynamic_shape<std::size_t>& shape)
        {
            xt::dynamic_shape<std::size_t> out(shape.size() + 1);
            out[0] = count;
            std::copy(shape.begin(), shape.end(), out.begin() + 1);
            return out;
        }

        /// The steps to keep, from integers or steps.
        template <class Keep>
        std::vector<step> rising_steps(const Keep& keep)
        {
            std::vector<step> steps;
            for (const auto& t : keep)
            {
                const auto k = steps.size();
                steps.push_back(step{t});
                core::require(steps[k] >= step{0}, "keep[", k, "] = ", steps[k].value(), ": must be at least 0");
                core::require(k == 0 || steps[k] > steps[k - 1], "keep[", k, "] = ", steps[k].value(),
                              ": must exceed the one before it, ", k == 0 ? 0 : steps[k - 1].value());
            }
            return steps;
        }
    }

    /// A trajectory x_0 → x_1 → … with chosen states kept: an array (K, shape of x0…) whose state k is x at step keep[k].
    ///
    /// `keep`, a list of integers or steps, rises strictly; step 0 is x0 itself. The noise of a step depends on chain, step
    /// and element alone, so what is kept changes nothing. Many particles are one x0: each element walks by itself.
    /// *Type* that of x0; float for integers. *Errors* steps that do not rise or are negative throw `argument_error` with
    /// index and value, one that the kernel refuses with its value, before anything is computed. *Cost* one fused pass over
    /// x a step; allocates the result and one state.
    template <class Kernel, class X, class Keep>
    auto trajectory(const Kernel& kernel, const X& x0, key chain, const Keep& keep)
    {
        using T = kernel::noised_t<X>;
        const std::vector<step> steps = process::rising_steps(keep);
        const auto shape = expression::to_shape(x0.shape());
        auto x = process::empty_like<T>(shape);
        xt::noalias(x) = fuse(x0);
        if (!steps.empty() && steps.back() > step{0})
        {
            (void)kernel.transition(x, steps.back());  // refuses a step beyond the last, before the result is allocated
        }
        auto kept = process::empty_like<T>(process::stacked(steps.size(), shape));
        std::size_t k = 0;
        const auto store = [&](step t, const auto& state)
        {
            if (k < steps.size() && steps[k] == t)
            {
                std::copy(state.data(), state.data() + state.size(), kept.data() + k * state.size());
                ++k;
            }
        };
        store(step{0}, x);
        if (!steps.empty())
        {
            walk(kernel, x, step{0}, steps.back(), chain, store);
        }
        return kept;
    }
    template <class Kernel, class X>
    auto trajectory(const Kernel& kernel, const X& x0, key chain, std::initializer_list<std::int64_t> keep)
    {
        return trajectory<Kernel, X, std::initializer_list<std::int64_t>>(kernel, x0, chain, keep);
    }
    template <class Kernel, class X, std::same_as<step> Step>  // a template, so that {} is the one above
    auto trajectory(const Kernel& kernel, const X& x0, key chain, std::initializer_list<Step> keep)
    {
        return trajectory<Kernel, X, std::initializer_list<step>>(kernel, x0, chain, keep);
    }
}
