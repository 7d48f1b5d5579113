// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "io/temporary_directory.hpp"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

// Runs the program as a child, without a shell.

namespace child
{
    struct result
    {
        int status = -1;  ///< the exit status, or 1000 + signal
        std::string out;
        std::string err;
    };

    struct surroundings
    {
        std::string path{};                         ///< PATH, if not empty
        std::string standard_output{};              ///< a file instead of a captured one
        rlim_t largest_file = RLIM_INFINITY;        ///< as a quota or a full disk would stop it
        bool closed_error = false;                  ///< no standard error at all
        int signal = 0;                             ///< sent …
        std::chrono::milliseconds signal_after{0};  ///< … after this time
    };

    /// Runs the program in `work`, with temporary files in `work`/tmp.
    inline result run(const hostile::temporary_directory& work, std::vector<std::string> arguments,
                      const surroundings& around = {})
    {
        namespace fs = std::filesystem;
        const hostile::temporary_directory capture;
        fs::create_directory(work / "tmp");
        const std::string tmp = (work / "tmp").string();
        const std::string out = around.standard_output.empty() ? (capture / "out").string() : around.standard_output;
        const std::string err = (capture / "err").string();
        arguments.insert(arguments.begin(), ALPHABAR_PROGRAM);
        std::vector<char*> argv;
        for (auto& a : arguments)
        {
            argv.push_back(a.data());
        }
        argv.push_back(nullptr);
        const pid_t pid = ::fork();
        if (pid == 0)
        {
            ::setenv("TMPDIR", tmp.c_str(), 1);
            if (!around.path.empty())
            {
                ::setenv("PATH", around.path.c_str(), 1);
            }
            const int o = ::open(out.c_str(), O_WRONLY | O_CREAT, 0600),
                      e = ::open(err.c_str(), O_WRONLY | O_CREAT, 0600);
            const rlimit limit{around.largest_file, around.largest_file};
            if (::dup2(o, 1) < 0 || ::dup2(e, 2) < 0 || ::chdir(work.path().c_str()) != 0 ||
                (around.largest_file != RLIM_INFINITY && ::setrlimit(RLIMIT_FSIZE, &limit) != 0))
            {
                ::_exit(120);
            }
            if (around.closed_error)
            {
                ::close(o);
                ::close(e);
                ::close(2);
            }
            ::execv(argv[0], argv.data());
            ::_exit(121);
        }
        if (around.signal != 0)
        {
            std::this_thread::sleep_for(around.signal_after);
            ::kill(pid, around.signal);
        }
        int status = 0;
        ::waitpid(pid, &status, 0);
        result r;
        r.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
        r.out = hostile::text_of(out == (capture / "out").string() ? out : "/dev/null");
        r.err = hostile::text_of(err);
        return r;
    }

    /// "alphabar: error: …" and a newline: one line, nothing else.
    inline bool is_one_error(const std::string& text)
    {
        return text.starts_with("alphabar: error: ") && text.size() > 20 && text.find('\n') == text.size() - 1;
    }

    /// Names in the directory, but for the empty directory of temporary files.
    inline std::vector<std::string> left_in(const hostile::temporary_directory& work)
    {
        auto names = work.names();
        if (std::filesystem::exists(work / "tmp") && std::filesystem::is_empty(work / "tmp"))
        {
            std::erase(names, "tmp");
        }
        return names;
    }
}
