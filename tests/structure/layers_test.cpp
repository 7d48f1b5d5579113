// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

// `ls include/alphabar` reads like a derivation only while no layer looks upwards. These tests scan the includes.

#include "support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace
{
    using text_by_path = std::map<std::string, std::string>;  // "math/exp.hpp" and its text
    using strings = std::set<std::string>;

    /// What each layer may include besides itself, lowest first.
    const std::vector<std::pair<std::string, strings>> layers = {
        {"core", {}},
        {"math", {"core"}},
        {"expression", {"core", "math"}},
        {"random", {"core", "math", "expression"}},
        {"schedule", {"core", "math", "expression"}},  // schedules and noise don't see each other
        {"distribution", {"core", "math", "expression", "random", "schedule"}},
        {"kernel", {"core", "math", "expression", "random", "schedule", "distribution"}},
        {"information", {"core", "math", "expression", "random", "schedule", "distribution", "kernel"}},
        {"process", {"core", "math", "expression", "random", "schedule", "distribution", "kernel", "information"}},
    };

    text_by_path public_headers()
    {
        const std::filesystem::path root = ALPHABAR_SOURCE_DIR "/include/alphabar";
        text_by_path headers;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        {
            if (entry.is_regular_file())
            {
                std::ostringstream text;
                text << std::ifstream(entry.path()).rdbuf();
                headers[entry.path().lexically_relative(root).generic_string()] = text.str();
            }
        }
        return headers;
    }

    /// The first directory of a path; empty for a header that stands above the layers, such as alphabar.hpp.
    std::string layer_of(const std::string& path)
    {
        const auto slash = path.find('/');
        return slash == std::string::npos ? std::string{} : path.substr(0, slash);
    }

    std::vector<std::string> included_by(const std::string& text)
    {
        static const std::regex directive(R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"])re");
        std::vector<std::string> names;
        for (std::sregex_iterator hit(text.begin(), text.end(), directive), end; hit != end; ++hit)
        {
            names.push_back((*hit)[1]);
        }
        return names;
    }

    /// The alphabar headers among them, as paths below include/alphabar.
    std::vector<std::string> alphabar_headers_included_by(const std::string& text)
    {
        const std::string prefix = "alphabar/";
        std::vector<std::string> paths;
        for (const auto& name : included_by(text))
        {
            if (name.starts_with(prefix))
            {
                paths.push_back(name.substr(prefix.size()));
            }
        }
        return paths;
    }

    strings forbidden_edges(const text_by_path& headers)
    {
        const std::map<std::string, strings> allowed(layers.begin(), layers.end());
        strings edges;
        for (const auto& [path, text] : headers)
        {
            const auto from = layer_of(path);
            if (from.empty())
            {
                continue;
            }
            if (!allowed.contains(from))
            {
                edges.insert(path + ": " + from + " is no known layer");
                continue;
            }
            for (const auto& target : alphabar_headers_included_by(text))
            {
                const auto to = layer_of(target);
                if (to != from && !allowed.at(from).contains(to))
                {
                    edges.insert(path + " includes " + target);
                }
            }
        }
        return edges;
    }

    /// Everything that a header includes, directly or through other alphabar headers.
    strings reached_from(const std::string& path, const text_by_path& headers)
    {
        strings reached;
        std::vector<std::string> open = {path};
        while (!open.empty())
        {
            const auto current = open.back();
            open.pop_back();
            const auto found = headers.find(current);
            if (found == headers.end())
            {
                continue;
            }
            for (const auto& name : included_by(found->second))
            {
                if (reached.insert(name).second && name.starts_with("alphabar/"))
                {
                    open.push_back(name.substr(std::string("alphabar/").size()));
                }
            }
        }
        return reached;
    }

    bool reaches(const std::string& path, const std::string& directory, const text_by_path& headers)
    {
        const auto reached = reached_from(path, headers);
        return std::any_of(reached.begin(), reached.end(),
                           [&](const std::string& name) { return name.starts_with(directory); });
    }

    strings headers_that_include(const std::string& directory, const text_by_path& headers)
    {
        strings paths;
        for (const auto& [path, text] : headers)
        {
            for (const auto& name : included_by(text))
            {
                if (name.starts_with(directory))
                {
                    paths.insert(path);
                }
            }
        }
        return paths;
    }

    strings outside(const strings& paths, const strings& allowed)
    {
        strings rest;
        for (const auto& path : paths)
        {
            if (!allowed.contains(path) && !allowed.contains(layer_of(path)))
            {
                rest.insert(path);
            }
        }
        return rest;
    }
}

TEST_CASE("no header includes a header of a higher layer")
{
    const auto headers = public_headers();
    CHECK(headers.size() > 3);
    CHECK(forbidden_edges(headers) == strings{});
}

