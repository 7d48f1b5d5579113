// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "chart_style.hpp"

#include "error.hpp"
#include "png.hpp"

#include <cstdio>
#include <vector>

namespace alphabar::io
{
    std::string chart_style(std::size_t width, std::size_t height, double font_size)
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

    bytes drawn_png(const gnuplot& plot, std::string_view name)
    {
        auto content = plot.result(name);
        decode_png(content, "gnuplot's picture");
        return content;
    }

    std::string short_number(double value)
    {
        char text[32];
        std::snprintf(text, sizeof text, "%.3g", value);
        return text;
    }

    xt::xtensor<double, 2> coarsened(const xt::xtensor<double, 2>& density, std::size_t most_cells)
    {
        const std::size_t fine = density.shape(1), coarse = std::min(fine, most_cells);
        auto out = xt::xtensor<double, 2>::from_shape({density.shape(0), coarse});
        for (std::size_t t = 0; t < density.shape(0); ++t)
        {
            for (std::size_t i = 0; i < coarse; ++i)
            {
                const std::size_t from = i * fine / coarse, to = (i + 1) * fine / coarse;
                double sum = 0;
                for (std::size_t j = from; j < to; ++j)
                {
                    sum += density(t, j);
                }
                out(t, i) = sum / static_cast<double>(to - from);
            }
        }
        return out;
    }

    density_scale::density_scale(const xt::xtensor<double, 2>& density)
    {
        std::vector<double> peaks;
        for (std::size_t t = 0; t < density.shape(0); ++t)
        {
            double highest = 0;
            for (std::size_t i = 0; i < density.shape(1); ++i)
            {
                highest = std::max(highest, density(t, i));
            }
            peaks.push_back(highest);
        }
        std::sort(peaks.begin(), peaks.end());
        const double usual = peaks[peaks.size() * 9 / 10];
        peak = peaks.back();
        top = peak <= 2 * usual ? peak : 1.05 * usual;
        top = top > 0 ? top : 1.0;
    }
}
