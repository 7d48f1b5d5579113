// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/evaluate.hpp>
#include <alphabar/expression/part.hpp>
#include <alphabar/expression/plan.hpp>

/// Assignment of fused expressions: `y = e`, `xt::noalias(y) = e`, `y += e`, construction, views on the left.
///
/// As in xtensor, `y = e` evaluates into a temporary and moves it in, so `y = f(y)` is safe; `xt::noalias(y) = e` writes
/// in place and allocates nothing if y has its shape already. Shapes that do not broadcast throw `xt::broadcast_error`
/// before an element is written.
///
/// In place, an operand may be y itself, element for element (`xt::noalias(x) = a * x + b`). An operand that lies in
/// y's memory in any other way (shifted, transposed, reversed, broadcast, another type, inside a reduction) would be
/// read after it was overwritten: that throws `argument_error`, before an element is written. Overlap is seen through
/// functions, views and reducers of xtensor, too, but not through its generators that hold arrays (`xt::concatenate`,
/// `xt::stack`), and neither are times in those checked before the first element is written.
namespace alphabar::expression
{
    template <class Shape>
    std::string shape_text(const Shape& shape)
    {
        std::string out = "(";
        for (std::size_t axis = 0; axis < shape.size(); ++axis)
        {
            core::append(out, axis == 0 ? "" : ", ");
            core::append(out, shape[axis]);
        }
        return out + (shape.size() == 1 ? ",)" : ")");
    }

    /// Throws xtensor's exception, with both shapes in every build (xtensor's own message has them without NDEBUG only).
    template <class From, class To>
    [[noreturn]] void refuse_shape(const From& from, const To& to)
    {
        const auto message =
            core::text("an expression of shape ", shape_text(from), " does not broadcast to ", shape_text(to));
        XTENSOR_THROW(xt::broadcast_error, message.c_str());
    }

    /// Throws unless something of one shape can be assigned to what keeps the other.
    template <class From, class To>
    void require_broadcast(const From& from, const To& to)
    {
        if (!xt::broadcastable(from, to))
        {
            refuse_shape(from, to);
        }
    }

    namespace detail
    {
        /// Refuses a leaf that reads what the loop is going to overwrite, or that would fail on the way.
        template <std::size_t N, class T, class Leaf>
        void check_leaf(const loop_shape<N>& shape, const T* out, const std::array<std::ptrdiff_t, N>& strides,
                        const memory_range& written, Leaf& leaf)
        {
            if constexpr (Leaf::in_memory)
            {
                bool same = static_cast<const void*>(leaf.data()) == static_cast<const void*>(out) &&
                            std::same_as<typename Leaf::value_type, T>;
                for (std::size_t axis = 0; axis < shape.rank; ++axis)
                {
                    same &= shape.extent[axis] == 1 || leaf.strides[axis] == strides[axis];
                }
                core::require(same || !reach(leaf.data(), shape.extent, leaf.strides, shape.rank).overlaps(written),
                              "noalias: an operand overlaps the output without being the output element for element; "
                              "assign without xt::noalias, or copy the operand first");
            }
            if constexpr (requires { leaf.origin().check(); })
            {
                leaf.origin().check();
            }
            if constexpr (requires { leaf.origin().reads(written); })
            {
                core::require(
                    !leaf.origin().reads(written),
                    "noalias: a reduction, lookup or view of an expression reads the output's memory; assign without "
                    "xt::noalias, or copy the operand first");
            }
        }

        /// Whether elements lie in storage that can become longer: not in a fixed shape, nor in memory of somebody else's.
        template <class Storage>
        inline constexpr bool can_grow = requires(Storage& storage) { storage.resize(std::size_t()); };
        template <class P, class A>
        inline constexpr bool can_grow<xt::xbuffer_adaptor<P, xt::no_ownership, A>> = false;
        template <class I, class C>
        inline constexpr bool can_grow<xt::xiterator_adaptor<I, C>> = false;

