// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/error.hpp"
#include "io/png.hpp"
#include "io/scene.hpp"
#include "png_builder.hpp"

#include <cmath>

using namespace alphabar;
using hostile::bytes;
using png_builder::chunk;
using png_builder::header;

namespace
{
    unsigned pattern(std::size_t y, std::size_t x, unsigned sample, unsigned depth)
    {
        const std::size_t value = 7919 * (y * 31 + x * 17 + sample * 5 + 1);
        return static_cast<unsigned>(value % (std::size_t{1} << depth));
    }

    png_builder::sample_function pattern_of(unsigned depth)
    {
        return [depth](std::size_t y, std::size_t x, unsigned s) { return pattern(y, x, s, depth); };
    }

    std::uint8_t to_8_bits(unsigned value, unsigned depth)
    {
        const double most = static_cast<double>((1u << depth) - 1);
        return static_cast<std::uint8_t>(std::lround(255.0 * value / most));
    }

    std::uint8_t over_white(unsigned value, unsigned alpha)
    {
        return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    io::image decode(const bytes& content) { return io::decode_png(content, "test.png"); }

    const std::vector<chunk> one_pixel{
        {"IHDR", header{}.data()}, {"IDAT", png_builder::zlib_stored({0, 10, 20, 30})}, {"IEND", {}}};

    bytes with_chunk(std::size_t index, const chunk& replacement)
    {
        auto chunks = one_pixel;
        chunks[index] = replacement;
        return png_builder::assemble(chunks);
    }

    bytes inserted(std::size_t index, const chunk& more)
    {
        auto chunks = one_pixel;
        chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(index), more);
        return png_builder::assemble(chunks);
    }

    bytes with_header(const header& h) { return with_chunk(0, {"IHDR", h.data()}); }

    bytes with_image_data(const header& h, const bytes& zlib)
    {
        return png_builder::assemble({{"IHDR", h.data()}, {"IDAT", zlib}, {"IEND", {}}});
    }

