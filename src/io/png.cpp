// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "png.hpp"

#include "error.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <png.h>
#include <string>

// libpng reports errors by longjmp, which must not skip a destructor. So every call into libpng runs inside `guarded`,
// in a body that holds nothing but plain values; what needs a destructor lives outside, in the function that called it.

namespace alphabar::io
{
    namespace
    {
        struct context
        {
            const std::uint8_t* next = nullptr;
            std::size_t left = 0;
            bytes* out = nullptr;
            char message[200] = "unknown error";
            char warning[100] = "";
        };

        void note(context& c, const char* message)
        {
            std::snprintf(c.message, sizeof c.message, "%s%s%s", c.warning, c.warning[0] == '\0' ? "" : "; ", message);
        }

        template <class Body>
        bool guarded(png_struct* png, const Body& body)
        {
            if (setjmp(png_jmpbuf(png)) != 0)
            {
                return false;
            }
            body();
            return true;
        }
    }

    extern "C"
    {
        static void alphabar_png_error(png_struct* png, const char* message)
        {
            note(*static_cast<context*>(png_get_error_ptr(png)), message);
            png_longjmp(png, 1);
        }

        // "Invalid IHDR data" is preceded by a warning that says which; the error takes it along.
        static void alphabar_png_warning(png_struct* png, const char* message)
        {
            auto& c = *static_cast<context*>(png_get_error_ptr(png));
            std::strncpy(c.warning, message, sizeof c.warning - 1);
        }

        static void alphabar_png_read(png_struct* png, png_byte* to, std::size_t count)
        {
            auto& c = *static_cast<context*>(png_get_io_ptr(png));
            if (count > c.left)
            {
                png_error(png, "the file is truncated");
            }
            std::memcpy(to, c.next, count);
            c.next += count;
            c.left -= count;
        }

        static void alphabar_png_write(png_struct* png, png_byte* from, std::size_t count)
        {
            auto& c = *static_cast<context*>(png_get_io_ptr(png));
            bool full = false;
            try
            {
                c.out->insert(c.out->end(), from, from + count);
            }
            catch (...)
            {
                full = true;  // an exception must not cross libpng
            }
            if (full)
            {
                png_error(png, "out of memory");
            }
        }

        static void alphabar_png_flush(png_struct*) {}
    }

    namespace
    {
        struct reader
        {
            context state;
            png_struct* png = nullptr;
            png_info* info = nullptr;

            explicit reader(std::span<const std::uint8_t> content)
            {
                state.next = content.data();
                state.left = content.size();
                png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &state, alphabar_png_error, alphabar_png_warning);
                info = png != nullptr ? png_create_info_struct(png) : nullptr;
                if (info == nullptr)
                {
                    png_destroy_read_struct(&png, nullptr, nullptr);
                    throw std::bad_alloc();
                }
            }

            reader(const reader&) = delete;
            reader& operator=(const reader&) = delete;
            ~reader() { png_destroy_read_struct(&png, &info, nullptr); }
        };

        // The size, where the first chunk has it; libpng would refuse it, too, but not name it.
        void check_size(std::span<const std::uint8_t> content, std::string_view name, const image_limits& limits)
        {
            if (content.size() < 24 || std::memcmp(content.data() + 12, "IHDR", 4) != 0)
            {
                return;
            }
            const auto number = [&](std::size_t at)
            {
                return std::uint64_t{content[at]} << 24 | std::uint64_t{content[at + 1]} << 16 |
                       std::uint64_t{content[at + 2]} << 8 | content[at + 3];
            };
            const auto width = number(16), height = number(20);
            if (width == 0 || height == 0 || width > limits.max_side || height > limits.max_side)
            {
                fail_file(name, ": has ", width, " x ", height, " pixels: sides must lie in 1..", limits.max_side);
            }
            if (width * height > limits.max_pixels)
            {
                fail_file(name, ": has ", width, " x ", height, " pixels: must have at most ", limits.max_pixels);
            }
        }

        struct header
        {
            png_uint_32 width = 0;
            png_uint_32 height = 0;
            int depth = 0;
            int colour = 0;
            int interlace = 0;
            int passes = 1;
            bool transparent = false;
            std::size_t row_bytes = 0;
        };

