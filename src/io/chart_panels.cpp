// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "charts.hpp"

#include "chart_style.hpp"
#include "colour_scale.hpp"
#include "error.hpp"

namespace alphabar::io
{
    bytes draw_panels(const std::string& title, std::span<const panel> panels)
    {
        core::require(!panels.empty(), "a chart of 0 panels: must have at least 1");
        gnuplot plot;
        const std::size_t count = panels.size();
        std::string script = chart_style(460 * count + 20, 520, 11);
        script += core::text("set output 'chart.png'\n"
                             "set multiplot title ",
                             gnuplot_text(title), " font ',15' tc rgb '#1d2128' offset 0,-0.4\n",
                             "set format x '%g'\nset xtics 0,0.2\nset xrange [0:*]\n"
                             "unset key\n");
        for (std::size_t i = 0; i < count; ++i)
        {
            const auto& p = panels[i];
            const double width = 1.0 / static_cast<double>(count);
            const double left = (static_cast<double>(i) + 0.17) * width;
            const double right = (static_cast<double>(i) + 0.95) * width;
            script += core::text(
                "set lmargin at screen ", left, "\nset rmargin at screen ", right,
                "\nset tmargin at screen 0.83\nset bmargin at screen 0.24\n", "set title ", gnuplot_text(p.title),
                " font ',12'\nset xlabel ", gnuplot_text(p.x_label), " offset 0,0.4\n",
                p.logarithmic ? "set logscale y\nset format y '10^{%L}'\n" : "unset logscale y\nset format y '%g'\n");
            std::string lines;
            for (std::size_t j = 0; j < p.curves.size(); ++j)
            {
                const auto& c = p.curves[j];
                std::vector<double> pairs;
                const std::size_t step = stride_for(c.x.size(), 2000);
                for (std::size_t k = 0; k < c.x.size(); k += step)
                {
                    pairs.push_back(c.x[k]);
                    pairs.push_back(c.y[k]);
                }
                const auto name = core::text("curve-", i, "-", j, ".bin");
                plot.data(name, pairs);
                lines += core::text(lines.empty() ? "" : ", ", "'", name,
                                    "' binary format='%float64%float64' using 1:2 with ",
                                    pairs.size() > 2 ? "lines" : "points pt 7 ps 1.2", " lw 2 lc rgb '",  // of one step
                                    line_colour(j), "' dashtype ", j < 8 ? "1" : "2", " notitle");
            }
            script += "plot " + lines + "\n";
        }
        // The legend: a last, empty plot over the lower edge.
        script += "unset logscale\nunset title\nunset xlabel\nunset tics\nunset border\nunset grid\n"
                  "set lmargin at screen 0.02\nset rmargin at screen 0.98\n"
                  "set tmargin at screen 0.13\nset bmargin at screen 0.01\n"
                  "set key center center horizontal maxrows 2 samplen 2.2 width 1.5 spacing 1.4 font ',11'\n"
                  "plot [0:1][0:1] ";
        for (std::size_t j = 0; j < panels[0].curves.size(); ++j)
        {
            script += core::text(j == 0 ? "" : ", ", "NaN with lines lw 3 lc rgb '", line_colour(j), "' dashtype ",
                                 j < 8 ? "1" : "2", " title ", gnuplot_text(panels[0].curves[j].name));
        }
        script += "\nunset multiplot\nunset output\n";
        plot.run(script);
        return drawn_png(plot, "chart.png");
    }
}