TEST_CASE("the scan finds an upward edge, a sideways one, the umbrella below it, and an unknown layer")
{
    CHECK(forbidden_edges({{"core/error.hpp", "\n#include <alphabar/math/exp.hpp>\n"}}).size() == 1);
    CHECK(forbidden_edges({{"core/error.hpp", "  #  include \"alphabar/math/exp.hpp\""}}).size() == 1);
    CHECK(forbidden_edges({{"schedule/linear.hpp", "#include <alphabar/random/key.hpp>"}}).size() == 1);
    CHECK(forbidden_edges({{"random/key.hpp", "#include <alphabar/schedule/linear.hpp>"}}).size() == 1);
    CHECK(forbidden_edges({{"kernel/gaussian.hpp", "#include <alphabar/alphabar.hpp>"}}).size() == 1);
    CHECK(forbidden_edges({{"miscellany/odds.hpp", ""}}).size() == 1);
    CHECK(forbidden_edges({{"math/exp.hpp", "#include <alphabar/core/error.hpp>\n#include <alphabar/math/log.hpp>"},
                           {"alphabar.hpp", "#include <alphabar/kernel/gaussian.hpp>"}})
              .empty());
}

TEST_CASE("every alphabar header that is included exists, and the two umbrellas reach every header")
{
    const auto headers = public_headers();
    for (const auto& [path, text] : headers)
    {
        for (const auto& target : alphabar_headers_included_by(text))
        {
            INFO(path << " includes " << target);
            CHECK(headers.contains(target));
        }
    }

    REQUIRE(headers.contains("alphabar.hpp"));
    auto reached = reached_from("alphabar.hpp", headers);
    reached.merge(reached_from("laws.hpp", headers));
    const strings umbrellas = {"alphabar.hpp", "laws.hpp"};
    for (const auto& [path, text] : headers)
    {
        const bool opted_into = reaches(path, "tbb/", headers) || reaches(path, "Eigen/", headers);
        if (opted_into)  // with what is there for it
        {
            reached.insert("alphabar/" + path);
            reached.merge(reached_from(path, headers));
        }
    }
    strings missing;
    for (const auto& [path, text] : headers)
    {
        if (!umbrellas.contains(path) && !reached.contains("alphabar/" + path))
        {
            missing.insert(path);
        }
    }
    CHECK(missing == strings{});
}

TEST_CASE("xtensor enters in one place, xsimd in core and math only")
{
    const auto headers = public_headers();
    CHECK(outside(headers_that_include("xtensor/", headers), {"core/xtensor.hpp"}) == strings{});
    CHECK(outside(headers_that_include("xsimd/", headers), {"core/config.hpp", "math"}) == strings{});
    CHECK(headers_that_include("xtl/", headers) == strings{});
    CHECK_FALSE(headers_that_include("xtensor/", headers).empty());
}

TEST_CASE("the umbrellas need neither oneTBB nor Eigen")
{
    const auto headers = public_headers();
    CHECK_FALSE(reaches("alphabar.hpp", "tbb/", headers));
    CHECK_FALSE(reaches("alphabar.hpp", "Eigen/", headers));
    CHECK_FALSE(reaches("laws.hpp", "tbb/", headers));
    CHECK_FALSE(reaches("laws.hpp", "Eigen/", headers));
    CHECK(reaches("distribution/multivariate_normal.hpp", "Eigen/", headers));
}

TEST_CASE("mathematics and the bare generators see no xtensor")
{
    const auto headers = public_headers();
    for (const auto& [path, text] : headers)
    {
        if (layer_of(path) == "math" || path == "random/key.hpp" || path == "random/philox.hpp")
        {
            INFO(path);
            CHECK_FALSE(reached_from(path, headers).contains("alphabar/core/xtensor.hpp"));
        }
    }
}

TEST_CASE("every header starts with the licence and ends before line 400")
{
    for (const auto& [path, text] : public_headers())
    {
        INFO(path);
        CHECK(text.starts_with("// SPDX-License-Identifier: BSD-3-Clause\n// Copyright (c) 2026 the alphabar authors\n"
                               "#pragma once\n"));
        CHECK(std::count(text.begin(), text.end(), '\n') <= 400);
    }
}

TEST_CASE("the library defines five macros at most")
{
    static const std::regex definition(R"(\n[ \t]*#[ \t]*define[ \t]+\w+)");
    std::ptrdiff_t macros = 0;
    for (const auto& [path, text] : public_headers())
    {
        macros += std::distance(std::sregex_iterator(text.begin(), text.end(), definition), std::sregex_iterator());
    }
    CHECK(macros <= 5);
}
