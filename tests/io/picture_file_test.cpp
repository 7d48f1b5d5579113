// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "hostile.hpp"
#include "io/picture_file.hpp"
#include "io/scene.hpp"
#include "temporary_directory.hpp"

using namespace alphabar;
using hostile::refusal;

TEST_CASE("pictures are told apart by content, never by name", "[io]")
{
    const hostile::temporary_directory dir;
    const auto scene = io::draw_scene(12, 15);
    io::write_png(dir / "lies.jpg", scene);
    CHECK(io::read_image(dir / "lies.jpg") == scene);
    io::write_jpeg(dir / "lies.png", scene);
    CHECK(io::read_image(dir / "lies.png").width == 15);
    hostile::write_text(dir / "text.png", "hello");
    CHECK(refusal([&] { io::read_image(dir / "text.png"); }) ==
          (dir / "text.png").string() + ": has another content: must be a PNG or JPEG picture");
    hostile::write_text(dir / "empty.png", "");
    CHECK(refusal([&] { io::read_image(dir / "empty.png"); }).find("is empty") != std::string::npos);
    CHECK(refusal([&] { io::read_image(dir / "none.png"); }).find("cannot open") != std::string::npos);
}

TEST_CASE("a file larger than the limit is not even read", "[io]")
{
    const hostile::temporary_directory dir;
    io::write_png(dir / "a.png", io::draw_scene(12, 15));
    io::image_limits limits;
    limits.max_file_bytes = 100;
    CHECK(refusal([&] { io::read_image(dir / "a.png", limits); }).find("must have at most 100") != std::string::npos);
}

TEST_CASE("the ending of an output's name chooses its format", "[io]")
{
    using io::output_format;
    const auto format_of = [](const char* name)
    { return io::format_of(name, {output_format::png, output_format::jpeg, output_format::gif, output_format::npy}); };
    CHECK(format_of("a.png") == output_format::png);
    CHECK(format_of("a.b/x.PNG") == output_format::png);
    CHECK(format_of("a.Jpg") == output_format::jpeg);
    CHECK(format_of("a.jpeg") == output_format::jpeg);
    CHECK(format_of("a.gif") == output_format::gif);
    CHECK(format_of("a.npy") == output_format::npy);
    for (const std::string name : {"", "a", ".png", "a.png/", "a.bmp", "a.png ", "png"})
    {
        CHECK(refusal([&] { format_of(name.c_str()); }) == name + ": must end in .png, .jpg, .gif or .npy");
    }
}

TEST_CASE("an ending that is not possible here is refused by those that are", "[io]")
{
    using io::output_format;
    CHECK(refusal([] { io::format_of("a.gif", {output_format::png}); }) == "a.gif: must end in .png");
    CHECK(refusal([] { io::format_of("a.gif", {output_format::png, output_format::jpeg}); }) ==
          "a.gif: must end in .png or .jpg");
}
