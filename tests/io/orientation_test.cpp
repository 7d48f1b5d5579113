// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "hostile.hpp"
#include "io/orientation.hpp"

using namespace alphabar;
using hostile::bytes;

namespace
{
    // a b c
    // d e f
    const std::string upright_letters = "abcdef";

    std::string turned(const std::string& letters, std::size_t height, std::size_t width, int orientation)
    {
        io::image picture(height, width, 1);
        picture.pixels.assign(letters.begin(), letters.end());
        const auto out = io::upright(picture, orientation);
        return std::string(out.pixels.begin(), out.pixels.end());
    }
}

TEST_CASE("the orientation is read in either byte order", "[io]")
{
    for (const bool little : {true, false})
    {
        for (std::uint16_t value = 1; value <= 8; ++value)
        {
            CHECK(io::exif_orientation(hostile::exif(value, little)) == value);
        }
        CHECK(io::exif_orientation(hostile::exif(0, little)) == 1);
        CHECK(io::exif_orientation(hostile::exif(9, little)) == 1);
    }
}

TEST_CASE("an Exif segment cut anywhere is upright or what it says, never read beyond its end", "[io]")
{
    const auto whole = hostile::exif(6, true);
    for (std::size_t size = 0; size < whole.size(); ++size)
    {
        const auto cut = hostile::first(whole, size);  // its own allocation, so that a sanitizer sees every overrun
        const int value = io::exif_orientation(cut);
        CHECK((value == 1 || value == 6));
    }
}

TEST_CASE("each orientation is undone as the Exif specification draws it", "[io]")
{
    // Tag 274: the position of row 0 and column 0 of what is stored. Each line is the stored picture of the same view.
    CHECK(turned("abcdef", 2, 3, 1) == upright_letters);
    CHECK(turned("cbafed", 2, 3, 2) == upright_letters);  // top, right
    CHECK(turned("fedcba", 2, 3, 3) == upright_letters);  // bottom, right
    CHECK(turned("defabc", 2, 3, 4) == upright_letters);  // bottom, left
    CHECK(turned("adbecf", 3, 2, 5) == upright_letters);  // left, top
    CHECK(turned("cfbead", 3, 2, 6) == upright_letters);  // right, top
    CHECK(turned("fcebda", 3, 2, 7) == upright_letters);  // right, bottom
    CHECK(turned("daebfc", 3, 2, 8) == upright_letters);  // left, bottom
}
