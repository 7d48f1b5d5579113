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

    namespace process
    {
        /// Elements that are walked together: 64 KiB stay in the first two levels of cache while they take all their steps.
        template <class T>
        inline constexpr std::size_t walking_block = 65536 / sizeof(T);

        /// Whether two steps may be one expression, in one pass: the kernel says that its transitions read an expression
        /// once, and the state between the steps has x's own type, so that it is rounded as if it were stored.
        template <class Kernel, class X>
        concept steps_in_pairs =
            requires { requires Kernel::reads_once; } && requires(const Kernel& kernel, X& x, step t, key k) {
                requires std::same_as<typename decltype(forward_step(kernel, x, t, k))::value_type, typename X::value_type>;
            };

        template <class Kernel, class X>
        void check_walk(const Kernel& kernel, X& x, step from, step to)
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
        }
    }

    /// Walks x forward in place from x_{from} to x_{to}, one step after the other, and shows each state: `visit(t, x)`.
    /// *Domain* x is a container or a view of floating-point numbers. *Errors* to < from, or a step that the kernel
    /// refuses, throws before x is touched. *Cost* one fused pass over x a step, no allocation.
    template <class Kernel, class X, class Visit>
        requires std::invocable<Visit&, step, const X&>
    void walk(const Kernel& kernel, X& x, step from, step to, key chain, Visit&& visit)
    {
        process::check_walk(kernel, x, from, to);
        for (step t = from + 1; t <= to; ++t)
        {
            xt::noalias(x) = forward_step(kernel, x, t, chain);
            visit(t, std::as_const(x));
        }
    }

    /// The same to the last state at once: some elements take all their steps before the next ones begin, so x is read and
    /// written once, however many steps there are. `ab::parallel` as policy shares the elements among threads. *Domain* as
    /// above; x lies in memory.
    template <class Kernel, class X, expression::execution_policy Policy = sequential_policy>
    void walk(const Kernel& kernel, X& x, step from, step to, key chain, const Policy& policy = {})
    {
        process::check_walk(kernel, x, from, to);
        if (from == to)
        {
            return;
        }
        const auto first = forward_step(kernel, x, from + 1, chain);
        expression::require_broadcast(first.shape(), x.shape());
        expression::assignment loop(x, first);
        loop.check();
        constexpr std::size_t together = process::walking_block<typename X::value_type>;
        const auto take = [&](const auto& block, const auto& steps) { expression::assignment(x, steps).run(block); };
        const auto take_all = [&](const auto& block)
        {
            step t = from + 1;
            if constexpr (process::steps_in_pairs<Kernel, X>)
            {
                for (; t < to; t = t + 2)
                {
                    take(block, forward_step(kernel, forward_step(kernel, x, t, chain), t + 1, chain));
                }
            }
            for (; t <= to; ++t)
            {
                take(block, forward_step(kernel, x, t, chain));
            }
        };
        policy.each_part(loop.whole(), together / 4,
                         [&](const auto& share) { expression::each_block(share, together, take_all); });
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
    /// and element alone, so neither what is kept nor the policy (`ab::parallel` shares the elements among threads) changes
    /// anything. Many particles are one x0: each element walks by itself.
    /// *Type* that of x0; float for integers. *Errors* steps that do not rise or are negative throw `argument_error` with
    /// index and value, one that the kernel refuses with its value, before anything is computed. *Cost* x passes through
    /// memory once a kept state, not once a step; allocates the result and one state.
    template <class Kernel, class X, class Keep, expression::execution_policy Policy = sequential_policy>
    auto trajectory(const Kernel& kernel, const X& x0, key chain, const Keep& keep, const Policy& policy = {})
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
        step at{0};
        for (std::size_t k = 0; k < steps.size(); at = steps[k++])
        {
            walk(kernel, x, at, steps[k], chain, policy);
            std::copy(x.data(), x.data() + x.size(), kept.data() + k * x.size());
        }
        return kept;
    }
    template <class Kernel, class X, expression::execution_policy Policy = sequential_policy>
    auto trajectory(const Kernel& kernel, const X& x0, key chain, std::initializer_list<std::int64_t> keep,
                    const Policy& policy = {})
    {
        return trajectory<Kernel, X, std::initializer_list<std::int64_t>>(kernel, x0, chain, keep, policy);
    }
    template <class Kernel, class X, std::same_as<step> Step,  // a template, so that {} is the one above
              expression::execution_policy Policy = sequential_policy>
    auto trajectory(const Kernel& kernel, const X& x0, key chain, std::initializer_list<Step> keep,
                    const Policy& policy = {})
    {
        return trajectory<Kernel, X, std::initializer_list<step>>(kernel, x0, chain, keep, policy);
    }
}