    std::vector<hostile::file> hostile_files()
    {
        const auto good = png_builder::assemble(one_pixel);
        const std::size_t ihdr = 8, idat = ihdr + 12 + 13, iend = good.size() - 12;
        const bytes good_data = png_builder::zlib_stored({0, 10, 20, 30});
        std::vector<hostile::file> files{
            {"nothing", {}, "is not a PNG"},
            {"one byte", {0x89}, "is not a PNG"},
            {"half a signature", hostile::first(good, 7), "is not a PNG"},
            {"a signature", hostile::first(good, 8), "truncated"},
            {"line ends converted",
             [&]
             {
                 auto b = good;
                 b.erase(b.begin() + 4);
                 return b;
             }(),
             "is not a PNG"},
            {"IHDR's checksum", hostile::with(good, ihdr + 8 + 13, static_cast<std::uint8_t>(good[ihdr + 21] ^ 1)),
             "CRC"},
            {"IDAT's checksum", hostile::with(good, iend - 1, static_cast<std::uint8_t>(good[iend - 1] ^ 1)), "CRC"},
            {"IEND's checksum", hostile::with(good, good.size() - 1, static_cast<std::uint8_t>(good.back() ^ 1)),
             "CRC"},
            {"IDAT longer than the file", hostile::with(good, idat + 2, 0xff), ""},
            {"IDAT of 2^31 bytes", hostile::with(good, idat, 0x80), ""},
            {"IDAT of 2^32 - 1 bytes",
             hostile::with(hostile::with(hostile::with(hostile::with(good, idat, 255), idat + 1, 255), idat + 2, 255),
                           idat + 3, 255),
             ""},
            {"an IHDR of 12 bytes", with_chunk(0, {"IHDR", hostile::first(header{}.data(), 12)}), ""},
            {"an IHDR of 14 bytes",
             with_chunk(0, {"IHDR",
                            []
                            {
                                auto d = header{}.data();
                                d.push_back(0);
                                return d;
                            }()}),
             ""},
            {"an empty IHDR", with_chunk(0, {"IHDR", {}}), ""},
            {"no IHDR", png_builder::assemble({one_pixel[1], one_pixel[2]}), ""},
            {"two IHDRs", inserted(1, one_pixel[0]), ""},
            {"IDAT before IHDR", png_builder::assemble({one_pixel[1], one_pixel[0], one_pixel[2]}), ""},
            {"no IDAT", png_builder::assemble({one_pixel[0], one_pixel[2]}), ""},
            {"no IEND", png_builder::assemble({one_pixel[0], one_pixel[1]}), "truncated"},
            {"an empty IDAT", with_chunk(1, {"IDAT", {}}), ""},
            {"an unknown critical chunk", inserted(1, {"ABCD", {1, 2, 3}}), ""},
            {"a chunk type of zeros", inserted(1, {std::string(4, '\0'), {}}), ""},
            {"width 0", with_header({.width = 0}), "sides must lie in 1..65500"},
            {"height 0", with_header({.height = 0}), "sides must lie in 1..65500"},
            {"0 x 0", with_header({.width = 0, .height = 0}), "has 0 x 0 pixels"},
            {"width 2^31", with_header({.width = 1u << 31}), "sides must lie in 1..65500"},
            {"height 2^31", with_header({.height = 1u << 31}), "sides must lie in 1..65500"},
            {"width 2^32 - 1", with_header({.width = 0xffffffffu}), "sides must lie in 1..65500"},
            {"both 2^31 - 1", with_header({.width = 0x7fffffffu, .height = 0x7fffffffu}), ""},
            {"width beyond the limit", with_header({.width = 65'501}), "sides must lie in 1..65500"},
            {"65,500 x 65,500", with_header({.width = 65'500, .height = 65'500}), "at most 100000000"},
            {"10,000 x 10,000 in a few bytes", with_header({.width = 10'000, .height = 10'000}), "truncated"},
            {"1 bit, 10,000 x 10,000", with_header({.width = 10'000, .height = 10'000, .depth = 1, .colour = 0}),
             "truncated"},
            {"interlaced, 9,000 x 9,000", with_header({.width = 9000, .height = 9000, .interlace = 1}), "truncated"},
            {"more rows than data", with_header({.height = 2}), ""},
            {"wider rows than data", with_header({.width = 5}), ""},
            {"depth 0", with_header({.depth = 0}), "IHDR"},
            {"depth 3", with_header({.depth = 3}), "IHDR"},
            {"depth 32", with_header({.depth = 32}), "IHDR"},
            {"RGB of 4 bits", with_header({.depth = 4}), "IHDR"},
            {"colour type 1", with_header({.colour = 1}), "IHDR"},
            {"colour type 5", with_header({.colour = 5}), "IHDR"},
            {"colour type 255", with_header({.colour = 255}), "IHDR"},
            {"compression 1", with_header({.compression = 1}), "IHDR"},
            {"filter method 1", with_header({.filter = 1}), "IHDR"},
            {"interlace method 2", with_header({.interlace = 2}), "IHDR"},
            {"a palette picture without a palette", with_header({.colour = 3}), "PLTE"},
            {"a palette of 257 colours", png_builder::file({.colour = 3}, pattern_of(1), {{"PLTE", bytes(257 * 3)}}),
             ""},
            {"a palette of 4 bytes", png_builder::file({.colour = 3}, pattern_of(1), {{"PLTE", bytes(4)}}), ""},
            {"an empty palette", png_builder::file({.colour = 3}, pattern_of(1), {{"PLTE", {}}}), ""},
            {"a palette after the data",
             png_builder::assemble({{"IHDR", header{.colour = 3}.data()},
                                    {"IDAT", png_builder::zlib_stored({0, 0})},
                                    {"PLTE", bytes(6)},
                                    {"IEND", {}}}),
             ""},
            {"a zlib header of another method", with_image_data({}, hostile::with(good_data, 0, 0x77)), ""},
            {"a zlib header that fails its check", with_image_data({}, hostile::with(good_data, 1, 0x02)), ""},
            {"a deflate block of type 3", with_image_data({}, hostile::with(good_data, 2, 0x07)), ""},
            {"a stored block with a wrong complement", with_image_data({}, hostile::with(good_data, 5, 0)), ""},
            {"a deflate stream that ends early", with_image_data({}, hostile::first(good_data, 8)), ""},
            {"a zlib dictionary", with_image_data({}, {0x78, 0x20, 0, 0, 0, 1, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 1}), ""},
            {"row filter 5", with_image_data({}, png_builder::zlib_stored({5, 10, 20, 30})), ""},
            {"row filter 255", with_image_data({}, png_builder::zlib_stored({255, 10, 20, 30})), ""},
            {"a wrong Adler sum",
             with_image_data(
                 {}, hostile::with(good_data, good_data.size() - 1, static_cast<std::uint8_t>(good_data.back() ^ 1))),
             ""},
        };
        return files;
    }
}

TEST_CASE("every colour type, depth and interlacing of PNG is decoded as the specification says", "[io]")
{
    struct kind
    {
        std::uint8_t colour, depth;
    };
    const auto k =
        GENERATE(kind{0, 1}, kind{0, 2}, kind{0, 4}, kind{0, 8}, kind{0, 16}, kind{2, 8}, kind{2, 16}, kind{3, 1},
                 kind{3, 2}, kind{3, 4}, kind{3, 8}, kind{4, 8}, kind{4, 16}, kind{6, 8}, kind{6, 16});
    const auto interlace = GENERATE(std::uint8_t{0}, std::uint8_t{1});
    const auto [width, height] = GENERATE(std::pair{1u, 1u}, std::pair{7u, 3u}, std::pair{16u, 9u}, std::pair{3u, 20u});
    CAPTURE(int{k.colour}, int{k.depth}, int{interlace}, width, height);
    const header h{.width = width, .height = height, .depth = k.depth, .colour = k.colour, .interlace = interlace};
    std::vector<chunk> extra;
    bytes palette(3u << std::min<int>(k.depth, 8));
    for (std::size_t i = 0; i < palette.size(); ++i)
    {
        palette[i] = static_cast<std::uint8_t>(i * 37 + 11);
    }
    if (k.colour == 3)
    {
        extra.push_back({"PLTE", palette});
    }
    const auto picture = decode(png_builder::file(h, pattern_of(k.depth), extra));
    const bool coloured = (k.colour & 2) != 0, transparent = (k.colour & 4) != 0;
    REQUIRE(picture.width == width);
    REQUIRE(picture.height == height);
    REQUIRE(picture.channels == (coloured ? 3 : 1));
    bool same = true;
    for (std::size_t y = 0; y < height; ++y)
    {
        for (std::size_t x = 0; x < width; ++x)
        {
            for (unsigned c = 0; c < picture.channels; ++c)
            {
                std::uint8_t expected = 0;
                if (k.colour == 3)
                {
                    expected = palette[3 * pattern(y, x, 0, k.depth) + c];
                }
                else
                {
                    expected = to_8_bits(pattern(y, x, c, k.depth), k.depth);
                    if (transparent)
                    {
                        const auto alpha = pattern(y, x, static_cast<unsigned>(picture.channels), k.depth);
                        expected = over_white(expected, to_8_bits(alpha, k.depth));
                    }
                }
                same = same && picture.row(y)[x * picture.channels + c] == expected;
            }
        }
    }
    CHECK(same);
}

TEST_CASE("transparency of palettes and of a single colour is composited over white", "[io]")
{
    const bytes palette{200, 0, 0, 0, 100, 0};
    const auto picture = decode(png_builder::file({.width = 2, .colour = 3}, [](std::size_t, std::size_t x, unsigned)
                                                  { return unsigned(x); }, {{"PLTE", palette}, {"tRNS", {51}}}));
    CHECK(picture.pixels == bytes{over_white(200, 51), over_white(0, 51), over_white(0, 51), 0, 100, 0});

    const auto grey = decode(png_builder::file({.width = 3, .colour = 0}, [](std::size_t, std::size_t x, unsigned)
                                               { return unsigned(7 * x); }, {{"tRNS", {0, 7}}}));
    CHECK(grey.pixels == bytes{0, 255, 14});
}

TEST_CASE("what is written as PNG is read back exactly", "[io]")
{
    const auto scene = io::draw_scene(33, 20);
    CHECK(decode(io::encode_png(scene)) == scene);
    io::image grey(5, 4, 1);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i)
    {
        grey.pixels[i] = static_cast<std::uint8_t>(13 * i);
    }
    CHECK(decode(io::encode_png(grey)) == grey);
    CHECK_THROWS_AS(io::encode_png(io::image()), argument_error);
    CHECK_THROWS_AS(io::encode_png(io::image(2, 2, 4)), argument_error);
}

TEST_CASE("hostile PNG files are refused with the file's name and a reason", "[io]")
{
    const auto files = hostile_files();
    REQUIRE(files.size() >= 55);
    for (const auto& f : files)
    {
        const auto message = hostile::refusal([&] { decode(f.content); });
        CAPTURE(f.what, message);
        CHECK(hostile::is_clean(message, "test.png"));
        CHECK(message.find(f.says) != std::string::npos);
    }
}

TEST_CASE("a PNG file cut anywhere is refused", "[io]")
{
    for (const auto& content :
         {io::encode_png(io::draw_scene(9, 14)),
          png_builder::file({.width = 9, .height = 9, .depth = 16, .colour = 6, .interlace = 1}, pattern_of(16)),
          png_builder::file({.width = 9, .height = 2, .colour = 3}, pattern_of(1), {{"PLTE", bytes(6)}})})
    {
        for (std::size_t size = 0; size < content.size(); ++size)
        {
            const auto message = hostile::refusal([&] { decode(hostile::first(content, size)); });
            CAPTURE(size, message);
            REQUIRE(hostile::is_clean(message, "test.png"));
        }
    }
}

TEST_CASE("a PNG file with any one byte changed is refused, or still a picture of its size", "[io]")
{
    const auto content = png_builder::file({.width = 6, .height = 5, .depth = 8, .colour = 6}, pattern_of(8));
    std::size_t refused = 0;
    for (std::size_t at = 0; at < content.size(); ++at)
    {
        for (const int change : {1, 0x20, 0x80, 0xff})
        {
            const auto damaged = hostile::with(content, at, static_cast<std::uint8_t>(content[at] ^ change));
            const auto message = hostile::refusal(
                [&]
                {
                    const auto picture = decode(damaged);
                    REQUIRE(picture.pixels.size() == 6 * 5 * 3);
                });
            refused += message.empty() ? 0u : 1u;
        }
    }
    CHECK(refused == 4 * content.size());  // a checksum covers everything in such a file
}

TEST_CASE("what PNG files carry besides the picture is never inflated", "[io]")
{
    // Text whose deflate stream would be broken, and would be a bomb if it were not: nobody looks.
    bytes text;
    hostile::put(text, std::string("Comment\0\0", 9));
    text.insert(text.end(), 100'000, 0x55);
    bytes profile;
    hostile::put(profile, std::string("name\0\0", 6));
    profile.insert(profile.end(), 50'000, 0xaa);
    const auto content =
        png_builder::file({.width = 2, .height = 2}, pattern_of(8), {{"zTXt", text}, {"iCCP", profile}, {"gAMA", {1}}});
    CHECK(decode(content).pixels.size() == 12);
}

TEST_CASE("bytes after the end of a PNG picture are ignored", "[io]")
{
    auto content = io::encode_png(io::draw_scene(4, 4));
    content.insert(content.end(), 1000, 0x41);
    CHECK(decode(content) == io::draw_scene(4, 4));
}

TEST_CASE("the limits of pictures hold exactly for PNG", "[io]")
{
    const auto content = io::encode_png(io::draw_scene(10, 20));
    io::image_limits limits;
    limits.max_side = 20;
    limits.max_pixels = 200;
    CHECK(io::decode_png(content, "test.png", limits).width == 20);
    limits.max_pixels = 199;
    const auto message = hostile::refusal([&] { io::decode_png(content, "test.png", limits); });
    CHECK(message == "test.png: has 20 x 10 pixels: must have at most 199");
    limits = {};
    limits.max_side = 19;
    CHECK(!hostile::refusal([&] { io::decode_png(content, "test.png", limits); }).empty());
}
