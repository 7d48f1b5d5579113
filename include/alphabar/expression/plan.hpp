// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/error.hpp>
#include <alphabar/expression/apply.hpp>
#include <alphabar/expression/loop.hpp>
#include <alphabar/expression/operand.hpp>

/// From an expression to a tree that a loop can run: one walk over `xfunction::arguments()` binds every operand to the
/// axes of the result.
namespace alphabar::expression
{
    /// Axes for which a plan has room: the rank if the type knows it, else this many.
    inline constexpr std::size_t dynamic_axes = 16;

    template <class Shape>
    inline constexpr std::size_t axes_of = dynamic_axes;
    template <class I, std::size_t N>
    inline constexpr std::size_t axes_of<std::array<I, N>> = std::max<std::size_t>(N, 1);
    template <std::size_t... N>
    inline constexpr std::size_t axes_of<xt::fixed_shape<N...>> = std::max<std::size_t>(sizeof...(N), 1);

    template <std::size_t N, class Shape>
    loop_shape<N> to_loop_shape(const Shape& shape)
    {
        core::require(shape.size() <= N, "rank ", shape.size(), ": a plan has room for ", N, " axes");
        loop_shape<N> out;
        out.rank = shape.size();
        std::copy(shape.begin(), shape.end(), out.extent.begin());
        return out;
    }

    /// Strides of an operand along the axes of a result, aligned at the last axis; 0 along an axis it is broadcast over.
    template <std::size_t N, class Shape, class Strides>
    std::array<std::ptrdiff_t, N> broadcast_strides(const loop_shape<N>& result, const Shape& shape,
                                                    const Strides& strides)
    {
        std::array<std::ptrdiff_t, N> out{};
        const std::size_t rank = shape.size();
        for (std::size_t axis = 0; axis < rank; ++axis)
        {
            if (shape[axis] != 1)
            {
                out[result.rank - rank + axis] = static_cast<std::ptrdiff_t>(strides[axis]);
            }
        }
        return out;
    }

    /// Strides of positions counted in row-major order: the index space of everything that does not lie in memory.
    template <std::size_t N, class Shape>
    std::array<std::ptrdiff_t, N> counting_strides(const Shape& shape)
    {
        std::array<std::ptrdiff_t, N> out{};
        std::ptrdiff_t stride = 1;
        for (std::size_t axis = shape.size(); axis-- > 0;)
        {
            out[axis] = stride;
            stride *= static_cast<std::ptrdiff_t>(shape[axis]);
        }
        return out;
    }

    /// The tree that an expression of type E becomes. Each has `leaf_count`, `each_leaf(f)` and `look()`, the innermost
    /// loop's cursor.
    template <class E, std::size_t N>
    class bound;

    template <class Origin, std::size_t N>
    class bound_leaf
    {
    public:

        using value_type = typename Origin::value_type;
        static constexpr std::size_t leaf_count = 1;

        template <class... Args>
        bound_leaf(const std::array<std::ptrdiff_t, N>& strides, std::ptrdiff_t offset, Args&&... args)
            : m_leaf(offset, std::forward<Args>(args)...)
        {
            m_leaf.strides = strides;
        }

        template <class F>
        void each_leaf(F&& f)
        {
            f(m_leaf);
        }
        auto look() const { return m_leaf.look(); }
        auto look_along(std::size_t position, std::size_t axis) const
        {
            return m_leaf.look_along(position, m_leaf.strides[axis]);
        }

        /// Writes the n values from the present offset on, of this tree alone.
        void fill(value_type* out, std::size_t n)
            requires(!leaf<Origin, N>::in_memory)
        {
            m_leaf.origin().fill(m_leaf.offset(), 1, out, n);
        }

    private:

        leaf<Origin, N> m_leaf;
    };

    template <class E, std::size_t N>
        requires strided_memory<E>
    class bound<E, N> : public bound_leaf<memory<typename E::value_type>, N>
    {
    public:

        bound(const E& e, const loop_shape<N>& result)
            : bound_leaf<memory<typename E::value_type>, N>(broadcast_strides(result, e.shape(), e.strides()),
                                                            static_cast<std::ptrdiff_t>(e.data_offset()), e.data())
        {
        }
    };

    template <class F, class R, class S, std::size_t N>
        requires is_node<xt::xgenerator<F, R, S>>
    class bound<xt::xgenerator<F, R, S>, N> : public bound_leaf<typename F::origin_type, N>
    {
    public:

        bound(const xt::xgenerator<F, R, S>& e, const loop_shape<N>& result)
            : bound_leaf<typename F::origin_type, N>(
                  broadcast_strides(result, e.shape(), counting_strides<axes_of<S>>(e.shape())), 0, e.functor())
        {
        }
    };

    template <class E, std::size_t N>
    class bound : public bound_leaf<opaque<E>, N>
    {
    public:

