// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "hostile.hpp"
#include "io/jpeg.hpp"
#include "io/orientation.hpp"
#include "io/scene.hpp"

#include <algorithm>
#include <cmath>

using namespace alphabar;
using hostile::bytes;

namespace
{
    io::image decode(const bytes& content) { return io::decode_jpeg(content, "test.jpg"); }

    /// Where the segment of this marker starts: at its 0xff.
    std::size_t find_marker(const bytes& content, std::uint8_t marker)
    {
        for (std::size_t at = 2; at + 3 < content.size();)
        {
            if (content[at + 1] == marker)
            {
                return at;
            }
            at += 2 + (std::size_t{content[at + 2]} << 8 | content[at + 3]);
        }
        FAIL("no such marker");
        return 0;
    }

    bytes colour_file()
    {
        static const bytes content = io::encode_jpeg(io::draw_scene(20, 28), 80);
        return content;
    }

    constexpr std::uint8_t frame = 0xc0, tables = 0xdb, huffman = 0xc4, scan = 0xda;

    bytes patched(std::uint8_t marker, std::size_t offset, std::uint8_t value)
    {
        const auto content = colour_file();
        return hostile::with(content, find_marker(content, marker) + offset, value);
    }

    bytes with_size(unsigned height, unsigned width)
    {
        auto content = colour_file();
        const std::size_t at = find_marker(content, frame);
        content[at + 5] = static_cast<std::uint8_t>(height >> 8);
        content[at + 6] = static_cast<std::uint8_t>(height & 255);
        content[at + 7] = static_cast<std::uint8_t>(width >> 8);
        content[at + 8] = static_cast<std::uint8_t>(width & 255);
        return content;
    }

    bytes without(std::uint8_t marker)
    {
        auto content = colour_file();
        const auto at = static_cast<std::ptrdiff_t>(find_marker(content, marker));
        const std::ptrdiff_t size =
            2 + (content[static_cast<std::size_t>(at) + 2] << 8 | content[static_cast<std::size_t>(at) + 3]);
        content.erase(content.begin() + at, content.begin() + at + size);
        return content;
    }

    void put_segment(bytes& out, std::uint8_t marker, const bytes& data)
    {
        out.push_back(0xff);
        out.push_back(marker);
        hostile::put_big(out, static_cast<std::uint32_t>(data.size() + 2), 2);
        out.insert(out.end(), data.begin(), data.end());
    }

    /// An 8 x 8 picture of so many components, all of it zero coefficients: Huffman tables with the single code 0.
    bytes flat(unsigned components, std::uint8_t kind, bool adobe = false)
    {
        bytes out{0xff, 0xd8};
        if (adobe)
        {
            put_segment(out, 0xee, {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 2});
        }
        bytes quantisation(65, 1);
        quantisation[0] = 0;
        put_segment(out, tables, quantisation);
        bytes header{8, 0, 8, 0, 8, static_cast<std::uint8_t>(components)};
        bytes start{static_cast<std::uint8_t>(components)};
        for (unsigned c = 1; c <= components; ++c)
        {
            header.insert(header.end(), {static_cast<std::uint8_t>(c), 0x11, 0});
            start.insert(start.end(), {static_cast<std::uint8_t>(c), 0x00});
        }
        put_segment(out, kind, header);
        for (const std::uint8_t table : {std::uint8_t{0x00}, std::uint8_t{0x10}})
        {
            bytes codes(18);
            codes[0] = table;
            codes[1] = 1;  // one code of one bit, for the symbol 0: no difference, end of block
            put_segment(out, huffman, codes);
        }
        start.insert(start.end(), {0, 63, 0});
        put_segment(out, scan, start);
        out.insert(out.end(), {0x00, 0xff, 0xd9});
        return out;
    }

