// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "picture_file.hpp"

#include "error.hpp"
#include "jpeg.hpp"
#include "png.hpp"

#include <cctype>
#include <string>

namespace alphabar::io
{
    namespace
    {
        std::string_view ending_of(output_format format)
        {
            switch (format)
            {
            case output_format::png:
                return ".png";
            case output_format::jpeg:
                return ".jpg";
            case output_format::gif:
                return ".gif";
            case output_format::npy:
                return ".npy";
            }
            return "";
        }
    }

    image decode_image(std::span<const std::uint8_t> content, std::string_view name, const image_limits& limits)
    {
        if (is_png(content))
        {
            return decode_png(content, name, limits);
        }
        if (is_jpeg(content))
        {
            return decode_jpeg(content, name, limits);
        }
        fail_file(name, content.empty() ? ": is empty" : ": has another content", ": must be a PNG or JPEG picture");
    }

    image read_image(const std::filesystem::path& path, const image_limits& limits)
    {
        return decode_image(read_file(path, limits.max_file_bytes), path.string(), limits);
    }

    output_format format_of(const std::filesystem::path& path, std::initializer_list<output_format> possible)
    {
        auto ending = path.extension().string();
        for (char& c : ending)
        {
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        std::string choices;
        for (const auto& format : possible)
        {
            const auto own = ending_of(format);
            if (ending == own || (ending == ".jpeg" && format == output_format::jpeg))
            {
                return format;
            }
            choices += core::text(choices.empty() ? "" : &format == possible.end() - 1 ? " or " : ", ", own);
        }
        fail_file(path.string(), ": must end in ", choices);
    }

    void write_png(const std::filesystem::path& path, const image& picture) { write_file(path, encode_png(picture)); }

    void write_jpeg(const std::filesystem::path& path, const image& picture, int quality)
    {
        write_file(path, encode_jpeg(picture, quality));
    }
}
