// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "scene.hpp"

#include "interrupt.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace alphabar::io
{
    namespace
    {
        using colour = std::array<float, 3>;

        colour mix(const colour& a, const colour& b, float t)
        {
            t = std::clamp(t, 0.f, 1.f);
            return {a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t};
        }

        float smooth(float low, float high, float x)
        {
            const float t = std::clamp((x - low) / (high - low), 0.f, 1.f);
            return t * t * (3 - 2 * t);
        }

        // A hash of the lattice point (integer mixing after Wang), as a number in [0, 1).
        float lattice(int x, int y, unsigned layer)
        {
            unsigned h =
                static_cast<unsigned>(x) * 0x9e3779b1u ^ static_cast<unsigned>(y) * 0x85ebca77u ^ layer * 0xc2b2ae3du;
            h ^= h >> 15;
            h *= 0x2c1b3c6du;
            h ^= h >> 12;
            h *= 0x297a2d39u;
            h ^= h >> 15;
            return static_cast<float>(h >> 8) / 16777216.f;
        }

        float value_noise(float x, float y, unsigned layer)
        {
            const float fx = std::floor(x), fy = std::floor(y);
            const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
            const float u = smooth(0, 1, x - fx), v = smooth(0, 1, y - fy);
            const float top = lattice(ix, iy, layer) * (1 - u) + lattice(ix + 1, iy, layer) * u;
            const float bottom = lattice(ix, iy + 1, layer) * (1 - u) + lattice(ix + 1, iy + 1, layer) * u;
            return top * (1 - v) + bottom * v;
        }

        // Fractal noise in about [0, 1].
        float fractal(float x, float y, unsigned layer, int octaves)
        {
            float sum = 0, size = 0.5f;
            for (int i = 0; i < octaves; ++i)
            {
                sum += size * value_noise(x, y, layer + static_cast<unsigned>(i));
                x *= 2.03f;
                y *= 2.03f;
                size *= 0.5f;
            }
            return sum;
        }

        constexpr float horizon = 0.62f;

        constexpr float sun_x = 0.66f, sun_y = 0.40f;

        colour sky(float x, float y)
        {
            const float h = y / horizon;
            colour c = h < 0.55f ? mix({0.13f, 0.20f, 0.42f}, {0.55f, 0.45f, 0.62f}, h / 0.55f)
                                 : mix({0.55f, 0.45f, 0.62f}, {1.00f, 0.72f, 0.45f}, (h - 0.55f) / 0.45f);
            const float dx = x - sun_x, dy = y - sun_y;
            const float d = std::sqrt(dx * dx + dy * dy);
            c = mix(c, {1.f, 0.80f, 0.50f}, 0.75f / (1 + 40 * d * d));
            // Clouds: long, lit from below near the sun.
            const float cloud =
                smooth(0.50f, 0.78f, fractal(x * 3.2f + 1.7f, y * 11.f, 11, 5)) * smooth(0.02f, 0.2f, y);
            const colour lit = mix({0.42f, 0.33f, 0.47f}, {1.0f, 0.62f, 0.46f}, 1.1f - 1.9f * d);
            c = mix(c, lit, 0.85f * cloud * (1 - smooth(0.8f, 1.0f, h)));
            c = mix(c, {1.f, 0.96f, 0.82f}, 1 - smooth(0.045f, 0.051f, d));
            return c;
        }

        float ridge(float x, float base, float height, float frequency, unsigned layer)
        {
            const float n = fractal(x * frequency + 0.37f * static_cast<float>(layer), 0.5f, layer, 6);
            return base - height * n;
        }

        // Everything above the water line; y may be a mirrored height.
        colour land(float x, float y)
        {
            colour c = sky(x, y);
            struct range
            {
                float base, height, frequency;
                unsigned layer;
                colour shade;
                float haze;
            };
            static constexpr std::array<range, 3> ranges{{
                {0.66f, 0.36f, 2.6f, 21, {0.36f, 0.36f, 0.55f}, 0.55f},
                {0.70f, 0.30f, 3.4f, 42, {0.22f, 0.24f, 0.40f}, 0.30f},
                {0.72f, 0.20f, 5.0f, 67, {0.09f, 0.13f, 0.18f}, 0.10f},
            }};
            for (const auto& r : ranges)
            {
                float top = ridge(x, r.base, r.height, r.frequency, r.layer);
                if (r.layer == 67)
                {
                    top -=
                        0.018f * value_noise(x * 90.f, 0.5f, 91) + 0.01f * value_noise(x * 210.f, 0.5f, 92);  // trees
                }
                const float inside = smooth(top - 0.0015f, top + 0.0015f, y);
                if (inside <= 0)
                {
                    continue;
                }
                const float depth = y - top;
                const float slope = ridge(x + 0.012f, r.base, r.height, r.frequency, r.layer) - top;
                const float texture = fractal(x * 26.f, y * 26.f + depth * 30.f, r.layer + 7, 4) - 0.45f;
                const float light = 1 + 5.f * slope + 0.9f * texture;
                colour body{r.shade[0] * light * 1.10f, r.shade[1] * light, r.shade[2] * (0.9f + 0.1f * light)};
                const float snow = r.layer == 21
                                       ? smooth(0.02f, -0.03f, depth - 0.07f - 0.2f * texture) * smooth(0.50f, 0.42f, y)
                                       : 0.f;
                body = mix(body, {0.95f, 0.78f, 0.74f}, 0.65f * snow * (0.6f + 0.4f * light));
                body = mix(body, {0.98f, 0.70f, 0.50f}, r.haze * smooth(0.0f, 0.30f, depth));
                c = mix(c, body, inside);
            }
            return c;
        }

        colour water(float x, float y)
        {
            const float down = y - horizon;
            const float far = down / (1 - horizon);
            const float ripple = fractal(x * (8 + 6 * (1 - far)), 2.2f / (down + 0.03f), 131, 4) - 0.47f;
            colour c = land(x + 0.05f * ripple * far, horizon - down * 1.25f + 0.22f * ripple * (0.12f + far));
            c = mix(c, {0.10f, 0.16f, 0.26f}, 0.22f + 0.38f * far);
            const float dx = (x - sun_x) / (0.035f + 0.10f * far);
            const float glint = smooth(0.02f, 0.22f, ripple) / (1 + dx * dx * dx * dx);
            c = mix(c, {1.f, 0.86f, 0.62f}, 0.85f * glint);
            const float shore = smooth(0.012f, 0.f, down);
            return mix(c, {0.95f, 0.68f, 0.48f}, 0.45f * shore);
        }

        // Reeds in front, at the lower left: hard, dark, thin.
        float reeds(float x, float y)
        {
            float cover = 0;
            for (int i = 0; i < 22; ++i)
            {
                const float root = 0.015f + 0.42f * lattice(i, 1, 201) * lattice(i, 5, 201);
                const float length = 0.12f + 0.24f * lattice(i, 2, 201);
                const float lean = 0.16f * (lattice(i, 3, 201) - 0.35f);
                const float up = (1.01f - y) / length;
                if (up < 0 || up > 1)
                {
                    continue;
                }
                const float at = root + lean * up * up;
                const float half =
                    0.0042f * (1 - up) + 0.0010f + (up > 0.80f && up < 0.97f && i % 3 == 0 ? 0.0045f : 0.f);
                const float d = x > at ? x - at : at - x;
                cover = std::max(cover, 1 - smooth(half - 0.001f, half + 0.002f, d));
            }
            return cover;
        }

        colour scene_at(float x, float y)
        {
            colour c = y < horizon ? land(x, y) : water(x, y);
            c = mix(c, {0.05f, 0.07f, 0.08f}, 0.95f * reeds(x, y));
            const float dx = x - 0.5f, dy = y - 0.5f;
            const float vignette = 1 - 0.55f * (dx * dx + dy * dy);
            return {c[0] * vignette, c[1] * vignette, c[2] * vignette};
        }
    }

    image draw_scene(std::size_t height, std::size_t width)
    {
        core::require(height >= 1 && height <= 8192 && width >= 1 && width <= 8192, "a scene of ", width, " x ", height,
                      " pixels: sides must lie in 1..8192");
        image out(height, width, 3);
        // The middle of a square scene, so that the sun is round whatever the shape of the picture.
        const std::size_t side = std::max(height, width);
        const auto place = [side](std::size_t pixel, std::size_t pixels, float offset)
        {
            const float margin = static_cast<float>(side - pixels) / 2;
            return (margin + static_cast<float>(pixel) + offset) / static_cast<float>(side);
        };
        for (std::size_t y = 0; y < height; ++y)
        {
            check_interrupt();
            for (std::size_t x = 0; x < width; ++x)
            {
                colour sum{};
                for (int sample = 0; sample < 4; ++sample)  // four samples a pixel, on a rotated grid
                {
                    static constexpr float offset_x[] = {0.125f, 0.625f, 0.375f, 0.875f};
                    static constexpr float offset_y[] = {0.375f, 0.125f, 0.875f, 0.625f};
                    const auto c = scene_at(place(x, width, offset_x[sample]), place(y, height, offset_y[sample]));
                    for (std::size_t k = 0; k < 3; ++k)
                    {
                        sum[k] += 0.25f * c[k];
                    }
                }
                const float grain = (lattice(static_cast<int>(x), static_cast<int>(y), 301) - 0.5f) * 0.022f;
                for (std::size_t k = 0; k < 3; ++k)
                {
                    out.row(y)[3 * x + k] =
                        static_cast<std::uint8_t>(std::clamp(sum[k] + grain, 0.f, 1.f) * 255.f + 0.5f);
                }
            }
        }
        return out;
    }
}
