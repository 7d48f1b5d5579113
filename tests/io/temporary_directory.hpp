// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace hostile
{
    /// A directory for one test, gone at its end.
    class temporary_directory
    {
    public:
        temporary_directory()
        {
            std::string name = (std::filesystem::temp_directory_path() / "alphabar-test-XXXXXX").string();
            if (::mkdtemp(name.data()) == nullptr)
            {
                throw std::runtime_error("mkdtemp");
            }
            m_path = name;
        }

        temporary_directory(const temporary_directory&) = delete;
        temporary_directory& operator=(const temporary_directory&) = delete;

        ~temporary_directory()
        {
            std::error_code ignored;
            std::filesystem::permissions(m_path, std::filesystem::perms::owner_all, ignored);
            std::filesystem::remove_all(m_path, ignored);
        }

        const std::filesystem::path& path() const { return m_path; }
        std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

        /// The names of everything in it, hidden or not.
        std::vector<std::string> names() const
        {
            std::vector<std::string> out;
            for (const auto& entry : std::filesystem::directory_iterator(m_path))
            {
                out.push_back(entry.path().filename().string());
            }
            std::sort(out.begin(), out.end());
            return out;
        }

    private:
        std::filesystem::path m_path;
    };

    inline std::string text_of(const std::filesystem::path& path)
    {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    }

    inline void write_text(const std::filesystem::path& path, const std::string& text)
    {
        std::ofstream(path, std::ios::binary) << text;
    }
}
