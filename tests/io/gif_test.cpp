// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "io/gif.hpp"

#include <alphabar/core/error.hpp>

#include <array>
#include <stdexcept>
#include <vector>

using namespace alphabar;

namespace
{
    // A decoder from the specification (GIF89a, 1990), strict about everything that the encoder uses.
    class gif_reader
    {
    public:
        explicit gif_reader(const io::bytes& content) : m_content(content)
        {
            const std::string magic(m_content.begin(), m_content.begin() + 6);
            require(magic == "GIF89a");
            m_at = 6;
            width = word();
            height = word();
            require(byte() == 0xf7);
            m_at += 2;
            for (auto& c : m_palette)
            {
                c = {static_cast<std::uint8_t>(byte()), static_cast<std::uint8_t>(byte()),
                     static_cast<std::uint8_t>(byte())};
            }
            io::image canvas(height, width, 3);
            int transparent = -1;
            while (true)
            {
                const auto block = byte();
                if (block == 0x3b)
                {
                    require(m_at == m_content.size());
                    return;
                }
                if (block == 0x21)
                {
                    const auto label = byte();
                    const auto data = blocks();
                    if (label == 0xf9)
                    {
                        require(data.size() == 4);
                        delays.push_back(data[1] | data[2] << 8);
                        transparent = (data[0] & 1) != 0 ? data[3] : -1;
                    }
                    else
                    {
                        require(label == 0xff);
                    }
                    continue;
                }
                require(block == 0x2c);
                const auto left = word(), top = word(), w = word(), h = word();
                require(byte() == 0 && left + w <= width && top + h <= height);
                const auto pixels = lzw();
                require(pixels.size() == w * h);
                for (std::size_t i = 0; i < pixels.size(); ++i)
                {
                    if (pixels[i] != transparent)
                    {
                        const auto& c = m_palette[pixels[i]];
                        std::copy(c.begin(), c.end(), canvas.row(top + i / w) + 3 * (left + i % w));
                    }
                }
                frames.push_back(canvas);
            }
        }

        std::size_t width = 0, height = 0;
        std::vector<io::image> frames;
        std::vector<int> delays;

    private:
        static void require(bool holds)
        {
            if (!holds)
            {
                throw std::runtime_error("not a GIF file as expected");
            }
        }

        unsigned byte()
        {
            require(m_at < m_content.size());
            return m_content[m_at++];
        }

        std::size_t word()
        {
            const auto low = byte();
            return low | byte() << 8;
        }

        io::bytes blocks()
        {
            io::bytes out;
            while (const auto size = byte())
            {
                for (unsigned i = 0; i < size; ++i)
                {
                    out.push_back(static_cast<std::uint8_t>(byte()));
                }
            }
            return out;
        }

        io::bytes lzw()
        {
            require(byte() == 8);
            const auto data = blocks();
            std::vector<io::bytes> table;
            const auto reset = [&]
            {
                table.assign(258, {});
                for (std::size_t i = 0; i < 256; ++i)
                {
                    table[i] = {static_cast<std::uint8_t>(i)};
                }
            };
            io::bytes out, before;
            unsigned length = 9, bits = 0, count = 0;
            std::size_t at = 0;
            reset();
            while (true)
            {
                while (count < length)
                {
                    require(at < data.size());
                    bits |= unsigned{data[at++]} << count;
                    count += 8;
                }
                const unsigned code = bits & ((1u << length) - 1);
                bits >>= length;
                count -= length;
                if (code == 256)
                {
                    reset();
                    length = 9;
                    before.clear();
                    continue;
                }
                if (code == 257)
                {
                    return out;
                }
                require(code < table.size() || (code == table.size() && !before.empty()));
                auto entry = code < table.size() ? table[code] : before;
                if (code == table.size())
                {
                    entry.push_back(before.front());
                }
                if (!before.empty() && table.size() < 4096)
                {
                    before.push_back(entry.front());
                    table.push_back(before);
                    if (table.size() == (std::size_t{1} << length) && length < 12)
                    {
                        ++length;
                    }
                }
                out.insert(out.end(), entry.begin(), entry.end());
                before = entry;
            }
        }

