// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "schedule_choice.hpp"

#include "io/npy.hpp"
#include "values.hpp"

#include <alphabar/schedule/constant.hpp>
#include <alphabar/schedule/cosine.hpp>
#include <alphabar/schedule/exponential.hpp>
#include <alphabar/schedule/from_betas.hpp>
#include <alphabar/schedule/inverse.hpp>
#include <alphabar/schedule/linear.hpp>
#include <alphabar/schedule/quadratic.hpp>
#include <alphabar/schedule/scaled_linear.hpp>
#include <alphabar/schedule/sigmoid.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <vector>

namespace alphabar::cli
{
    namespace
    {
        constexpr std::array entries{
            schedule_entry{"constant", "beta", beta_use::single, 0.01, 0.01},
            schedule_entry{"linear", "beta on a line from FIRST to LAST", beta_use::ends, 1e-4, 0.02},
            schedule_entry{"scaled_linear", "sqrt(beta) on a line", beta_use::ends, 0.00085, 0.012},
            schedule_entry{"quadratic", "sqrt(beta) on a line (its other name)", beta_use::ends, 1e-4, 0.02},
            schedule_entry{"cosine", "alpha_bar = cos^2((t/T + 0.008)/1.008 pi/2), beta <= 0.999", beta_use::none, 0,
                           0},
            schedule_entry{"sigmoid", "beta on a sigmoid from FIRST to LAST", beta_use::ends, 1e-4, 0.02},
            schedule_entry{"exponential", "beta in a geometric series", beta_use::ends, 1e-5, 0.05},
            schedule_entry{"inverse", "beta = 1/(T - t + 1), alpha_bar = 1 - t/T", beta_use::none, 0, 0},
        };

        bool names_a_file(std::string_view name) { return name.ends_with(".npy"); }

        const schedule_entry& entry_of(std::string_view name)
        {
            const auto found =
                std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.name == name; });
            if (found != entries.end())
            {
                return *found;
            }
            std::vector<std::string_view> names;
            for (const auto& e : entries)
            {
                names.push_back(e.name);
            }
            fail_unknown("schedule", name, names, ", or a .npy file of betas");
        }

        range betas_for(const schedule_entry& entry, std::string_view text)
        {
            if (text.empty())
            {
                return {entry.first, entry.last};
            }
            core::require(entry.use != beta_use::none, "--beta ", text, ": the schedule ", entry.name, " takes none");
            range out{};
            if (entry.use == beta_use::single)
            {
                core::require(text.find(':') == std::string_view::npos, "--beta ", text, ": the schedule ", entry.name,
                              " takes a single number");
                out.first = out.last = number("--beta", text);
            }
            else
            {
                out = number_range("--beta", text);
            }
            for (const double beta : {out.first, out.last})
            {
                core::require(beta > 0 && beta < 1, "--beta ", text, ": ", beta, " must lie in (0, 1)");
            }
            return out;
        }

        dynamic_schedule from_file(const schedule_choice& choice)
        {
            core::require(choice.beta.empty(), "--beta ", choice.beta, ": the betas come from ", choice.name);
            const auto array = io::read_npy(choice.name);
            if (array.shape.size() != 1 || array.shape[0] == 0)
            {
                io::fail_file(choice.name, ": has the shape ", io::shape_text(array),
                              ": betas must be one axis of at least 1 number");
            }
            core::require(!choice.steps_given || choice.steps == static_cast<std::int64_t>(array.size()), "--steps ",
                          choice.steps, ": ", choice.name, " has ", array.size(), " betas");
            const auto betas = io::convert<double>(array);
            for (std::size_t i = 0; i < betas.size(); ++i)
            {
                if (!(betas(i) > 0 && betas(i) < 1))
                {
                    io::fail_file(choice.name, ": beta[", i, "] = ", betas(i), " (step ", i + 1,
                                  "): must lie in (0, 1)");
                }
            }
            try
            {
                return from_betas(std::vector<double>(betas.begin(), betas.end()));
            }
            catch (const argument_error& error)
            {
                io::fail_file(choice.name, ": ", std::string_view(error.what()));
            }
        }
    }

    std::span<const schedule_entry> schedule_entries() { return entries; }

    dynamic_schedule make_schedule(const schedule_choice& choice)
    {
        if (names_a_file(choice.name))
        {
            return from_file(choice);
        }
        const auto& entry = entry_of(choice.name);
        const auto beta = betas_for(entry, choice.beta);
        const double first = beta.first, last = beta.last;
        const auto steps = choice.steps;
        if (entry.name == "constant")
        {
            return constant_schedule(steps, first);
        }
        if (entry.name == "linear")
        {
            return linear_schedule(steps, first, last);
        }
        if (entry.name == "scaled_linear")
        {
            return scaled_linear_schedule(steps, first, last);
        }
        if (entry.name == "quadratic")
        {
            return quadratic_schedule(steps, first, last);
        }
        if (entry.name == "cosine")
        {
            return cosine_schedule(steps);
        }
        if (entry.name == "sigmoid")
        {
            return sigmoid_schedule(steps, first, last);
        }
        if (entry.name == "exponential")
        {
            return exponential_schedule(steps, first, last);
        }
        return inverse_schedule(steps);
    }

    std::string describe(const schedule_choice& choice)
    {
        if (names_a_file(choice.name))
        {
            return "betas from " + std::filesystem::path(choice.name).filename().string();
        }
        const auto& entry = entry_of(choice.name);
        if (entry.use == beta_use::none)
        {
            return choice.name;
        }
        const auto beta = betas_for(entry, choice.beta);
        std::string out = choice.name + ", β = " + short_text(beta.first, 6);
        if (entry.use == beta_use::ends)
        {
            out += "…" + short_text(beta.last, 6);
        }
        return out;
    }
}
