// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "file.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace alphabar::io
{
    /// One run of gnuplot, as a child process without a shell, in a private directory that vanishes with this object.
    ///
    /// Data reach gnuplot as binary files of doubles, results are read back as bytes. gnuplot sees no configuration
    /// of the user's and no name that a user chose.
    class gnuplot
    {
    public:
        /// Writes the numbers as little-endian doubles under a plain name, for `binary format='%float64'`.
        void data(std::string_view name, std::span<const double> values);

        /// Runs the script; `poll` is called about a hundred times a second meanwhile.
        ///
        /// Errors: `file_error` if gnuplot is not in PATH, reports an error (its message is in ours) or takes longer
        /// than two minutes; `interrupted` if the user stops the program; gnuplot is ended with it.
        void run(const std::string& script, const std::function<void()>& poll = {});

        /// True once a file of that name exists.
        bool has(std::string_view name) const;

        /// A file that the script wrote; `file_error` if it didn't.
        bytes result(std::string_view name) const;

    private:
        private_directory m_directory;
    };

    /// The text as a gnuplot string that shows it as it is, whatever characters it has.
    std::string gnuplot_text(std::string_view text);
}
