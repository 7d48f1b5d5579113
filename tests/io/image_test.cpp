// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/image.hpp"

#include <alphabar/core/error.hpp>

#include <limits>

using namespace alphabar;

namespace
{
    io::image sample()
    {
        io::image out(2, 3, 3);
        for (std::size_t i = 0; i < out.pixels.size(); ++i)
        {
            out.pixels[i] = static_cast<std::uint8_t>(15 * i);
        }
        return out;
    }
}

TEST_CASE("a picture becomes an array and the same picture again, whichever axis the channels are", "[io]")
{
    const auto picture = sample();
    const auto hwc = io::to_hwc(picture);
    const auto chw = io::to_chw(picture);
    CHECK(hwc(1, 2, 0) == 225.f / 255.f);
    CHECK(chw(0, 1, 2) == 225.f / 255.f);
    CHECK(chw(2, 0, 1) == hwc(0, 1, 2));
    CHECK(io::from_hwc(hwc) == picture);
    CHECK(io::from_chw(chw) == picture);
}

TEST_CASE("all 256 levels survive the way through floating point, in any range", "[io]")
{
    io::image levels(16, 16, 1);
    for (std::size_t i = 0; i < 256; ++i)
    {
        levels.pixels[i] = static_cast<std::uint8_t>(i);
    }
    auto array = io::to_hwc(levels);
    CHECK(io::from_hwc(array) == levels);
    for (auto& v : array)
    {
        v = 2 * v - 1;
    }
    CHECK(io::from_hwc(array, -1.f, 1.f) == levels);
}

TEST_CASE("values beyond the range are clipped, values that are not finite are errors", "[io]")
{
    xt::xtensor<float, 3> array = xt::xtensor<float, 3>::from_shape({1, 4, 1});
    array(0, 0, 0) = -5.f;
    array(0, 1, 0) = 1e30f;
    array(0, 2, 0) = 0.5f;
    array(0, 3, 0) = 1.f;
    CHECK(io::from_hwc(array).pixels == std::vector<std::uint8_t>{0, 255, 128, 255});
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
    {
        array(0, 2, 0) = bad;
        try
        {
            io::from_hwc(array);
            FAIL("accepted");
        }
        catch (const argument_error& error)
        {
            CHECK(std::string(error.what()).find("row 0, column 2, channel 0") != std::string::npos);
        }
    }
}

TEST_CASE("shapes that are no picture are errors", "[io]")
{
    using array = xt::xtensor<float, 3>;
    CHECK_THROWS_AS(io::from_hwc(array::from_shape({2, 2, 2})), argument_error);
    CHECK_THROWS_AS(io::from_hwc(array::from_shape({2, 2, 0})), argument_error);
    CHECK_THROWS_AS(io::from_hwc(array::from_shape({0, 2, 3})), argument_error);
    CHECK_THROWS_AS(io::from_chw(array::from_shape({3, 2, 0})), argument_error);
    array one = array::from_shape({1, 1, 1});
    one(0, 0, 0) = 0;
    CHECK_THROWS_AS(io::from_hwc(one, 1.f, 1.f), argument_error);
    CHECK_THROWS_AS(io::from_hwc(one, 1.f, 0.f), argument_error);
}

TEST_CASE("grey becomes RGB with three equal channels", "[io]")
{
    io::image grey(1, 2, 1);
    grey.pixels = {7, 200};
    CHECK(io::to_rgb(grey).pixels == std::vector<std::uint8_t>{7, 7, 7, 200, 200, 200});
    CHECK(io::to_rgb(sample()) == sample());
}
