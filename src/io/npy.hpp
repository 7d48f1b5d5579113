// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "error.hpp"
#include "file.hpp"

#include <alphabar/core/xtensor.hpp>

#include <concepts>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace alphabar::io
{
    /// The element types of `.npy` files that are read and written: little-endian, fixed width.
    enum class npy_type
    {
        u1,
        i1,
        u2,
        i2,
        u4,
        i4,
        i8,
        f2,
        f4,
        f8,
    };

    /// Bytes of one element.
    std::size_t size_of(npy_type type);
    /// As the header spells it: "|u1", "<f4", …
    std::string_view name_of(npy_type type);

    /// What a `.npy` file may ask for, checked before anything is allocated.
    struct npy_limits
    {
        std::uint64_t max_file_bytes = std::uint64_t{4} << 30;
        std::size_t max_header_bytes = 65'535;
        std::size_t max_rank = 32;
    };

    /// An array as a `.npy` file holds it: elements in file order, as bytes.
    struct npy_array
    {
        npy_type type = npy_type::f8;
        bool fortran_order = false;
        std::vector<std::size_t> shape;
        bytes data;

        /// Product of the shape; 1 for rank 0.
        std::size_t size() const { return data.size() / size_of(type); }

        /// Element `i` in file order, as a double (i8 beyond 2^53 rounds).
        double at(std::size_t i) const;
    };

    /// The shape as numpy writes it: "(2, 3)", "(5,)".
    std::string shape_text(const npy_array& array);

    /// True if the bytes start as a `.npy` file does.
    bool is_npy(std::span<const std::uint8_t> content);

    /// The array in the content of a `.npy` file, format versions 1.0, 2.0 and 3.0.
    ///
    /// Errors: `file_error` starting with `name` unless the header is a plain dictionary of exactly `descr`,
    /// `fortran_order` and `shape`, the type is one of `npy_type`, the product of the shape neither overflows nor
    /// disagrees with the number of bytes that follow: a truncated file is an error, and so are bytes left over.
    npy_array decode_npy(std::span<const std::uint8_t> content, std::string_view name, const npy_limits& limits = {});
    npy_array read_npy(const std::filesystem::path& path, const npy_limits& limits = {});

    /// The content of a `.npy` file, version 1.0 (2.0 if the header is too long for it).
    bytes encode_npy(const npy_array& array);

    /// The file type of a C++ type.
    template <class T>
    constexpr npy_type npy_type_of()
    {
        static_assert(std::integral<T> || std::same_as<T, float> || std::same_as<T, double>);
        if constexpr (std::is_floating_point_v<T>)
        {
            return sizeof(T) == 4 ? npy_type::f4 : npy_type::f8;
        }
        else if constexpr (sizeof(T) == 8)
        {
            static_assert(std::signed_integral<T>, "64-bit unsigned integers have no .npy type here");
            return npy_type::i8;
        }
        else
        {
            constexpr bool s = std::is_signed_v<T>;
            return sizeof(T) == 1   ? (s ? npy_type::i1 : npy_type::u1)
                   : sizeof(T) == 2 ? (s ? npy_type::i2 : npy_type::u2)
                                    : (s ? npy_type::i4 : npy_type::u4);
        }
    }

    /// The elements as an xtensor array of the file's own type and order.
    ///
    /// Errors: `argument_error` if the file holds another type. The layout of the result is row-major whatever the
    /// file's order is: element (i, j, …) is the same in both.
    template <class T>
    xt::xarray<T> to_xtensor(const npy_array& array)
    {
        core::require(array.type == npy_type_of<T>(), "an array of type ", name_of(array.type), ": must be of type ",
                      name_of(npy_type_of<T>()));
        using shape_type = typename xt::xarray<T>::shape_type;
        const shape_type shape(array.shape.begin(), array.shape.end());
        const auto fill = [&](auto&& out)
        {
            if (!array.data.empty())
            {
                std::memcpy(out.data(), array.data.data(), array.data.size());
            }
        };
        if (array.fortran_order)
        {
            xt::xarray<T, xt::layout_type::column_major> file_order;
            file_order.resize(shape);
            fill(file_order);
            return file_order;
        }
        auto out = xt::xarray<T>::from_shape(shape);
        fill(out);
        return out;
    }

    /// The elements converted to T, whatever the file's type; row-major. Integers beyond 2^53 are rounded.
    template <std::floating_point T>
    xt::xarray<T> convert(const npy_array& array)
    {
        xt::xarray<T, xt::layout_type::column_major> columns;
        xt::xarray<T> rows;
        const auto fill = [&](auto& out)
        {
            out.resize(typename std::decay_t<decltype(out)>::shape_type(array.shape.begin(), array.shape.end()));
            for (std::size_t i = 0; i < array.size(); ++i)
            {
                out.data()[i] = static_cast<T>(array.at(i));
            }
        };
        if (array.fortran_order)
        {
            fill(columns);
            return columns;
        }
        fill(rows);
        return rows;
    }

    /// An xtensor expression as a `.npy` array; a column-major container is stored in Fortran order.
    template <class E>
    npy_array to_npy(const xt::xexpression<E>& expression)
    {
        using T = typename E::value_type;
        constexpr bool columns = E::static_layout == xt::layout_type::column_major;
        const xt::xarray<T, columns ? xt::layout_type::column_major : xt::layout_type::row_major> array(
            expression.derived_cast());
        npy_array out;
        out.type = npy_type_of<T>();
        out.fortran_order = columns;
        out.shape.assign(array.shape().begin(), array.shape().end());
        out.data.resize(array.size() * sizeof(T));
        if (!out.data.empty())
        {
            std::memcpy(out.data.data(), array.data(), out.data.size());
        }
        return out;
    }

    /// Writes the whole array, or nothing.
    template <class E>
    void write_npy(const std::filesystem::path& path, const xt::xexpression<E>& expression)
    {
        write_file(path, encode_npy(to_npy(expression)));
    }
}
