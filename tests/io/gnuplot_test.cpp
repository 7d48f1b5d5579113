// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/gnuplot.hpp"

#include <string>

using alphabar::io::gnuplot;
using alphabar::io::gnuplot_text;

namespace
{
    std::string printed(const std::string& text)
    {
        gnuplot plot;
        plot.run("set print 'out'\nprint " + gnuplot_text(text) + "\nprint 'end'\n");
        const auto out = plot.result("out");
        return std::string(out.begin(), out.end());
    }
}

TEST_CASE("any text is one string of gnuplot, and not a command", "[io]")
{
    CHECK(printed("beta = 1e-4 to 0.02") == "beta = 1e-4 to 0.02\nend\n");
    CHECK(printed("it's, and it''s, and '") == "it’s, and it’’s, and ’\nend\n");
    CHECK(printed("x\nset print 'elsewhere'\n#") == "x set print ’elsewhere’ #\nend\n");
    CHECK(printed(std::string("a\0b\r\x1b[31mc\x7f", 11)) == "a b  [31mc \nend\n");
    CHECK(printed("\"`date`$x%d") == "\"`date`$x%d\nend\n");
    CHECK(printed("x_1^{2}@&~\\") == "x\\_1\\^\\{2\\}\\@\\&\\~\\\\\nend\n");  // as text with markup, what it was
}
