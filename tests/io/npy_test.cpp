// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "hostile.hpp"
#include "io/npy.hpp"

#include <bit>
#include <cmath>
#include <limits>

using namespace alphabar;
using hostile::bytes;

namespace
{
    bytes with_header(const std::string& header, const bytes& elements, int major = 1)
    {
        bytes out;
        hostile::put(out, "\x93NUMPY");
        out.push_back(static_cast<std::uint8_t>(major));
        out.push_back(0);
        hostile::put_little(out, header.size(), major == 1 ? 2 : 4);
        hostile::put(out, header);
        out.insert(out.end(), elements.begin(), elements.end());
        return out;
    }

    std::string header(const std::string& type, const std::string& shape, const std::string& order = "False")
    {
        return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
    }

    io::npy_array decode(const bytes& content) { return io::decode_npy(content, "test.npy"); }

    template <class T>
    void check_round_trip()
    {
        xt::xarray<T> rows = xt::xarray<T>::from_shape({2, 3, 4});
        xt::xarray<T, xt::layout_type::column_major> columns;
        columns.resize({2, 3, 4});
        for (std::size_t i = 0; i < 2; ++i)
        {
            for (std::size_t j = 0; j < 3; ++j)
            {
                for (std::size_t k = 0; k < 4; ++k)
                {
                    const T value = i + j + k == 0   ? std::numeric_limits<T>::lowest()
                                    : i + j + k == 6 ? std::numeric_limits<T>::max()
                                                     : static_cast<T>(100 * i + 10 * j + k);
                    rows(i, j, k) = value;
                    columns(i, j, k) = value;
                }
            }
        }
        const auto from_rows = decode(io::encode_npy(io::to_npy(rows)));
        const auto from_columns = decode(io::encode_npy(io::to_npy(columns)));
        CHECK(!from_rows.fortran_order);
        CHECK(from_columns.fortran_order);
        CHECK(from_rows.type == io::npy_type_of<T>());
        CHECK((io::to_xtensor<T>(from_rows) == rows));
        CHECK((io::to_xtensor<T>(from_columns) == rows));
        CHECK((io::convert<double>(from_columns) == io::convert<double>(from_rows)));
        CHECK(io::convert<double>(from_rows)(1, 2, 2) == 122.0);
        CHECK(io::convert<double>(from_columns)(1, 2, 2) == 122.0);
    }

