// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "charts.hpp"

#include "colour_scale.hpp"
#include "error.hpp"
#include "gif.hpp"
#include "gnuplot.hpp"
#include "png.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace alphabar::io
{
    namespace
    {
        // Shared by all charts: a face that Debian's fontconfig always brings along, quiet axes, a light grid.
        std::string style(std::size_t width, std::size_t height, double font_size)
        {
            return core::text("set encoding utf8\n"
                              "set terminal pngcairo enhanced size ",
                              width, ",", height, " font 'DejaVu Sans,", font_size,
                              "' background '#ffffff' linewidth 1.25\n"
                              "set border 3 lc rgb '#8a8f98' lw 0.9\n"
                              "set tics out nomirror scale 0.6 tc rgb '#3b4048'\n"
                              "set grid lc rgb '#e6e8ec' lt 1 lw 0.8\n"
                              "set title tc rgb '#1d2128' offset 0,-0.4\n"
                              "set xlabel tc rgb '#3b4048'\n"
                              "set ylabel tc rgb '#3b4048'\n"
                              "set key reverse Left tc rgb '#1d2128'\n");
        }

        bytes checked_png(const gnuplot& plot, std::string_view name)
        {
            auto content = plot.result(name);
            decode_png(content, "gnuplot's picture");  // a full disk leaves half of one
            return content;
        }

        // Every row of a long chart is more than its pixels can show.
        std::size_t stride_for(std::size_t steps, std::size_t shown) { return std::max<std::size_t>(1, steps / shown); }

        struct bounds
        {
            double low, high;
        };

        bounds bounds_of(const xt::xtensor<double, 1>& grid) { return {grid(0), grid(grid.size() - 1)}; }

        // The colour scale ends where nearly all of the map lies below: the first steps' needles would leave the rest
        // black.
        double scale_top(const xt::xtensor<double, 2>& density)
        {
            std::vector<double> peaks;
            for (std::size_t t = 0; t < density.shape(0); ++t)
            {
                double peak = 0;
                for (std::size_t i = 0; i < density.shape(1); ++i)
                {
                    peak = std::max(peak, density(t, i));
                }
                peaks.push_back(peak);
            }
            std::sort(peaks.begin(), peaks.end());
            const double usual = peaks[peaks.size() * 9 / 10];
            return usual > 0 ? usual * 1.05 : 1.0;
        }
    }

    bytes draw_panels(const std::string& title, std::span<const panel> panels)
    {
        core::require(!panels.empty(), "a chart of 0 panels: must have at least 1");
        gnuplot plot;
        const std::size_t count = panels.size();
        std::string script = style(460 * count + 20, 520, 11);
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
                                    "' binary format='%float64%float64' using 1:2 with lines lw 2 lc rgb '",
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
        return checked_png(plot, "chart.png");
    }

    bytes draw_density(const density_over_time& d)
    {
        const std::size_t steps = d.density.shape(0), points = d.grid.size(), count = d.particles.shape(1);
        const std::size_t step = stride_for(steps + 1, 1200);
        const std::size_t shown = std::min<std::size_t>(count, 100);
        gnuplot plot;

        std::vector<double> times, paths, band;
        for (std::size_t t = 0; t <= steps; t += step)
        {
            times.push_back(static_cast<double>(t));
        }
        for (std::size_t i = 0; i < shown; ++i)
        {
            // The first of each data point's particles first, so that a few lines already show all of them.
            for (const double t : times)
            {
                paths.push_back(t);
                paths.push_back(d.particles(static_cast<std::size_t>(t), i));
            }
        }
        for (const double time : times)
        {
            const auto t = static_cast<std::size_t>(time);
            double sum = 0, squares = 0;
            for (std::size_t i = 0; i < count; ++i)
            {
                sum += d.particles(t, i);
            }
            const double mean = sum / static_cast<double>(count);
            for (std::size_t i = 0; i < count; ++i)
            {
                squares += (d.particles(t, i) - mean) * (d.particles(t, i) - mean);
            }
            const double deviation = std::sqrt(squares / static_cast<double>(count));
            band.insert(band.end(), {time, mean, deviation, d.mean(t), d.deviation(t)});
        }
        plot.data("paths.bin", paths);
        plot.data("band.bin", band);

        // Row by row of the picture: time runs fastest.
        const std::size_t height = std::min<std::size_t>(points, 800);
        std::vector<double> map;
        std::vector<std::size_t> columns;
        for (std::size_t t = 0; t < steps; t += step)
        {
            columns.push_back(t);
        }
        for (std::size_t i = 0; i < height; ++i)
        {
            const std::size_t at = height > 1 ? i * (points - 1) / (height - 1) : 0;
            for (const std::size_t t : columns)
            {
                map.push_back(d.density(t, at));
            }
        }
        plot.data("map.bin", map);

        const auto [low, high] = bounds_of(d.grid);
        const double rise = height > 1 ? (high - low) / static_cast<double>(height - 1) : 1;
        const auto record = times.size();
        const auto path = [&](std::size_t i, std::string_view look)
        {
            return core::text("'paths.bin' binary record=(", record, ") skip=", i * record * 16,
                              " format='%float64%float64' using 1:2 with lines ", look);
        };
        const auto edge = [](int mean_column, int sign, std::string_view look)
        {
            return core::text("'band.bin' binary format='%float64%float64%float64%float64%float64' using 1:($",
                              mean_column,
                              sign < 0   ? "-3*$"
                              : sign > 0 ? "+3*$"
                                         : "+0*$",
                              mean_column + 1, ") with lines ", look);
        };

        std::string script = style(1200, 1040, 12);
        script +=
            core::text("set output 'density.png'\n", "set multiplot\n", heat_palette(), "set xrange [0:", steps,
                       "]\nset yrange [", low, ":", high, "]\n",
                       "set lmargin at screen 0.075\nset rmargin at screen 0.895\n"
                       "set label 1 '{/:Bold Particles under the forward process}' at screen 0.075,0.974 font ',14' "
                       "tc rgb '#1d2128'\n"
                       "set label 2 ",
                       gnuplot_text(d.description),
                       " at screen 0.075,0.948 font ',11.5' tc rgb '#5a606b'\n"
                       "set tmargin at screen 0.925\nset bmargin at screen 0.54\n"
                       "set ylabel 'x' norotate offset 1,0\nset format x ''\n"
                       "set key at graph 0.985,0.97 right top vertical samplen 2.5 spacing 1.25 font ',11'\n"
                       "plot ");
        for (std::size_t i = 0; i < shown; ++i)
        {
            script += path(i, "lw 0.8 lc rgb '#c81f77b4' notitle") + ", ";
        }
        script += "NaN with lines lw 1.6 lc rgb '#1f77b4' title 'particles', ";
        if (shown >= 2)
        {
            script += path(0, "lw 1.5 lc rgb '#b08d00' title 'two of them'") + ", " +
                      path(shown - 1, "lw 1.5 lc rgb '#b08d00' notitle") + ", ";
        }
        script += edge(2, 0, "lw 2.6 dt (8,4) lc rgb '#d62728' title 'mean'") + ", " +
                  edge(2, 1, "lw 1.5 dt (8,4) lc rgb '#d62728' title '± 3σ of the particles'") + ", " +
                  edge(2, -1, "lw 1.5 dt (8,4) lc rgb '#d62728' notitle") + "\n";
        script += core::text("unset label 2\n"
                             "set label 1 '{/:Bold Density q_{/:Italic t}(x) over time}' at screen 0.075,0.497\n"
                             "set tmargin at screen 0.475\nset bmargin at screen 0.07\n"
                             "set xlabel 'step t' offset 0,0.3\nset format x '%g'\n"
                             "unset grid\n"
                             "set object 1 rectangle from graph 0,0 to graph 1,1 fc rgb '#070308' fs solid noborder "
                             "behind\n"
                             "set colorbox user origin 0.915,0.07 size 0.016,0.405\n"
                             "set cblabel 'q_{/:Italic t}(x)' tc rgb '#3b4048' offset -0.8,0\n"
                             "set cbrange [0:",
                             scale_top(d.density),
                             "]\n"
                             "set key at graph 0.985,0.95 right top vertical samplen 2.5 spacing 1.2 tc rgb '#ffffff' "
                             "font ',11'\n"
                             "plot 'map.bin' binary array=(",
                             columns.size(), ",", height, ") dx=", step, " dy=", rise, " origin=(1,", low,
                             ") format='%float64' with image notitle, ");
        for (std::size_t i = 0; i < std::min<std::size_t>(shown, 12); ++i)
        {
            script += path(i, "lw 0.7 lc rgb '#a0bfe3ff' notitle") + ", ";
        }
        script += "NaN with lines lw 1.2 lc rgb '#7e90a8' title 'particles', ";
        script += edge(4, 0, "lw 2.0 dt (8,4) lc rgb '#ffffff' title 'mean'") + ", " +
                  edge(4, 1, "lw 1.2 dt (8,4) lc rgb '#ffffff' title '± 3σ of q_t'") + ", " +
                  edge(4, -1, "lw 1.2 dt (8,4) lc rgb '#ffffff' notitle") + "\n";
        script += "unset multiplot\nunset output\n";
        plot.run(script);
        return checked_png(plot, "density.png");
    }

    bytes draw_animation(const density_over_time& d, const std::function<void(std::size_t, std::size_t)>& progress)
    {
        const std::size_t steps = d.density.shape(0), points = d.grid.size(), count = d.particles.shape(1);
        std::vector<std::size_t> shown;
        const std::size_t step = (steps + 99) / 100;
        for (std::size_t t = 0; t < steps; t += step)
        {
            shown.push_back(t);
        }
        shown.push_back(steps);

        gnuplot plot;
        const auto [low, high] = bounds_of(d.grid);
        const double top = std::max(scale_top(d.density) * 1.12, 1e-12);
        constexpr std::size_t bins = 64;
        const double bin = (high - low) / static_cast<double>(bins);
        std::string script = style(760, 460, 11);
        script += core::text("set xrange [", low, ":", high, "]\nset yrange [0:", top,
                             "]\nset lmargin at screen 0.09\nset rmargin at screen 0.97\n"
                             "set tmargin at screen 0.84\nset bmargin at screen 0.12\n"
                             "set xlabel 'x' offset 0,0.4\nset ytics format '%.2g'\n"
                             "set style fill solid 1.0 noborder\nset boxwidth ",
                             bin * 0.92,
                             "\nset label 1 '{/:Bold Histogram against density}' at screen 0.09,0.95 font ',13' "
                             "tc rgb '#1d2128'\nset key at screen 0.97,0.965 right top vertical "
                             "samplen 2 spacing 1.25\n");
        for (std::size_t f = 0; f < shown.size(); ++f)
        {
            const std::size_t t = shown[f];
            std::vector<double> histogram, curve;
            std::vector<double> heights(bins, 0.0);
            for (std::size_t i = 0; i < count; ++i)
            {
                const double at = (d.particles(t, i) - low) / bin;
                if (at >= 0 && at < static_cast<double>(bins))
                {
                    heights[static_cast<std::size_t>(at)] += 1 / (static_cast<double>(count) * bin);
                }
            }
            for (std::size_t b = 0; b < bins; ++b)
            {
                histogram.push_back(low + (static_cast<double>(b) + 0.5) * bin);
                histogram.push_back(heights[b]);
            }
            plot.data(core::text("h", f, ".bin"), histogram);
            char title[120];
            std::snprintf(title, sizeof title, "t = %zu,   ᾱ_t = %.4f", t, d.alpha_bar(t));
            script += core::text("set output 'f", f, ".png'\nset label 2 '", title,
                                 "' at screen 0.09,0.895 font ',11' tc rgb '#5a606b'\nplot 'h", f,
                                 ".bin' binary format='%float64%float64' using 1:2 with boxes lc rgb '#9ecae1' title "
                                 "'",
                                 count, " particles'");
            if (t > 0)
            {
                const std::size_t every = stride_for(points, 1000);
                for (std::size_t i = 0; i < points; i += every)
                {
                    curve.push_back(d.grid(i));
                    curve.push_back(d.density(t - 1, i));
                }
                plot.data(core::text("q", f, ".bin"), curve);
                script += core::text(", 'q", f,
                                     ".bin' binary format='%float64%float64' using 1:2 with lines lw 2 lc rgb "
                                     "'#08306b' title 'q_t(x)'");
            }
            else
            {
                script += ", NaN with lines lw 2 lc rgb '#08306b' title 'q_t(x)'";
            }
            script += "\nunset output\n";
        }
        std::size_t done = 0;
        plot.run(script,
                 [&]
                 {
                     while (done < shown.size() && plot.has(core::text("f", done, ".png")))
                     {
                         ++done;
                     }
                     if (progress)
                     {
                         progress(done, shown.size());
                     }
                 });
        std::vector<image> frames;
        for (std::size_t f = 0; f < shown.size(); ++f)
        {
            frames.push_back(to_rgb(decode_png(plot.result(core::text("f", f, ".png")), "gnuplot's picture")));
        }
        return encode_gif(frames, 6, 200);
    }
}
