// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alphabar::cli
{
    // What users write after an option. Each function takes the option's name for its message and throws
    // `argument_error` unless the whole text is understood.

    /// A finite number.
    double number(std::string_view option, std::string_view text);

    /// Finite numbers separated by commas, at least one.
    std::vector<double> numbers(std::string_view option, std::string_view text);

    /// A whole number within the bounds.
    std::int64_t whole_number(std::string_view option, std::string_view text, std::int64_t least, std::int64_t most);

    /// Steps separated by commas, each in 0..last, in increasing order.
    std::vector<std::int64_t> steps_in(std::string_view option, std::string_view text, std::int64_t last);

    /// `count` steps from 0 to last, evenly spread, each once.
    std::vector<std::int64_t> even_steps(std::int64_t last, std::int64_t count);

    /// FIRST:LAST, both finite.
    struct range
    {
        double first, last;
    };

    range number_range(std::string_view option, std::string_view text);

    /// A picture's size: SIDE, the longer one, or WIDTHxHEIGHT.
    struct extent
    {
        std::size_t width;
        std::size_t height;
    };

    extent size_for(std::string_view option, std::string_view text, extent original);

    /// Fails if the output is one of the files that are read: it would be lost. Names that are no files are no matter.
    void refuse_overwrite(const std::string& output, std::span<const std::string> inputs);

    /// Fails with "unknown schedule "linaer": did you mean linear?", naming those of the known names that one or two
    /// slips of the finger lead to, or else all of them; `more` follows that list.
    [[noreturn]] void fail_unknown(std::string_view kind, std::string_view name,
                                   std::span<const std::string_view> known, std::string_view more = "");

    /// A number in few digits, for captions and tables.
    std::string short_text(double value, int digits);
}
