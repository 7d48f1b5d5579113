// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "charts.hpp"

#include "chart_style.hpp"
#include "colour_scale.hpp"
#include "error.hpp"

#include <cmath>
#include <cstdio>

namespace alphabar::io
{
    namespace
    {
        constexpr std::size_t most_paths = 100, most_columns = 1200, most_rows = 800;

        // The data files of one chart and the clauses that draw from them.
        class density_plot
        {
        public:
            density_plot(gnuplot& plot, const density_over_time& d) : m_plot(plot), m_data(d)
            {
                const std::size_t step = stride_for(steps() + 1, most_columns);
                for (std::size_t t = 0; t <= steps(); t += step)
                {
                    m_times.push_back(t);
                }
                write_paths();
                write_bands();
                write_map();
            }

            std::size_t steps() const { return m_data.density.shape(0); }
            std::size_t paths() const { return std::min<std::size_t>(m_data.particles.shape(1), most_paths); }
            double low() const { return m_data.grid(0); }
            double high() const { return m_data.grid(m_data.grid.size() - 1); }

            std::string path(std::size_t i, std::string_view look) const
            {
                return core::text("'paths.bin' binary record=(", m_times.size(), ") skip=", i * m_times.size() * 16,
                                  " format='%float64%float64' using 1:2 with lines ", look, ", ");
            }

            /// `source`: 2 for the particles, 4 for q_t; `deviations` from the mean, -3, 0 or 3.
            std::string band(int source, int deviations, std::string_view look) const
            {
                return core::text("'bands.bin' binary format='%float64%float64%float64%float64%float64' using 1:($",
                                  source, deviations < 0 ? "" : "+", deviations, "*$", source + 1, ") with lines ",
                                  look, ", ");
            }

            std::string map() const
            {
                return core::text("'map.bin' binary array=(", m_columns, ",", m_rows, ") dx=", m_column_width,
                                  " dy=", (high() - low()) / static_cast<double>(m_rows - 1), " origin=(",
                                  m_column_width / 2, ",", low(), ") format='%float64' with image notitle, ");
            }

            /// A drawn particle that starts far from the first.
            std::size_t other_path() const
            {
                const auto start = [&](std::size_t i)
                { return std::abs(m_data.particles(0, i) - m_data.particles(0, 0)); };
                std::size_t best = paths() - 1;
                for (std::size_t i = 0; i < paths(); ++i)
                {
                    best = start(i) > start(best) ? i : best;
                }
                return best;
            }

        private:
            void write_paths()
            {
                std::vector<double> out;
                for (std::size_t i = 0; i < paths(); ++i)
                {
                    for (const std::size_t t : m_times)
                    {
                        out.insert(out.end(), {static_cast<double>(t), m_data.particles(t, i)});
                    }
                }
                m_plot.data("paths.bin", out);
            }

            void write_bands()
            {
                const std::size_t count = m_data.particles.shape(1);
                std::vector<double> out;
                for (const std::size_t t : m_times)
                {
                    double mean = 0, variance = 0;
                    for (std::size_t i = 0; i < count; ++i)
                    {
                        mean += m_data.particles(t, i) / static_cast<double>(count);
                    }
                    for (std::size_t i = 0; i < count; ++i)
                    {
                        const double distance = m_data.particles(t, i) - mean;
                        variance += distance * distance / static_cast<double>(count);
                    }
                    out.insert(out.end(), {static_cast<double>(t), mean, std::sqrt(variance), m_data.mean(t),
                                           m_data.deviation(t)});
                }
                m_plot.data("bands.bin", out);
            }

            // Row by row of the picture: time runs fastest. The column of step t covers (t - 1, t].
            void write_map()
            {
                const std::size_t points = m_data.grid.size();
                const std::size_t step = stride_for(steps(), most_columns);
                m_rows = std::min(points, most_rows);
                m_columns = std::max<std::size_t>(2, (steps() + step - 1) / step);  // one alone is not drawn by gnuplot
                m_column_width = static_cast<double>(steps()) / static_cast<double>(m_columns);
                std::vector<double> out;
                for (std::size_t i = 0; i < m_rows; ++i)
                {
                    for (std::size_t column = 0; column < m_columns; ++column)
                    {
                        const std::size_t t = std::min(column * step, steps() - 1);
                        out.push_back(m_data.density(t, i * (points - 1) / (m_rows - 1)));
                    }
                }
                m_plot.data("map.bin", out);
            }