        const io::bytes& m_content;
        std::size_t m_at = 0;
        std::array<std::array<std::uint8_t, 3>, 256> m_palette{};
    };

    // Few colours, much noise: makes the code table fill up and start over.
    io::image noisy(std::size_t height, std::size_t width, unsigned seed, unsigned colours)
    {
        io::image out(height, width, 3);
        unsigned state = seed;
        for (std::size_t i = 0; i < height * width; ++i)
        {
            state = state * 1664525u + 1013904223u;
            const auto colour = static_cast<std::uint8_t>((state >> 16) % colours);
            out.pixels[3 * i] = colour;
            out.pixels[3 * i + 1] = static_cast<std::uint8_t>(255 - colour);
            out.pixels[3 * i + 2] = 7;
        }
        return out;
    }
}

TEST_CASE("an animation of up to 255 colours is read back exactly", "[io]")
{
    const auto colours = GENERATE(1u, 2u, 200u, 255u);
    const auto side = GENERATE(std::size_t{1}, std::size_t{17}, std::size_t{150});
    CAPTURE(colours, side);
    const std::vector<io::image> frames{noisy(side, side + 3, 1, colours), noisy(side, side + 3, 2, colours),
                                        noisy(side, side + 3, 2, colours), noisy(side, side + 3, 3, colours)};
    const auto content = io::encode_gif(frames, 6, 200);
    const gif_reader gif(content);
    CHECK(gif.width == side + 3);
    CHECK(gif.height == side);
    REQUIRE(gif.frames.size() == frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i)
    {
        CHECK(gif.frames[i] == frames[i]);
    }
    CHECK(gif.delays == std::vector<int>{6, 6, 6, 200});
}

TEST_CASE("a frame stores only what changed", "[io]")
{
    std::vector<io::image> frames(2, noisy(100, 100, 5, 250));
    const auto same = io::encode_gif(frames, 6, 6).size();
    frames[1].row(50)[150] ^= 1;
    const auto one_pixel = io::encode_gif(frames, 6, 6).size();
    frames[1] = noisy(100, 100, 6, 250);
    const auto all = io::encode_gif(frames, 6, 6).size();
    CHECK(one_pixel <= same + 8);
    CHECK(all > same + 5000);
}

TEST_CASE("with too many colours the rarest become their nearest neighbours", "[io]")
{
    io::image frame(40, 40, 3);
    for (std::size_t i = 0; i < 1600; ++i)
    {
        frame.pixels[3 * i] = frame.pixels[3 * i + 1] = frame.pixels[3 * i + 2] = static_cast<std::uint8_t>(i % 200);
        if (i >= 1400)
        {
            frame.pixels[3 * i + 2] = static_cast<std::uint8_t>(frame.pixels[3 * i] + 1);  // 200 rare colours
        }
    }
    const auto content = io::encode_gif(std::vector{frame}, 6, 6);
    const gif_reader gif(content);
    int worst = 0;
    for (std::size_t i = 0; i < frame.pixels.size(); ++i)
    {
        worst = std::max(worst, std::abs(int{gif.frames[0].pixels[i]} - int{frame.pixels[i]}));
    }
    CHECK(worst == 1);
}

TEST_CASE("frames that make no animation are errors", "[io]")
{
    CHECK_THROWS_AS(io::encode_gif({}, 6, 6), argument_error);
    CHECK_THROWS_AS(io::encode_gif(std::vector{io::image()}, 6, 6), argument_error);
    CHECK_THROWS_AS(io::encode_gif(std::vector{io::image(2, 2, 1)}, 6, 6), argument_error);
    CHECK_THROWS_AS(io::encode_gif(std::vector{io::image(2, 2, 3), io::image(2, 3, 3)}, 6, 6), argument_error);
    CHECK_THROWS_AS(io::encode_gif(std::vector{io::image(2, 2, 3)}, 70'000, 6), argument_error);
}
