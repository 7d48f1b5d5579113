// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/expression/memory.hpp>
#include <alphabar/expression/tile.hpp>

#include <span>

/// The ends of an expression tree, bound to the axes of a loop. A leaf reads from an *origin*: memory, or anything that
/// can fill a buffer with the values at positions first, first + step, … of its own index space. Both are addressed by one
/// offset and one stride an axis, so the loop treats them alike: a run along the innermost axis reads memory of stride
/// 1 in place, repeats a value of stride 0, and stages everything else through a buffer in the first-level cache.
namespace alphabar::expression
{
    /// Elements that a leaf stages at once: a multiple of every tile and of every block of the noise law.
    inline constexpr std::size_t chunk = 2048;

    /// What the innermost loop sees of a leaf: consecutive values, or one value again and again.
    template <class T>
    struct cursor
    {
        using value_type = T;
        const T* from;
        bool consecutive;

        std::ptrdiff_t stride = 0;  // of next()

        template <std::size_t Lanes>
        [[gnu::always_inline]] auto at(std::size_t position) const
        {
            return consecutive ? load<Lanes>(from + position) : splat<Lanes>(*from);
        }

        /// Goes on along another axis.
        void next() { from += stride; }
    };

    template <class T>
    struct scalar_cursor
    {
        using value_type = T;
        T value;

        template <std::size_t Lanes>
        [[gnu::always_inline]] auto at(std::size_t) const
        {
            return splat<Lanes>(value);
        }

        void next() {}
    };

    /// What the geometry of a loop knows of a leaf, whatever it reads: a loop is arranged, cut and walked by code that is
    /// compiled once for all expressions, and only its arithmetic is compiled for each.
    template <std::size_t N>
    class any_leaf
    {
    public:

        any_leaf(const any_leaf&) = delete;
        any_leaf& operator=(const any_leaf&) = delete;

        /// Stride of each axis of the loop, in steps of the origin's index space.
        std::array<std::ptrdiff_t, N> strides{};

        void move(std::ptrdiff_t by) { m_offset += by; }

        /// Sets the axis that runs go along; once, before any run.
        void run_along(std::size_t axis, bool any) { m_step = any ? strides[axis] : 0; }

        /// Whether a run is read in place.
        bool is_direct() const { return m_in_memory && (m_step == 0 || m_step == 1); }

        /// Whether memory runs along another axis rather than along the runs.
        bool is_turned(std::size_t axis) const
        {
            return m_in_memory && !is_direct() && strides[axis] != 0 && crosses(strides[axis]);
        }

        /// Whether along an axis runs of a length continue each other, or are the same.
        bool is_even(std::size_t axis, std::size_t length) const
        {
            return strides[axis] == 0 || strides[axis] == m_step * static_cast<std::ptrdiff_t>(length);
        }

        /// Readies a staged run from the present offset.
        virtual void begin_run() = 0;

        /// Makes positions [from, from + n) of the run the ones that the cursor shows as 0 … n−1.
        virtual void stage(std::size_t from, std::size_t n) = 0;

        /// The same for a last piece that does not fill its tile: the rest repeats the last value, which is safe for any
        /// function, as that value is met anyway.
        virtual void stage_padded(std::size_t from, std::size_t n, std::size_t lanes) = 0;

        /// Makes the block of rows [row, row + rows) along `axis` and positions [from, from + n) of the runs the one that
        /// the cursor shows; a block of a leaf that is not direct has at most `chunk` elements.
        virtual void stage_block(std::size_t row, std::size_t rows, std::size_t axis, std::size_t from,
                                 std::size_t n) = 0;

        /// Where runs are even: makes [from, from + n) of all runs behind each other the ones that the cursor shows; from and
        /// n are multiples of the length. `begin_run()` comes before the first of them, which is from 0.
        virtual void stage_even(std::size_t from, std::size_t n, std::size_t axis, std::size_t length) = 0;

        /// Puts the first n positions of `rows` runs, `row_stride` apart, at [at, at + rows·n) of the buffer: short runs
        /// share a chunk.
        virtual void gather(std::size_t at, std::size_t rows, std::ptrdiff_t row_stride, std::size_t n) = 0;

        /// Ends a chunk of n gathered values; see `stage_padded` for what follows them.
        virtual void finish(std::size_t n, std::size_t lanes) = 0;

    protected:

        any_leaf(std::ptrdiff_t offset, bool in_memory) : m_offset(offset), m_in_memory(in_memory) {}
        ~any_leaf() = default;

        std::ptrdiff_t offset_of(std::size_t position) const
        {
            return m_offset + static_cast<std::ptrdiff_t>(position) * m_step;
        }

        bool crosses(std::ptrdiff_t row_stride) const
        {
            const auto length = [](std::ptrdiff_t stride) { return stride < 0 ? -stride : stride; };
            return length(row_stride) < length(m_step);
        }

        std::ptrdiff_t m_offset;
        std::ptrdiff_t m_step = 0;

    private:

        bool m_in_memory;
    };

    /// The leaves of a tree.
    template <std::size_t N>
    using leaf_list = std::span<any_leaf<N>* const>;

