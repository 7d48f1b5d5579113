// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "support/catch.hpp"

#include <alphabar/core/xtensor.hpp>
#include <alphabar/expression/fuse.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

/// Random shapes, broadcasts, memory layouts and values for expressions, all drawn from one seed, and the comparison of
/// what the fused loop writes with xtensor's own value of each element.
namespace alphabar::test
{
    class dice
    {
    public:

        explicit dice(std::uint64_t seed) : m_state(seed) {}

        /// SplitMix64 (Steele, Lea and Flood, 2014).
        std::uint64_t next()
        {
            std::uint64_t z = m_state += 0x9e3779b97f4a7c15u;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
            return z ^ (z >> 31);
        }

        std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
        bool one_in(std::size_t n) { return below(n) == 0; }

        template <class T, std::size_t N>
        T pick(const T (&values)[N])
        {
            return values[below(N)];
        }

    private:

        std::uint64_t m_state;
    };

    /// Runs body(dice) `count` times, each from a seed of its own that a failure names; the environment variable
    /// ALPHABAR_SEED replays the one case of that seed.
    template <class Body>
    void for_random_cases(std::size_t count, Body&& body)
    {
        const char* const replay = std::getenv("ALPHABAR_SEED");
        dice seeds(20260101);
        for (std::size_t i = 0; i < (replay != nullptr ? 1 : count); ++i)
        {
            const std::uint64_t seed = replay != nullptr ? std::strtoull(replay, nullptr, 10) : seeds.next();
            INFO("replay with ALPHABAR_SEED=" << seed);
            dice d(seed);
            body(d);
        }
    }

    using extents = xt::dynamic_shape<std::size_t>;
    using steps = xt::dynamic_shape<std::ptrdiff_t>;

    inline std::size_t size_of(const extents& shape)
    {
        std::size_t size = 1;
        for (const std::size_t extent : shape)
        {
            size *= extent;
        }
        return size;
    }

    /// A shape of up to `max_rank` axes, one of them often as long as tiles, chunks and their tails are; now and then an
    /// extent is 0.
    inline extents random_shape(dice& d, std::size_t max_rank = 6)
    {
        static constexpr std::size_t edges[] = {1,  2,  3,  5,  7,   8,   15,  16,  17,  31,  32,
                                                33, 63, 64, 65, 127, 129, 511, 512, 513, 1000};
        static constexpr std::size_t small[] = {1, 1, 2, 2, 3, 3, 4, 5, 9};
        extents shape(d.below(max_rank + 1));
        for (std::size_t& extent : shape)
        {
            extent = d.pick(small);
        }
        if (shape.size() != 0)
        {
            shape[d.one_in(3) ? d.below(shape.size()) : shape.size() - 1] = d.pick(edges);
            if (d.one_in(25))
            {
                shape[d.below(shape.size())] = 0;
            }
            for (std::size_t axis = 0; size_of(shape) > 2000; axis = (axis + 1) % shape.size())
            {
                shape[axis] = std::max<std::size_t>(1, shape[axis] / 2);
            }
        }
        return shape;
    }

    /// A shape that broadcasts to the given one: leading axes left out, others of extent 1.
    inline extents random_operand_shape(dice& d, const extents& result, std::size_t min_rank = 0)
    {
        const std::size_t spare = result.size() - std::min(min_rank, result.size());
        const std::size_t dropped = d.one_in(3) ? d.below(spare + 1) : 0;
        extents shape(result.begin() + static_cast<std::ptrdiff_t>(dropped), result.end());
        const std::size_t rarity = d.pick<std::size_t>({1000, 4, 2});
        for (std::size_t& extent : shape)
        {
            if (d.one_in(rarity))
            {
                extent = 1;
            }
        }
        return shape;
    }

    /// Floating-point values with signed zeros, infinities and NaN among them, and integers that stay small where
    /// overflow would be undefined.
    template <class T>
    T random_value(dice& d)
    {
        if constexpr (std::same_as<T, bool>)
        {
            return d.one_in(2);
        }
        else if constexpr (std::is_floating_point_v<T>)
        {
            static constexpr T special[] = {T(0),
                                            -T(0),
                                            T(1),
                                            -T(1),
                                            std::numeric_limits<T>::infinity(),
                                            -std::numeric_limits<T>::infinity(),
                                            std::numeric_limits<T>::quiet_NaN(),
                                            std::numeric_limits<T>::denorm_min()};
            const T value = static_cast<T>(static_cast<std::int64_t>(d.next() >> 24)) / T(1ll << 36);
            return d.one_in(16) ? d.pick(special) : d.one_in(2) ? value : -value;
        }
        else if constexpr (sizeof(T) == 1)
        {
            return static_cast<T>(d.next());
        }
        else
        {
            const auto value = static_cast<T>(d.below(200));
            return std::is_signed_v<T> && d.one_in(2) ? static_cast<T>(-value) : value;
        }
    }

    /// Values in memory of any layout (axes in any order, gaps, reversed, guarded at both ends), behind one type.
    template <class T>
    class placed
    {
    public:

        using memory_type = xt::uvector<T>;  // a std::vector<bool> holds no bool
        using array = decltype(xt::adapt(std::declval<T*&>(), std::size_t(), xt::no_ownership(), extents(), steps()));

