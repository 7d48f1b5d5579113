// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <charconv>
#include <concepts>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace alphabar
{
    /// A value handed to the library breaks a rule. The message names the value and the rule.
    /// Shape mismatches are not of this type: they throw xtensor's own `xt::broadcast_error`.
    struct argument_error : std::invalid_argument
    {
        using std::invalid_argument::invalid_argument;
    };

    namespace core
    {
        inline void append(std::string& out, std::string_view part) { out += part; }

        template <class Number>
            requires((std::integral<Number> && !std::same_as<Number, bool>) || std::floating_point<Number>)
        void append(std::string& out, Number part)
        {
            char digits[64];
            const auto end = std::to_chars(digits, digits + sizeof digits, part).ptr;  // shortest text that reads back
            out.append(digits, end);
        }

        template <std::same_as<bool> Bool>
        void append(std::string& out, Bool part)
        {
            out += part ? "true" : "false";
        }

        /// Concatenates text and numbers; floating-point numbers are written so that they read back exactly.
        template <class... Parts>
        std::string text(const Parts&... parts)
        {
            std::string out;
            (append(out, parts), ...);
            return out;
        }

        /// Throws `argument_error` with the given parts as its message. The one place that throws: a build without
        /// exceptions aborts here. Reached in a constant expression, it stops the compilation.
        template <class... Parts>
        [[noreturn, gnu::cold, gnu::noinline]] void fail(const Parts&... parts)
        {
#if defined(__cpp_exceptions)
            throw argument_error(text(parts...));
#else
            std::abort();
#endif
        }

        /// Checks a rule: `require(beta < 1, "beta[", i, "] = ", beta, ": must lie in (0, 1)")`.
        template <class... Parts>
        constexpr void require(bool holds, const Parts&... parts)
        {
            if (!holds)
            {
                fail(parts...);
            }
        }
    }
}