    /// A leaf in a loop over at most N axes.
    template <class Origin, std::size_t N>
    class leaf final : public any_leaf<N>
    {
        using base = any_leaf<N>;
        using base::m_offset;
        using base::m_step;
        using base::offset_of;

    public:

        using value_type = typename Origin::value_type;
        static constexpr bool in_memory = std::same_as<Origin, memory<value_type>>;

        template <class... Args>
        explicit leaf(std::ptrdiff_t offset, Args&&... args)
            : base(offset, in_memory), m_origin{std::forward<Args>(args)...}
        {
        }

        Origin& origin() { return m_origin; }
        std::ptrdiff_t offset() const { return m_offset; }
        const value_type* data() const
            requires in_memory
        {
            return m_origin.data + m_offset;
        }

        void begin_run() override
        {
            if constexpr (!in_memory)
            {
                if (m_step == 0)
                {
                    m_origin.fill(m_offset, 0, m_buffer, 1);
                }
            }
        }

        void stage(std::size_t from, std::size_t n) override
        {
            if constexpr (in_memory)
            {
                if (this->is_direct())
                {
                    m_shown = {m_origin.data + offset_of(from), m_step == 1};
                    return;
                }
            }
            m_shown = {m_buffer, m_step != 0};
            if (m_step != 0)
            {
                m_origin.fill(offset_of(from), m_step, m_buffer, n);
            }
        }

        void stage_padded(std::size_t from, std::size_t n, std::size_t lanes) override
        {
            if (m_step == 0)
            {
                stage(from, n);
                return;
            }
            m_origin.fill(offset_of(from), m_step, m_buffer, n);
            finish(n, lanes);
        }

        void stage_block(std::size_t row, std::size_t rows, std::size_t axis, std::size_t from, std::size_t n) override
        {
            const std::ptrdiff_t row_stride = this->strides[axis];
            const std::ptrdiff_t first = offset_of(from) + static_cast<std::ptrdiff_t>(row) * row_stride;
            if constexpr (in_memory)
            {
                if (this->is_direct())
                {
                    m_shown = {m_origin.data + first, m_step == 1, row_stride};
                    return;
                }
            }
            fill_rows(first, row_stride, rows, m_buffer, n);
            m_shown = {m_buffer, true, static_cast<std::ptrdiff_t>(n)};
        }

        void stage_even(std::size_t from, std::size_t n, std::size_t axis, std::size_t length) override
        {
            if (this->strides[axis] != 0 || m_step == 0)
            {
                stage(from, n);
            }
            else if (from == 0)
            {
                m_origin.fill(m_offset, m_step, m_buffer, length);
                repeat_up_to(m_buffer, length, n);
                m_shown = {m_buffer, true};
            }
        }

        void gather(std::size_t at, std::size_t rows, std::ptrdiff_t row_stride, std::size_t n) override
        {
            value_type* const to = m_buffer + at;
            const std::size_t total = rows * n;
            if (row_stride == m_step * static_cast<std::ptrdiff_t>(n))
            {
                m_origin.fill(m_offset, m_step, to, total);
            }
            else if (row_stride == 0)
            {
                m_origin.fill(m_offset, m_step, to, n);
                repeat_up_to(to, n, total);
            }
            else if (m_step == 0)
            {
                m_origin.fill(m_offset, row_stride, to, rows);
                for (std::size_t row = rows; row-- > 0;)
                {
                    std::fill_n(to + row * n, n, value_type(to[row]));
                }
            }
            else
            {
                fill_rows(m_offset, row_stride, rows, to, n);
            }
        }

        void finish(std::size_t n, std::size_t lanes) override
        {
            std::fill(m_buffer + n, m_buffer + (n + lanes - 1) / lanes * lanes, m_buffer[n - 1]);
            m_shown = {m_buffer, true};
        }

        cursor<value_type> look() const { return m_shown; }

        /// A cursor at a position of the run whose `next()` goes along another axis; for leaves that `is_direct()`.
        cursor<value_type> look_along(std::size_t position, std::ptrdiff_t stride) const
        {
            if constexpr (in_memory)
            {
                return {m_origin.data + offset_of(position), m_step == 1, stride};
            }
            else
            {
                return {};
            }
        }

    private:

        void fill_rows(std::ptrdiff_t first, std::ptrdiff_t row_stride, std::size_t rows, value_type* to, std::size_t n)
        {
            if constexpr (in_memory)
            {
                if (this->crosses(row_stride))
                {
                    m_origin.fill_rows(first, row_stride, rows, m_step, to, n);
                    return;
                }
            }
            for (std::size_t row = 0; row < rows; ++row)
            {
                m_origin.fill(first + static_cast<std::ptrdiff_t>(row) * row_stride, m_step, to + row * n, n);
            }
        }

        static void repeat_up_to(value_type* to, std::size_t done, std::size_t total)
        {
            for (; done < total; done += std::min(done, total - done))
            {
                std::copy_n(to, std::min(done, total - done), to + done);
            }
        }

        Origin m_origin;
        cursor<value_type> m_shown{};
        alignas(64) value_type m_buffer[chunk];
    };
}
