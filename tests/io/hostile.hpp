// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "io/error.hpp"
#include "io/file.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// What the tests of files that lie have in common.

namespace hostile
{
    using alphabar::io::bytes;

    /// A file that must be refused, and what its message must say.
    struct file
    {
        std::string what;
        bytes content;
        std::string says;
    };

    /// The message of the `file_error` that the action throws; "" if it throws none. Anything else flies on and fails
    /// the test.
    template <class Action>
    std::string refusal(const Action& action)
    {
        try
        {
            action();
        }
        catch (const alphabar::io::file_error& error)
        {
            return error.what();
        }
        return "";
    }

    /// Starts with the file's name, says something more, and fits on one line.
    inline bool is_clean(const std::string& message, const std::string& name)
    {
        if (message.size() < name.size() + 10 || message.compare(0, name.size() + 2, name + ": ") != 0)
        {
            return false;
        }
        for (const char c : message)
        {
            if (static_cast<unsigned char>(c) < ' ')
            {
                return false;
            }
        }
        return true;
    }

    inline void put_big(bytes& out, std::uint32_t value, int size)
    {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        {
            out.push_back(static_cast<std::uint8_t>(value >> shift & 255));
        }
    }

    inline void put_little(bytes& out, std::uint64_t value, int size)
    {
        for (int i = 0; i < size; ++i)
        {
            out.push_back(static_cast<std::uint8_t>(value >> 8 * i & 255));
        }
    }

    inline void put(bytes& out, const std::string& text) { out.insert(out.end(), text.begin(), text.end()); }

    inline bytes first(const bytes& content, std::size_t count)
    {
        return bytes(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(count));
    }

    inline bytes with(bytes content, std::size_t at, std::uint8_t value)
    {
        content.at(at) = value;
        return content;
    }

    /// An Exif segment that says nothing but its orientation.
    inline bytes exif(std::uint16_t orientation, bool little)
    {
        bytes out;
        put(out, std::string("Exif\0\0", 6));
        put(out, little ? "II" : "MM");
        const auto number = [&](std::uint32_t value, int size)
        { little ? put_little(out, value, size) : put_big(out, value, size); };
        number(42, 2);
        number(8, 4);
        number(1, 2);
        number(0x0112, 2);
        number(3, 2);
        number(1, 4);
        number(orientation, 2);
        number(0, 2);
        number(0, 4);
        return out;
    }
}
