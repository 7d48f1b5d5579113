// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "gnuplot.hpp"

#include "error.hpp"
#include "interrupt.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

namespace alphabar::io
{
    namespace
    {
        constexpr std::string_view script_name = "script.gp";
        constexpr std::string_view log_name = "gnuplot.log";

        // What runs between fork and exec may only use async-signal-safe calls.
        [[noreturn]] void become_gnuplot(const char* directory, char* const* environment, int report)
        {
            const int null = ::open("/dev/null", O_RDWR);
            if (::chdir(directory) == 0 && null >= 0)
            {
                const int log = ::open("gnuplot.log", O_WRONLY | O_CREAT | O_TRUNC, 0600);
                if (log >= 0 && ::dup2(null, 0) >= 0 && ::dup2(log, 1) >= 0 && ::dup2(log, 2) >= 0)
                {
                    char name[] = "gnuplot", defaults[] = "--default-settings", script[] = "script.gp";
                    char* const arguments[] = {name, defaults, script, nullptr};
                    ::execvpe(name, arguments, environment);
                }
            }
            const int error = errno;
            // The parent learns of it by the length of what it reads.
            if (::write(report, &error, sizeof error) < 0)
            {
                ::_exit(126);
            }
            ::_exit(127);
        }

        // Our environment without what would change gnuplot's ways.
        std::vector<char*> plain_environment()
        {
            std::vector<char*> out;
            for (char** entry = environ; *entry != nullptr; ++entry)
            {
                const std::string_view text(*entry);
                if (!text.starts_with("GNU") && !text.starts_with("FIT_"))
                {
                    out.push_back(*entry);
                }
            }
            out.push_back(nullptr);
            return out;
        }

        // gnuplot's report has the script's line, a caret, then "… line 3: message".
        std::string complaint(const bytes& log)
        {
            std::string_view text(reinterpret_cast<const char*>(log.data()), log.size());
            std::string out;
            while (!text.empty())
            {
                const auto end = text.find('\n');
                auto line = text.substr(0, end);
                text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
                const auto first = line.find_first_not_of(" \t^");
                if (first != std::string_view::npos)
                {
                    out = line.substr(first, 300);
                }
            }
            return out.empty() ? "without a message" : out;
        }

        class child
        {
        public:
            explicit child(pid_t pid) : m_pid(pid) {}
            child(const child&) = delete;
            child& operator=(const child&) = delete;
            ~child()
            {
                if (m_pid > 0)
                {
                    ::kill(m_pid, SIGKILL);
                    ::waitpid(m_pid, nullptr, 0);
                }
            }

            bool ended(int& status)
            {
                const auto got = ::waitpid(m_pid, &status, WNOHANG);
                if (got == m_pid || (got < 0 && errno != EINTR))
                {
                    m_pid = -1;
                    return true;
                }
                return false;
            }

        private:
            pid_t m_pid;
        };
    }

    void gnuplot::data(std::string_view name, std::span<const double> values)
    {
        const auto* first = reinterpret_cast<const std::uint8_t*>(values.data());
        write_file(m_directory.path() / name, {first, values.size_bytes()});
    }

    bool gnuplot::has(std::string_view name) const
    {
        std::error_code ignored;
        return std::filesystem::exists(m_directory.path() / name, ignored);
    }

    bytes gnuplot::result(std::string_view name) const
    {
        if (!has(name))
        {
            fail_file("gnuplot: drew nothing: ",
                      has(log_name) ? complaint(read_file(m_directory.path() / log_name, 1u << 20)) : "no log");
        }
        return read_file(m_directory.path() / name, 1u << 30);
    }

    void gnuplot::run(const std::string& script, const std::function<void()>& poll)
    {
        write_file(m_directory.path() / script_name,
                   {reinterpret_cast<const std::uint8_t*>(script.data()), script.size()});
        const auto environment = plain_environment();
        int report[2];
        if (::pipe2(report, O_CLOEXEC) != 0)
        {
            fail_file("gnuplot: cannot start: ", std::generic_category().message(errno));
        }
        const pid_t pid = ::fork();
        if (pid < 0)
        {
            const int error = errno;
            ::close(report[0]);
            ::close(report[1]);
            fail_file("gnuplot: cannot start: ", std::generic_category().message(error));
        }
        if (pid == 0)
        {
            become_gnuplot(m_directory.path().c_str(), environment.data(), report[1]);
        }
        ::close(report[1]);
        child process(pid);
        int error = 0;
        ssize_t got = 0;
        do
        {
            got = ::read(report[0], &error, sizeof error);
        } while (got < 0 && errno == EINTR);
        ::close(report[0]);
        if (got == static_cast<ssize_t>(sizeof error))
        {
            fail_file(
                "gnuplot: ", error == ENOENT ? std::string("is not in PATH") : std::generic_category().message(error),
                ": charts need it (Debian, Ubuntu: apt-get install gnuplot-nox)");
        }
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        int status = 0;
        while (!process.ended(status))
        {
            check_interrupt();
            if (poll)
            {
                poll();
            }
            if (std::chrono::steady_clock::now() > deadline)
            {
                fail_file("gnuplot: took longer than two minutes");
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        check_interrupt();
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        {
            const auto log = has(log_name) ? read_file(m_directory.path() / log_name, 1u << 20) : bytes{};
            fail_file("gnuplot: failed: ", complaint(log));
        }
    }

    std::string gnuplot_text(std::string_view text)
    {
        // Single quotes know no escapes but the doubled quote, and two of those in a row break gnuplot 5.4: a quote becomes
        // an apostrophe. A new line would end the command and begin another. The rest is for the enhanced text mode.
        std::string out = "'";
        for (const char c : text)
        {
            if (c == '\'')
            {
                out += "’";
            }
            else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            {
                out += ' ';
            }
            else if (std::string_view("\\_^{}@&~").find(c) != std::string_view::npos)
            {
                out += '\\';
                out += c;
            }
            else
            {
                out += c;
            }
        }
        return out + "'";
    }
}
