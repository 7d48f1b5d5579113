// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

namespace CLI
{
    class App;
}

namespace alphabar::cli
{
    /// Each adds one subcommand, its options and the function that runs it: parse, compute, write.
    void add_forward_command(CLI::App& app);
    void add_density_command(CLI::App& app);
    void add_schedule_command(CLI::App& app);
    void add_picture_command(CLI::App& app);
}