    std::vector<hostile::file> hostile_files()
    {
        const auto one = [](const std::string& text, const std::string& says)
        { return hostile::file{text, with_header(text, bytes(8)), says}; };
        const auto good = with_header(header("<f4", "(2,)"), bytes(8));
        std::vector<hostile::file> files{
            {"nothing", {}, "is empty"},
            {"another file", bytes(100, 'x'), "must be a .npy"},
            {"a magic alone", hostile::first(good, 6), "truncated"},
            {"a version alone", hostile::first(good, 8), "truncated"},
            {"half a length", hostile::first(good, 9), "truncated"},
            {"no header", hostile::first(good, 10), "truncated"},
            {"version 0", hostile::with(good, 6, 0), "version 0.0"},
            {"version 4", hostile::with(good, 6, 4), "version 4.0"},
            {"version 1.1", hostile::with(good, 7, 1), "version 1.1"},
            {"a header longer than the file", hostile::with(good, 9, 0xff), "truncated"},
            {"version 2 with a header of 4 GiB",
             []
             {
                 auto b = with_header(header("<f4", "(2,)"), bytes(8), 2);
                 b[8] = b[9] = b[10] = b[11] = 0xff;
                 return b;
             }(),
             "must have at most 65535"},
            {"version 2 cut in its length", hostile::first(with_header(header("<f4", "(2,)"), bytes(8), 2), 11),
             "truncated"},
            {"too few elements", with_header(header("<f4", "(3,)"), bytes(8)),
             "12 bytes of elements, 8 follow: the file is truncated"},
            {"too many elements", with_header(header("<f4", "(1,)"), bytes(8)), "the file is too long"},
            {"a byte too many", with_header(header("<f4", "(2,)"), bytes(9)), "too long"},
            {"elements of an empty array", with_header(header("<f4", "(0, 5)"), bytes(4)), "too long"},
            {"a scalar without its element", with_header(header("<f8", "()"), {}), "truncated"},
            {"2^64 elements, wrapped to 0", with_header(header("<f4", "(4294967296, 4294967296)"), {}), "side 1"},
            {"2^64 bytes, wrapped to 0", with_header(header("<f8", "(2305843009213693952,)"), {}), "side 0"},
            {"2^64 + 8 bytes, wrapped to 8", with_header(header("<f8", "(2305843009213693953,)"), bytes(8)), "side 0"},
            {"2^63 bytes", with_header(header("|u1", "(9223372036854775808,)"), bytes(8)), "side 0"},
            {"a side of 2^64", with_header(header("|u1", "(18446744073709551616,)"), bytes(8)), "2^64"},
            {"a side of 30 digits", with_header(header("|u1", "(100000000000000000000000000000,)"), bytes(8)), "2^64"},
            {"an empty array with a wrapped side", with_header(header("<f8", "(0, 2305843009213693952)"), {}),
             "side 1"},
            {"an array that wraps over many axes",
             with_header(header("<f4", "(65536, 65536, 65536, 65536, 4)"), bytes(16)), "side"},
            {"33 axes",
             with_header(header("<f4", "(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)"),
                         bytes(4)),
             "32 axes"},
            one("", "malformed"),
            one("{", "malformed"),
            one("{}", "lacks the key"),
            one("{}{}", "goes on"),
            one("[]", "malformed"),
            one("42", "malformed"),
            one("{'descr': '<f4', 'fortran_order': False}", "lacks the key \"shape\""),
            one("{'descr': '<f4', 'shape': (2,)}", "lacks the key \"fortran_order\""),
            one("{'fortran_order': False, 'shape': (2,)}", "lacks the key \"descr\""),
            one("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}", "\"more\""),
            one("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "twice"),
            one("{'shape': (2,), 'fortran_order': False, 'shape': (1,), 'descr': '<f4'}", "twice"),
            one("{'descr' '<f4'}", "expected ':'"),
            one("{'descr': <f4}", "expected a string"),
            one("{'descr': '<f4}", "without end"),
            one("{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (1,)}", "structured"),
            one(header("[[[[[[[[", "(2,)"), "declares the type"),
            one("{'descr': [[[[[[[[[[[[[[[[", "structured"),
            one(header("<f4", "((((((((((((((((((((2,)"), "expected a side"),
            one(header("|O", "(1,)"), "declares the type \"|O\""),
            one(header(">f4", "(2,)"), "little-endian"),
            one(header("<U2", "(1,)"), "declares the type"),
            one(header("<c8", "(1,)"), "declares the type"),
            one(header("<f16", "(1,)"), "declares the type"),
            one(header("|V8", "(1,)"), "declares the type"),
            one(header("<M8[ns]", "(1,)"), "declares the type"),
            one(header("", "(1,)"), "declares the type"),
            one(header(std::string(5000, 'a'), "(1,)"), "declares the type"),
            one(header(std::string("\x1b[31m\0", 6), "(1,)"), "declares the type"),
            one(header("<f4", "(2,)", "Maybe"), "True or False"),
            one(header("<f4", "(2,)", "0"), "True or False"),
            one(header("<f4", "(-2,)"), "expected a side"),
            one(header("<f4", "(2.0,)"), "malformed"),
            one(header("<f4", "(0x2,)"), "malformed"),
            one(header("<f4", "(2 2,)"), "malformed"),
            one(header("<f4", "(,)"), "expected a side"),
            one(header("<f4", "(2,,)"), "expected a side"),
            one(header("<f4", "(2,"), "malformed"),
            one(header("<f4", "2"), "expected '('"),
            one(header("<f4", "(__import__('os').system('true'),)"), "expected a side"),
            one(header("<f4", "(2,)") + "}", "goes on"),
        };
        return files;
    }
}

TEST_CASE("arrays of every type and order are read back as they were written", "[io]")
{
    check_round_trip<std::uint8_t>();
    check_round_trip<std::int8_t>();
    check_round_trip<std::uint16_t>();
    check_round_trip<std::int16_t>();
    check_round_trip<std::uint32_t>();
    check_round_trip<std::int32_t>();
    check_round_trip<std::int64_t>();
    check_round_trip<float>();
    check_round_trip<double>();
}

TEST_CASE("floating-point elements keep every bit, also of values that are not finite", "[io]")
{
    xt::xarray<double> values = xt::xarray<double>::from_shape({5});
    values(0) = std::numeric_limits<double>::quiet_NaN();
    values(1) = -std::numeric_limits<double>::infinity();
    values(2) = -0.0;
    values(3) = std::numeric_limits<double>::denorm_min();
    values(4) = 0.1;
    const auto back = io::to_xtensor<double>(decode(io::encode_npy(io::to_npy(values))));
    for (std::size_t i = 0; i < 5; ++i)
    {
        CHECK(std::bit_cast<std::uint64_t>(back(i)) == std::bit_cast<std::uint64_t>(values(i)));
    }
}

TEST_CASE("half precision is read exactly", "[io]")
{
    bytes elements;
    for (const unsigned half : {0x0000u, 0x8000u, 0x3c00u, 0xc000u, 0x7bffu, 0x0001u, 0x0400u, 0x7c00u, 0x3555u})
    {
        hostile::put_little(elements, half, 2);
    }
    const auto values = io::convert<double>(decode(with_header(header("<f2", "(9,)"), elements)));
    // IEEE 754, binary16.
    const double expected[] = {0, -0.0, 1, -2, 65504, 0x1p-24, 0x1p-14, INFINITY, 1365.0 / 4096};
    for (std::size_t i = 0; i < 9; ++i)
    {
        CHECK(values(i) == expected[i]);
    }
    CHECK(std::signbit(values(1)));
}

TEST_CASE("scalars, empty arrays and a single axis have their shapes", "[io]")
{
    CHECK(decode(with_header(header("<f8", "()"), bytes(8))).shape.empty());
    CHECK(decode(with_header(header("<f8", "()"), bytes(8))).size() == 1);
    CHECK(decode(with_header(header("<f8", "(0,)"), {})).shape == std::vector<std::size_t>{0});
    CHECK(decode(with_header(header("<f8", "(3, 0, 2)"), {})).size() == 0);
    CHECK(io::to_xtensor<double>(decode(with_header(header("<f8", "(3, 0, 2)"), {}))).dimension() == 3);
    const xt::xtensor<float, 1> one{1.f, 2.f};
    CHECK(decode(io::encode_npy(io::to_npy(one))).shape == std::vector<std::size_t>{2});
}

TEST_CASE("headers are accepted in every spelling that has one meaning", "[io]")
{
    for (const auto& text : {"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n",
                             "{\"shape\":(2),\"fortran_order\":False,\"descr\":\"<f4\"}",
                             "  { 'shape' : ( 2L , ) , 'descr' : '<f4' , 'fortran_order' : False }   \n"})
    {
        for (const int major : {1, 2, 3})
        {
            CAPTURE(text, major);
            CHECK(decode(with_header(text, bytes(8), major)).shape == std::vector<std::size_t>{2});
        }
    }
    CHECK(decode(with_header(header("<u1", "(1,)"), {7})).at(0) == 7);
}

TEST_CASE("what is written starts its elements at a multiple of 64, as numpy does", "[io]")
{
    for (std::size_t rank = 1; rank < 20; ++rank)
    {
        io::npy_array array;
        array.type = io::npy_type::u1;
        array.shape.assign(rank, 1);
        array.data = {9};
        const auto content = io::encode_npy(array);
        CHECK(content.size() % 64 == 1);
        CHECK(decode(content).shape == array.shape);
    }
}

TEST_CASE("an array of another type is an error of its own", "[io]")
{
    const auto array = decode(with_header(header("<f4", "(2,)"), bytes(8)));
    CHECK_THROWS_AS(io::to_xtensor<double>(array), argument_error);
    CHECK(io::convert<double>(array)(1) == 0.0);
}

TEST_CASE("hostile .npy files are refused with the file's name and a reason", "[io]")
{
    const auto files = hostile_files();
    REQUIRE(files.size() >= 60);
    for (const auto& f : files)
    {
        const auto message = hostile::refusal([&] { decode(f.content); });
        CAPTURE(f.what, message);
        CHECK(hostile::is_clean(message, "test.npy"));
        CHECK(message.find(f.says) != std::string::npos);
    }
}

TEST_CASE("a .npy file cut anywhere is refused", "[io]")
{
    for (const int major : {1, 2, 3})
    {
        const auto content = with_header(header("<f8", "(2, 3)"), bytes(48), major);
        REQUIRE(decode(content).size() == 6);
        for (std::size_t size = 0; size < content.size(); ++size)
        {
            CAPTURE(major, size);
            REQUIRE(hostile::is_clean(hostile::refusal([&] { decode(hostile::first(content, size)); }), "test.npy"));
        }
    }
}

TEST_CASE("a .npy file with any one byte changed is refused, or says what its bytes say", "[io]")
{
    const auto content = with_header(header("<f8", "(2, 3)"), bytes(48, 0x3f));
    for (std::size_t at = 0; at < content.size(); ++at)
    {
        for (int value = 0; value < 256; ++value)
        {
            const auto message = hostile::refusal(
                [&]
                {
                    const auto array = decode(hostile::with(content, at, static_cast<std::uint8_t>(value)));
                    std::size_t product = io::size_of(array.type);
                    for (const auto side : array.shape)
                    {
                        product *= side;
                    }
                    REQUIRE(product == array.data.size());
                });
            REQUIRE((message.empty() || hostile::is_clean(message, "test.npy")));
        }
    }
}
