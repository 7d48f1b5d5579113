// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "commands.hpp"
#include "diffusion.hpp"
#include "io/picture_file.hpp"
#include "progress.hpp"
#include "schedule_choice.hpp"
#include "values.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>

namespace alphabar::cli
{
    namespace
    {
        struct options
        {
            std::string data = "-15,-5,1,10";
            std::string steps = "200";
            bool steps_given = false;
            std::string sigma = "0.2";
            bool sigma_given = false;
            std::string schedule;
            std::string beta;
            std::string particles = "2000";
            std::string grid = "801";
            std::string seed = "42";
            std::string output;
            std::string animation;
            bool still = false;
            bool progress = false;
        };

        schedule_choice choice_of(const options& o)
        {
            const auto steps = whole_number("--steps", o.steps, 1, 100'000);
            if (!o.schedule.empty())
            {
                core::require(!o.sigma_given, "--sigma ", o.sigma, ": belongs to a constant factor, not to --schedule ",
                              o.schedule);
                return {o.schedule, o.beta, steps, o.steps_given};
            }
            core::require(o.beta.empty(), "--beta ", o.beta, ": needs --schedule");
            const double sigma = number("--sigma", o.sigma);
            core::require(sigma > 0 && sigma < 1, "--sigma ", o.sigma, ": must lie in (0, 1)");
            core::require(sigma * sigma > 0, "--sigma ", o.sigma, ": its square must not vanish");
            return {"constant", core::text(sigma * sigma), steps, o.steps_given};
        }

        std::string title_of(const options& o, const schedule_choice& choice, std::span<const double> data,
                             std::int64_t steps)
        {
            std::string points;
            for (std::size_t i = 0; i < data.size(); ++i)
            {
                if (points.size() > 20)
                {
                    points += ", …";
                    break;
                }
                points += (i == 0 ? "" : ", ") + short_text(data[i], 4);
            }
            const std::string law = o.schedule.empty() ? "noise σ = " + short_text(number("--sigma", o.sigma), 6)
                                                       : "schedule " + describe(choice);
            return "data " + points + "  ·  " + law + "  ·  " + std::to_string(steps) +
                   (steps == 1 ? " step" : " steps");
        }

        void run(const options& o)
        {
            io::format_of(o.output, {io::output_format::png});
            const std::string animation =
                !o.animation.empty() ? o.animation : std::filesystem::path(o.output).replace_extension(".gif").string();
            io::format_of(animation, {io::output_format::gif});
            core::require(!o.still || o.animation.empty(), "--animation ", o.animation, ": not with --no-animation");
            refuse_overwrite(o.output, std::array{o.schedule});
            refuse_overwrite(animation, std::array{o.schedule, o.output});
            const auto data = numbers("--data", o.data);
            for (std::size_t i = 0; i < data.size(); ++i)
            {
                core::require(data[i] >= -1e6 && data[i] <= 1e6, "--data[", i, "] = ", data[i],
                              ": must be at most 1e6 in size");
            }
            core::require(data.size() <= 10'000, "--data of ", data.size(), " points: must be at most 10000");
            const auto particles = static_cast<std::size_t>(whole_number("--particles", o.particles, 1, 1'000'000));
            const auto grid = static_cast<std::size_t>(whole_number("--grid", o.grid, 2, 100'000));
            const auto seed =
                static_cast<std::uint64_t>(whole_number("--seed", o.seed, 0, std::numeric_limits<std::int64_t>::max()));
            const auto choice = choice_of(o);
            const auto schedule = make_schedule(choice);
            const auto steps = static_cast<std::uint64_t>(schedule.steps());
            constexpr std::uint64_t most = std::uint64_t{1} << 28;
            core::require((steps + 1) * particles <= most, "--particles ", particles, " over ", steps,
                          " steps: must be at most ", most, " values");
            core::require(steps * grid <= most, "--grid ", grid, " over ", steps, " steps: must be at most ", most,
                          " values");

            io::pending_file chart(o.output);
            std::optional<io::pending_file> movie;
            if (!o.still)
            {
                movie.emplace(animation);
            }
            io::density_over_time result;
            {
                progress bar("particles and density", o.progress);
                result = diffuse_points(schedule, data, particles, grid, seed,
                                        [&](std::size_t done, std::size_t all) { bar(done, all); });
            }
            result.description = title_of(o, choice, data, schedule.steps());
            chart.write(io::draw_density(result));
            if (movie)
            {
                progress bar("animation", o.progress);
                movie->write(io::draw_animation(result, [&](std::size_t done, std::size_t all) { bar(done, all); }));
                movie->finish();
            }
            chart.finish();
            if (movie)
            {
                movie->commit();
            }
            chart.commit();
        }
    }

    void add_density_command(CLI::App& app)
    {
        auto* command = app.add_subcommand("density", "Watch points spread into a mixture of normal laws");
        auto o = std::make_shared<options>();
        command->add_option("-o,--output", o->output, "The chart, .png")->required();
        command->add_option("--animation", o->animation, "The animation, .gif [the chart's name with that ending]");
        command->add_flag("--no-animation", o->still, "Draw the chart only");
        command->add_option("--data", o->data, "Points, equally likely, separated by commas")->capture_default_str();
        auto* steps = command->add_option("--steps", o->steps, "Number of steps T")->capture_default_str();
        auto* sigma = command
                          ->add_option("--sigma", o->sigma,
                                       "Noise of every step: x_t = sqrt(1 - sigma^2) x_{t-1} + sigma eps, in (0, 1)")
                          ->capture_default_str();
        command->add_option("--schedule", o->schedule, "A noise schedule instead of --sigma");
        command->add_option("--beta", o->beta, "Its betas: FIRST:LAST, or one number for constant");
        command->add_option("--particles", o->particles, "Number of particles; the chart draws up to 100 of them")
            ->capture_default_str();
        command->add_option("--grid", o->grid, "Number of cells over which the density is averaged")
            ->capture_default_str();
        command->add_option("--seed", o->seed, "Seed of the noise")->capture_default_str();
        command->add_flag("--progress", o->progress, "Show progress even without a terminal");
        command->footer("Examples:\n"
                        "  alphabar density --data -15,-5,1,10 --steps 200 --sigma 0.2 -o density.png\n"
                        "  alphabar density --data -3,3 --schedule cosine --steps 500 -o density.png --no-animation");
        command->callback(
            [o, steps, sigma]
            {
                o->steps_given = steps->count() > 0;
                o->sigma_given = sigma->count() > 0;
                run(*o);
            });
    }
}
