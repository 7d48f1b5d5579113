// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "gif.hpp"

#include <alphabar/core/error.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace alphabar::io
{
    namespace
    {
        using indices = std::vector<std::uint8_t>;

        constexpr std::uint8_t unchanged = 255;  // the palette's last place: transparent

        std::uint32_t colour_at(const image& frame, std::size_t i)
        {
            const auto* p = frame.pixels.data() + 3 * i;
            return std::uint32_t{p[0]} << 16 | std::uint32_t{p[1]} << 8 | p[2];
        }

        struct palette
        {
            std::vector<std::uint32_t> colours;
            std::unordered_map<std::uint32_t, std::uint8_t> place;

            explicit palette(std::span<const image> frames)
            {
                std::unordered_map<std::uint32_t, std::uint64_t> counts;
                for (const auto& frame : frames)
                {
                    for (std::size_t i = 0; i < frame.height * frame.width; ++i)
                    {
                        ++counts[colour_at(frame, i)];
                    }
                }
                std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
                for (const auto& [colour, count] : counts)
                {
                    order.emplace_back(count, colour);
                }
                std::sort(order.begin(), order.end(), std::greater<>());  // ties by colour: the same file every time
                for (const auto& [count, colour] : order)
                {
                    if (colours.size() < unchanged)
                    {
                        place[colour] = static_cast<std::uint8_t>(colours.size());
                        colours.push_back(colour);
                    }
                    else
                    {
                        place[colour] = nearest(colour);
                    }
                }
            }

            std::uint8_t nearest(std::uint32_t colour) const
            {
                int best = 1 << 30;
                std::size_t at = 0;
                for (std::size_t i = 0; i < colours.size(); ++i)
                {
                    const auto part = [&](int shift)
                    { return static_cast<int>(colour >> shift & 255) - static_cast<int>(colours[i] >> shift & 255); };
                    const int distance = 2 * part(16) * part(16) + 4 * part(8) * part(8) + part(0) * part(0);
                    if (distance < best)
                    {
                        best = distance;
                        at = i;
                    }
                }
                return static_cast<std::uint8_t>(at);
            }
        };

        // Codes of growing length, least significant bit first, in blocks of at most 255 bytes.
        class code_writer
        {
        public:
            explicit code_writer(bytes& out) : m_out(out) {}

            void put(unsigned code, int length)
            {
                m_bits |= std::uint32_t{code} << m_count;
                m_count += length;
                while (m_count >= 8)
                {
                    byte(static_cast<std::uint8_t>(m_bits & 255));
                    m_bits >>= 8;
                    m_count -= 8;
                }
            }

            void finish()
            {
                if (m_count > 0)
                {
                    byte(static_cast<std::uint8_t>(m_bits & 255));
                }
                flush();
                m_out.push_back(0);
            }

        private:
            void byte(std::uint8_t value)
            {
                m_block.push_back(value);
                if (m_block.size() == 255)
                {
                    flush();
                }
            }

            void flush()
            {
                if (!m_block.empty())
                {
                    m_out.push_back(static_cast<std::uint8_t>(m_block.size()));
                    m_out.insert(m_out.end(), m_block.begin(), m_block.end());
                    m_block.clear();
                }
            }

            bytes& m_out;
            bytes m_block;
            std::uint32_t m_bits = 0;
            int m_count = 0;
        };

        // Variable-length LZW of GIF89a, appendix F, 8-bit symbols.
        void put_lzw(bytes& out, const indices& pixels)
        {
            constexpr unsigned clear = 256, end = 257, most = 4096;
            out.push_back(8);
            code_writer codes(out);
            std::vector<std::uint16_t> next(most * 256);  // (prefix, symbol) to code; 0: none, since 0 is no such code
            unsigned free = end + 1;
            int length = 9;
            codes.put(clear, length);
            unsigned prefix = pixels[0];
            for (std::size_t i = 1; i < pixels.size(); ++i)
            {
                auto& known = next[prefix * 256 + pixels[i]];
                if (known != 0)
                {
                    prefix = known;
                    continue;
                }
                codes.put(prefix, length);
                prefix = pixels[i];
                if (free == most)
                {
                    codes.put(clear, length);
                    std::fill(next.begin(), next.end(), std::uint16_t{0});
                    free = end + 1;
                    length = 9;
                    continue;
                }
                known = static_cast<std::uint16_t>(free);
                length += free == (1u << length) ? 1 : 0;
                ++free;
            }
            codes.put(prefix, length);
            codes.put(end, length);
            codes.finish();
        }

        struct rectangle
        {
            std::size_t left, top, right, bottom;
        };

        // What differs from the frame before; a single pixel if nothing does, since a frame must have one.
        rectangle difference(const indices& before, const indices& now, std::size_t height, std::size_t width)
        {
            rectangle r{width, height, 0, 0};
            for (std::size_t y = 0; y < height; ++y)
            {
                for (std::size_t x = 0; x < width; ++x)
                {
                    if (before[y * width + x] != now[y * width + x])
                    {
                        r = {std::min(r.left, x), std::min(r.top, y), std::max(r.right, x + 1), y + 1};
                    }
                }
            }
            return r.right == 0 ? rectangle{0, 0, 1, 1} : r;
        }

        void put_16(bytes& out, std::size_t value)
        {
            out.push_back(static_cast<std::uint8_t>(value & 255));
            out.push_back(static_cast<std::uint8_t>(value >> 8 & 255));
        }

        void put_frame(bytes& out, const indices& before, const indices& now, rectangle r, std::size_t width,
                       unsigned delay)
        {
            // Graphic control: keep what is there, place 255 is transparent.
            out.insert(out.end(), {0x21, 0xf9, 4, 0x05});
            put_16(out, delay);
            out.insert(out.end(), {unchanged, 0});
            out.push_back(0x2c);
            put_16(out, r.left);
            put_16(out, r.top);
            put_16(out, r.right - r.left);
            put_16(out, r.bottom - r.top);
            out.push_back(0);
            indices pixels;
            for (std::size_t y = r.top; y < r.bottom; ++y)
            {
                for (std::size_t x = r.left; x < r.right; ++x)
                {
                    const std::size_t i = y * width + x;
                    pixels.push_back(!before.empty() && before[i] == now[i] ? unchanged : now[i]);
                }
            }
            put_lzw(out, pixels);
        }
    }

    bytes encode_gif(std::span<const image> frames, unsigned delay, unsigned last_delay)
    {
        core::require(!frames.empty(), "an animation of 0 frames: must have at least 1");
        const auto height = frames[0].height, width = frames[0].width;
        core::require(height > 0 && width > 0 && height <= 65'535 && width <= 65'535, "an animation of ", width, " x ",
                      height, " pixels: sides must lie in 1..65535");
        core::require(delay <= 65'535 && last_delay <= 65'535, "a delay of ", std::max(delay, last_delay),
                      " hundredths of a second: must be at most 65535");
        for (std::size_t i = 0; i < frames.size(); ++i)
        {
            core::require(frames[i].height == height && frames[i].width == width && frames[i].channels == 3, "frame[",
                          i, "] has ", frames[i].width, " x ", frames[i].height, " pixels, ", frames[i].channels,
                          " channels: must have ", width, " x ", height, " pixels, 3 channels");
        }
        const palette colours(frames);
        bytes out{'G', 'I', 'F', '8', '9', 'a'};
        put_16(out, width);
        put_16(out, height);
        out.insert(out.end(), {0xf7, 0, 0});  // a global palette of 256 colours
        for (std::size_t i = 0; i < 256; ++i)
        {
            const std::uint32_t colour = i < colours.colours.size() ? colours.colours[i] : 0;
            out.insert(out.end(),
                       {static_cast<std::uint8_t>(colour >> 16), static_cast<std::uint8_t>(colour >> 8 & 255),
                        static_cast<std::uint8_t>(colour & 255)});
        }
        constexpr std::string_view loop = "\x21\xff\x0bNETSCAPE2.0\x03\x01";
        out.insert(out.end(), loop.begin(), loop.end());
        out.insert(out.end(), {0, 0, 0});  // for ever
        indices before, now(height * width);
        for (std::size_t f = 0; f < frames.size(); ++f)
        {
            for (std::size_t i = 0; i < now.size(); ++i)
            {
                now[i] = colours.place.at(colour_at(frames[f], i));
            }
            const auto r = before.empty() ? rectangle{0, 0, width, height} : difference(before, now, height, width);
            put_frame(out, before, now, r, width, f + 1 == frames.size() ? last_delay : delay);
            before = now;
        }
        out.push_back(0x3b);
        return out;
    }
}