        void read_header(png_struct* png, png_info* info, const image_limits& limits, header& h)
        {
            png_set_user_limits(png, limits.max_side, limits.max_side);
            png_set_chunk_cache_max(png, 64);
            png_set_chunk_malloc_max(png, 8u << 20);
            // Only the picture matters. What is never parsed cannot do harm: no text, no profiles, no inflating.
            png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
            png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
            png_set_read_fn(png, png_get_io_ptr(png), alphabar_png_read);
            png_read_info(png, info);
            png_get_IHDR(png, info, &h.width, &h.height, &h.depth, &h.colour, &h.interlace, nullptr, nullptr);
            h.transparent = (h.colour & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
        }

        void ask_for_8_bits(png_struct* png, png_info* info, header& h)
        {
            if (h.depth == 16)
            {
                png_set_scale_16(png);
            }
            png_set_expand(png);  // palettes, low depths, tRNS to alpha
            h.passes = png_set_interlace_handling(png);
            png_read_update_info(png, info);
            h.row_bytes = png_get_rowbytes(png, info);
        }

        // The raw bytes of the picture as the file stores them, at least: a deflate stream cannot be shorter than a
        // 1032nd of them.
        std::uint64_t least_file_bytes(const header& h)
        {
            const auto bits = static_cast<std::uint64_t>(h.depth) * ((h.colour & PNG_COLOR_MASK_PALETTE) != 0 ? 1u
                                                                     : (h.colour & PNG_COLOR_MASK_COLOR) != 0 ? 3u
                                                                                                              : 1u);
            return std::uint64_t{h.width} * h.height * bits / 8 / 1032;
        }

        image over_white(const bytes& from, std::size_t height, std::size_t width, std::size_t channels)
        {
            image out(height, width, channels);
            const auto* source = from.data();
            for (std::size_t i = 0; i < height * width; ++i, source += channels + 1)
            {
                const unsigned alpha = source[channels];
                for (std::size_t c = 0; c < channels; ++c)
                {
                    const unsigned mixed = source[c] * alpha + 255u * (255u - alpha);
                    out.pixels[i * channels + c] = static_cast<std::uint8_t>((mixed + 127u) / 255u);
                }
            }
            return out;
        }
    }

    bool is_png(std::span<const std::uint8_t> content)
    {
        return content.size() >= 8 && png_sig_cmp(content.data(), 0, 8) == 0;
    }

    image decode_png(std::span<const std::uint8_t> content, std::string_view name, const image_limits& limits)
    {
        if (!is_png(content))
        {
            fail_file(name, ": is not a PNG file");
        }
        check_size(content, name, limits);
        reader r(content);
        // The pointer that png_get_io_ptr returns in read_header.
        png_set_read_fn(r.png, &r.state, alphabar_png_read);
        header h;
        if (!guarded(r.png, [&] { read_header(r.png, r.info, limits, h); }))
        {
            fail_file(name, ": is not a usable PNG picture: ", r.state.message);
        }
        if (least_file_bytes(h) > content.size())
        {
            fail_file(name, ": claims ", h.width, " x ", h.height, " pixels in ", content.size(),
                      " bytes: the file is truncated");
        }
        if (!guarded(r.png, [&] { ask_for_8_bits(r.png, r.info, h); }))
        {
            fail_file(name, ": is not a usable PNG picture: ", r.state.message);
        }
        const std::size_t channels = (h.colour & PNG_COLOR_MASK_COLOR) != 0 ? 3 : 1;
        if (h.row_bytes != h.width * (channels + (h.transparent ? 1u : 0u)))
        {
            fail_file(name, ": is not a usable PNG picture: rows of ", h.row_bytes, " bytes");
        }
        bytes pixels(h.row_bytes * h.height);
        auto* const first = pixels.data();
        const bool complete = guarded(r.png,
                                      [&]
                                      {
                                          for (int pass = 0; pass < h.passes; ++pass)
                                          {
                                              for (png_uint_32 y = 0; y < h.height; ++y)
                                              {
                                                  png_read_row(r.png, first + y * h.row_bytes, nullptr);
                                              }
                                          }
                                          png_read_end(r.png, nullptr);
                                      });
        if (!complete)
        {
            fail_file(name, ": is a damaged PNG picture: ", r.state.message);
        }
        if (h.transparent)
        {
            return over_white(pixels, h.height, h.width, channels);
        }
        image out;
        out.height = h.height;
        out.width = h.width;
        out.channels = channels;
        out.pixels = std::move(pixels);
        return out;
    }

    bytes encode_png(const image& picture)
    {
        core::require(picture.channels == 1 || picture.channels == 3, "a picture of ", picture.channels,
                      " channels: must have 1 or 3");
        core::require(picture.height > 0 && picture.width > 0, "a picture of ", picture.width, " x ", picture.height,
                      " pixels: must not be empty");
        bytes out;
        context state;
        state.out = &out;
        png_struct* png =
            png_create_write_struct(PNG_LIBPNG_VER_STRING, &state, alphabar_png_error, alphabar_png_warning);
        png_info* info = png != nullptr ? png_create_info_struct(png) : nullptr;
        if (info == nullptr)
        {
            png_destroy_write_struct(&png, nullptr);
            throw std::bad_alloc();
        }
        const bool complete =
            guarded(png,
                    [&]
                    {
                        png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
                        png_set_write_fn(png, &state, alphabar_png_write, alphabar_png_flush);
                        png_set_IHDR(png, info, static_cast<png_uint_32>(picture.width),
                                     static_cast<png_uint_32>(picture.height), 8,
                                     picture.channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY,
                                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
                        png_write_info(png, info);
                        for (std::size_t y = 0; y < picture.height; ++y)
                        {
                            png_write_row(png, picture.row(y));
                        }
                        png_write_end(png, nullptr);
                    });
        png_destroy_write_struct(&png, &info);
        if (!complete)
        {
            fail_file("a PNG picture cannot be written: ", state.message);
        }
        return out;
    }
}
