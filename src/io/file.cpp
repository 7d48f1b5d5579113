// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "file.hpp"

#include "error.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace alphabar::io
{
    namespace fs = std::filesystem;

    namespace
    {
        std::string reason(int error) { return std::generic_category().message(error); }

        class descriptor
        {
        public:
            explicit descriptor(int value) : m_value(value) {}
            descriptor(const descriptor&) = delete;
            descriptor& operator=(const descriptor&) = delete;
            ~descriptor()
            {
                if (m_value >= 0)
                {
                    ::close(m_value);
                }
            }

            int get() const noexcept { return m_value; }

        private:
            int m_value;
        };

        mode_t permissions_of_new_files()
        {
            const mode_t mask = ::umask(0);
            ::umask(mask);
            return static_cast<mode_t>(0666) & ~mask;
        }
    }

    bytes read_file(const fs::path& path, std::uint64_t max_bytes)
    {
        const std::string name = path.string();
        // Without O_NONBLOCK, opening a pipe waits for a writer before we can refuse it.
        const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (file.get() < 0)
        {
            fail_file(name, ": cannot open: ", reason(errno));
        }
        struct stat status = {};
        if (::fstat(file.get(), &status) != 0)
        {
            fail_file(name, ": cannot read: ", reason(errno));
        }
        if (!S_ISREG(status.st_mode))
        {
            fail_file(name, ": is ", S_ISDIR(status.st_mode) ? "a directory" : "a device or pipe",
                      ": must be a regular file");
        }
        const auto size = static_cast<std::uint64_t>(status.st_size);
        if (size > max_bytes)
        {
            fail_file(name, ": has ", size, " bytes: must have at most ", max_bytes);
        }
        bytes content(static_cast<std::size_t>(size));
        std::size_t done = 0;
        while (done < content.size())
        {
            const auto got = ::read(file.get(), content.data() + done, content.size() - done);
            if (got < 0 && errno == EINTR)
            {
                continue;
            }
            if (got < 0)
            {
                fail_file(name, ": cannot read: ", reason(errno));
            }
            if (got == 0)
            {
                fail_file(name, ": ends after ", done, " of ", size, " bytes: it changed while being read");
            }
            done += static_cast<std::size_t>(got);
        }
        return content;
    }

    pending_file::pending_file(const fs::path& path) : m_name(path.string()), m_target(path)
    {
        if (!path.has_filename())
        {
            fail_file(m_name.empty() ? "\"\"" : m_name, ": cannot write: names no file");
        }
        // Through links to the file that they name, which need not exist yet.
        std::error_code failure;
        for (int links = 0; fs::is_symlink(fs::symlink_status(m_target, failure)); ++links)
        {
            if (links == 40)
            {
                fail_file(m_name, ": cannot write: ", reason(ELOOP));
            }
            const auto next = fs::read_symlink(m_target, failure);
            if (failure)
            {
                fail_file(m_name, ": cannot write: ", failure.message());
            }
            m_target = m_target.parent_path() / next;
        }
        auto mode = permissions_of_new_files();
        struct stat status = {};
        if (::stat(m_target.c_str(), &status) == 0)
        {
            if (!S_ISREG(status.st_mode))
            {
                fail_file(m_name, ": cannot write: is ", S_ISDIR(status.st_mode) ? "a directory" : "a device or pipe",
                          ", must be a regular file");
            }
            if (::access(m_target.c_str(), W_OK) != 0)
            {
                fail_file(m_name, ": cannot write: ", reason(errno));
            }
            mode = status.st_mode & 07777;
        }
        auto directory = m_target.parent_path();
        if (directory.empty())
        {
            directory = ".";
        }
        m_temporary = (directory / ".alphabar-XXXXXX").string();
        m_descriptor = ::mkostemp(m_temporary.data(), O_CLOEXEC);
        if (m_descriptor < 0)
        {
            const int error = errno;
            m_temporary.clear();
            fail_file(m_name, ": cannot write: ", reason(error));
        }
        ::fchmod(m_descriptor, mode);
    }

    pending_file::pending_file(pending_file&& other) noexcept
        : m_name(std::move(other.m_name)), m_target(std::move(other.m_target)),
          m_temporary(std::exchange(other.m_temporary, {})), m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }

    pending_file::~pending_file()
    {
        if (m_descriptor >= 0)
        {
            ::close(m_descriptor);
        }
        if (!m_temporary.empty())
        {
            ::unlink(m_temporary.c_str());
        }
    }

    void pending_file::write(std::span<const std::uint8_t> content)
    {
        while (!content.empty())
        {
            const auto put = ::write(m_descriptor, content.data(), content.size());
            if (put < 0 && errno == EINTR)
            {
                continue;
            }
            if (put < 0)
            {
                fail_file(m_name, ": cannot write: ", reason(errno));
            }
            content = content.subspan(static_cast<std::size_t>(put));
        }
    }

    void pending_file::finish()
    {
        if (m_descriptor < 0)
        {
            return;
        }
        // A full disk behind a network or a quota may show only now. EINVAL: a file system that cannot flush.
        if (::fsync(m_descriptor) != 0 && errno != EINVAL)
        {
            fail_file(m_name, ": cannot write: ", reason(errno));
        }
        if (::close(std::exchange(m_descriptor, -1)) != 0)
        {
            fail_file(m_name, ": cannot write: ", reason(errno));
        }
    }

    void pending_file::commit()
    {
        finish();
        if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        {
            fail_file(m_name, ": cannot write: ", reason(errno));
        }
        m_temporary.clear();
    }

    void write_file(const fs::path& path, std::span<const std::uint8_t> content)
    {
        pending_file file(path);
        file.write(content);
        file.commit();
    }

    private_directory::private_directory()
    {
        std::error_code error;
        auto base = fs::temp_directory_path(error);
        if (error)
        {
            base = "/tmp";
        }
        auto name = (fs::absolute(base) / "alphabar-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
        {
            fail_file(base.string(), ": cannot make a temporary directory: ", reason(errno));
        }
        m_path = name;
    }

    private_directory::~private_directory()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }

    bool same_file(const fs::path& a, const fs::path& b)
    {
        std::error_code error;
        return fs::equivalent(a, b, error) && !error;
    }
}