        placed(dice& d, const extents& shape) : m_shape(shape), m_strides(shape.size())
        {
            std::vector<std::size_t> order(shape.size());
            for (std::size_t i = 0; i < order.size(); ++i)
            {
                order[i] = order.size() - 1 - i;
            }
            const std::size_t layout = d.below(4);
            if (layout == 1)
            {
                std::reverse(order.begin(), order.end());
            }
            else if (layout == 2)
            {
                for (std::size_t i = order.size(); i > 1; --i)
                {
                    std::swap(order[i - 1], order[d.below(i)]);
                }
            }
            const bool dense = d.one_in(2);
            std::ptrdiff_t stride = 1;
            std::ptrdiff_t low = 0;
            std::ptrdiff_t high = 0;
            for (const std::size_t axis : order)
            {
                if (!dense && d.one_in(3))
                {
                    stride *= static_cast<std::ptrdiff_t>(2 + d.below(2));
                }
                const bool reversed = !dense && d.one_in(4);
                const auto extent = static_cast<std::ptrdiff_t>(shape[axis]);
                m_strides[axis] = extent == 1 ? 0 : reversed ? -stride : stride;
                const std::ptrdiff_t span = m_strides[axis] * std::max<std::ptrdiff_t>(extent - 1, 0);
                (span < 0 ? low : high) += span;
                stride *= std::max<std::ptrdiff_t>(extent, 1);
            }
            m_memory.resize(static_cast<std::size_t>(high - low + 1) + 2 * guard);
            for (T& value : m_memory)
            {
                value = random_value<T>(d);
            }
            m_data = m_memory.data() + guard - low;
        }

        placed(const placed&) = delete;

        array view() { return xt::adapt(m_data, size_of(m_shape), xt::no_ownership(), m_shape, m_strides); }

        const memory_type& memory() const { return m_memory; }
        memory_type& memory() { return m_memory; }
        const extents& shape() const { return m_shape; }

        /// Where an element lies in `memory()`.
        template <class Index>
        std::size_t position(const Index& index) const
        {
            std::ptrdiff_t offset = m_data - m_memory.data();
            for (std::size_t axis = 0; axis < m_shape.size(); ++axis)
            {
                offset += static_cast<std::ptrdiff_t>(index[axis]) * m_strides[axis];
            }
            return static_cast<std::size_t>(offset);
        }

    private:

        static constexpr std::ptrdiff_t guard = 70;

        extents m_shape;
        steps m_strides;
        memory_type m_memory;
        T* m_data;
    };

    /// Calls visit(index) for each element of a shape.
    template <class Visit>
    void for_each_index(const extents& shape, Visit&& visit)
    {
        if (size_of(shape) == 0)
        {
            return;
        }
        extents index(shape.size());
        std::fill(index.begin(), index.end(), std::size_t(0));
        for (;;)
        {
            visit(index);
            std::size_t axis = shape.size();
            for (;;)
            {
                if (axis == 0)
                {
                    return;
                }
                --axis;
                if (++index[axis] < shape[axis])
                {
                    break;
                }
                index[axis] = 0;
            }
        }
    }

    template <class T>
    bool same(const T& a, const T& b)
    {
        if constexpr (std::is_floating_point_v<T>)
        {
            return std::memcmp(&a, &b, sizeof(T)) == 0 || (std::isnan(a) && std::isnan(b));
        }
        else
        {
            return a == b;
        }
    }

    inline std::string text(const extents& index)
    {
        std::string out = "(";
        for (const std::size_t i : index)
        {
            out += std::to_string(i) + ",";
        }
        return out + ")";
    }

    /// Whether memory holds what it held before, but for the elements of `shape`, which must hold `expected(index)`.
    template <class T, class Expected>
    void check_memory(const placed<T>& y, typename placed<T>::memory_type before, Expected&& expected)
    {
        for_each_index(y.shape(), [&](const extents& index) { before[y.position(index)] = expected(index); });
        const auto wrong = std::mismatch(before.begin(), before.end(), y.memory().begin(), same<T>).first;
        const auto at = static_cast<std::size_t>(wrong - before.begin());
        INFO("shape " << text(y.shape()) << ", position in memory " << at);
        if (wrong != before.end())
        {
            REQUIRE(y.memory()[at] == *wrong);
        }
        REQUIRE(wrong == before.end());
    }

    /// An index of the result as an index of an operand with fewer axes.
    template <class E>
    auto element(const E& e, const extents& index)
    {
        return e.element(index.begin() + static_cast<std::ptrdiff_t>(index.size() - e.dimension()), index.end());
    }

    /// Evaluates `tree(x…)` over random operands of the types T… into memory of type Y: by assignment, and once more by a
    /// compound assignment. Reference: the same tree, not fused, element by element.
    template <class Y, class... T, class Tree>
    void compare_with_xtensor(dice& d, Tree&& tree)
    {
        extents shape = random_shape(d);
        const auto run = [&](auto&... operands)
        {
            const auto plain = tree(operands...);
            placed<Y> y(d, shape);
            const auto first = y.memory();
            auto target = y.view();
            xt::noalias(xt::strided_view(target, {xt::ellipsis()})) = fuse(tree(operands...));
            check_memory(y, first, [&](const extents& index) { return static_cast<Y>(element(plain, index)); });

            const auto second = y.memory();
            if constexpr (std::is_floating_point_v<Y>)
            {
                xt::noalias(target) -= fuse(xt::broadcast(tree(operands...), shape));
                check_memory(y, second, [&](const extents& index)
                             { return static_cast<Y>(second[y.position(index)] - element(plain, index)); });
            }
        };
        const auto with_views = [&](auto&... owners) { [&](auto... views) { run(views...); }(owners.view()...); };
        [&](auto&&... owners) { with_views(owners...); }(placed<T>(d, random_operand_shape(d, shape))...);
    }
}
