// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "orientation.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace alphabar::io
{
    namespace
    {
        // A TIFF structure whose offsets may point anywhere: what lies outside reads as zero.
        struct tiff
        {
            std::span<const std::uint8_t> data;
            bool little = true;

            std::uint32_t number(std::size_t at, std::size_t size) const
            {
                if (at > data.size() || size > data.size() - at)
                {
                    return 0;
                }
                std::uint32_t value = 0;
                for (std::size_t i = 0; i < size; ++i)
                {
                    value = value << 8 | data[at + (little ? size - 1 - i : i)];
                }
                return value;
            }
        };
    }

    int exif_orientation(std::span<const std::uint8_t> segment)
    {
        if (segment.size() < 14 || std::memcmp(segment.data(), "Exif\0\0", 6) != 0)
        {
            return 1;
        }
        tiff t{segment.subspan(6)};
        t.little = t.data[0] == 'I';
        const std::size_t directory = t.number(4, 4);
        const std::size_t entries = t.number(directory, 2);
        for (std::size_t i = 0; i < entries; ++i)
        {
            const std::size_t entry = directory + 2 + 12 * i;
            if (t.number(entry, 2) == 0x0112)
            {
                const auto value = t.number(entry + 8, 2);
                return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
            }
        }
        return 1;
    }

    image upright(image picture, int orientation)
    {
        if (orientation <= 1 || orientation > 8)
        {
            return picture;
        }
        // Values of the tag: 2 mirrored, 3 half turn, 4 upside down, 5 transposed, 6 quarter turn, 7, 8.
        const bool transposed = orientation >= 5;
        const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        image out(transposed ? picture.width : picture.height, transposed ? picture.height : picture.width,
                  picture.channels);
        for (std::size_t y = 0; y < out.height; ++y)
        {
            for (std::size_t x = 0; x < out.width; ++x)
            {
                std::size_t from_y = transposed ? x : y;
                std::size_t from_x = transposed ? y : x;
                from_y = flip_y ? picture.height - 1 - from_y : from_y;
                from_x = flip_x ? picture.width - 1 - from_x : from_x;
                std::copy_n(picture.row(from_y) + from_x * picture.channels, picture.channels,
                            out.row(y) + x * picture.channels);
            }
        }
        return out;
    }
}
