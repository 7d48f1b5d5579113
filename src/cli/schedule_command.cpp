// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "commands.hpp"
#include "io/charts.hpp"
#include "io/picture_file.hpp"
#include "schedule_choice.hpp"
#include "values.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace alphabar::cli
{
    namespace
    {
        struct options
        {
            std::vector<std::string> names;
            std::string beta;
            std::string steps = "1000";
            bool steps_given = false;
            bool list = false;
            std::string chart;
            std::string at;
        };

        schedule_choice choice_of(const options& o, const std::string& name)
        {
            return {name, o.beta, whole_number("--steps", o.steps, 1, 100'000), o.steps_given};
        }

        void print_list()
        {
            std::cout << "name            --beta (default)   what it is\n";
            for (const auto& e : schedule_entries())
            {
                const std::string beta = e.use == beta_use::none ? "-"
                                         : e.use == beta_use::single
                                             ? short_text(e.first, 6)
                                             : short_text(e.first, 6) + ":" + short_text(e.last, 6);
                char line[200];
                std::snprintf(line, sizeof line, "%-15s %-18s %s\n", std::string(e.name).c_str(), beta.c_str(),
                              std::string(e.formula).c_str());
                std::cout << line;
            }
            std::cout << "FILE.npy        -                  beta_1 ... beta_T from a file\n";
        }

        void print_table(const options& o, const std::string& name)
        {
            const auto choice = choice_of(o, name);
            const auto schedule = make_schedule(choice);
            const auto rows =
                o.at.empty() ? even_steps(schedule.steps(), 11) : steps_in("--at", o.at, schedule.steps());
            std::cout << describe(choice) << ", T = " << schedule.steps() << "\n\n"
                      << "       t          beta     alpha_bar   1-alpha_bar       log_snr         sigma\n";
            for (const auto t : rows)
            {
                const step at{t};
                char line[200];
                std::snprintf(line, sizeof line, "%8lld  %12s  %12.6g  %12.6g  %12.6g  %12.6g\n",
                              static_cast<long long>(t), t == 0 ? "-" : short_text(schedule.beta(at), 6).c_str(),
                              schedule.alpha_bar(at), schedule.one_minus_alpha_bar(at),
                              schedule.log_snr(at, ends::limit), schedule.sigma(at, ends::limit));
                std::cout << line;
            }
        }

        void draw_chart(const options& o)
        {
            io::format_of(o.chart, {io::output_format::png});
            auto names = o.names;
            if (names.empty())
            {
                for (const auto& e : schedule_entries())
                {
                    // scaled_linear and quadratic are one family: the second adds a line, not an idea.
                    if (e.name != "quadratic" && e.name != "constant")
                    {
                        names.emplace_back(e.name);
                    }
                }
            }
            core::require(names.size() <= 16, names.size(), " schedules: a chart has room for 16");
            refuse_overwrite(o.chart, names);
            io::pending_file file(o.chart);
            std::vector<io::panel> panels{{"β: variance that a step adds", "t / T", true, {}},
                                          {"ᾱ: signal left", "t / T", false, {}},
                                          {"ln SNR = ln(ᾱ / (1 − ᾱ))", "t / T", false, {}}};
            std::int64_t shortest = std::numeric_limits<std::int64_t>::max(), longest = 0;
            for (const auto& name : names)
            {
                const auto choice = choice_of(o, name);
                const auto schedule = make_schedule(choice);
                const auto last = schedule.steps();
                shortest = std::min(shortest, last);
                longest = std::max(longest, last);
                io::curve beta{describe(choice), {}, {}}, alpha_bar = beta, log_snr = beta;
                for (std::int64_t t = 0; t <= last; ++t)
                {
                    const double x = static_cast<double>(t) / static_cast<double>(last);
                    const step at{t};
                    alpha_bar.x.push_back(x);
                    alpha_bar.y.push_back(schedule.alpha_bar(at));
                    if (t > 0)
                    {
                        beta.x.push_back(x);
                        beta.y.push_back(schedule.beta(at));
                        log_snr.x.push_back(x);
                        log_snr.y.push_back(schedule.log_snr(at, ends::limit));
                    }
                }
                panels[0].curves.push_back(std::move(beta));
                panels[1].curves.push_back(std::move(alpha_bar));
                panels[2].curves.push_back(std::move(log_snr));
            }
            const auto steps =
                shortest == longest ? core::text("T = ", longest) : core::text("T from ", shortest, " to ", longest);
            file.write(io::draw_panels("Noise schedules, " + steps, panels));
            file.commit();
        }

        void run(const options& o)
        {
            const bool asks_more =
                !o.names.empty() || !o.chart.empty() || !o.at.empty() || !o.beta.empty() || o.steps_given;
            core::require(!o.list || !asks_more, "--list: stands alone, without schedules and other options");
            core::require(o.list || !o.chart.empty() || !o.names.empty(),
                          "nothing to do: name a schedule, or give --list or --chart FILE");
            core::require(o.at.empty() || o.chart.empty(), "--at ", o.at, ": belongs to the table, not to --chart");
            if (o.list)
            {
                print_list();
            }
            else if (!o.chart.empty())
            {
                draw_chart(o);
            }
            else
            {
                for (const auto& name : o.names)
                {
                    (void)make_schedule(choice_of(o, name));  // nothing is printed unless all can be
                }
                for (std::size_t i = 0; i < o.names.size(); ++i)
                {
                    std::cout << (i == 0 ? "" : "\n");
                    print_table(o, o.names[i]);
                }
            }
        }
    }

    void add_schedule_command(CLI::App& app)
    {
        auto* command = app.add_subcommand("schedule", "List, print or draw noise schedules");
        auto o = std::make_shared<options>();
        command->add_option("name", o->names, "Schedules (see --list), or .npy files of betas");
        command->add_flag("--list", o->list, "List the schedules and their defaults");
        command->add_option("--chart", o->chart, "Draw the named schedules (or one of each kind) to a PNG file");
        command->add_option("--beta", o->beta, "Betas: FIRST:LAST, or one number for constant");
        auto* steps = command->add_option("--steps", o->steps, "Number of steps T")->capture_default_str();
        command->add_option("--at", o->at, "Rows of the table: steps separated by commas");
        command->footer("Examples:\n"
                        "  alphabar schedule --list\n"
                        "  alphabar schedule cosine --steps 1000 --at 1,10,100,1000\n"
                        "  alphabar schedule linear cosine --chart schedules.png");
        command->callback(
            [o, steps]
            {
                o->steps_given = steps->count() > 0;
                run(*o);
            });
    }
}
