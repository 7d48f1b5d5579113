// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "charts.hpp"

#include "chart_style.hpp"
#include "error.hpp"
#include "gif.hpp"
#include "png.hpp"

#include <cmath>
#include <cstdio>

namespace alphabar::io
{
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
        const double low = d.grid(0), high = d.grid(points - 1);
        const double top = std::max(density_scale(d.density) * 1.12, 1e-12);
        constexpr std::size_t bins = 64;
        const double bin = (high - low) / static_cast<double>(bins);
        std::string script = chart_style(760, 460, 11);
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