        template <class Shape>
        inline constexpr bool is_fixed_shape = false;
        template <std::size_t... N>
        inline constexpr bool is_fixed_shape<xt::fixed_shape<N...>> = true;

        template <class Y>
        concept growing = !is_fixed_shape<typename Y::shape_type> && can_grow<typename Y::storage_type>;
    }

    /// The lazy f(e…), a fused expression if F derives from `node_functor`. Lvalue containers are borrowed, the rest owned.
    template <class F, class... E>
    auto make_function(F f, E&&... e)
    {
        return xt::xfunction<F, owned_t<xt::const_xclosure_t<E>>...>(
            std::move(f), owned_t<xt::const_xclosure_t<E>>(std::forward<E>(e))...);
    }

    /// The loop that evaluates e into the elements of y, which lie in memory; e must broadcast to the shape of y. Both are
    /// borrowed. A loop is run by one thread at a time; several may each have a loop of their own.
    template <strided_memory Y, class E>
    class assignment
    {
        static constexpr std::size_t axes = axes_of<typename Y::shape_type>;
        using value_type = typename Y::value_type;

    public:

        assignment(Y& y, const E& e)
            : m_shape(to_loop_shape<axes>(y.shape())), m_tree(e, m_shape), m_out(y.data() + y.data_offset()),
              m_strides(broadcast_strides(m_shape, y.shape(), y.strides()))
        {
            arrange(m_shape, m_strides, leaves());
        }
        assignment(const assignment&) = delete;
        assignment& operator=(const assignment&) = delete;

        /// Throws if an operand overlaps the output otherwise than element for element, or would throw on the way.
        void check()
        {
            if (m_shape.size() != 0)
            {
                const auto written = reach(m_out, m_shape.extent, m_strides, m_shape.rank);
                m_tree.each_leaf([&](auto& leaf) { detail::check_leaf(m_shape, m_out, m_strides, written, leaf); });
            }
        }

        part<axes> whole() const { return {m_shape}; }

        /// Evaluates a part of the elements.
        void run(const part<axes>& piece)
        {
            if (piece.size() == 0)
            {
                return;
            }
            auto* out = m_out;
            for (std::size_t axis = 0; axis < m_shape.rank; ++axis)
            {
                const auto begin = static_cast<std::ptrdiff_t>(piece.begin[axis]);
                out += begin * m_strides[axis];
                move_leaves(leaves(), axis, begin);
            }
            if (!filled_at_once(piece, out))
            {
                constexpr std::size_t lanes = lanes_for<typename E::value_type>;
                const auto write = row_writer<value_type>::template of<lanes>(m_tree);
                evaluate<lanes>(piece.shape, out, m_strides, leaves(), write);
            }
            for (std::size_t axis = 0; axis < m_shape.rank; ++axis)
            {
                move_leaves(leaves(), axis, -static_cast<std::ptrdiff_t>(piece.begin[axis]));
            }
        }

    private:

        using tree = bound<E, axes>;

        leaf_list<axes> leaves() const { return m_leaves; }

        /// Noise or a reduction alone, assigned to memory in its own order, is written where it belongs without a buffer.
        bool filled_at_once(const part<axes>& piece, value_type* out)
        {
            if constexpr (requires { m_tree.fill(out, piece.size()); })
            {
                if (piece.shape.rank == 1 && m_strides[0] == 1 && m_leaves[0]->strides[0] == 1)
                {
                    m_tree.fill(out, piece.size());
                    return true;
                }
            }
            return false;
        }

        loop_shape<axes> m_shape;
        tree m_tree;
        std::array<any_leaf<axes>*, tree::leaf_count> m_leaves = leaves_of<axes>(m_tree);
        value_type* m_out;
        std::array<std::ptrdiff_t, axes> m_strides;
    };