            gnuplot& m_plot;
            const density_over_time& m_data;
            std::vector<std::size_t> m_times;
            std::size_t m_rows = 0;
            std::size_t m_columns = 0;
            double m_column_width = 1;
        };

        std::string particle_panel(const density_plot& p, const std::string& description)
        {
            std::string out =
                "set label 1 '{/:Bold Particles under the forward process}' at screen 0.075,0.974 "
                "font ',14' tc rgb '#1d2128'\n"
                "set label 2 " +
                gnuplot_text(description) +
                " at screen 0.075,0.948 font ',11.5' tc rgb '#5a606b'\n"
                "set tmargin at screen 0.925\nset bmargin at screen 0.54\n"
                "set ylabel 'x' norotate offset 1,0\nset format x ''\n"
                "set key at screen 0.9,0.985 right top vertical maxrows 2 width -3 samplen 2.5 spacing 1.3 "
                "font ',11'\n"
                "plot ";
            for (std::size_t i = 0; i < p.paths(); ++i)
            {
                out += p.path(i, "lw 0.8 lc rgb '#c81f77b4' notitle");
            }
            out += "NaN with lines lw 1.6 lc rgb '#1f77b4' title 'particles', ";
            out += p.path(0, "lw 1.5 lc rgb '#b08d00' title 'two of them'");
            out += p.path(p.other_path(), "lw 1.5 lc rgb '#b08d00' notitle");
            out += p.band(2, 0, "lw 2.6 dt (8,4) lc rgb '#d62728' title 'mean'");
            out += p.band(2, 3, "lw 1.5 dt (8,4) lc rgb '#d62728' title '± 3σ of the particles'");
            out += p.band(2, -3, "lw 1.5 dt (8,4) lc rgb '#d62728' notitle");
            return out + "\nunset label 2\n";
        }

        std::string map_panel(const density_plot& p, double scale)
        {
            const auto c = heat_colours(2)[0];
            char dark[8];
            std::snprintf(dark, sizeof dark, "#%02x%02x%02x", unsigned{c[0]}, unsigned{c[1]}, unsigned{c[2]});
            std::string out = heat_palette() + "set label 1 '{/:Bold Density q_{/:Italic t}(x) over time}' at screen "
                                               "0.075,0.497\n"
                                               "set tmargin at screen 0.475\nset bmargin at screen 0.07\n"
                                               "set xlabel 'step t' offset 0,0.3\nset format x '%g'\nunset grid\n"
                                               "set colorbox user origin 0.915,0.07 size 0.016,0.405\n"
                                               "set cblabel 'q_{/:Italic t}(x)' tc rgb '#3b4048' offset -0.8,0\n";
            out += core::text("set object 1 rectangle from graph 0,0 to graph 1,1 fc rgb '", dark,
                              "' fs solid noborder behind\nset cbrange [0:", scale,
                              "]\nset key at graph 0.985,0.95 right top vertical maxrows auto samplen 2.5 spacing 1.2 "
                              "opaque fc rgb '",
                              dark, "' tc rgb '#ffffff' font ',11'\nplot ");
            out += p.map();
            for (std::size_t i = 0; i < std::min<std::size_t>(p.paths(), 12); ++i)
            {
                out += p.path(i, "lw 0.7 lc rgb '#a0bfe3ff' notitle");
            }
            out += "NaN with lines lw 1.2 lc rgb '#7e90a8' title 'particles', ";
            out += p.band(4, 0, "lw 2.0 dt (8,4) lc rgb '#ffffff' title 'mean'");
            out += p.band(4, 3, "lw 1.2 dt (8,4) lc rgb '#ffffff' title '± 3σ of q_t'");
            out += p.band(4, -3, "lw 1.2 dt (8,4) lc rgb '#ffffff' notitle");
            return out + "\n";
        }
    }

    bytes draw_density(const density_over_time& d)
    {
        gnuplot plot;
        const density_plot p(plot, d);
        plot.run(chart_style(1200, 1040, 12) +
                 core::text("set output 'density.png'\nset multiplot\nset xrange [0:", p.steps(), "]\nset yrange [",
                            p.low(), ":", p.high(), "]\nset lmargin at screen 0.075\nset rmargin at screen 0.895\n") +
                 particle_panel(p, d.description) + map_panel(p, density_scale(d.density)) +
                 "unset multiplot\nunset output\n");
        return drawn_png(plot, "density.png");
    }
}
