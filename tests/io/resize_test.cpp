// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/resize.hpp"
#include "io/scene.hpp"

#include <alphabar/core/error.hpp>

#include <cmath>

using namespace alphabar;

TEST_CASE("a constant picture stays constant at any size", "[io]")
{
    const io::image picture(13, 7, 3, 90);
    for (const auto& [height, width] :
         {std::pair{1u, 1u}, std::pair{5u, 3u}, std::pair{13u, 7u}, std::pair{40u, 2u}, std::pair{100u, 81u}})
    {
        const auto out = io::resize(picture, height, width);
        REQUIRE(out.shape(0) == height);
        REQUIRE(out.shape(1) == width);
        for (const float v : out)
        {
            REQUIRE(std::abs(v - 90.f / 255.f) < 1e-6f);
        }
    }
}

TEST_CASE("the same size is the same picture", "[io]")
{
    const auto scene = io::draw_scene(17, 11);
    CHECK(io::from_hwc(io::resize(scene, 17, 11)) == scene);
}

TEST_CASE("a ramp stays a ramp away from the edges", "[io]")
{
    auto ramp = xt::xtensor<float, 3>::from_shape({1, 64, 1});
    for (std::size_t x = 0; x < 64; ++x)
    {
        ramp(0, x, 0) = static_cast<float>(x) + 0.5f;  // the value is the position of the pixel's centre
    }
    for (const std::size_t width : {16u, 32u, 128u, 100u, 50u})
    {
        const auto out = io::resize(ramp, 1, width);
        const double scale = 64.0 / static_cast<double>(width);
        for (std::size_t x = 0; x < width; ++x)
        {
            const double centre = (static_cast<double>(x) + 0.5) * scale;
            if (centre > 2 * scale + 1 && centre < 64 - 2 * scale - 1)
            {
                // The triangle's samples are not quite symmetric about a centre between pixels when shrinking by a
                // fraction; a tenth of an old pixel is allowed for that.
                CHECK(std::abs(out(0, x, 0) - centre) < 0.1);
            }
        }
    }
}

TEST_CASE("enlarging by two interpolates with weights 3/4 and 1/4", "[io]")
{
    auto two = xt::xtensor<float, 3>::from_shape({1, 2, 1});
    two(0, 0, 0) = 0;
    two(0, 1, 0) = 1;
    const auto out = io::resize(two, 1, 4);
    CHECK(out(0, 0, 0) == 0.f);
    CHECK(out(0, 1, 0) == 0.25f);
    CHECK(out(0, 2, 0) == 0.75f);
    CHECK(out(0, 3, 0) == 1.f);
}

TEST_CASE("shrinking averages: the finest checks become grey and do not alias", "[io]")
{
    io::image checks(64, 64, 1);
    for (std::size_t y = 0; y < 64; ++y)
    {
        for (std::size_t x = 0; x < 64; ++x)
        {
            checks.row(y)[x] = (x + y) % 2 == 0 ? 255 : 0;
        }
    }
    const auto out = io::resize(checks, 16, 16);
    for (std::size_t y = 1; y < 15; ++y)
    {
        for (std::size_t x = 1; x < 15; ++x)
        {
            REQUIRE(std::abs(out(y, x, 0) - 0.5f) < 0.01f);
        }
    }
}

TEST_CASE("turning and resizing commute: rows are treated as columns are", "[io]")
{
    const auto scene = io::draw_scene(30, 40);
    io::image transposed(40, 30, 3);
    for (std::size_t y = 0; y < 30; ++y)
    {
        for (std::size_t x = 0; x < 40; ++x)
        {
            std::copy_n(scene.row(y) + 3 * x, 3, transposed.row(x) + 3 * y);
        }
    }
    const auto a = io::resize(scene, 11, 17), b = io::resize(transposed, 17, 11);
    for (std::size_t y = 0; y < 11; ++y)
    {
        for (std::size_t x = 0; x < 17; ++x)
        {
            REQUIRE(std::abs(a(y, x, 1) - b(x, y, 1)) < 1e-5f);
        }
    }
}

TEST_CASE("an empty size is an error", "[io]")
{
    CHECK_THROWS_AS(io::resize(io::image(2, 2, 1), 0, 2), argument_error);
    CHECK_THROWS_AS(io::resize(io::image(2, 2, 1), 2, 0), argument_error);
    CHECK_THROWS_AS(io::resize(io::image(), 2, 2), argument_error);
}
