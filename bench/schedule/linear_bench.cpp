// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/diffusion.hpp"
#include "support/show.hpp"

#include <alphabar/schedule/linear.hpp>

namespace ab = alphabar;

// What it takes at run time to have the 13 quantities of a schedule. A constexpr one is a table in the program.
namespace
{
    constexpr std::size_t steps = 1000;
    constexpr auto compiled = ab::linear_schedule<steps>(bench::first_beta, bench::last_beta);

    std::vector<double> show_schedule(const auto& s)
    {
        return bench::spread(
            ab::all_quantities.size() * steps, [&](std::size_t i)
            { return s.at(ab::all_quantities[i / steps], ab::step{static_cast<std::int64_t>(i % steps + 1)}); });
    }

    struct by_compiler
    {
        const ab::schedule_table<steps>* schedule = nullptr;

        explicit by_compiler(const bench::sizes&) {}
        std::vector<double> show() const { return show_schedule(*schedule); }
    };

    struct at_run_time
    {
        std::unique_ptr<ab::dynamic_schedule> schedule;

        explicit at_run_time(const bench::sizes&) {}
        std::vector<double> show() const { return show_schedule(*schedule); }
    };

    /// As engines write it: running products, in double.
    struct by_hand
    {
        std::vector<double> values = std::vector<double>(ab::all_quantities.size() * steps);

        explicit by_hand(const bench::sizes&) {}

        void run()
        {
            double alpha_bar = 1;
            double* out = values.data();
            for (std::size_t i = 0; i < steps; ++i)
            {
                const double beta = bench::first_beta + (bench::last_beta - bench::first_beta) *
                                                            static_cast<double>(i) / static_cast<double>(steps - 1);
                const double before = alpha_bar;
                alpha_bar *= 1 - beta;
                const double snr = alpha_bar / (1 - alpha_bar);
                const double quantities[] = {beta,
                                             1 - beta,
                                             alpha_bar,
                                             1 - alpha_bar,
                                             std::log(alpha_bar),
                                             snr,
                                             std::log(snr),
                                             std::sqrt(1 / snr),
                                             std::sqrt(alpha_bar),
                                             std::sqrt(1 - alpha_bar),
                                             beta * (1 - before) / (1 - alpha_bar),
                                             std::sqrt(1 - beta),
                                             std::sqrt(beta)};
                for (std::size_t q = 0; q < std::size(quantities); ++q)
                {
                    out[q * steps + i] = quantities[q];
                }
            }
        }
        std::vector<double> show() const
        {
            return bench::spread(values.size(), [this](std::size_t i) { return values[i]; });
        }
    };

    const bench::entry quantities({
        .work = "schedule",
        .title = "all quantities of a linear schedule, ready to be read, T = {steps}, double",
        .sizes = {{"steps", steps, steps}},
        .units = {"steps"},
        .unit = "step",
        .contenders = {bench::on<by_hand>("hand-written", [](by_hand& d) { d.run(); }),
                       bench::on<by_compiler>("alphabar", [](by_compiler& d) { d.schedule = &compiled; }),
                       bench::on<at_run_time>("alphabar, T known at run time",
                                              [](at_run_time& d)
                                              {
                                                  d.schedule = std::make_unique<ab::dynamic_schedule>(
                                                      ab::linear_schedule(steps, bench::first_beta, bench::last_beta));
                                              }),
                       bench::showing_nothing(bench::on<by_compiler>("nothing at all", [](by_compiler&) {}))},
        .bars = {{"nothing at all", 0.5}},  // calls of one nanosecond: they differ by a store
        .checked = {"same", 1e-9},
    });
}
