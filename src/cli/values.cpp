// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "values.hpp"

#include "io/error.hpp"
#include "io/file.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <optional>

namespace alphabar::cli
{
    namespace
    {
        // The text in quotes, cut to what a message can bear.
        std::string shown(std::string_view text)
        {
            return "\"" + std::string(text.substr(0, 60)) + (text.size() > 60 ? "…\"" : "\"");
        }

        std::vector<std::string_view> split(std::string_view text, char separator)
        {
            std::vector<std::string_view> out;
            while (true)
            {
                const auto end = text.find(separator);
                out.push_back(text.substr(0, end));
                if (end == std::string_view::npos)
                {
                    return out;
                }
                text.remove_prefix(end + 1);
            }
        }

        std::string_view trimmed(std::string_view text)
        {
            const auto first = text.find_first_not_of(' ');
            return first == std::string_view::npos ? std::string_view()
                                                   : text.substr(first, text.find_last_not_of(' ') - first + 1);
        }

        template <class Number>
        std::optional<Number> parse(std::string_view text)
        {
            text = trimmed(text);
            if (text.starts_with('+') && !text.starts_with("+-"))
            {
                text.remove_prefix(1);
            }
            Number value{};
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            if (error != std::errc() || end != text.data() + text.size() || text.empty())
            {
                return std::nullopt;
            }
            return value;
        }

        // The known names most like the given one, nearest first.
        std::vector<std::string_view> near_names(std::string_view name, std::span<const std::string_view> known)
        {
            std::vector<std::pair<std::size_t, std::string_view>> order;
            for (const auto candidate : known)
            {
                // Levenshtein's distance, one row at a time.
                std::vector<std::size_t> row(candidate.size() + 1);
                std::iota(row.begin(), row.end(), std::size_t{0});
                for (std::size_t i = 1; i <= name.size(); ++i)
                {
                    std::size_t diagonal = row[0];
                    row[0] = i;
                    for (std::size_t j = 1; j <= candidate.size(); ++j)
                    {
                        const std::size_t replaced = diagonal + (name[i - 1] == candidate[j - 1] ? 0 : 1);
                        diagonal = row[j];
                        row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
                    }
                }
                const bool part = name.size() >= 3 && candidate.find(name) != std::string_view::npos;
                if (part || row.back() <= std::max<std::size_t>(1, candidate.size() / 3))
                {
                    order.emplace_back(part ? 0 : row.back(), candidate);
                }
            }
            std::stable_sort(order.begin(), order.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
            std::vector<std::string_view> out;
            for (const auto& [distance, candidate] : order)
            {
                out.push_back(candidate);
            }
            return out;
        }
    }

    double number(std::string_view option, std::string_view text)
    {
        const auto value = parse<double>(text);
        core::require(value.has_value(), option, " ", shown(text), ": must be a number");
        core::require(std::isfinite(*value), option, " ", trimmed(text), ": must be finite");
        return *value;
    }

    std::vector<double> numbers(std::string_view option, std::string_view text)
    {
        std::vector<double> out;
        for (const auto part : split(text, ','))
        {
            const auto value = parse<double>(part);
            core::require(value.has_value(), option, "[", out.size(), "] = ", shown(part),
                          ": must be a number (numbers are separated by commas)");
            core::require(std::isfinite(*value), option, "[", out.size(), "] = ", trimmed(part), ": must be finite");
            out.push_back(*value);
        }
        return out;
    }

    std::int64_t whole_number(std::string_view option, std::string_view text, std::int64_t least, std::int64_t most)
    {
        const auto value = parse<std::int64_t>(text);
        core::require(value.has_value() && *value >= least && *value <= most, option, " ", shown(text),
                      ": must be a whole number in ", least, "..", most);
        return *value;
    }

    std::vector<std::int64_t> steps_in(std::string_view option, std::string_view text, std::int64_t last)
    {
        std::vector<std::int64_t> out;
        for (const auto part : split(text, ','))
        {
            const auto value = parse<std::int64_t>(part);
            core::require(value.has_value(), option, "[", out.size(), "] = ", shown(part), ": must be a step, 0..",
                          last);
            core::require(*value >= 0 && *value <= last, option, "[", out.size(), "] = ", *value, ": must lie in 0..",
                          last, " (0 is the picture itself, ", last, " the last step)");
            core::require(out.empty() || *value > out.back(), option, "[", out.size(), "] = ", *value,
                          ": must be greater than the one before it, ", out.empty() ? 0 : out.back());
            out.push_back(*value);
        }
        return out;
    }

    std::vector<std::int64_t> even_steps(std::int64_t last, std::int64_t count)
    {
        std::vector<std::int64_t> out;
        const std::int64_t intervals = std::max<std::int64_t>(1, std::min(count - 1, last));
        for (std::int64_t i = 0; i <= intervals; ++i)
        {
            out.push_back((last * i + intervals / 2) / intervals);
        }
        return out;
    }

    range number_range(std::string_view option, std::string_view text)
    {
        const auto middle = std::min(text.find(':'), text.size());
        const auto first = parse<double>(text.substr(0, middle));
        const auto last = parse<double>(text.substr(std::min(middle + 1, text.size())));
        core::require(first && last && std::isfinite(*first) && std::isfinite(*last), option, " ", shown(text),
                      ": must be FIRST:LAST, finite numbers");
        return {*first, *last};
    }

    extent size_for(std::string_view option, std::string_view text, extent original)
    {
        constexpr std::int64_t most = 8192;
        const auto parts = split(text, 'x');
        std::vector<std::size_t> sides;
        for (const auto part : parts)
        {
            const auto side = parse<std::int64_t>(part).value_or(0);
            core::require(parts.size() <= 2 && side >= 1 && side <= most, option, " ", shown(text),
                          ": must be SIDE or WIDTHxHEIGHT, whole numbers in 1..", most);
            sides.push_back(static_cast<std::size_t>(side));
        }
        if (sides.size() == 2)
        {
            return {sides[0], sides[1]};
        }
        const std::size_t longer = std::max(original.width, original.height);
        const auto scaled = [&](std::size_t side)
        { return std::max<std::size_t>(1, (side * sides[0] + longer / 2) / longer); };
        return {scaled(original.width), scaled(original.height)};
    }

    void refuse_overwrite(const std::string& output, std::span<const std::string> inputs)
    {
        for (const auto& input : inputs)
        {
            if (io::same_file(input, output))
            {
                io::fail_file(output, ": is read by this command: the output must be another file");
            }
        }
    }

    void fail_unknown(std::string_view kind, std::string_view name, std::span<const std::string_view> known,
                      std::string_view more)
    {
        const auto near = near_names(name, known);
        const auto joined = [](std::span<const std::string_view> list)
        {
            std::string out;
            for (const auto item : list)
            {
                out += (out.empty() ? "" : ", ") + std::string(item);
            }
            return out;
        };
        core::fail("unknown ", kind, " ", shown(name), ": ",
                   near.empty() ? "must be one of " + joined(known) + std::string(more)
                                : "did you mean " + joined(near) + "?");
    }

    std::string short_text(double value, int digits)
    {
        char text[64];
        std::snprintf(text, sizeof text, "%.*g", digits, value);
        return text;
    }
}
