// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

/// The little JSON that the study needs, written.
namespace bench::json
{
    inline std::string text(const std::string& s)
    {
        std::string out = "\"";
        for (const char c : s)
        {
            if (c == '"' || c == '\\')
            {
                out += '\\';
            }
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
        return out + '"';
    }

    inline std::string number(double x)
    {
        if (!std::isfinite(x))
        {
            return x > 0 ? "Infinity" : x < 0 ? "-Infinity" : "NaN";  // Python reads these
        }
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.17g", x);
        return digits;
    }
    inline std::string number(std::size_t n) { return std::to_string(n); }

    template <class Items, class Write>
    std::string list(const Items& items, Write write)
    {
        std::string out = "[";
        for (const auto& item : items)
        {
            out += out.size() > 1 ? "," : "";
            out += write(item);
        }
        return out + "]";
    }

    /// {"key":value,...} of pairs of a key and a value that is JSON already.
    inline std::string object(const std::vector<std::pair<std::string, std::string>>& members)
    {
        std::string out = "{";
        for (const auto& [key, value] : members)
        {
            out += out.size() > 1 ? "," : "";
            out += text(key);
            out += ':';
            out += value;
        }
        return out + "}";
    }
}
