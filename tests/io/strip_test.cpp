// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/lettering.hpp"
#include "io/scene.hpp"
#include "io/strip.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>

using namespace alphabar;

namespace
{
    bool contains_at(const io::image& whole, const io::image& part, std::size_t top, std::size_t left)
    {
        for (std::size_t y = 0; y < part.height; ++y)
        {
            if (!std::equal(part.row(y), part.row(y) + 3 * part.width, whole.row(top + y) + 3 * left))
            {
                return false;
            }
        }
        return true;
    }

    std::size_t dark_pixels(const io::image& picture)
    {
        return static_cast<std::size_t>(
            std::count_if(picture.pixels.begin(), picture.pixels.end(), [](std::uint8_t v) { return v < 128; }));
    }
}

TEST_CASE("every frame of a strip is there, pixel for pixel, in its order", "[io]")
{
    std::vector<io::strip_frame> frames;
    for (const std::uint8_t shade : {std::uint8_t{10}, std::uint8_t{100}, std::uint8_t{200}})
    {
        auto picture = io::draw_scene(128, 140);
        std::fill_n(picture.pixels.begin(), 3000, shade);
        frames.push_back({picture, "t = 5", ""});
    }
    const auto strip = io::make_strip(frames);
    std::size_t left = 16;
    for (const auto& f : frames)
    {
        CHECK(contains_at(strip, f.picture, 16, left));
        left += 140 + 8;
    }
    CHECK(strip.width == left - 8 + 16);
}

TEST_CASE("small pictures are enlarged by a whole factor, grey ones become RGB, many wrap", "[io]")
{
    std::vector<io::strip_frame> frames(7, {io::image(5, 4, 1, 60), "t = 1", "ᾱ = 0.5"});
    const auto strip = io::make_strip(frames, 3);
    // 26 times 5 is the first multiple from 128 on.
    CHECK(contains_at(strip, io::image(130, 104, 3, 60), 16, 16));
    CHECK(strip.width == 2 * 16 + 3 * 104 + 2 * 8);
    CHECK(strip.height > 3 * 130);
}

TEST_CASE("captions are drawn below their frame", "[io]")
{
    std::vector<io::strip_frame> frames{{io::image(130, 130, 3, 255), "", ""}};
    CHECK(dark_pixels(io::make_strip(frames)) == 0);
    frames[0].caption = "t = 0123456789";
    frames[0].detail = "ᾱ < 0.001";
    CHECK(dark_pixels(io::make_strip(frames)) > 500);
}

TEST_CASE("every character that captions use has a glyph of its own", "[io]")
{
    const io::lettering letters{.height = 40};
    std::vector<io::image> seen;
    for (const char* character : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "t", "=", "<", ">", ".", "-", "ᾱ"})
    {
        io::image canvas(60, 60, 3, 255);
        letters.draw(canvas, character, 5, 50);
        CHECK(dark_pixels(canvas) > 10);
        CHECK(std::find(seen.begin(), seen.end(), canvas) == seen.end());
        seen.push_back(canvas);
        CHECK(letters.width_of(character) > 0);
    }
    io::image canvas(60, 60, 3, 255);
    CHECK_THROWS_AS(letters.draw(canvas, "x", 0, 50), argument_error);
    CHECK_THROWS_AS(letters.draw(canvas, "\xcc", 0, 50), argument_error);
}

TEST_CASE("captions beyond the picture's edge are cut, not written elsewhere", "[io]")
{
    const io::lettering letters{.height = 40};
    io::image canvas(20, 20, 3, 255);
    letters.draw(canvas, "888", -30, 30);
    letters.draw(canvas, "888", 500, 500);
    letters.draw(canvas, "888", -500, -500);
    CHECK(canvas.pixels.size() == 1200);
}

TEST_CASE("frames that make no strip are errors", "[io]")
{
    CHECK_THROWS_AS(io::make_strip({}), argument_error);
    const std::vector<io::strip_frame> two{{io::image(2, 2, 3), "", ""}, {io::image(2, 3, 3), "", ""}};
    CHECK_THROWS_AS(io::make_strip(two), argument_error);
    CHECK_THROWS_AS(io::make_strip(std::vector<io::strip_frame>(1, {io::image(2, 2, 3), "", ""}), 0), argument_error);
    CHECK_THROWS_AS(io::make_strip(std::vector<io::strip_frame>(300, {io::image(500, 500, 1), "", ""}), 300),
                    argument_error);
}
