// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "commands.hpp"
#include "io/error.hpp"
#include "io/interrupt.hpp"
#include "values.hpp"

#include <alphabar/core/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace
{
    constexpr int success = 0, internal_error = 1, bad_input = 2;

    // A file that this program opens must not get the number of a standard stream that the caller has closed: what is
    // printed would end up in it. Opened the wrong way round, so that using them still fails.
    void reserve_standard_streams()
    {
        for (int stream = 0; stream <= 2; ++stream)
        {
            if (::fcntl(stream, F_GETFD) < 0)
            {
                (void)::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
            }
        }
    }

    // One line whatever a file is called.
    int report(std::string message, int status)
    {
        for (char& c : message)
        {
            c = static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
        }
        std::fprintf(stderr, "alphabar: error: %s\n", message.c_str());
        return status;
    }

    // CLI11 would only say that a command is missing.
    void check_command(const CLI::App& app, std::string_view name)
    {
        std::vector<std::string> names;
        for (const auto* command : app.get_subcommands({}))
        {
            names.push_back(command->get_name());
        }
        if (name.empty() || name.starts_with('-') || std::find(names.begin(), names.end(), name) != names.end())
        {
            return;
        }
        const std::vector<std::string_view> known(names.begin(), names.end());
        alphabar::cli::fail_unknown("command", name, known);
    }

    // An empty text, from a variable that was not set say, would pass for an option that was not given.
    void refuse_empty(const CLI::App& command)
    {
        for (const auto* option : command.get_options())
        {
            for (const auto& text : option->results())
            {
                alphabar::core::require(!text.empty(), option->get_name(), " \"\": must not be empty");
            }
        }
    }

    int run(int argc, char** argv)
    {
        using namespace alphabar;
        CLI::App app("Diffusion mathematics: watch a picture dissolve into noise and points spread into a mixture.",
                     "alphabar");
        app.set_version_flag("--version", "alphabar " + std::string(version));
        app.require_subcommand(1);
        app.footer("Examples:\n"
                   "  alphabar picture -o scene.png\n"
                   "  alphabar forward scene.png --schedule linear --beta 1e-4:0.05 --steps 100 --resize 128 \\\n"
                   "           --frames 0,20,40,60,80,99 -o strip.png\n"
                   "  alphabar density --data -15,-5,1,10 --steps 200 --sigma 0.2 -o density.png\n"
                   "  alphabar schedule --chart schedules.png --steps 1000\n"
                   "\n"
                   "Each command has its own --help. Exit status: 0 done, 2 bad input, 1 a fault of the program.");
        cli::add_forward_command(app);
        cli::add_density_command(app);
        cli::add_schedule_command(app);
        cli::add_picture_command(app);
        app.parse_complete_callback([&app] { refuse_empty(*app.get_subcommands().front()); });
        check_command(app, argc > 1 ? argv[1] : "");
        try
        {
            app.parse(argc, argv);
            std::cout.flush();
            if (!std::cout)
            {
                io::fail_file("standard output: cannot write");
            }
            return success;
        }
        catch (const CLI::Success& asked)
        {
            app.exit(asked, std::cout, std::cerr);  // --help, --version
            std::cout.flush();
            return std::cout ? success : report("standard output: cannot write", bad_input);
        }
        catch (const CLI::ParseError& error)
        {
            const auto used = app.get_subcommands();
            const std::string command = used.empty() ? "" : " " + used.front()->get_name();
            return report(std::string(error.what()) + " (alphabar" + command + " --help shows the options)", bad_input);
        }
    }
}

int main(int argc, char** argv)
{
    reserve_standard_streams();
    alphabar::io::catch_interrupts();
    std::signal(SIGPIPE, SIG_IGN);  // a closed output is an error with a message, not a silent end
    std::signal(SIGXFSZ, SIG_IGN);  // so is a quota
    try
    {
        return run(argc, argv);
    }
    catch (const alphabar::io::interrupted& stop)
    {
        // Our temporary files are gone: now end as the sender expects.
        std::signal(stop.signal, SIG_DFL);
        std::raise(stop.signal);
        return 128 + stop.signal;
    }
    catch (const alphabar::io::file_error& error)
    {
        return report(error.what(), bad_input);
    }
    catch (const alphabar::argument_error& error)
    {
        return report(error.what(), bad_input);
    }
    catch (const std::bad_alloc&)
    {
        return report("out of memory", internal_error);
    }
    catch (const std::exception& error)
    {
        return report(std::string("internal: ") + error.what(), internal_error);
    }
}
