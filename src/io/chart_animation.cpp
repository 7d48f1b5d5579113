// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "charts.hpp"

#include "chart_style.hpp"
#include "error.hpp"
#include "gif.hpp"
#include "png.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

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
        const auto q = coarsened(d.density, 1000);
        const std::size_t cells = q.shape(1);
        const double grid_low = d.grid(0) - (d.grid(1) - d.grid(0)) / 2;
        const double cell = (d.grid(1) - d.grid(0)) * static_cast<double>(points) / static_cast<double>(cells);
        const auto centre = [&](std::size_t i) { return grid_low + cell * (static_cast<double>(i) + 0.5); };

        // The histograms cover all particles of all steps, and few particles leave room for q_t.
        const auto [least, most] = std::minmax_element(d.particles.begin(), d.particles.end());
        double low = std::min(*least, -4.0), high = std::max(*most, 4.0);
        for (std::size_t t = 0; t <= steps; ++t)
        {
            low = std::min(low, d.mean(t) - d.deviation(t));
            high = std::max(high, d.mean(t) + d.deviation(t));
        }
        const double margin = 0.05 * (high - low);
        low -= margin;
        high += margin;
        constexpr std::size_t bins = 64;
        const double bin = (high - low) / static_cast<double>(bins);
        const auto bin_of = [&](double x) { return static_cast<std::size_t>((x - low) / bin); };
        auto histograms = xt::xtensor<double, 2>::from_shape({shown.size(), bins});
        histograms.fill(0);
        for (std::size_t f = 0; f < shown.size(); ++f)
        {
            for (std::size_t i = 0; i < count; ++i)
            {
                histograms(f, bin_of(d.particles(shown[f], i))) += 1 / (static_cast<double>(count) * bin);
            }
        }
        const double usual = density_scale(q).top;
        const double highest = std::max(usual, *std::max_element(histograms.begin(), histograms.end()));
        const double top = 1.12 * (highest <= 2 * usual ? highest : usual);

        std::string script = chart_style(760, 460, 11);
        script += core::text("set xrange [", low, ":", high, "]\nset yrange [0:", top,
                             "]\nset lmargin at screen 0.115\nset rmargin at screen 0.97\n"
                             "set tmargin at screen 0.82\nset bmargin at screen 0.12\n"
                             "set xlabel 'x' offset 0,0.4\nset ytics format '%.2g'\n"
                             "set label 3 'density' at screen 0.018,0.47 center rotate tc rgb '#3b4048'\n"
                             "set style fill solid 1.0 noborder\nset boxwidth ",
                             bin * 0.92,
                             "\nset label 1 '{/:Bold Histogram against density}' at screen 0.115,0.95 font ',13' "
                             "tc rgb '#1d2128'\nset key at screen 0.97,0.985 right top vertical "
                             "samplen 2 spacing 1.25\n");
        const auto width = short_number(cell);
        for (std::size_t f = 0; f < shown.size(); ++f)
        {
            const std::size_t t = shown[f];
            std::vector<double> bars, curve, higher;
            std::array<double, bins> heights;
            for (std::size_t b = 0; b < bins; ++b)
            {
                heights[b] = histograms(f, b);
                bars.insert(bars.end(), {low + (static_cast<double>(b) + 0.5) * bin, heights[b]});
            }
            for (std::size_t i = 0; t > 0 && i < cells; ++i)
            {
                const double x = centre(i);
                curve.insert(curve.end(), {x, q(t - 1, i)});
                if (x > low && x < high)
                {
                    heights[bin_of(x)] = std::max(heights[bin_of(x)], q(t - 1, i));
                }
            }
            for (std::size_t b = 0; b < bins; ++b)
            {
                if (heights[b] > top)
                {
                    higher.insert(higher.end(), {bars[2 * b], 0.975 * top});
                }
            }
            char title[120];
            std::snprintf(title, sizeof title, "t = %zu,   ᾱ_t = %.4f", t, d.alpha_bar(t));
            script += core::text("set output 'f", f, ".png'\nset label 2 '", title,
                                 "' at screen 0.115,0.895 font ',11' tc rgb '#5a606b'\nplot ");
            const auto draw = [&](const char* name, const std::vector<double>& pairs, std::string_view look)
            {
                const auto file = core::text(name, f, ".bin");
                plot.data(file, pairs);
                script += core::text("'", file, "' binary format='%float64%float64' using 1:2 ", look, ", ");
            };
            draw("h", bars,
                 core::text("with boxes lc rgb '#9ecae1' title '", count, count == 1 ? " particle'" : " particles'"));
            if (t > 0)
            {
                draw("q", curve,
                     core::text("with lines lw 2 lc rgb '#08306b' title 'q_t(x), means over Δx = ", width, "'"));
            }
            else
            {
                script += "NaN with dots lc rgb '#ffffff' title 'q_0: point masses', ";
            }
            if (!higher.empty())
            {
                draw("m", higher, "with points pt 9 ps 1.1 lc rgb '#08306b' title 'higher than the axis'");
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
