// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "hostile.hpp"

#include <array>
#include <functional>

// Writes PNG files of any kind from the specification alone (W3C, 2003), right and wrong ones. Compressed data are
// stored blocks of deflate, so no library is needed.

namespace png_builder
{
    using hostile::bytes;
    using hostile::put;
    using hostile::put_big;

    inline std::uint32_t crc32(const bytes& data)
    {
        std::uint32_t crc = 0xffffffffu;
        for (const auto byte : data)
        {
            crc ^= byte;
            for (int bit = 0; bit < 8; ++bit)
            {
                crc = (crc & 1) != 0 ? 0xedb88320u ^ crc >> 1 : crc >> 1;
            }
        }
        return ~crc;
    }

    inline bytes zlib_stored(const bytes& data)
    {
        bytes out{0x78, 0x01};
        std::uint32_t a = 1, b = 0;
        std::size_t at = 0;
        do
        {
            const std::size_t size = std::min<std::size_t>(65'535, data.size() - at);
            out.push_back(at + size == data.size() ? 1 : 0);
            hostile::put_little(out, size, 2);
            hostile::put_little(out, ~size & 0xffff, 2);
            for (std::size_t i = at; i < at + size; ++i)
            {
                a = (a + data[i]) % 65'521;
                b = (b + a) % 65'521;
                out.push_back(data[i]);
            }
            at += size;
        } while (at < data.size());
        put_big(out, b << 16 | a, 4);
        return out;
    }

    struct chunk
    {
        std::string type;
        bytes data;
    };

    struct header
    {
        std::uint32_t width = 1;
        std::uint32_t height = 1;
        std::uint8_t depth = 8;
        std::uint8_t colour = 2;  // 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
        std::uint8_t interlace = 0;
        std::uint8_t compression = 0;
        std::uint8_t filter = 0;

        bytes data() const
        {
            bytes out;
            put_big(out, width, 4);
            put_big(out, height, 4);
            out.insert(out.end(), {depth, colour, compression, filter, interlace});
            return out;
        }

        unsigned samples() const { return colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1; }
    };

    inline const std::string signature = "\x89PNG\r\n\x1a\n";

    inline bytes assemble(const std::vector<chunk>& chunks)
    {
        bytes out;
        put(out, signature);
        for (const auto& c : chunks)
        {
            put_big(out, static_cast<std::uint32_t>(c.data.size()), 4);
            bytes covered;
            put(covered, c.type);
            covered.insert(covered.end(), c.data.begin(), c.data.end());
            out.insert(out.end(), covered.begin(), covered.end());
            put_big(out, crc32(covered), 4);
        }
        return out;
    }

    using sample_function = std::function<unsigned(std::size_t y, std::size_t x, unsigned sample)>;

    /// Filtered rows (filter 0) of the pixels y0, y0 + dy, … and x0, x0 + dx, …
    inline void put_rows(bytes& out, const header& h, const sample_function& sample, std::size_t y0, std::size_t dy,
                         std::size_t x0, std::size_t dx)
    {
        if (x0 >= h.width)
        {
            return;
        }
        for (std::size_t y = y0; y < h.height; y += dy)
        {
            out.push_back(0);
            unsigned bits = 0, count = 0;
            for (std::size_t x = x0; x < h.width; x += dx)
            {
                for (unsigned s = 0; s < h.samples(); ++s)
                {
                    bits = bits << h.depth | sample(y, x, s);
                    count += h.depth;
                    while (count >= 8)
                    {
                        out.push_back(static_cast<std::uint8_t>(bits >> (count - 8) & 255));
                        count -= 8;
                    }
                }
            }
            if (count > 0)
            {
                out.push_back(static_cast<std::uint8_t>(bits << (8 - count) & 255));
            }
        }
    }

    inline bytes scan_lines(const header& h, const sample_function& sample)
    {
        bytes out;
        if (h.interlace == 0)
        {
            put_rows(out, h, sample, 0, 1, 0, 1);
            return out;
        }
        // Adam7, section 8.2.
        static constexpr std::array<std::array<std::size_t, 4>, 7> passes{
            {{0, 8, 0, 8}, {0, 8, 4, 8}, {4, 8, 0, 4}, {0, 4, 2, 4}, {2, 4, 0, 2}, {0, 2, 1, 2}, {1, 2, 0, 1}}};
        for (const auto& p : passes)
        {
            put_rows(out, h, sample, p[0], p[1], p[2], p[3]);
        }
        return out;
    }

    /// A whole file; `extra` goes between IHDR and IDAT (PLTE, tRNS, …).
    inline bytes file(const header& h, const sample_function& sample, const std::vector<chunk>& extra = {})
    {
        std::vector<chunk> chunks{{"IHDR", h.data()}};
        chunks.insert(chunks.end(), extra.begin(), extra.end());
        chunks.push_back({"IDAT", zlib_stored(scan_lines(h, sample))});
        chunks.push_back({"IEND", {}});
        return assemble(chunks);
    }
}