    /// Evaluates e into the elements of y, whose shape it must broadcast to.
    template <class Y, class E, execution_policy Policy = sequential_policy>
    void write(Y& y, const E& e, const Policy& policy = {})
    {
        if constexpr (strided_memory<Y>)
        {
            assignment loop(y, e);
            loop.check();
            if constexpr (std::same_as<Policy, sequential_policy>)
            {
                loop.run(loop.whole());
            }
            else
            {
                const std::size_t grain = y.size() / 64;  // enough for many threads; each part binds a tree of its own
                policy.each_part(loop.whole(), grain, [&](const auto& piece) { assignment(y, e).run(piece); });
            }
        }
        else
        {
            // Not memory (an index view, say): xtensor scatters what was computed.
            xt::xarray<typename E::value_type> values = xt::broadcast(e, y.shape());
            xt::assign_data(y, values, false);
        }
    }

    namespace detail
    {
        /// The shape that a container of type Y has when it holds something of the given one: that, or if the type has more
        /// axes, that with axes of extent 1 in front.
        template <class Y, class Shape>
        decltype(auto) shape_in(const Y& y, const Shape& shape)
        {
            using own = typename Y::shape_type;
            if constexpr (requires { std::tuple_size<own>::value; })
            {
                own out{};
                if (shape.size() > out.size())
                {
                    refuse_shape(shape, y.shape());
                }
                const auto first = std::fill_n(out.begin(), out.size() - shape.size(), 1u);
                std::copy(shape.begin(), shape.end(), first);
                return out;
            }
            else
            {
                return shape;
            }
        }
    }

    /// Evaluates e into y, which gets the shape of e if it can grow; else the shape of e must broadcast to that of y. A
    /// y whose shape changes gets it together with its new elements, so that it keeps the old ones if e throws.
    template <class Y, class E, execution_policy Policy = sequential_policy>
    void assign(Y& y, const E& e, const Policy& policy = {})
    {
        if constexpr (detail::growing<Y>)
        {
            const auto& from = e.shape();
            const auto& shape = detail::shape_in(y, from);
            if (!xt::has_shape(y, shape))
            {
                const auto layout = y.layout() == xt::layout_type::dynamic ? XTENSOR_DEFAULT_LAYOUT : y.layout();
                typename Y::temporary_type fresh;
                fresh.resize(shape, layout);
                write(fresh, e, policy);
                y = std::move(fresh);
                return;
            }
        }
        else
        {
            require_broadcast(e.shape(), y.shape());
        }
        write(y, e, policy);
    }
}

namespace xt
{
    template <>
    class xexpression_assigner<alphabar::fused_tag>
    {
    public:

        template <class E1, class E2>
        static void assign_data(xexpression<E1>& e1, const xexpression<E2>& e2, bool)
        {
            alphabar::expression::write(e1.derived_cast(), e2.derived_cast());
        }

        template <class E1, class E2>
        static void assign_xexpression(xexpression<E1>& e1, const xexpression<E2>& e2)
        {
            alphabar::expression::assign(e1.derived_cast(), e2.derived_cast());
        }

        /// `e1 op= e`, given as e2 = e1 op e: grows e1 if e is larger, as xtensor does.
        template <class E1, class E2>
        static void computed_assign(xexpression<E1>& e1, const xexpression<E2>& e2)
        {
            auto& y = e1.derived_cast();
            const auto& shape = e2.derived_cast().shape();
            if (has_shape(y, shape))
            {
                assign_data(e1, e2, false);
            }
            else if constexpr (alphabar::expression::detail::growing<E1>)
            {
                typename E1::temporary_type grown(e2);
                y.assign_temporary(std::move(grown));
            }
            else
            {
                alphabar::expression::refuse_shape(shape, y.shape());
            }
        }

        template <class E1, class E2>
        static void assert_compatible_shape(const xexpression<E1>& e1, const xexpression<E2>& e2)
        {
            alphabar::expression::require_broadcast(e2.derived_cast().shape(), e1.derived_cast().shape());
        }
    };
}