        bound(const E& e, const loop_shape<N>& result)
            : bound_leaf<opaque<E>, N>(
                  broadcast_strides(result, e.shape(), counting_strides<axes_of<typename E::shape_type>>(e.shape())), 0,
                  e)
        {
        }
    };

    template <class T, std::size_t N>
    class bound<xt::xscalar<T>, N>
    {
    public:

        using value_type = std::decay_t<T>;
        static constexpr std::size_t leaf_count = 0;

        bound(const xt::xscalar<T>& e, const loop_shape<N>&) : m_value(e()) {}

        template <class F>
        void each_leaf(F&&)
        {
        }
        auto look() const { return scalar_cursor<value_type>{m_value}; }
        auto look_along(std::size_t, std::size_t) const { return look(); }

    private:

        value_type m_value;
    };

    template <class E, class X, std::size_t N>
    class bound<xt::xbroadcast<E, X>, N> : public bound<std::decay_t<E>, N>
    {
    public:

        bound(const xt::xbroadcast<E, X>& e, const loop_shape<N>& result)
            : bound<std::decay_t<E>, N>(e.expression(), result)
        {
        }
    };

    template <class E, class From, std::size_t N>
    class bound<sole_operand<E, From>, N> : public bound<E, N>
    {
    public:

        using bound<E, N>::bound;
    };

    template <class F, class Result, class... Cursors>
    struct function_cursor
    {
        using value_type = Result;

        function_cursor(const F* f, const Cursors&... c) : function(f), operands(c...) {}

        template <std::size_t Lanes>
        [[gnu::always_inline]] auto at(std::size_t position) const
        {
            return at<Lanes>(position, std::index_sequence_for<Cursors...>());
        }

        [[gnu::always_inline]] void next() { next(std::index_sequence_for<Cursors...>()); }

    private:

        template <std::size_t Lanes, std::size_t... I>
        [[gnu::always_inline]] auto at(std::size_t position, std::index_sequence<I...>) const
        {
            return apply<Result, Lanes>(*function, std::get<I>(operands).template at<Lanes>(position)...);
        }

        template <std::size_t... I>
        [[gnu::always_inline]] void next(std::index_sequence<I...>)
        {
            (std::get<I>(operands).next(), ...);
        }

        const F* function;
        std::tuple<Cursors...> operands;
    };

    template <class F, class... E, std::size_t N>
    class bound<xt::xfunction<F, E...>, N>
    {
    public:

        using expression_type = xt::xfunction<F, E...>;
        using value_type = typename expression_type::value_type;
        static constexpr std::size_t leaf_count = (bound<std::decay_t<E>, N>::leaf_count + ... + 0);

        bound(const expression_type& e, const loop_shape<N>& result) : bound(e, result, indices()) {}

        template <class V>
        void each_leaf(V&& visit)
        {
            each_leaf(visit, indices());
        }
        auto look() const { return look(indices()); }
        auto look_along(std::size_t position, std::size_t axis) const { return look_along(position, axis, indices()); }

    private:

        using indices = std::index_sequence_for<E...>;  // not std::apply, which takes compilers ten times as long

        template <class Operand>
        struct argument
        {
            const Operand& expression;
            const loop_shape<N>& result;
        };
        template <class Operand>
        struct operand : bound<Operand, N>
        {
            operand(const argument<Operand>& a) : bound<Operand, N>(a.expression, a.result) {}
        };

        template <std::size_t... I>
        bound(const expression_type& e, const loop_shape<N>& result, std::index_sequence<I...>)
            : m_function(&e.functor()), m_operands(argument<std::decay_t<E>>{std::get<I>(e.arguments()), result}...)
        {
        }

        template <class V, std::size_t... I>
        void each_leaf(V& visit, std::index_sequence<I...>)
        {
            (std::get<I>(m_operands).each_leaf(visit), ...);
        }

        template <class... Cursors>
        auto cursor_over(const Cursors&... operands) const
        {
            return function_cursor<F, value_type, Cursors...>(m_function, operands...);
        }
        template <std::size_t... I>
        auto look(std::index_sequence<I...>) const
        {
            return cursor_over(std::get<I>(m_operands).look()...);
        }
        template <std::size_t... I>
        auto look_along(std::size_t position, std::size_t axis, std::index_sequence<I...>) const
        {
            return cursor_over(std::get<I>(m_operands).look_along(position, axis)...);
        }

        const F* m_function;
        std::tuple<operand<std::decay_t<E>>...> m_operands;
    };

    /// The leaves of a tree, which stays where it is.
    template <std::size_t N, class Tree>
    auto leaves_of(Tree& tree)
    {
        std::array<any_leaf<N>*, Tree::leaf_count> out{};
        tree.each_leaf([at = out.begin()](auto& leaf) mutable { *at++ = &leaf; });
        return out;
    }
}
