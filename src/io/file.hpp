// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace alphabar::io
{
    using bytes = std::vector<std::uint8_t>;

    /// The whole content of a regular file.
    ///
    /// Errors: `file_error` if it cannot be opened or read, is not a regular file (a pipe could hang, a device never
    /// ends) or is larger than `max_bytes`, which is checked before anything is allocated.
    bytes read_file(const std::filesystem::path& path, std::uint64_t max_bytes);

    /// A file that appears under its name only when it is complete.
    ///
    /// The content goes to a temporary file in the same directory, so that an unwritable place is an error before the
    /// work starts; `commit` flushes it to the disk and renames it. Without `commit` nothing is left and what stood
    /// there before is untouched. A symbolic link is followed; anything but a regular file is refused, because a
    /// rename would replace the device or pipe itself.
    class pending_file
    {
    public:
        explicit pending_file(const std::filesystem::path& path);
        pending_file(pending_file&& other) noexcept;
        pending_file& operator=(pending_file&&) = delete;
        ~pending_file();

        void write(std::span<const std::uint8_t> content);

        /// Brings the content to the disk, where it may still turn out not to fit. Of several files that belong
        /// together, finish all before the first is committed.
        void finish();
        void commit();

    private:
        std::string m_name;
        std::filesystem::path m_target;
        std::string m_temporary;
        int m_descriptor = -1;
    };

    /// Writes a whole file, or nothing: see `pending_file`.
    void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> content);

    /// A new directory that only this user can enter, removed with all it holds at the end of the scope.
    class private_directory
    {
    public:
        private_directory();
        private_directory(const private_directory&) = delete;
        private_directory& operator=(const private_directory&) = delete;
        ~private_directory();

        const std::filesystem::path& path() const noexcept { return m_path; }

    private:
        std::filesystem::path m_path;
    };

    /// True if both names lead to the same existing file.
    bool same_file(const std::filesystem::path& a, const std::filesystem::path& b);
}
