// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// The README shows regions of compiled and executed files, and what a program prints: nothing in it is typed by hand.

#include "support/catch.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace
{
    const std::string root = ALPHABAR_SOURCE_DIR "/";

    std::string text_of(const std::string& path)
    {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }

    /// The texts between the marks `first` and `last`, in order.
    std::vector<std::string> between(const std::string& text, const std::string& first, const std::string& last)
    {
        std::vector<std::string> parts;
        for (auto start = text.find(first); start != std::string::npos; start = text.find(first, start))
        {
            start += first.size();
            const auto end = text.find(last, start);
            if (end == std::string::npos)
            {
                break;
            }
            parts.push_back(text.substr(start, end - start));
            start = end + last.size();
        }
        return parts;
    }

    std::vector<std::string> shown_in_readme(const std::string& language)
    {
        return between(text_of(root + "README.md"), "\n```" + language + "\n", "```\n");
    }

    std::vector<std::string> region(const std::string& path, const std::string& mark)
    {
        return between(text_of(root + path), mark + "\n", mark + "\n");
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

    using texts = std::vector<std::string>;
}

TEST_CASE("the README's example is the compiled one")
{
    REQUIRE(region("docs/examples/readme.cpp", "// [example]").size() == 1);
    CHECK(shown_in_readme("cpp") == region("docs/examples/readme.cpp", "// [example]"));
}

TEST_CASE("the README's output is what the example prints")
{
    const auto printed = output_of(ALPHABAR_BINARY_DIR "/readme_example");
    REQUIRE_FALSE(printed.empty());
    CHECK(shown_in_readme("text") == texts{printed});
}

TEST_CASE("the README's CMake is that of the projects which consume the package")
{
    const auto installed = region("tests/package/installed/CMakeLists.txt", "# [installed]");
    const auto fetched = region("tests/package/fetch_content/CMakeLists.txt", "# [fetched]");
    REQUIRE(installed.size() == 1);
    REQUIRE(fetched.size() == 1);
    CHECK(shown_in_readme("cmake") == texts{installed[0], fetched[0]});
}
