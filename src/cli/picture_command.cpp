// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "commands.hpp"
#include "io/jpeg.hpp"
#include "io/picture_file.hpp"
#include "io/png.hpp"
#include "io/scene.hpp"
#include "values.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace alphabar::cli
{
    namespace
    {
        struct options
        {
            std::string output;
            std::string size = "256";
        };

        void run(const options& o)
        {
            const auto format = io::format_of(o.output, {io::output_format::png, io::output_format::jpeg});
            const auto [width, height] = size_for("--size", o.size, {1, 1});
            io::pending_file file(o.output);
            const auto picture = io::draw_scene(height, width);
            file.write(format == io::output_format::png ? io::encode_png(picture) : io::encode_jpeg(picture));
            file.commit();
        }
    }

    void add_picture_command(CLI::App& app)
    {
        auto* command = app.add_subcommand("picture", "Draw a landscape to try the other commands on");
        auto o = std::make_shared<options>();
        command->add_option("-o,--output", o->output, "Where to write it, .png or .jpg")->required();
        command->add_option("--size", o->size, "SIDE or WIDTHxHEIGHT in pixels")->capture_default_str();
        command->footer("Example:\n  alphabar picture --size 512 -o scene.png");
        command->callback([o] { run(*o); });
    }
}
