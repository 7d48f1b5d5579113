// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "npy.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace alphabar::io
{
    static_assert(std::endian::native == std::endian::little, ".npy elements are copied as the machine holds them");

    namespace
    {
        struct type_entry
        {
            npy_type type;
            std::string_view name;
            std::size_t size;
        };

        constexpr std::array types{
            type_entry{npy_type::u1, "|u1", 1}, type_entry{npy_type::i1, "|i1", 1}, type_entry{npy_type::u2, "<u2", 2},
            type_entry{npy_type::i2, "<i2", 2}, type_entry{npy_type::u4, "<u4", 4}, type_entry{npy_type::i4, "<i4", 4},
            type_entry{npy_type::i8, "<i8", 8}, type_entry{npy_type::f2, "<f2", 2}, type_entry{npy_type::f4, "<f4", 4},
            type_entry{npy_type::f8, "<f8", 8},
        };

        const type_entry& entry_of(npy_type type) { return types[static_cast<std::size_t>(type)]; }

        double from_half(std::uint16_t half)
        {
            const int exponent = half >> 10 & 31;
            const int mantissa = half & 1023;
            const double size = exponent == 31  ? (mantissa == 0 ? std::numeric_limits<double>::infinity()
                                                                 : std::numeric_limits<double>::quiet_NaN())
                                : exponent == 0 ? std::ldexp(mantissa, -24)
                                                : std::ldexp(mantissa + 1024, exponent - 25);
            return (half & 0x8000) != 0 ? -size : size;
        }

        constexpr std::string_view magic = "\x93NUMPY";

        // The header is a Python literal. Only the one form that has a meaning here is accepted: a flat dictionary
        // with three known keys, so that there is nothing to nest and nothing to evaluate.
        class header_parser
        {
        public:
            header_parser(std::string_view text, std::string_view name, const npy_limits& limits)
                : m_text(text), m_name(name), m_limits(limits)
            {
            }

            npy_array parse()
            {
                npy_array out;
                bool has_type = false, has_order = false, has_shape = false;
                expect('{');
                while (!accept('}'))
                {
                    const auto key = string();
                    expect(':');
                    if (key == "descr" && !has_type)
                    {
                        out.type = type();
                        has_type = true;
                    }
                    else if (key == "fortran_order" && !has_order)
                    {
                        out.fortran_order = boolean();
                        has_order = true;
                    }
                    else if (key == "shape" && !has_shape)
                    {
                        out.shape = shape();
                        has_shape = true;
                    }
                    else
                    {
                        fail("has the key \"", printable(key), "\" twice or without need");
                    }
                    if (!accept(','))
                    {
                        expect('}');
                        break;
                    }
                }
                skip_space();
                if (m_at != m_text.size())
                {
                    fail("goes on after its closing brace");
                }
                if (!has_type || !has_order || !has_shape)
                {
                    fail("lacks the key ", !has_type ? "\"descr\"" : !has_order ? "\"fortran_order\"" : "\"shape\"");
                }
                return out;
            }

        private:
            template <class... Parts>
            [[noreturn]] void fail(const Parts&... parts) const
            {
                fail_file(m_name, ": the .npy header ", parts...);
            }

            static std::string printable(std::string_view text)
            {
                std::string out(text.substr(0, 40));
                for (char& c : out)
                {
                    c = c >= ' ' && c <= '~' ? c : '?';
                }
                return out;
            }

            void skip_space()
            {
                while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t'))
                {
                    ++m_at;
                }
            }

            bool accept(char c)
            {
                skip_space();
                if (m_at < m_text.size() && m_text[m_at] == c)
                {
                    ++m_at;
                    return true;
                }
                return false;
            }

            void expect(char c)
            {
                if (!accept(c))
                {
                    fail("is malformed at byte ", m_at, ": expected '", std::string_view(&c, 1), "'");
                }
            }

            std::string_view string()
            {
                skip_space();
                const char quote = m_at < m_text.size() ? m_text[m_at] : '\0';
                if (quote != '\'' && quote != '"')
                {
                    fail("is malformed at byte ", m_at, ": expected a string");
                }
                const auto end = m_text.find(quote, m_at + 1);
                if (end == std::string_view::npos)
                {
                    fail("is malformed at byte ", m_at, ": a string without end");
                }
                const auto value = m_text.substr(m_at + 1, end - m_at - 1);
                m_at = end + 1;
                return value;
            }

            npy_type type()
            {
                skip_space();
                if (m_at < m_text.size() && m_text[m_at] == '[')
                {
                    fail("declares a structured type: must be a single number type");
                }
                const auto name = string();
                for (const auto& t : types)
                {
                    // One byte has no order: numpy writes '|', others write '<'.
                    if (name == t.name || (t.size == 1 && name.size() == 3 && (name[0] == '<' || name[0] == '=') &&
                                           name.substr(1) == t.name.substr(1)))
                    {
                        return t.type;
                    }
                }
                fail("declares the type \"", printable(name),
                     "\": must be little-endian u1, i1, u2, i2, u4, i4, i8, f2, f4 or f8");
            }

            bool boolean()
            {
                skip_space();
                for (const auto& [word, value] : {std::pair{std::string_view("True"), true}, {"False", false}})
                {
                    if (m_text.substr(m_at, word.size()) == word)
                    {
                        m_at += word.size();
                        return value;
                    }
                }
                fail("is malformed at byte ", m_at, ": expected True or False");
            }

            std::vector<std::size_t> shape()
            {
                std::vector<std::size_t> out;
                expect('(');
                while (!accept(')'))
                {
                    if (out.size() == m_limits.max_rank)
                    {
                        fail("declares more than ", m_limits.max_rank, " axes");
                    }
                    skip_space();
                    std::size_t value = 0;
                    const auto* const first = m_text.data() + m_at;
                    const auto [end, error] = std::from_chars(first, m_text.data() + m_text.size(), value);
                    if (error == std::errc::result_out_of_range)
                    {
                        fail("declares a side beyond 2^64 at byte ", m_at);
                    }
                    if (error != std::errc())
                    {
                        fail("is malformed at byte ", m_at, ": expected a side, a whole number from 0");
                    }
                    m_at += static_cast<std::size_t>(end - first);
                    accept('L');  // Python 2
                    out.push_back(value);
                    if (!accept(','))
                    {
                        expect(')');
                        break;
                    }
                }
                return out;
            }

            std::string_view m_text;
            std::string_view m_name;
            const npy_limits& m_limits;
            std::size_t m_at = 0;
        };

        // Bytes of an array of this shape. A zero side makes the array empty, yet the other sides must still be able
        // to exist: (0, 2^63) is a lie that breaks strides later.
        std::uint64_t checked_bytes(const npy_array& array, std::string_view name)
        {
            constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
            std::uint64_t product = size_of(array.type);
            bool empty = false;
            for (std::size_t axis = 0; axis < array.shape.size(); ++axis)
            {
                const std::uint64_t side = array.shape[axis];
                empty = empty || side == 0;
                if (side != 0 && side > most / product)
                {
                    fail_file(name, ": the .npy header declares side ", axis, " = ", side,
                              ": the array would have more than 2^63 bytes");
                }
                product *= side != 0 ? side : 1;
            }
            return empty ? 0 : product;
        }
    }

    std::size_t size_of(npy_type type) { return entry_of(type).size; }

    std::string_view name_of(npy_type type) { return entry_of(type).name; }

    double npy_array::at(std::size_t i) const
    {
        const auto* from = data.data() + i * size_of(type);
        const auto as = [from]<class T>(T value)
        {
            std::memcpy(&value, from, sizeof value);
            return value;
        };
        switch (type)
        {
        case npy_type::u1:
            return as(std::uint8_t{});
        case npy_type::i1:
            return as(std::int8_t{});
        case npy_type::u2:
            return as(std::uint16_t{});
        case npy_type::i2:
            return as(std::int16_t{});
        case npy_type::u4:
            return as(std::uint32_t{});
        case npy_type::i4:
            return as(std::int32_t{});
        case npy_type::i8:
            return static_cast<double>(as(std::int64_t{}));
        case npy_type::f2:
            return from_half(as(std::uint16_t{}));
        case npy_type::f4:
            return static_cast<double>(as(float{}));
        case npy_type::f8:
            return as(double{});
        }
        return 0;
    }

    std::string shape_text(const npy_array& array)
    {
        std::string out = "(";
        for (std::size_t axis = 0; axis < array.shape.size(); ++axis)
        {
            out += core::text(axis == 0 ? "" : ", ", array.shape[axis]);
        }
        return out + (array.shape.size() == 1 ? ",)" : ")");
    }

    bool is_npy(std::span<const std::uint8_t> content)
    {
        return std::string_view(reinterpret_cast<const char*>(content.data()), content.size()).starts_with(magic);
    }

    npy_array decode_npy(std::span<const std::uint8_t> content, std::string_view name, const npy_limits& limits)
    {
        const std::string_view text(reinterpret_cast<const char*>(content.data()), content.size());
        if (!is_npy(content))
        {
            fail_file(name, content.empty() ? ": is empty" : ": has another content", ": must be a .npy file");
        }
        if (content.size() < 10)
        {
            fail_file(name, ": the .npy file is truncated in its first ", content.size(), " bytes");
        }
        const unsigned major = content[6], minor = content[7];
        if (major < 1 || major > 3 || minor != 0)
        {
            fail_file(name, ": is of .npy version ", major, ".", minor, ": must be 1.0, 2.0 or 3.0");
        }
        const std::size_t start = major == 1 ? 10 : 12;
        if (content.size() < start)
        {
            fail_file(name, ": the .npy file is truncated in its first ", content.size(), " bytes");
        }
        std::size_t length = 0;
        for (std::size_t i = start; i-- > 8;)
        {
            length = length << 8 | content[i];
        }
        if (length > limits.max_header_bytes)
        {
            fail_file(name, ": the .npy header claims ", length, " bytes: must have at most ", limits.max_header_bytes);
        }
        if (length > content.size() - start)
        {
            fail_file(name, ": the .npy header claims ", length, " bytes, ", content.size() - start,
                      " follow: the file is truncated");
        }
        npy_array out = header_parser(text.substr(start, length), name, limits).parse();
        const std::uint64_t need = checked_bytes(out, name);
        const std::uint64_t have = content.size() - start - length;
        if (need != have)
        {
            fail_file(name, ": the .npy header declares ", need, " bytes of elements, ", have, " follow: the file is ",
                      have < need ? "truncated" : "too long");
        }
        const auto elements = content.subspan(start + length);
        out.data.assign(elements.begin(), elements.end());
        return out;
    }

    npy_array read_npy(const std::filesystem::path& path, const npy_limits& limits)
    {
        return decode_npy(read_file(path, limits.max_file_bytes), path.string(), limits);
    }

    bytes encode_npy(const npy_array& array)
    {
        std::string header = core::text("{'descr': '", name_of(array.type),
                                        "', 'fortran_order': ", array.fortran_order ? "True" : "False",
                                        ", 'shape': ", shape_text(array), ", }");
        // numpy pads with spaces so that the elements start at a multiple of 64 and may be mapped.
        const std::size_t start = header.size() + 1 + 10 <= 65'535 ? 10 : 12;
        header.append(63 - (start + header.size()) % 64, ' ');
        header += '\n';
        bytes out(magic.begin(), magic.end());
        out.push_back(start == 10 ? 1 : 2);
        out.push_back(0);
        for (std::size_t i = 8, length = header.size(); i < start; ++i, length >>= 8)
        {
            out.push_back(static_cast<std::uint8_t>(length & 255));
        }
        out.insert(out.end(), header.begin(), header.end());
        out.insert(out.end(), array.data.begin(), array.data.end());
        return out;
    }
}
