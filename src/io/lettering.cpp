// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "lettering.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace alphabar::io
{
    namespace
    {
        struct point
        {
            double x, y;
        };

        using stroke = std::vector<point>;

        struct glyph
        {
            double advance;  // of centre lines; the strokes' own width comes on top
            std::vector<stroke> strokes;
        };

        // Points along an ellipse, angles in degrees, counter-clockwise from the right.
        stroke arc(double x, double y, double rx, double ry, double from, double to, stroke before = {})
        {
            constexpr int pieces = 28;
            for (int i = 0; i <= pieces; ++i)
            {
                const double angle = (from + (to - from) * i / pieces) * std::numbers::pi / 180;
                before.push_back({x + rx * std::cos(angle), y + ry * std::sin(angle)});
            }
            return before;
        }

        stroke then(stroke before, std::initializer_list<point> more)
        {
            before.insert(before.end(), more);
            return before;
        }

        // A digit is 1 high and stands on 0.
        glyph make_glyph(std::string_view character)
        {
            if (character == "ᾱ")
            {
                return {0.66,
                        {arc(0.27, 0.35, 0.25, 0.35, 35, 325, {{0.60, 0.70}}),
                         arc(0.68, 0.17, 0.13, 0.17, 190, 275, {{0.47, 0.56}}),
                         {{0.06, 0.95}, {0.50, 0.95}}}};
            }
            switch (character[0])
            {
            case '0':
                return {0.58, {arc(0.29, 0.5, 0.29, 0.5, 0, 360)}};
            case '1':
                return {0.58, {{{0.10, 0.80}, {0.32, 1}, {0.32, 0}}}};
            case '2':
                return {0.58, {then(arc(0.29, 0.71, 0.27, 0.29, 165, -38), {{0.02, 0}, {0.58, 0}})}};
            case '3':
                return {0.58, {arc(0.27, 0.27, 0.30, 0.27, 90, -155, arc(0.27, 0.77, 0.26, 0.23, 155, -90))}};
            case '4':
                return {0.60, {{{0.45, 0}, {0.45, 1}, {0.0, 0.29}, {0.60, 0.29}}}};
            case '5':
                return {0.58, {arc(0.27, 0.32, 0.30, 0.32, 125, -150, {{0.52, 1}, {0.11, 1}, {0.08, 0.53}})}};
            case '6':
                return {0.58, {arc(0.29, 0.31, 0.28, 0.31, 0, 360), arc(0.56, 0.36, 0.55, 0.64, 185, 98)}};
            case '7':
                return {0.58, {{{0.02, 1}, {0.56, 1}, {0.20, 0}}}};
            case '8':
                return {0.58, {arc(0.29, 0.76, 0.24, 0.24, 0, 360), arc(0.29, 0.26, 0.29, 0.26, 0, 360)}};
            case '9':
                return {0.58, {arc(0.29, 0.69, 0.28, 0.31, 0, 360), arc(0.02, 0.64, 0.55, 0.64, 5, -82)}};
            case 't':
                return {0.36, {arc(0.33, 0.19, 0.19, 0.19, 180, 290, {{0.14, 0.94}}), {{0, 0.69}, {0.36, 0.69}}}};
            case '=':
                return {0.56, {{{0, 0.62}, {0.56, 0.62}}, {{0, 0.33}, {0.56, 0.33}}}};
            case '<':
                return {0.52, {{{0.52, 0.75}, {0, 0.475}, {0.52, 0.2}}}};
            case '>':
                return {0.52, {{{0, 0.75}, {0.52, 0.475}, {0, 0.2}}}};
            case '.':
                return {0.06, {{{0.03, 0.02}, {0.03, 0.03}}}};
            case '-':
                return {0.36, {{{0, 0.42}, {0.36, 0.42}}}};
            case ' ':
                return {0.10, {}};
            default:
                core::fail("the caption character \"", character, "\": has no glyph");
            }
        }

        // The first UTF-8 character of the text.
        std::string_view character_of(std::string_view text)
        {
            std::size_t size = 1;
            while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
            {
                ++size;
            }
            return text.substr(0, size);
        }

        double distance(point p, point a, point b)
        {
            const double dx = b.x - a.x, dy = b.y - a.y;
            const double square = dx * dx + dy * dy;
            const double along =
                square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
            return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
        }

        constexpr double gap = 0.22;  // between centre lines of neighbouring characters
    }

    double lettering::width_of(std::string_view text) const
    {
        double width = 0;
        while (!text.empty())
        {
            const auto character = character_of(text);
            text.remove_prefix(character.size());
            width += make_glyph(character).advance + (text.empty() ? 0 : gap);
        }
        return (width + weight) * height;
    }

    void lettering::draw(image& rgb, std::string_view text, double left, double baseline) const
    {
        core::require(rgb.channels == 3, "captions on ", rgb.channels, " channels: must be 3");
        const double half = weight * height / 2;
        double x = left + half;
        while (!text.empty())
        {
            const auto character = character_of(text);
            text.remove_prefix(character.size());
            const auto g = make_glyph(character);
            const auto clip = [](double value, std::size_t limit)
            { return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(limit))); };
            const std::size_t x0 = clip(x - half - 2, rgb.width),
                              x1 = clip(x + g.advance * height + half + 2, rgb.width);
            const std::size_t y0 = clip(baseline - 1.1 * height - half - 2, rgb.height);
            const std::size_t y1 = clip(baseline + half + 2, rgb.height);
            for (std::size_t py = y0; py < y1; ++py)
            {
                for (std::size_t px = x0; px < x1; ++px)
                {
                    const point p{static_cast<double>(px) + 0.5, static_cast<double>(py) + 0.5};
                    double nearest = 1e9;
                    for (const auto& s : g.strokes)
                    {
                        for (std::size_t i = 1; i < s.size(); ++i)
                        {
                            const auto place = [&](point q)
                            { return point{x + q.x * height, baseline - half - q.y * (height - 2 * half)}; };
                            nearest = std::min(nearest, distance(p, place(s[i - 1]), place(s[i])));
                        }
                    }
                    const double cover = std::clamp(half - nearest + 0.5, 0.0, 1.0);
                    auto* to = rgb.row(py) + 3 * px;
                    for (std::size_t c = 0; c < 3; ++c)
                    {
                        to[c] = static_cast<std::uint8_t>(to[c] + (colour[c] - to[c]) * cover + 0.5);
                    }
                }
            }
            x += (g.advance + gap) * height;
        }
    }
}
