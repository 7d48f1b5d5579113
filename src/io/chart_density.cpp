// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "charts.hpp"

#include "chart_style.hpp"
#include "colour_scale.hpp"
#include "error.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace alphabar::io
{
    namespace
    {
        constexpr std::size_t most_paths = 100, most_times = 1200;
        // Of the map: no more than the picture has pixels there, of which gnuplot would leave some out.
        constexpr std::size_t most_columns = 900, most_rows = 400;

        // The data files of one chart and the clauses that draw from them.
        class density_plot
        {
        public:
            density_plot(gnuplot& plot, const density_over_time& d)
                : m_plot(plot), m_data(d), m_map(coarsened(d.density, most_rows)), m_scale(m_map)
            {
                const std::size_t step = stride_for(steps() + 1, most_times);
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
            std::size_t particles() const { return m_data.particles.shape(1); }
            double low() const { return (3 * m_data.grid(0) - m_data.grid(1)) / 2; }
            double high() const
            {
                const std::size_t last = m_data.grid.size() - 1;
                return (3 * m_data.grid(last) - m_data.grid(last - 1)) / 2;
            }

            /// The drawn paths are spread over the particles.
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
                return core::text("'map.bin' binary array=(", m_columns, ",", m_map.shape(1), ") dx=", m_column_width,
                                  " dy=", cell(), " origin=(", 0.5 + m_column_width / 2, ",", low() + cell() / 2,
                                  ") format='%float64' with image notitle, ");
            }

            /// The height of a row of the map.
            double cell() const { return (high() - low()) / static_cast<double>(m_map.shape(1)); }
            const density_scale& scale() const { return m_scale; }

            /// A drawn particle that starts far from the first.
            std::size_t other_path() const
            {
                const auto start = [&](std::size_t i)
                { return std::abs(m_data.particles(0, particle(i)) - m_data.particles(0, 0)); };
                std::size_t best = paths() - 1;
                for (std::size_t i = 0; i < paths(); ++i)
                {
                    best = start(i) > start(best) ? i : best;
                }
                return best;
            }

        private:
            std::size_t particle(std::size_t path) const { return path * particles() / paths(); }

            void write_paths()
            {
                std::vector<double> out;
                for (std::size_t i = 0; i < paths(); ++i)
                {
                    for (const std::size_t t : m_times)
                    {
                        out.insert(out.end(), {static_cast<double>(t), m_data.particles(t, particle(i))});
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

            // Row by row of the picture: time runs fastest. The column of step t covers t - 1/2 … t + 1/2; where the
            // columns are fewer than the steps, each shows the step in its middle.
            void write_map()
            {
                m_columns = std::clamp<std::size_t>(steps(), 2, most_columns);  // one alone is not drawn by gnuplot
                m_column_width = static_cast<double>(steps()) / static_cast<double>(m_columns);
                std::vector<double> out;
                for (std::size_t i = 0; i < m_map.shape(1); ++i)
                {
                    for (std::size_t column = 0; column < m_columns; ++column)
                    {
                        out.push_back(m_map((2 * column + 1) * steps() / (2 * m_columns), i));
                    }
                }
                m_plot.data("map.bin", out);
            }

            gnuplot& m_plot;
            const density_over_time& m_data;
            xt::xtensor<double, 2> m_map;
            density_scale m_scale;
            std::vector<std::size_t> m_times;
            std::size_t m_columns = 0;
            double m_column_width = 1;
        };

        // "100 of 2000 particles"
        std::string part_of_particles(std::size_t drawn, std::size_t all)
        {
            return core::text(drawn < all ? core::text(drawn, " of ") : "", all, all == 1 ? " particle" : " particles");
        }

        // A colour as gnuplot takes it.
        std::string html(const std::array<std::uint8_t, 3>& c)
        {
            char text[8];
            std::snprintf(text, sizeof text, "#%02x%02x%02x", unsigned{c[0]}, unsigned{c[1]}, unsigned{c[2]});
            return text;
        }

        std::string particle_panel(const density_plot& p, const std::string& description)
        {
            std::string out =
                "set label 1 '{/:Bold Particles under the forward process}' at screen 0.08,0.972 "
                "font ',14' tc rgb '#1d2128'\n"
                "set label 2 " +
                gnuplot_text(description) +
                " at screen 0.08,0.939 font ',11.5' tc rgb '#5a606b'\n"
                "set tmargin at screen 0.918\nset bmargin at screen 0.56\n"
                "set label 4 'x' at screen 0.01,0.745 tc rgb '#3b4048'\nset format x ''\n"
                "set key at screen 0.885,0.987 right top vertical maxrows 2 width -2 samplen 2.5 spacing 1.3 "
                "font ',11'\n"
                "plot ";
            for (std::size_t i = 0; i < p.paths(); ++i)
            {
                out += p.path(i, "lw 0.8 lc rgb '#c81f77b4' notitle");
            }
            out += core::text("NaN with lines lw 1.6 lc rgb '#1f77b4' title '",
                              part_of_particles(p.paths(), p.particles()), "', ");
            if (p.paths() > 1)
            {
                out += p.path(0, "lw 1.5 lc rgb '#b08d00' title 'two of them'");
                out += p.path(p.other_path(), "lw 1.5 lc rgb '#b08d00' notitle");
            }
            out += p.band(2, 0, "lw 2.6 dt (8,4) lc rgb '#d62728' title 'mean of all particles'");
            out += p.band(2, 3, "lw 1.5 dt (8,4) lc rgb '#d62728' title 'mean ± 3 standard deviations'");
            out += p.band(2, -3, "lw 1.5 dt (8,4) lc rgb '#d62728' notitle");
            return out + "\nunset label 2\n";
        }

        // What the colours leave open: the size of a cell, what happens at t = 0, and where the scale is cut.
        std::string map_notes(const density_plot& p)
        {
            const auto& scale = p.scale();
            return core::text("mean over cells of Δx = ", short_number(p.cell()), "  ·  q_0 is point masses",
                              scale.is_cut() ? core::text("  ·  the colours end at ", short_number(scale.top),
                                                          ", the peak is ", short_number(scale.peak))
                                             : "");
        }

        // A colour bar whose last colour goes on ends in an arrow.
        std::string colour_bar(const density_plot& p)
        {
            std::string out = "set colorbox user origin 0.895,0.066 size 0.016,0.392\n"
                              "set label 5 'q_{/:Italic t}(x)' at screen 0.895,0.024 tc rgb '#3b4048'\n" +
                              core::text("set cbrange [0:", p.scale().top, "]\n");
            if (p.scale().is_cut())
            {
                out += core::text("set object 2 polygon from screen 0.895,0.459 to screen 0.911,0.459 "
                                  "to screen 0.903,0.473 to screen 0.895,0.459 fc rgb '",
                                  html(heat_colours(2)[1]), "' fs solid border lc rgb '#8a8f98'\nset label 3 '≥ ",
                                  short_number(p.scale().top), "' at screen 0.903,0.487 center tc rgb '#3b4048'\n");
            }
            return out;
        }

        std::string map_panel(const density_plot& p)
        {
            const auto dark = html(heat_colours(2)[0]);
            const auto drawn = std::min<std::size_t>(p.paths(), 12);
            std::string out = heat_palette() + "set label 1 '{/:Bold Density q_{/:Italic t}(x) over time}' at screen "
                                               "0.08,0.51\n";
            out += "set label 2 '" + map_notes(p) + "' at screen 0.08,0.483 font ',11.5' tc rgb '#5a606b'\n" +
                   "set tmargin at screen 0.458\nset bmargin at screen 0.066\n"
                   "set label 4 'x' at screen 0.01,0.262 tc rgb '#3b4048'\n"
                   "set xlabel 'step t' offset 0,0.3\nset format x '%g'\nunset grid\n" +
                   colour_bar(p);
            out += core::text("set object 1 rectangle from graph 0,0 to graph 1,1 fc rgb '", dark,
                              "' fs solid noborder behind\nset key at screen 0.88,0.545 right top vertical maxrows 2 "
                              "width -1 samplen 2.5 spacing 1.3 opaque fc rgb '",
                              dark, "' tc rgb '#ffffff' font ',11'\nplot ");
            out += p.map();
            for (std::size_t i = 0; i < drawn; ++i)
            {
                out += p.path(i * p.paths() / drawn, "lw 0.7 lc rgb '#a0bfe3ff' notitle");
            }
            out += core::text("NaN with lines lw 1.2 lc rgb '#7e90a8' title '", part_of_particles(drawn, p.particles()),
                              "', ");
            out += p.band(4, 0, "lw 2.0 dt (8,4) lc rgb '#ffffff' title 'mean of q_t'");
            out += p.band(4, 3, "lw 1.2 dt (8,4) lc rgb '#ffffff' title 'mean ± 3 standard deviations'");
            out += p.band(4, -3, "lw 1.2 dt (8,4) lc rgb '#ffffff' notitle");
            return out + "\n";
        }
    }

    bytes draw_density(const density_over_time& d)
    {
        gnuplot plot;
        const density_plot p(plot, d);
        plot.run(
            chart_style(1200, 1080, 12) +
            core::text("set output 'density.png'\nset multiplot\nset xrange [0:", static_cast<double>(p.steps()) + 0.5,
                       "]\nset yrange [", p.low(), ":", p.high(), "]\n", p.steps() <= 10 ? "set xtics 1\n" : "",
                       "set lmargin at screen 0.08\nset rmargin at screen 0.88\n") +
            particle_panel(p, d.description) + map_panel(p) + "unset multiplot\nunset output\n");
        return drawn_png(plot, "density.png");
    }
}