    /// A progressive picture whose coefficients 1…63 come one by one, in `refinements` + 1 rounds of a bit each.
    bytes many_scans(int refinements)
    {
        auto out = flat(1, 0xc2);
        // The scan header of `flat` says 0…63 at once; here the first scan is the average alone.
        const std::size_t at = find_marker(out, scan);
        out.resize(at);
        put_segment(out, scan, {1, 1, 0, 0, 0, 0});
        out.push_back(0x3f);  // category 0, then ones to fill the byte
        for (int bit = refinements; bit >= 0; --bit)
        {
            for (std::uint8_t k = 1; k < 64; ++k)
            {
                const auto high = static_cast<std::uint8_t>(bit == refinements ? 0 : bit + 1);
                put_segment(out, scan, {1, 1, 0, k, k, static_cast<std::uint8_t>(high << 4 | bit)});
                out.push_back(0x3f);  // end of block
            }
        }
        out.insert(out.end(), {0xff, 0xd9});
        return out;
    }

    bytes with_exif(const bytes& exif, bytes out = flat(1, frame))
    {
        bytes segment;
        put_segment(segment, 0xe1, exif);
        out.insert(out.begin() + 2, segment.begin(), segment.end());
        return out;
    }

    std::vector<hostile::file> hostile_files()
    {
        const auto good = colour_file();
        const auto cut_scan = hostile::first(good, good.size() - 40);
        return {
            {"nothing", {}, "is not a JPEG"},
            {"two bytes", hostile::first(good, 2), "is not a JPEG"},
            {"three bytes", hostile::first(good, 3), ""},
            {"start and end alone", {0xff, 0xd8, 0xff, 0xd9}, ""},
            {"only 0xff", bytes(1000, 0xff), "is not a JPEG"},
            {"a start, then only 0xff",
             []
             {
                 bytes b(1000, 0xff);
                 b[1] = 0xd8;
                 return b;
             }(),
             ""},
            {"height 0", with_size(0, 28), ""},
            {"width 0", with_size(20, 0), ""},
            {"0 x 0", with_size(0, 0), ""},
            {"65,535 x 65,535", with_size(65'535, 65'535), ""},
            {"65,500 x 65,500", with_size(65'500, 65'500), "at most 100000000"},
            {"higher than its data", with_size(2000, 28), "damaged"},
            {"wider than its data", with_size(20, 2000), "damaged"},
            {"12 bits", patched(frame, 4, 12), ""},
            {"0 bits", patched(frame, 4, 0), ""},
            {"0 components", patched(frame, 9, 0), ""},
            {"2 components", flat(2, frame), "2 colour components"},
            {"CMYK", flat(4, frame), "4 colour components"},
            {"CMYK as Adobe writes it", flat(4, frame, true), "4 colour components"},
            {"255 components", patched(frame, 9, 255), ""},
            {"two components of one name", patched(frame, 13, 1), ""},
            {"sampling 0", patched(frame, 11, 0x00), ""},
            {"sampling 5", patched(frame, 11, 0x55), ""},
            {"sampling 15", patched(frame, 11, 0xff), ""},
            {"a quantisation table that is not there", patched(frame, 12, 3), ""},
            {"quantisation table 15", patched(frame, 12, 15), ""},
            {"no quantisation tables", without(tables), ""},
            {"quantisation table 9 defined", patched(tables, 4, 9), ""},
            {"Huffman table 7 defined", patched(huffman, 4, 7), ""},
            {"255 codes of one bit", patched(huffman, 5, 255), ""},
            {"a Huffman segment of two bytes", patched(huffman, 3, 2), ""},
            {"a frame header of 2 bytes", patched(frame, 3, 2), ""},
            {"a frame header of 255 bytes", patched(frame, 3, 255), ""},
            {"a frame header of 65,535 bytes",
             []
             {
                 auto b = patched(frame, 2, 255);
                 return b;
             }(),
             ""},
            {"no frame header", without(frame), ""},
            {"no scan header", hostile::first(good, find_marker(good, scan)), ""},
            {"a scan of 0 components", patched(scan, 4, 0), ""},
            {"a scan of 9 components", patched(scan, 4, 9), ""},
            {"a scan of an unknown component", patched(scan, 5, 99), ""},
            {"a scan with Huffman tables that are not there", patched(scan, 6, 0x33), ""},
            {"lossless", patched(frame, 1, 0xc3), ""},
            {"differential", patched(frame, 1, 0xc5), ""},
            {"hierarchical lossless, arithmetic", patched(frame, 1, 0xcf), ""},
            {"progressive, with a scan that isn't", patched(frame, 1, 0xc2), ""},
            {"no end", hostile::first(good, good.size() - 2), "damaged"},
            {"cut in its scan", cut_scan, "damaged"},
            {"cut in its scan, but ended",
             [&]
             {
                 auto b = cut_scan;
                 b.insert(b.end(), {0xff, 0xd9});
                 return b;
             }(),
             "damaged"},
            {"a second start in the scan",
             [&]
             {
                 auto b = good;
                 b[b.size() - 30] = 0xff;
                 b[b.size() - 29] = 0xd8;
                 return b;
             }(),
             ""},
            {"a comment that runs past the end", {0xff, 0xd8, 0xff, 0xfe, 0xff, 0xff, 'x'}, ""},
            {"a restart interval of 3 bytes",
             [&]
             {
                 auto b = good;
                 b.insert(b.begin() + 2, {0xff, 0xdd, 0, 5, 0, 1, 0});
                 return b;
             }(),
             ""},
            {"189 scans", many_scans(2), "more than 100 scans"},
        };
    }
}

