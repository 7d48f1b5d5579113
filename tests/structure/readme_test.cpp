// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// The README shows a region of a compiled program and what that program prints: neither may be typed by hand.

#include "support/catch.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace
{
    std::string text_of(const std::string& path)
    {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }

    /// What stands between two marks, both left out; empty if either is missing.
    std::string between(const std::string& text, const std::string& first, const std::string& last)
    {
        const auto start = text.find(first);
        if (start == std::string::npos)
        {
            return {};
        }
        const auto begin = start + first.size();
        const auto end = text.find(last, begin);
        return end == std::string::npos ? std::string{} : text.substr(begin, end - begin);
    }

    std::string output_of(const std::string& program)
    {
        std::string output;
        if (auto* const pipe = popen(program.c_str(), "r"))
        {
            char part[256];
            while (std::fgets(part, sizeof part, pipe))
            {
                output += part;
            }
            pclose(pipe);
        }
        return output;
    }
}

TEST_CASE("the README's example is the compiled one")
{
    const auto shown = between(text_of(ALPHABAR_SOURCE_DIR "/README.md"), "\n```cpp\n", "```\n");
    const auto compiled =
        between(text_of(ALPHABAR_SOURCE_DIR "/docs/examples/readme.cpp"), "// [example]\n", "// [example]\n");
    REQUIRE_FALSE(compiled.empty());
    CHECK(shown == compiled);
}

TEST_CASE("the README's output is what the example prints")
{
    const auto shown = between(text_of(ALPHABAR_SOURCE_DIR "/README.md"), "\n```text\n", "```\n");
    const auto printed = output_of(ALPHABAR_BINARY_DIR "/readme_example");
    REQUIRE_FALSE(printed.empty());
    CHECK(shown == printed);
}
