// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/scene.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>
#include <cstdlib>
#include <set>

using namespace alphabar;

TEST_CASE("the scene is the same each time and has what a photograph has", "[io]")
{
    const auto scene = io::draw_scene();
    CHECK(scene.height == 256);
    CHECK(scene.width == 256);
    CHECK(scene.channels == 3);
    CHECK(io::draw_scene() == scene);
    // Dark and bright places, many colours, more red than blue around the sun and the reverse at the upper edge.
    std::set<unsigned> colours;
    int darkest = 255, brightest = 0;
    for (std::size_t i = 0; i < scene.pixels.size(); i += 3)
    {
        colours.insert(unsigned{scene.pixels[i]} << 16 | unsigned{scene.pixels[i + 1]} << 8 | scene.pixels[i + 2]);
        darkest = std::min<int>(darkest, scene.pixels[i]);
        brightest = std::max<int>(brightest, scene.pixels[i]);
    }
    CHECK(colours.size() > 5000);
    CHECK(darkest < 25);
    CHECK(brightest > 230);
    const auto* sun = scene.row(102) + 3 * 169;
    const auto* top = scene.row(3) + 3 * 128;
    CHECK(sun[0] > sun[2]);
    CHECK(top[2] > top[0]);
}

TEST_CASE("the sun is round in a picture of any shape", "[io]")
{
    const auto wide = io::draw_scene(200, 300), tall = io::draw_scene(300, 200);
    for (const auto& scene : {wide, tall})
    {
        // The disc is the only place as pale as this.
        std::size_t left = scene.width, right = 0, top = scene.height, bottom = 0;
        for (std::size_t y = 0; y < scene.height; ++y)
        {
            for (std::size_t x = 0; x < scene.width; ++x)
            {
                if (scene.row(y)[3 * x + 2] > 190 && scene.row(y)[3 * x] > 240)
                {
                    left = std::min(left, x), right = std::max(right, x);
                    top = std::min(top, y), bottom = std::max(bottom, y);
                }
            }
        }
        REQUIRE(left < right);
        const auto across = static_cast<int>(right - left), down = static_cast<int>(bottom - top);
        CAPTURE(across, down);
        CHECK(across > 20);
        CHECK(std::abs(across - down) <= 1);
    }
}

TEST_CASE("a scene of any size is drawn, one without a side is an error", "[io]")
{
    CHECK(io::draw_scene(1, 1).pixels.size() == 3);
    CHECK(io::draw_scene(3, 50).width == 50);
    CHECK_THROWS_AS(io::draw_scene(0, 5), argument_error);
    CHECK_THROWS_AS(io::draw_scene(5, 8193), argument_error);
}