TEST_CASE("what is written as JPEG is read back nearly as it was", "[io]")
{
    const auto scene = io::draw_scene(40, 52);
    const auto back = decode(io::encode_jpeg(scene, 98));
    REQUIRE(back.height == 40);
    REQUIRE(back.width == 52);
    REQUIRE(back.channels == 3);
    double squares = 0;
    for (std::size_t i = 0; i < scene.pixels.size(); ++i)
    {
        const double d = double{scene.pixels[i] * 1.0} - back.pixels[i];
        squares += d * d;
    }
    CHECK(std::sqrt(squares / static_cast<double>(scene.pixels.size())) < 4);

    const io::image grey(9, 7, 1, 77);
    CHECK(decode(io::encode_jpeg(grey)) == grey);
}

TEST_CASE("a picture that cannot be a JPEG file is an error", "[io]")
{
    CHECK_THROWS_AS(io::encode_jpeg(io::image()), argument_error);
    CHECK_THROWS_AS(io::encode_jpeg(io::image(1, 1, 2)), argument_error);
    CHECK_THROWS_AS(io::encode_jpeg(io::image(1, 70'000, 1)), argument_error);
    CHECK_THROWS_AS(io::encode_jpeg(io::image(1, 1, 3), 0), argument_error);
    CHECK_THROWS_AS(io::encode_jpeg(io::image(1, 1, 3), 101), argument_error);
}

TEST_CASE("flat pictures made from the specification are grey", "[io]")
{
    CHECK(decode(flat(1, frame)) == io::image(8, 8, 1, 128));
    CHECK(decode(flat(3, frame)) == io::image(8, 8, 3, 128));
}

TEST_CASE("a progressive picture may have a hundred scans and not more", "[io]")
{
    CHECK(decode(many_scans(0)) == io::image(8, 8, 1, 128));  // 64 scans
    CHECK(hostile::refusal([] { decode(many_scans(1)); }).find("more than 100 scans") != std::string::npos);
    io::image_limits limits;
    limits.max_scans = 10;
    CHECK(!hostile::refusal([&] { io::decode_jpeg(many_scans(0), "test.jpg", limits); }).empty());
    limits.max_scans = 1000;
    CHECK(io::decode_jpeg(many_scans(2), "test.jpg", limits) == io::image(8, 8, 1, 128));
}

TEST_CASE("hostile JPEG files are refused with the file's name and a reason", "[io]")
{
    const auto files = hostile_files();
    REQUIRE(files.size() >= 50);
    for (const auto& f : files)
    {
        const auto message = hostile::refusal([&] { decode(f.content); });
        CAPTURE(f.what, message);
        CHECK(hostile::is_clean(message, "test.jpg"));
        CHECK(message.find(f.says) != std::string::npos);
    }
}

TEST_CASE("a JPEG file cut anywhere is refused, though libjpeg would fill the rest with grey", "[io]")
{
    for (const auto& content : {colour_file(), many_scans(0)})
    {
        REQUIRE(decode(content).height > 0);
        for (std::size_t size = 0; size < content.size(); ++size)
        {
            const auto message = hostile::refusal([&] { decode(hostile::first(content, size)); });
            CAPTURE(size, content.size(), message);
            REQUIRE(hostile::is_clean(message, "test.jpg"));
        }
    }
}

TEST_CASE("a JPEG file with any one byte changed is refused, or still a picture", "[io]")
{
    for (const auto& content : {colour_file(), many_scans(0)})
    {
        for (std::size_t at = 0; at < content.size(); ++at)
        {
            for (const int change : {0x01, 0x80, 0xff})
            {
                io::image_limits limits;
                limits.max_pixels = 1'000'000;  // a changed size may still be a size
                const auto message = hostile::refusal(
                    [&]
                    {
                        const auto picture =
                            io::decode_jpeg(hostile::with(content, at, static_cast<std::uint8_t>(content[at] ^ change)),
                                            "test.jpg", limits);
                        REQUIRE(picture.pixels.size() == picture.height * picture.width * picture.channels);
                    });
                REQUIRE((message.empty() || hostile::is_clean(message, "test.jpg")));
            }
        }
    }
}

TEST_CASE("a JPEG picture stands as its Exif orientation says", "[io]")
{
    io::image lying(16, 24, 1);  // dark on the left, bright on the right
    for (std::size_t y = 0; y < lying.height; ++y)
    {
        for (std::size_t x = 0; x < lying.width; ++x)
        {
            lying.row(y)[x] = static_cast<std::uint8_t>(10 * x);
        }
    }
    const auto content = io::encode_jpeg(lying, 95);
    for (std::uint16_t orientation = 1; orientation <= 8; ++orientation)
    {
        const auto expected = io::upright(decode(content), orientation);
        CAPTURE(orientation);
        CHECK(decode(with_exif(hostile::exif(orientation, true), content)) == expected);
        CHECK(decode(with_exif(hostile::exif(orientation, false), content)) == expected);
        const bytes xmp{'h', 't', 't', 'p', ':', '/', '/', 'n', 's', '.', 'a', 'd', 'o', 'b', 'e', 0};
        CHECK(decode(with_exif(xmp, with_exif(hostile::exif(orientation, true), content))) == expected);
    }
    const auto turned = decode(with_exif(hostile::exif(6, true), content));  // a quarter turn: dark above
    CHECK(turned.height == 24);
    CHECK(turned.width == 16);
    CHECK(turned.row(0)[8] < 30);
    CHECK(turned.row(23)[8] > 200);
}

TEST_CASE("an Exif segment that points outside itself is ignored", "[io]")
{
    bytes exif;
    hostile::put(exif, std::string("Exif\0\0II*\0", 10));
    for (const std::uint32_t offset : {0u, 8u, 9u, 1000u, 0x7fffffffu, 0xfffffffeu, 0xffffffffu})
    {
        auto content = exif;
        hostile::put_little(content, offset, 4);
        content.insert(content.end(), {0xff, 0xff, 0x12, 0x01, 3, 0});
        CHECK(decode(with_exif(content)) == io::image(8, 8, 1, 128));
    }
    CHECK(decode(with_exif({'E', 'x', 'i', 'f'})) == io::image(8, 8, 1, 128));
}

TEST_CASE("bytes after the end of a JPEG picture are ignored", "[io]")
{
    auto content = flat(1, frame);
    content.insert(content.end(), 500, 0x42);
    CHECK(decode(content) == io::image(8, 8, 1, 128));
}
