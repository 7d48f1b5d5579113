// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "colour_scale.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace alphabar::io
{
    namespace
    {
        using linear_rgb = std::array<double, 3>;

        // Björn Ottosson, "A perceptual color space for image processing", 2020: Oklab to linear sRGB.
        linear_rgb from_oklch(double lightness, double chroma, double hue_degrees)
        {
            const double hue = hue_degrees * std::numbers::pi / 180;
            const double a = chroma * std::cos(hue), b = chroma * std::sin(hue);
            const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
            const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
            const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
            return {+4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                    -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
        }

        bool in_gamut(const linear_rgb& c)
        {
            return std::all_of(c.begin(), c.end(), [](double v) { return v >= -1e-4 && v <= 1 + 1e-4; });
        }

        std::uint8_t to_8_bits(double linear)
        {
            const double v = std::clamp(linear, 0.0, 1.0);
            const double s = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
            return static_cast<std::uint8_t>(std::lround(255 * s));
        }
    }

    std::vector<std::array<std::uint8_t, 3>> heat_colours(std::size_t count)
    {
        std::vector<std::array<std::uint8_t, 3>> out;
        for (std::size_t i = 0; i < count; ++i)
        {
            const double t = count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0;
            const double lightness = 0.13 + 0.84 * t;
            const double hue = 285 + 180 * std::pow(t, 0.85);  // violet, over red, to yellow
            // Strong in the middle; whatever the display cannot show gives up chroma, never lightness.
            double chroma = 0.30 * std::pow(std::sin(std::numbers::pi * (0.08 + 0.86 * t)), 0.7);
            while (!in_gamut(from_oklch(lightness, chroma, hue)))
            {
                chroma *= 0.98;
            }
            const auto c = from_oklch(lightness, chroma, hue);
            out.push_back({to_8_bits(c[0]), to_8_bits(c[1]), to_8_bits(c[2])});
        }
        return out;
    }

    std::string heat_palette()
    {
        std::string out = "set palette defined (";
        const auto colours = heat_colours(33);
        for (std::size_t i = 0; i < colours.size(); ++i)
        {
            char text[40];
            std::snprintf(text, sizeof text, "%s%zu '#%02x%02x%02x'", i == 0 ? "" : ", ", i, colours[i][0],
                          colours[i][1], colours[i][2]);
            out += text;
        }
        return out + ")\n";
    }

    std::string line_colour(std::size_t index)
    {
        static constexpr std::array colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                            "#e69f00", "#56b4e9", "#5b4b9a", "#4d4d4d"};
        return colours[index % colours.size()];
    }
}
